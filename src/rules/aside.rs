//! How places are named that are not, or not alone, what a clause is about: among whom, compared with whom, from where, whom
//! something befell or is given to, where somebody acts.

use serde::Deserialize;

use super::beginnings::Beginnings;
use super::prefixes::Inside;
use super::{Gazetteer, Words, is_alphanumeric};

/// What shows that a place is named beside the matter: among whom, compared with whom, from where.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Aside {
    pub(super) after: Vec<String>,
    pub(super) times: Vec<String>,
    #[serde(default)]
    pub(super) begins_alike: Vec<String>,
    #[serde(default)]
    pub(super) offices: Vec<String>,
    pub(super) before: Vec<String>,
    pub(super) partner: Vec<String>,
    pub(super) sources: Vec<String>,
    pub(super) strikes: Vec<String>,
    pub(super) suffers: Vec<String>,
    #[serde(default)]
    pub(super) benefits: Vec<String>,
    #[serde(default)]
    pub(super) actors: Vec<String>,
    #[serde(default)]
    pub(super) theatres: Vec<String>,
    #[serde(default)]
    pub(super) nowhere: Vec<String>,
    #[serde(default)]
    pub(super) firsts: Vec<String>,
    #[serde(default)]
    pub(super) locates: Vec<String>,
    #[serde(default)]
    pub(super) frames: Vec<String>,
    #[serde(default)]
    pub(super) venues: Vec<String>,
    #[serde(default)]
    pub(super) grounds: Vec<String>,
    #[serde(default)]
    pub(super) facilities: Vec<String>,
    #[serde(default)]
    pub(super) national: Vec<String>,
    #[serde(default)]
    pub(super) raids: Vec<String>,
    #[serde(default)]
    pub(super) works: Vec<String>,
    #[serde(default)]
    pub(super) speaks: Vec<String>,
    #[serde(default)]
    pub(super) boasts: Vec<String>,
    #[serde(default)]
    pub(super) poses: Vec<String>,
    #[serde(default)]
    pub(super) posts: Vec<String>,
    #[serde(default)]
    pub(super) sums: Vec<String>,
    #[serde(default)]
    pub(super) pointers: Vec<String>,
    #[serde(default)]
    pub(super) counters: Vec<String>,
    #[serde(default)]
    pub(super) sent: Vec<String>,
    #[serde(default)]
    pub(super) everywhere: Vec<String>,
    #[serde(default)]
    pub(super) aids: Inside,
    #[serde(default)]
    pub(super) honours: Vec<String>,
    #[serde(default)]
    pub(super) unhonoured: Inside,
    #[serde(default)]
    pub(super) numbering: Vec<String>,
    #[serde(default)]
    pub(super) wares: Vec<String>,
    #[serde(default)]
    pub(super) trade: Inside,
}

/// The same, to be looked up.
pub(super) struct AsideWords {
    after: Words,
    /// What 第 and a number behind a name count, other than its rank.
    times: Words,
    /// Words that only begin like those behind a name.
    begins_alike: Words,
    offices: Words,
    before: Words,
    partner: Words,
    sources: Words,
    strikes: Words,
    suffers: Words,
    benefits: Words,
    actors: Words,
    theatres: Words,
    nowhere: Words,
    /// With where they begin, which is looked for in texts without a place from end to end.
    national: (Vec<String>, Beginnings),
    /// What 前 and a number behind a name are the first of, other than of a ranking.
    firsts: Words,
    locates: Words,
    frames: Words,
    venues: Words,
    grounds: Words,
    facilities: Words,
    raids: Words,
    works: Words,
    speaks: Words,
    boasts: Words,
    poses: Words,
    posts: Words,
    sums: Words,
    pointers: Words,
    counters: Words,
    sent: Words,
    everywhere: Words,
    /// What a place does for another.
    aids: Inside,
    honours: Words,
    /// What no honour has in its name.
    unhonoured: Inside,
    /// What may stand between an honour and how many there are.
    numbering: Words,
    /// What is sold elsewhere under the name of the place that it comes from.
    wares: Words,
    /// What is told of goods where they are sold.
    trade: Inside,
}

