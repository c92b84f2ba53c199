//! The cue classes that the program itself asks for.

use super::cues::{CueClass, CueSet, Cues};
use super::source::{Diagnostic, RuleFile};

/// Declares [`WellKnown`] and how it is looked up. A class goes by the name of its field, with a hyphen for each underline.
macro_rules! well_known {
    (
        classes { $($(#[$said:meta])* $class:ident,)* }
        sets { $($(#[$told:meta])* $set:ident: [$($of:literal),*],)* }
    ) => {
        /// The cue classes that the engine itself asks for; `rules/cues/` must have them.
        #[derive(Clone, Copy, Debug)]
        pub struct WellKnown {
            $($(#[$said])* pub $class: CueClass,)*
            $($(#[$told])* pub $set: CueSet,)*
        }

        impl WellKnown {
            /// Looks the classes up.
            ///
            /// # Errors
            /// Names every class that is missing.
            pub fn find(cues: &Cues) -> Result<Self, Vec<Diagnostic>> {
                let mut missing = Vec::new();
                let mut class = |name: &str| look_up(cues, name, &mut missing);
                let known = Self {
                    $($class: class(&stringify!($class).replace('_', "-")),)*
                    $($set: CueSet::of(&[$(class($of)),*]),)*
                };
                if missing.is_empty() { Ok(known) } else { Err(missing) }
            }
        }
    };
}

/// The class of this name; where there is none, what is wrong goes to `missing`.
fn look_up(cues: &Cues, name: &str, missing: &mut Vec<Diagnostic>) -> CueClass {
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
}

well_known! {
    classes {
        /// 和, 及: joins the members of a list.
        and,
        /// 已, 均: may stand between any two items of a pattern.
        filler,
        /// 最高: a sum that a policy gives is at most that.
        at_most,
        /// 力争, 计划: marks a target.
        target,
        /// 计划, 将: marks a target before a verb.
        may_target,
        /// 计划, 争取: marks a target at the head of a clause, before a verb.
        head_target,
        /// 依托, 围绕: what is counted behind it, in its clause, is there already.
        leaning,
        /// 到, 了: after a verb of striving it says that it was got.
        got,
        /// 已, 目前: says that it is so.
        done,
        /// 占: a phrase that begins so says something of what was named before.
        continues,
        /// 过程, 进程: with 中 they say when, not of what.
        course,
        /// 中, 当中: a clause that ends so says what the next one counts among.
        among,
        /// 看, 来说: a clause with 从 or 在 that ends so names what is spoken of.
        seen,
        /// 对: whom or what a policy is for stands behind it.
        towards,
        /// 向, 从, 为: to whom, from where or for whom something is done stands behind it, and goes with its verb.
        routes,
        /// 刑事, 国有: a member of a list that is nothing else has what follows such a word in the last one.
        attributive,
        /// 于, 在: goes with the time behind it, and is no part of a label either.
        at,
        /// 在, 正在, 均: behind a name what it does besides begins.
        besides,
        /// 参与, 亮相: what those that were counted do.
        does,
        /// 载有, 来自: what is counted behind it stands before 的, and behind 的 who carries it.
        carries,
        /// 带动, 导致: what rose or fell stands behind it.
        drives,
        /// 长势, 迎来: behind what grows on a surface, how it goes there.
        crop_stage,
        /// 收获, 播种: work on the land that a surface before it is of.
        farm_work,
        /// 过半, 接近尾声: how far work has come.
        nearly,
        /// 推动, 支持: what those that it lets do it do says what is counted.
        lets,
        /// 已, 共: left out of a label wherever they stand.
        silent,
        /// 根据, 依托: what follows, up to the verb, is no part of a label.
        according,
        /// 最多, 居首: says of a part that it is the largest.
        most,
        /// 称, 显示: who says what follows stands before it.
        says,
        /// 入选, 获评: what several counts of a list have done or got.
        joint,
        /// 说, 介绍: behind somebody who is quoted.
        quotes,
        /// 了解到, 强调: whoever does so only tells of what follows.
        tells,
        /// 下达, 启动: ends a clause that says that something has come about.
        comes_about,
        /// 据, 随着, 把: opens what only says when, how or to whom.
        aside,
        /// 记者, 当地: does nothing that is counted, or is named as the place.
        nobody,
        /// 完成, 提前: the time behind it is that of aims that are met.
        meets,
        /// 低于: before the size of an aim it says nothing of that size.
        set_against,
        /// 延续: the time behind it is that of what went before.
        goes_on,
        /// 折算: in brackets, the same in other money.
        converts,
        /// 创历史新高: what has come so far stands before it.
        peaks,
        /// 每年, 每天: how often something comes of a work.
        each_time,
        /// 在孵: what is under way is so now.
        under_way,
        /// 打算: in a question, what is to come.
        asks_ahead,
        /// 成效: in a question, what was done.
        asks_back,
        /// 有家: before a firm that is told of from there on.
        presents,
        /// 现有: what follows is so now, whatever time was told of.
        at_present,
        /// 挂牌: the time beside it only says since when something is there.
        opens,
        /// 提出: behind it what a paper aims at.
        proposes,
        /// 奖励给: behind a share that is laid down.
        rewards,
        /// 呢: behind a name that the speaker sets apart.
        pauses,
        /// 贡献率: with 对 in front it leaves out whose it is.
        contribution,
        /// 占: from here on a label says of what it is a share.
        share,
        /// 达到, 突破: a size as it stands at the end of a period.
        reach,
        /// 国家级, 省级: says of which kind what was named before is.
        adjective,
        /// 达到, 为, 突破: the number stands at its value at the end of a stretch.
        stands,
        /// 拥有量, 存量: what there is of something, at the end of a stretch of years.
        stock,
        /// 核心面积, 全长: how large a site is laid out, also where it is still to be built.
        layout,
        /// 给予, 奖励: marks a parameter of a policy.
        policy,
        /// 最高, 一次性: marks one in its own clause only.
        policy_here,
        /// 预计: of a year that has ended it tells the result.
        estimate,
        /// 年均, 年均增长: over a whole stretch of years.
        averaged,
        /// 占比为: a share and its verb in one; no name by itself.
        share_reach,
        /// 群众, 职工: a number without a unit before them counts people.
        people,
        /// 死亡, 受伤: says nothing without what caused it.
        harm,
        /// 造成, 致: stands between a cause and a harm.
        causing,
        /// 地震, 枪击: what a story of harm is about.
        event,
        /// 遭遇, 发生: stands before the name of an event.
        strikes,
        /// 惠及, 覆盖: whom something serves.
        benefits,
        /// 实施: what is done stands behind the list that follows it.
        light,
        /// 相当于: what follows only likens it to something.
        likens,
        /// 部门, 单位: so many have issued a paper.
        issuer,
        /// 联合, 印发: what they have done.
        issues,
        /// 企业, 行业: counted alone it does not say which.
        vague,
        /// 城市, 方面: alone it says nothing of what is counted.
        blank,
        /// 方面, 单元: parts of a paper or a show.
        item,
        /// 方面, 领域: in so many of them something is done.
        scope_item,
        /// 口径, 半径: behind a number, of what size one thing is.
        size_of_one,
        /// 拖拉机, 望远镜: one of them is told by its size.
        machine,
        /// 距离: how far from there.
        far,
        /// 以东: the number behind says how far.
        bearing,
        /// 举措, 主张: of so many points a paper is made.
        point,
        /// 假如, 倘若: what follows is only supposed.
        supposes,
        /// 陆续, 均: says how or how many of those counted did what follows.
        adverb,
        /// 人数: ends the name of a number of people.
        head_count,
        /// 人次: ends the name of a number of visits.
        visits,
        /// 用户, 户数: ends the name of a number of households or users.
        households,
        /// 病例: ends the name of a number of cases.
        cases,
        /// 成交额, 产值: ends the name of a sum of money.
        sum,
        /// 纱, 钢: one character that is a name.
        material,
        /// 成立, 始建于: the time beside it is that of a beginning.
        founded,
        /// 近年来: a sentence that begins so is of the years up to now, whatever was told before.
        recent,
        /// 增长, 持平, 一般: what those answered whose share is told.
        answer,
        /// 作为: behind a name what it is taken for.
        poses,
        /// 将, 拟: before one of these it is no 把 but says what is to come: 将以, 将与.
        will,
        /// 以, 向: what stands behind it says how, or to whom.
        preposition,
        /// 重点, 首次: may stand between 将 and its verb, though it is no adverb.
        adverbial,
        /// 大关: stands behind a number, and nothing behind it.
        milestone,
        /// 原有: what 将 takes (把), not what it says is to come.
        existing,
        /// 当时: what had to be done then is not to come.
        back_then,
        /// 部门, 铁路: who plans, right before 计划.
        planner,
        /// 必须: what the bound behind it demands.
        must,
        /// 至少: bounds the number behind its verb.
        least,
        /// 突破: bounds the number behind 每桶.
        exceeds_per,
        /// 消息, 讯: the dateline of a piece of news ends in it, before its bracket.
        dateline,
        /// 当天: the day named before.
        that_day,
        /// 连续: so many years in a row.
        lasting,
        /// 而: the period behind it holds for its clause only.
        contrast,
        /// 建成后: what is estimated behind it is still to come.
        once,
        /// 可, 将可: of what will be once something has come about.
        can,
        /// 担保费率, 首期拨付: a share that a policy fixes.
        policy_share,
        /// 加计扣除比例: only a policy fixes such a share.
        parameter,
        /// 新增, 新认定.
        new,
        /// 累计.
        cumulative,
        /// 其中: what follows is a part of what was named before.
        part,
        /// 增速, 占比: says nothing without what it is of.
        dependent,
        /// 评价, 指数: what a rank is of, where its own clause does not say.
        ranking,
        /// 增幅, 涨幅: names a difference.
        growth,
        /// 降幅, 跌幅: names a difference downwards.
        fall,
        /// 利税, 招生: another size of the subject named before.
        aspect,
        /// 产量, 增加值: the end of a label that the members of a list share.
        measure,
        /// 指数, 系数: ends the name of a size that has no unit.
        unitless,
        /// 寿命, 工期: ends the name of a size that is a length of time.
        lasting_name,
        /// 企业, 地区: ends the name of what has sizes.
        holder,
        /// 前者: the first of the two named before.
        former,
        /// 后者: the second of them.
        latter,
        /// 西部, 全球: among whom something ranks.
        scope,
        /// 举个例子: a paragraph that begins so supposes its numbers.
        example,
        /// 拨付, 安排: says of a sum no more than that it is spent.
        spends,
        /// 单个, 每家: begins a name that says no more than to how many something is granted.
        recipient,
        /// 支持, 用于: what a sum is spent on follows.
        purpose,
        /// What is done with a sum named before: works, purchases.
        carries_out,
        /// 进行, 实施: behind 对 and what it is done to.
        dealt,
        /// 就, 却: no name begins so.
        broken_start,
        /// 就业, 要素: though a name begins so.
        sound_start,
        /// 后, 以来: no name ends so.
        broken_end,
        /// 小时, 售后: though a name ends so.
        sound_end,
        /// 农村, 城镇: where the rates of a list are taken.
        sphere,
        /// 突破, 攻克: before what was solved, part of its name.
        solves,
        /// 出口, 进口: before goods, what was done with them.
        trade,
        /// 进出口: of a holder that was named before it, else of the whole place.
        held,
        /// 扣除, 剔除: what the number behind leaves out.
        leaving_out,
        /// 价格因素: without them growth is real.
        prices,
        /// 约为, 约相当于: the number behind the base is about that.
        about,
        /// 产业, 行业: ends the name of a kind of thing, not of its size.
        field,
        /// 目标, 计划数: a head of a table that ends so stands over targets.
        aim,
        /// 给, 奖: a sum directly behind it is one that a policy gives.
        gives,
        /// 补贴, 津贴: a sum for each before it is one that a policy gives.
        allowance,
        /// 这一比例: names what was named before.
        points_back,
        /// Verbs that say what became more or less: 增收.
        gain,
        /// 不少于: the number behind it is asked for.
        minimum,
        /// 目标, 任务: a size whose name ends so is aimed at.
        goal_name,
        /// 产量, 用电量: what is summed over a year.
        yearly,
        /// 完成, 落实: so much of a task has been done, not set.
        fulfils,
        /// 年度计划, 预算: what is told behind it is so much of it.
        goal,
        /// 上升, 提高: makes a difference positive.
        up,
        /// 增速, 增长: a head of a table that ends so stands over rates, whether it says % or not.
        rate_name,
        /// 率, 占比: a head of a table that ends so stands over shares.
        ratio_name,
        /// 绝对数, 数量: a head that only says what kind of number stands below.
        bare,
        /// 主要目标, 工作安排: a heading above plans.
        plan_heading,
        /// Before a colon: what is listed below it is to be done.
        task_opening,
        /// 高新技术企业: whom a report is about.
        population,
        /// 统计分析: behind them in a title.
        population_report,
        /// 医药工业, 先进制造领域: how a heading ends that names an industry.
        industry,
        /// 市本级: how the name of a sum of a budget begins that is of one tier alone.
        tier,
        /// 全市, 汇总: before the name of a sum that is of all tiers.
        all_tiers,
        /// 工作回顾: a heading above results, whatever else it says.
        review_heading,
        /// 比, 较, but not 与: what follows is what something is compared with.
        against,
        /// 比, 较: the period that follows is the base of a comparison.
        versus,
        /// 辖, 下辖: what is said of a place that has towns and villages.
        governs,
        /// 镇, 乡: places below a county, which are counted without a measure word.
        town,
        /// 国家级, 省级: levels of what is counted by them.
        grade,
        /// 完成, 接待: what is done again and again, and leaves no stock of its own.
        deed,
        /// 建县, 隶属: how a place came to be what it is.
        territory,
        /// 接连, 先后: bit by bit, in one year or another.
        in_turn,
        /// 代表, 专家: those who come from a body, besides people.
        delegate,
        /// 预测, 预期: what a value was expected to be, behind the time of the expectation.
        foreseen,
        /// 春节, 春运: in the names of holidays and of the weeks round them.
        festive,
        /// 列, 人次: units of what goes on all the time.
        unit_flow,
        /// 千瓦时: units of what is made and used up, which summed over years is of all of them.
        unit_used,
        /// 天, 小时: units of time in which nothing lasts that a bulletin reports, but for what is as it is.
        unit_brief,
        /// 名, 位: words for one person, behind 这, 该 or 一.
        unit_person,
        /// 章, 节: units of the parts of a paper.
        unit_paper,
    }
    sets {
        /// Dropped from the left edge of a label.
        lead: ["lead", "cumulative", "part", "target"],
        /// Dropped from the right edge of a label.
        trail: ["trail", "filler", "cumulative", "up", "down", "move", "compared", "target"],
        /// 下降, 低于: makes a difference negative.
        down: ["down", "below", "lower", "fall", "drag", "short"],
        /// 居, 高于, 比: a phrase that begins so is no name.
        predicate: ["rank", "above", "below", "versus", "move", "drag"],
        /// 高, 低: a phrase that ends so compares (比普通贷款低), and is no name.
        compares: ["higher", "lower"],
        /// Words that name nothing by themselves.
        empty: [
            "up", "down", "move", "reach", "compared", "rank", "award", "new", "cumulative",
            "filler", "lead", "trail", "target", "may-target", "and", "policy-here", "continues"
        ],
        /// Verbs that a plan can be followed by.
        verb: ["up", "down", "new", "move", "reach"],
        /// 高于, 低于: what follows is what a number is set against.
        beyond: ["above", "below"],
        /// 增长, 下降, 增速: a head of a table that names a difference.
        difference: ["up", "down", "growth", "fall", "either", "compared"],
        /// 增长, 下降, 增速: the classes of these that say that something moved.
        moves: ["up", "down", "growth", "fall", "either"],
    }
}
