//! The cue classes that the program itself asks for.

use super::cues::{CueClass, CueSet, Cues};
use super::source::{Diagnostic, RuleFile};

/// The cue classes that the engine itself asks for; `rules/cues/` must have them.
#[derive(Clone, Copy, Debug)]
pub struct WellKnown {
    /// 和, 及: joins the members of a list.
    pub and: CueClass,
    /// 已, 均: may stand between any two items of a pattern.
    pub filler: CueClass,
    /// Dropped from the left edge of a label.
    pub lead: CueSet,
    /// Dropped from the right edge of a label.
    pub trail: CueSet,
    /// 下降, 低于: makes a difference negative.
    pub down: CueSet,
    /// 最高: a sum that a policy gives is at most that.
    pub at_most: CueClass,
    /// 力争, 计划: marks a target.
    pub target: CueClass,
    /// 计划, 将: marks a target before a verb.
    pub may_target: CueClass,
    /// 计划, 争取: marks a target at the head of a clause, before a verb.
    pub head_target: CueClass,
    /// 依托, 围绕: what is counted behind it, in its clause, is there already.
    pub leaning: CueClass,
    /// 到, 了: after a verb of striving it says that it was got.
    pub got: CueClass,
    /// 已, 目前: says that it is so.
    pub done: CueClass,
    /// 占: a phrase that begins so says something of what was named before.
    pub continues: CueClass,
    /// 过程, 进程: with 中 they say when, not of what.
    pub course: CueClass,
    /// 中, 当中: a clause that ends so says what the next one counts among.
    pub among: CueClass,
    /// 看, 来说: a clause with 从 or 在 that ends so names what is spoken of.
    pub seen: CueClass,
    /// 对: whom or what a policy is for stands behind it.
    pub towards: CueClass,
    /// 向, 从, 为: to whom, from where or for whom something is done stands behind it, and goes with its verb.
    pub routes: CueClass,
    /// 刑事, 国有: a member of a list that is nothing else has what follows such a word in the last one.
    pub attributive: CueClass,
    /// 于, 在: goes with the time behind it, and is no part of a label either.
    pub at: CueClass,
    /// 在, 正在, 均: behind a name what it does besides begins.
    pub besides: CueClass,
    /// 参与, 亮相: what those that were counted do.
    pub does: CueClass,
    /// 载有, 来自: what is counted behind it stands before 的, and behind 的 who carries it.
    pub carries: CueClass,
    /// 带动, 导致: what rose or fell stands behind it.
    pub drives: CueClass,
    /// 收获, 播种: work on the land that a surface before it is of.
    pub farm_work: CueClass,
    /// 过半, 接近尾声: how far work has come.
    pub nearly: CueClass,
    /// 推动, 支持: what those that it lets do it do says what is counted.
    pub lets: CueClass,
    /// 已, 共: left out of a label wherever they stand.
    pub silent: CueClass,
    /// 根据, 依托: what follows, up to the verb, is no part of a label.
    pub according: CueClass,
    /// 最多, 居首: says of a part that it is the largest.
    pub most: CueClass,
    /// 称, 显示: who says what follows stands before it.
    pub says: CueClass,
    /// 入选, 获评: what several counts of a list have done or got.
    pub joint: CueClass,
    /// 说, 介绍: behind somebody who is quoted.
    pub quotes: CueClass,
    /// 了解到, 强调: whoever does so only tells of what follows.
    pub tells: CueClass,
    /// 下达, 启动: ends a clause that says that something has come about.
    pub comes_about: CueClass,
    /// 据, 随着, 把: opens what only says when, how or to whom.
    pub aside: CueClass,
    /// 记者, 当地: does nothing that is counted, or is named as the place.
    pub nobody: CueClass,
    /// 完成, 提前: the time behind it is that of aims that are met.
    pub meets: CueClass,
    /// 低于: before the size of an aim it says nothing of that size.
    pub set_against: CueClass,
    /// 延续: the time behind it is that of what went before.
    pub goes_on: CueClass,
    /// 折算: in brackets, the same in other money.
    pub converts: CueClass,
    /// 创历史新高: what has come so far stands before it.
    pub peaks: CueClass,
    /// 在孵: what is under way is so now.
    pub under_way: CueClass,
    /// 打算: in a question, what is to come.
    pub asks_ahead: CueClass,
    /// 成效: in a question, what was done.
    pub asks_back: CueClass,
    /// 有家: before a firm that is told of from there on.
    pub presents: CueClass,
    /// 现有: what follows is so now, whatever time was told of.
    pub at_present: CueClass,
    /// 挂牌: the time beside it only says since when something is there.
    pub opens: CueClass,
    /// 提出: behind it what a paper aims at.
    pub proposes: CueClass,
    /// 奖励给: behind a share that is laid down.
    pub rewards: CueClass,
    /// 呢: behind a name that the speaker sets apart.
    pub pauses: CueClass,
    /// 贡献率: with 对 in front it leaves out whose it is.
    pub contribution: CueClass,
    /// 占: from here on a label says of what it is a share.
    pub share: CueClass,
    /// 达到, 突破: a size as it stands at the end of a period.
    pub reach: CueClass,
    /// 居, 高于, 比: a phrase that begins so is no name.
    pub predicate: CueSet,
    /// 高, 低: a phrase that ends so compares (比普通贷款低), and is no name.
    pub compares: CueSet,
    /// Words that name nothing by themselves.
    pub empty: CueSet,
    /// 国家级, 省级: says of which kind what was named before is.
    pub adjective: CueClass,
    /// 达到, 为, 突破: the number stands at its value at the end of a stretch.
    pub stands: CueClass,
    /// 拥有量, 存量: what there is of something, at the end of a stretch of years.
    pub stock: CueClass,
    /// 核心面积, 全长: how large a site is laid out, also where it is still to be built.
    pub layout: CueClass,
    /// Verbs that a plan can be followed by.
    pub verb: CueSet,
    /// 给予, 奖励: marks a parameter of a policy.
    pub policy: CueClass,
    /// 最高, 一次性: marks one in its own clause only.
    pub policy_here: CueClass,
    /// 预计: of a year that has ended it tells the result.
    pub estimate: CueClass,
    /// 年均, 年均增长: over a whole stretch of years.
    pub averaged: CueClass,
    /// 占比为: a share and its verb in one; no name by itself.
    pub share_reach: CueClass,
    /// 群众, 职工: a number without a unit before them counts people.
    pub people: CueClass,
    /// 死亡, 受伤: says nothing without what caused it.
    pub harm: CueClass,
    /// 造成, 致: stands between a cause and a harm.
    pub causing: CueClass,
    /// 地震, 枪击: what a story of harm is about.
    pub event: CueClass,
    /// 遭遇, 发生: stands before the name of an event.
    pub strikes: CueClass,
    /// 惠及, 覆盖: whom something serves.
    pub benefits: CueClass,
    /// 实施: what is done stands behind the list that follows it.
    pub light: CueClass,
    /// 相当于: what follows only likens it to something.
    pub likens: CueClass,
    /// 部门, 单位: so many have issued a paper.
    pub issuer: CueClass,
    /// 联合, 印发: what they have done.
    pub issues: CueClass,
    /// 企业, 行业: counted alone it does not say which.
    pub vague: CueClass,
    /// 城市, 方面: alone it says nothing of what is counted.
    pub blank: CueClass,
    /// 方面, 单元: parts of a paper or a show.
    pub item: CueClass,
    /// 方面, 领域: in so many of them something is done.
    pub scope_item: CueClass,
    /// 假如, 倘若: what follows is only supposed.
    pub supposes: CueClass,
    /// 陆续, 均: says how or how many of those counted did what follows.
    pub adverb: CueClass,
    /// 人数: ends the name of a number of people.
    pub head_count: CueClass,
    /// 人次: ends the name of a number of visits.
    pub visits: CueClass,
    /// 用户, 户数: ends the name of a number of households or users.
    pub households: CueClass,
    /// 病例: ends the name of a number of cases.
    pub cases: CueClass,
    /// 成交额, 产值: ends the name of a sum of money.
    pub sum: CueClass,
    /// 纱, 钢: one character that is a name.
    pub material: CueClass,
    /// 成立, 始建于: the time beside it is that of a beginning.
    pub founded: CueClass,
    /// 近年来: a sentence that begins so is of the years up to now, whatever was told before.
    pub recent: CueClass,
    /// 增长, 持平, 一般: what those answered whose share is told.
    pub answer: CueClass,
    /// 作为: behind a name what it is taken for.
    pub poses: CueClass,
    /// 将, 拟: before one of these it is no 把 but says what is to come: 将以, 将与.
    pub will: CueClass,
    /// 以, 向: what stands behind it says how, or to whom.
    pub preposition: CueClass,
    /// 重点, 首次: may stand between 将 and its verb, though it is no adverb.
    pub adverbial: CueClass,
    /// 大关: stands behind a number, and nothing behind it.
    pub milestone: CueClass,
    /// 原有: what 将 takes (把), not what it says is to come.
    pub existing: CueClass,
    /// 当时: what had to be done then is not to come.
    pub back_then: CueClass,
    /// 部门, 铁路: who plans, right before 计划.
    pub planner: CueClass,
    /// 必须: what the bound behind it demands.
    pub must: CueClass,
    /// 至少: bounds the number behind its verb.
    pub least: CueClass,
    /// 突破: bounds the number behind 每桶.
    pub exceeds: CueClass,
    /// 消息, 讯: the dateline of a piece of news ends in it, before its bracket.
    pub dateline: CueClass,
    /// 当天: the day named before.
    pub that_day: CueClass,
    /// 连续: so many years in a row.
    pub lasting: CueClass,
    /// 而: the period behind it holds for its clause only.
    pub contrast: CueClass,
    /// 建成后: what is estimated behind it is still to come.
    pub once: CueClass,
    /// 可, 将可: of what will be once something has come about.
    pub can: CueClass,
    /// 担保费率, 首期拨付: a share that a policy fixes.
    pub policy_share: CueClass,
    /// 加计扣除比例: only a policy fixes such a share.
    pub parameter: CueClass,
    /// 新增, 新认定.
    pub new: CueClass,
    /// 累计.
    pub cumulative: CueClass,
    /// 其中: what follows is a part of what was named before.
    pub part: CueClass,
    /// 增速, 占比: says nothing without what it is of.
    pub dependent: CueClass,
    /// 评价, 指数: what a rank is of, where its own clause does not say.
    pub ranking: CueClass,
    /// 增幅, 涨幅: names a difference.
    pub growth: CueClass,
    /// 降幅, 跌幅: names a difference downwards.
    pub fall: CueClass,
    /// 利税, 招生: another size of the subject named before.
    pub aspect: CueClass,
    /// 产量, 增加值: the end of a label that the members of a list share.
    pub measure: CueClass,
    /// 指数, 系数: ends the name of a size that has no unit.
    pub unitless: CueClass,
    /// 寿命, 工期: ends the name of a size that is a length of time.
    pub lasting_name: CueClass,
    /// 企业, 地区: ends the name of what has sizes.
    pub holder: CueClass,
    /// 前者: the first of the two named before.
    pub former: CueClass,
    /// 后者: the second of them.
    pub latter: CueClass,
    /// 高于, 低于: what follows is what a number is set against.
    pub beyond: CueSet,
    /// 西部, 全球: among whom something ranks.
    pub scope: CueClass,
    /// 举个例子: a paragraph that begins so supposes its numbers.
    pub example: CueClass,
    /// 拨付, 安排: says of a sum no more than that it is spent.
    pub spends: CueClass,
    /// 单个, 每家: begins a name that says no more than to how many something is granted.
    pub recipient: CueClass,
    /// 支持, 用于: what a sum is spent on follows.
    pub purpose: CueClass,
    /// What is done with a sum named before: works, purchases.
    pub carries_out: CueClass,
    /// 进出口: of a holder that was named before it, else of the whole place.
    pub held: CueClass,
    /// 扣除, 剔除: what the number behind leaves out.
    pub leaving_out: CueClass,
    /// 价格因素: without them growth is real.
    pub prices: CueClass,
    /// 约为, 约相当于: the number behind the base is about that.
    pub about: CueClass,
    /// 产业, 行业: ends the name of a kind of thing, not of its size.
    pub field: CueClass,
    /// 增长, 下降, 增速: a head of a table that names a difference.
    pub difference: CueSet,
    /// 增长, 下降, 增速: the classes of these that say that something moved.
    pub moves: CueSet,
    /// 目标, 计划数: a head of a table that ends so stands over targets.
    pub aim: CueClass,
    /// 给, 奖: a sum directly behind it is one that a policy gives.
    pub gives: CueClass,
    /// 补贴, 津贴: a sum for each before it is one that a policy gives.
    pub allowance: CueClass,
    /// 这一比例: names what was named before.
    pub points_back: CueClass,
    /// Verbs that say what became more or less: 增收.
    pub gain: CueClass,
    /// 不少于: the number behind it is asked for.
    pub minimum: CueClass,
    /// 目标, 任务: a size whose name ends so is aimed at.
    pub goal_name: CueClass,
    /// 产量, 用电量: what is summed over a year.
    pub yearly: CueClass,
    /// 完成, 落实: so much of a task has been done, not set.
    pub fulfils: CueClass,
    /// 年度计划, 预算: what is told behind it is so much of it.
    pub goal: CueClass,
    /// 上升, 提高: makes a difference positive.
    pub up: CueClass,
    /// 增速, 增长: a head of a table that ends so stands over rates, whether it says % or not.
    pub rate_name: CueClass,
    /// 率, 占比: a head of a table that ends so stands over shares.
    pub ratio_name: CueClass,
    /// 绝对数, 数量: a head that only says what kind of number stands below.
    pub bare: CueClass,
    /// 主要目标, 工作安排: a heading above plans.
    pub plan_heading: CueClass,
    /// Before a colon: what is listed below it is to be done.
    pub task_opening: CueClass,
    /// 高新技术企业: whom a report is about.
    pub population: CueClass,
    /// 统计分析: behind them in a title.
    pub population_report: CueClass,
    /// 医药工业, 先进制造领域: how a heading ends that names an industry.
    pub industry: CueClass,
    /// 市本级: how the name of a sum of a budget begins that is of one tier alone.
    pub tier: CueClass,
    /// 全市, 汇总: before the name of a sum that is of all tiers.
    pub all_tiers: CueClass,
    /// 工作回顾: a heading above results, whatever else it says.
    pub review_heading: CueClass,
    /// 比, 较, but not 与: what follows is what something is compared with.
    pub against: CueClass,
    /// 比, 较: the period that follows is the base of a comparison.
    pub versus: CueClass,
    /// 辖, 下辖: what is said of a place that has towns and villages.
    pub governs: CueClass,
    /// 镇, 乡: places below a county, which are counted without a measure word.
    pub town: CueClass,
    /// 国家级, 省级: levels of what is counted by them.
    pub grade: CueClass,
    /// 完成, 接待: what is done again and again, and leaves no stock of its own.
    pub deed: CueClass,
    /// 建县, 隶属: how a place came to be what it is.
    pub territory: CueClass,
    /// 接连, 先后: bit by bit, in one year or another.
    pub in_turn: CueClass,
    /// 代表, 专家: those who come from a body, besides people.
    pub delegate: CueClass,
    /// 预测, 预期: what a value was expected to be, behind the time of the expectation.
    pub foreseen: CueClass,
    /// 春节, 春运: in the names of holidays and of the weeks round them.
    pub festive: CueClass,
    /// 列, 人次: units of what goes on all the time.
    pub unit_flow: CueClass,
    /// 千瓦时: units of what is made and used up, which summed over years is of all of them.
    pub unit_used: CueClass,
    /// 天, 小时: units of time in which nothing lasts that a bulletin reports, but for what is as it is.
    pub unit_brief: CueClass,
    /// 名, 位: words for one person, behind 这, 该 or 一.
    pub unit_person: CueClass,
    /// 章, 节: units of the parts of a paper.
    pub unit_paper: CueClass,
}