/// Bytes of the longest name of one who acts behind that of a country.
const ACTOR: usize = 18;

/// Characters of the longest name of an honour.
const HONOUR: usize = 16;

/// Characters at most that set a scene before the name of a place.
const SCENE: usize = 24;

/// Code of the capital.
const CAPITAL: &str = "110000";

/// Characters behind the name of the country within which a thing is praised.
const BOAST: usize = 16;

/// Characters within which the name of a facility says what it is.
const FACILITY: usize = 10;

/// Bytes behind a place within which stands what is held there.
const VENUE: usize = 90;

impl AsideWords {
    pub(super) fn new(aside: &Aside) -> Self {
        Self {
            after: Words::forward(&aside.after),
            times: Words::forward(&aside.times),
            begins_alike: Words::forward(&aside.begins_alike),
            offices: Words::backward(&aside.offices),
            before: Words::backward(&aside.before),
            partner: Words::backward(&aside.partner),
            sources: Words::backward(&aside.sources),
            strikes: Words::backward(&aside.strikes),
            suffers: Words::backward(&aside.suffers),
            benefits: Words::backward(&aside.benefits),
            actors: Words::backward(&aside.actors),
            theatres: Words::backward(&aside.theatres),
            nowhere: Words::forward(&aside.nowhere),
            national: (
                aside.national.clone(),
                Beginnings::of(aside.national.iter().map(String::as_str)),
            ),
            firsts: Words::forward(&aside.firsts),
            locates: Words::backward(&aside.locates),
            frames: Words::forward(&aside.frames),
            venues: Words::forward(&aside.venues),
            grounds: Words::forward(&aside.grounds),
            facilities: Words::forward(&aside.facilities),
            raids: Words::forward(&aside.raids),
            works: Words::forward(&aside.works),
            speaks: Words::forward(&aside.speaks),
            boasts: Words::forward(&aside.boasts),
            poses: Words::backward(&aside.poses),
            posts: Words::forward(&aside.posts),
            sums: Words::forward(&aside.sums),
            pointers: Words::forward(&aside.pointers),
            counters: Words::forward(&aside.counters),
            sent: Words::forward(&aside.sent),
            everywhere: Words::forward(&aside.everywhere),
            aids: aside.aids.clone(),
            honours: Words::backward(&aside.honours),
            unhonoured: aside.unhonoured.clone(),
            numbering: Words::backward(&aside.numbering),
            wares: Words::forward(&aside.wares),
            trade: aside.trade.clone(),
        }
    }
}

impl Gazetteer {
    /// Whether a place behind this text is named as a partner, an origin or a goal: 与**上海**合作.
    pub fn partner(&self, before: &str) -> bool {
        self.aside.partner.end_of(before).is_some()
    }

    /// Whether a place between these two texts is named beside the matter: 居**全省**第3位, 高于**全国**平均.
    pub fn aside(&self, before: &str, after: &str) -> bool {
        self.aside.before.end_of(before).is_some()
            || (self.aside.after.start_of(after).is_some()
                && self.aside.begins_alike.start_of(after).is_none()
                && !self.counts_times(after))
    }

    /// 泸州市**第三次**全国农业普查, 我国**前三季度**进出口: no rank.
    fn counts_times(&self, after: &str) -> bool {
        let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        let (words, rest) = match after.strip_prefix('第') {
            Some(rest) => (&self.aside.times, Some(rest)),
            None => (&self.aside.firsts, after.strip_prefix('前')),
        };
        let counted = rest.map(|rest| rest.trim_start_matches(number));
        counted.is_some_and(|counted| words.start_of(counted).is_some())
    }

    /// Whether a clause that ends so names where a number comes from: 工信部**数据显示**.
    pub fn source(&self, clause: &str) -> bool {
        self.aside.sources.end_of(clause).is_some()
    }

    /// Whether the name is of an office that speaks for its place: 某县**商务局**.
    pub fn is_office(&self, name: &str) -> bool {
        self.aside.offices.end_of(name).is_some()
    }

    /// Whether what stands between a place and a number is the name of an honour of that place: 全国**乡村旅游重点村达**3个. Whoever
    /// bears it is no such place.
    pub fn is_honour(&self, between: &str) -> bool {
        let mut name = between;
        while let Some(length) = self.aside.numbering.end_of(name).filter(|length| *length < name.len()) {
            name = &name[..name.len() - length];
        }
        let short = name.chars().nth(HONOUR).is_none();
        short && self.aside.honours.end_of(name).is_some() && !self.aside.unhonoured.stands_in(name)
    }

    /// Whether what stands behind a place is goods that come from it: 甲地**苹果**.
    pub fn is_ware(&self, after: &str) -> bool {
        self.aside.wares.start_of(after).is_some()
    }

    /// Whether what is said behind a place tells of goods where they are sold: 甲地苹果**批发价**.
    pub fn trades(&self, told: &str) -> bool {
        self.aside.trade.stands_in(told)
    }

    /// Whether what is said behind a place tells what it did for another one: 投入**帮扶**资金.
    pub fn aids(&self, told: &str) -> bool {
        self.aside.aids.stands_in(told)
    }

    /// Whether a place behind this text is one that something came over: 风暴侵袭**某国**中部.
    pub fn struck(&self, before: &str) -> bool {
        self.aside.strikes.end_of(before).is_some()
    }

    /// Whether it is one that something was brought about in: 制裁导致**某国**损失7亿美元.
    pub fn suffers(&self, before: &str) -> bool {
        self.aside.suffers.end_of(before).is_some()
    }

    /// Whether a place behind this text is the one that something is given to: 支持**四川**抗震救灾.
    pub fn benefits(&self, before: &str) -> bool {
        self.aside.benefits.end_of(before).is_some()
    }

    /// Whether a name is one of those who act, wherever that is: 俄军.
    pub fn acts(&self, name: &str) -> bool {
        self.aside.actors.end_of(name).is_some()
    }

    /// Whether a text goes on as the name of one who acts does behind that of a country: 某国**军方**.
    pub fn goes_on_acting(&self, after: &str) -> bool {
        let end = after.floor_char_boundary(ACTOR);
        let heads = after[..end].char_indices().map(|(at, c)| at + c.len_utf8());
        heads
            .into_iter()
            .any(|head| self.aside.actors.end_of(&after[..head]) == Some(head))
    }

    /// Whether a place behind this text is one where somebody acts, 俄军在**某州**, with whether a verb says what they do there: 空袭了.
    pub fn theatre(&self, before: &str) -> Option<bool> {
        let length = self.aside.theatres.end_of(before)?;
        Some(length > '在'.len_utf8())
    }

    /// Whether the words before a place, from the head of their clause, set the scene there: 某某镇是**山东**的一个小镇, 在祖国最北端的
    /// **黑龙江**. Such words about a place abroad are fewer: 最大的市场是美国 says nothing of where.
    pub fn sets_scene(&self, clause: &str, abroad: bool) -> bool {
        let head = clause.trim_start_matches(|c: char| !is_alphanumeric(c) && c != '“');
        if head.chars().nth(SCENE).is_some() {
            return false;
        }
        if self.aside.locates.end_of(head).is_some() && !head.contains('的') {
            return !(abroad && head.ends_with('是'));
        }
        let of = head.trim_end_matches(['东', '南', '西', '北', '中', '部']);
        of.ends_with('的') && self.aside.frames.start_of(head).is_some()
    }

    /// Whether what stands behind a place, up to the end of its clause, says that something is held there: 在山东济南**开幕**.
    pub fn is_venue(&self, after: &str) -> bool {
        let end = after
            .find(['，', ',', '。', '；', ';', '：', ':', '\n'])
            .unwrap_or(after.len());
        let end = after.floor_char_boundary(end.min(VENUE));
        let mut places = after[..end].char_indices();
        places.any(|(at, _)| self.aside.venues.start_of(&after[at..end]).is_some())
    }