impl WellKnown {
    /// Looks the classes up.
    ///
    /// # Errors
    /// Names every class that is missing.
    pub fn find(cues: &Cues) -> Result<Self, Vec<Diagnostic>> {
        let mut missing = Vec::new();
        let mut class = |name: &str| {
            cues.class(name).unwrap_or_else(|| {
                let file = RuleFile::new("cues/", "");
                let message = format!("the cue class `{name}` is missing");
                missing.push(file.mistake(
                    0..0,
                    &message,
                    "in none of the files",
                    Some("add it to a file of rules/cues/"),
                ));
                CueClass::default()
            })
        };
        let known = Self {
            and: class("and"),
            filler: class("filler"),
            lead: CueSet::of(&[class("lead"), class("cumulative"), class("part"), class("target")]),
            trail: CueSet::of(&TRAILS.map(&mut class)),
            down: CueSet::of(&DOWNS.map(&mut class)),
            at_most: class("at-most"),
            target: class("target"),
            may_target: class("may-target"),
            head_target: class("head-target"),
            got: class("got"),
            done: class("done"),
            continues: class("continues"),
            course: class("course"),
            among: class("among"),
            seen: class("seen"),
            towards: class("towards"),
            routes: class("routes"),
            attributive: class("attributive"),
            at: class("at"),
            besides: class("besides"),
            peaks: class("peaks"),
            under_way: class("under-way"),
            asks_ahead: class("asks-ahead"),
            asks_back: class("asks-back"),
            presents: class("presents"),
            at_present: class("at-present"),
            opens: class("opens"),
            proposes: class("proposes"),
            rewards: class("rewards"),
            pauses: class("pauses"),
            converts: class("converts"),
            goes_on: class("goes-on"),
            set_against: class("set-against"),
            meets: class("meets"),
            does: class("does"),
            carries: class("carries"),
            drives: class("drives"),
            farm_work: class("farm-work"),
            nearly: class("nearly"),
            lets: class("lets"),
            silent: class("silent"),
            according: class("according"),
            most: class("most"),
            says: class("says"),
            joint: class("joint"),
            quotes: class("quotes"),
            tells: class("tells"),
            nobody: class("nobody"),
            aside: class("aside"),
            comes_about: class("comes-about"),
            contribution: class("contribution"),
            share: class("share"),
            reach: class("reach"),
            predicate: CueSet::of(&PREDICATES.map(&mut class)),
            compares: CueSet::of(&[class("higher"), class("lower")]),
            empty: CueSet::of(&[
                class("up"),
                class("down"),
                class("move"),
                class("reach"),
                class("compared"),
                class("rank"),
                class("award"),
                class("new"),
                class("cumulative"),
                class("filler"),
                class("lead"),
                class("trail"),
                class("target"),
                class("may-target"),
                class("and"),
                class("policy-here"),
                class("continues"),
            ]),
            adjective: class("adjective"),
            stands: class("stands"),
            stock: class("stock"),
            layout: class("layout"),
            verb: CueSet::of(&[class("up"), class("down"), class("new"), class("move"), class("reach")]),
            policy: class("policy"),
            policy_here: class("policy-here"),
            estimate: class("estimate"),
            averaged: class("averaged"),
            founded: class("founded"),
            recent: class("recent"),
            answer: class("answer"),
            poses: class("poses"),
            will: class("will"),
            preposition: class("preposition"),
            adverbial: class("adverbial"),
            milestone: class("milestone"),
            existing: class("existing"),
            back_then: class("back-then"),
            planner: class("planner"),
            must: class("must"),
            least: class("least"),
            exceeds: class("exceeds-per"),
            dateline: class("dateline"),
            that_day: class("that-day"),
            material: class("material"),
            people: class("people"),
            harm: class("harm"),
            causing: class("causing"),
            event: class("event"),
            strikes: class("strikes"),
            benefits: class("benefits"),
            light: class("light"),
            likens: class("likens"),
            issuer: class("issuer"),
            issues: class("issues"),
            vague: class("vague"),
            blank: class("blank"),
            item: class("item"),
            scope_item: class("scope-item"),
            supposes: class("supposes"),
            example: class("example"),
            spends: class("spends"),
            recipient: class("recipient"),
            purpose: class("purpose"),
            carries_out: class("carries-out"),
            adverb: class("adverb"),
            head_count: class("head-count"),
            visits: class("visits"),
            households: class("households"),
            cases: class("cases"),
            sum: class("sum"),
            share_reach: class("share-reach"),
            leaning: class("leaning"),
            lasting: class("lasting"),
            contrast: class("contrast"),
            once: class("once"),
            can: class("can"),
            policy_share: class("policy-share"),
            parameter: class("parameter"),
            new: class("new"),
            cumulative: class("cumulative"),
            part: class("part"),
            dependent: class("dependent"),
            ranking: class("ranking"),
            growth: class("growth"),
            fall: class("fall"),
            aspect: class("aspect"),
            measure: class("measure"),
            field: class("field"),
            holder: class("holder"),
            former: class("former"),
            latter: class("latter"),
            beyond: CueSet::of(&[class("above"), class("below")]),
            scope: class("scope"),
            held: class("held"),
            leaving_out: class("leaving-out"),
            prices: class("prices"),
            about: class("about"),
            lasting_name: class("lasting-name"),
            unitless: class("unitless"),
            moves: CueSet::of(&MOVES.map(&mut class)),
            aim: class("aim"),
            minimum: class("minimum"),
            gives: class("gives"),
            allowance: class("allowance"),
            points_back: class("points-back"),
            gain: class("gain"),
            goal_name: class("goal-name"),
            yearly: class("yearly"),
            fulfils: class("fulfils"),
            goal: class("goal"),
            difference: CueSet::of(&DIFFERENCES.map(&mut class)),
            up: class("up"),
            rate_name: class("rate-name"),
            ratio_name: class("ratio-name"),
            bare: class("bare"),
            plan_heading: class("plan-heading"),
            task_opening: class("task-opening"),
            industry: class("industry"),
            tier: class("tier"),
            all_tiers: class("all-tiers"),
            population: class("population"),
            population_report: class("population-report"),
            review_heading: class("review-heading"),
            against: class("against"),
            versus: class("versus"),
            governs: class("governs"),
            town: class("town"),
            grade: class("grade"),
            deed: class("deed"),
            in_turn: class("in-turn"),
            territory: class("territory"),
            delegate: class("delegate"),
            foreseen: class("foreseen"),
            festive: class("festive"),
            unit_flow: class("unit-flow"),
            unit_used: class("unit-used"),
            unit_brief: class("unit-brief"),
            unit_person: class("unit-person"),
            unit_paper: class("unit-paper"),
        };
        if missing.is_empty() { Ok(known) } else { Err(missing) }
    }
}

/// Classes of words that say that something moved, and those of heads that name a difference.
const MOVES: [&str; 5] = ["up", "down", "growth", "fall", "either"];
const DIFFERENCES: [&str; 6] = ["up", "down", "growth", "fall", "either", "compared"];

/// Classes of words that a label does not end with, of those after which a difference is below nought, and of those that begin no name.
const TRAILS: [&str; 8] = [
    "trail",
    "filler",
    "cumulative",
    "up",
    "down",
    "move",
    "compared",
    "target",
];
const DOWNS: [&str; 6] = ["down", "below", "lower", "fall", "drag", "short"];
const PREDICATES: [&str; 6] = ["rank", "above", "below", "versus", "move", "drag"];