    /// Whether what stands behind a place says what was done to it: 某州**的空袭**.
    pub fn is_raided(&self, after: &str) -> bool {
        self.aside.raids.start_of(after).is_some()
    }

    /// Whether what stands behind a place, up to the number, says that something is done there: 对某河道**进行**清理.
    pub fn is_worked_on(&self, after: &str) -> bool {
        let mut places = after.char_indices();
        places.any(|(at, _)| self.aside.works.start_of(&after[at..]).is_some())
    }

    /// Whether what stands behind a place is said of it by its own people: 浦东**是**工业重镇.
    pub fn speaks_of_its_own(&self, after: &str) -> bool {
        self.aside.speaks.start_of(after).is_some()
    }

    /// Whether the country is named only to say what a thing is there: 建成我国在建单体**最大**的项目, **成为**我国南北水运大通道. What
    /// the clause says around its name.
    pub fn describes(&self, before: &str, after: &str) -> bool {
        let mut letters = after.char_indices().take(BOAST);
        self.aside.poses.end_of(before).is_some()
            || letters.any(|(at, _)| self.aside.boasts.start_of(&after[at..]).is_some())
    }

    /// Whether the area is the capital, where much is held that is the country's.
    pub fn is_capital(&self, id: u32) -> bool {
        self.area(id).code.as_deref() == Some(CAPITAL)
    }

    /// Whether what stands behind the country's name, or its government's, is one of its people: 国务院**总理**.
    pub fn is_post(&self, after: &str) -> bool {
        self.aside.posts.start_of(after).is_some()
    }

    /// Whether what stands behind a place is one of its offices that count who came to harm there: 加沙地带**卫生部门**.
    pub fn counts_victims(&self, after: &str) -> bool {
        self.aside.counters.start_of(after).is_some()
    }

    /// Whether a paragraph begins with a word for what the one before has told of: **这家**企业…….
    pub fn goes_back(&self, paragraph: &str) -> bool {
        self.aside.pointers.start_of(paragraph).is_some()
    }

    /// Whether what stands behind a region is a sum that it has as a whole: 长三角**生产总值**.
    pub fn is_sum(&self, after: &str) -> bool {
        self.aside.sums.start_of(after).is_some()
    }

    /// Whether what stands behind the country's name is somebody whom it has abroad: 中国**救援队**.
    pub fn sends(&self, after: &str) -> bool {
        self.aside.sent.start_of(after).is_some()
    }

    /// Whether a clause begins with a word for every place of the country or of the place that the text is on: **各地**加紧秋收.
    pub fn means_everywhere(&self, clause: &str) -> bool {
        self.aside.everywhere.start_of(clause).is_some()
    }

    /// Whether a text begins with the name of something that stands somewhere: 某某**服务区**.
    pub fn is_facility(&self, name: &str) -> bool {
        let letters = name
            .char_indices()
            .take(FACILITY)
            .take_while(|(_, c)| is_alphanumeric(*c));
        letters
            .skip(1)
            .any(|(at, _)| self.aside.facilities.start_of(&name[at..]).is_some())
    }

    /// Whether a word is one for the place that the text was at: 园区.
    pub fn is_ground(&self, word: &str) -> bool {
        self.aside.grounds.start_of(word) == Some(word.len())
    }

    /// Where a text first says each of the words that only texts on the whole country use: 进口原油, 货币政策.
    pub fn national(&self, text: &str) -> impl Iterator<Item = (usize, &str)> {
        let (words, beginnings) = &self.aside.national;
        let mut first: Vec<Option<usize>> = vec![None; words.len()];
        beginnings.any(text, text.len(), |rest| {
            for (word, first) in words.iter().zip(&mut first) {
                if first.is_none() && rest.starts_with(word.as_str()) {
                    *first = Some(text.len() - rest.len());
                }
            }
            false
        });
        words
            .iter()
            .zip(first)
            .filter_map(|(word, first)| Some((first?, word.as_str())))
    }

    /// Whether a name begins as that of something that is of no country: 国际油价.
    pub fn nowhere(&self, name: &str) -> bool {
        self.aside.nowhere.start_of(name).is_some()
    }
}
