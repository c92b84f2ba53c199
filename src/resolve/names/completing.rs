//! Names once more, when all else of a fact is known: what completes them, and what they must not say.

use crate::extract::{Atom, FactReading, LabelPiece};
use crate::model::{Dimension, Flow, Measure, OriginKind, Quantity, Span};

use super::label;
use crate::resolve::discourse::{Discourse, Resolved, Stated};
use crate::resolve::fact::Figure;

impl Discourse<'_> {
    /// Completes a name by what was said of the number's own part, by whose size it is and by what of it is compared.
    pub(in crate::resolve) fn complete(
        &self,
        figure: &Figure,
        quantity: &Quantity,
        measure: Measure,
        described: Option<String>,
        label: &mut Stated<String>,
    ) {
        // 取得成果1012项，其中达到国际水平的132项
        if let Some(described) = described {
            let topic = self.topic.as_ref().map(|(topic, _)| topic.as_str());
            let counted = topic.filter(|topic| label.what.ends_with(topic)).unwrap_or(&label.what);
            // 第二产业的从业人员……；第三产业的21.7万人: another kind, of which what follows is told.
            if label::beside(counted, &described).is_some() {
                label.kind = OriginKind::Said;
            }
            label.what = label::described(counted, &described);
        }
        // 带动农民增收320万元: the rise is what is counted.
        let people = self
            .document
            .cues
            .ending_of(&label.what, self.document.known.people)
            .is_some();
        if measure == Measure::Change && quantity.dimension == Dimension::Money && people {
            let clause = figure.view.clause(figure.reading.atom).start;
            let earns = |atom: &Atom| atom.span.of(self.document.text) == EARN;
            if figure.view.atoms[clause..figure.reading.atom].iter().any(earns) {
                label.what.push_str(EARN);
            }
        }
        // 全村87户362人
        let town = self.document.cues.ending_of(&label.what, self.document.known.town);
        // 6万亩耕地，2万人: nor has the land any.
        let land = |previous: &Resolved| {
            previous.dimension == Dimension::Surface && previous.label.what.ends_with(label.what.as_str())
        };
        let towns = label.kind == OriginKind::Carried && (town.is_some() || figure.previous.is_some_and(land));
        if measure == Measure::Level
            && let Some(named) = size_of_place(&label.what, towns, quantity)
        {
            label.what = named;
        }
        // 审结诈骗案件4.1万件8.5万人: those whom the cases are about.
        let cases = |previous: &Resolved| {
            let counted = previous.unit.as_deref().is_some_and(|unit| CASES.contains(&unit));
            counted && previous.span.end == figure.span().start && previous.label.what == label.what
        };
        let persons = matches!(quantity.unit.as_deref(), Some("人" | "名"));
        if measure == Measure::Level && persons && figure.previous.is_some_and(cases) {
            label.what.push_str(PERSONS);
        }
        if let Some(granted) = self.granted_each(figure, quantity, label) {
            label.what = granted;
        }
        let spent = self.spent_on(figure, quantity, measure, label);
        if let Some(spent) = spent.or_else(|| self.paid_for(figure, quantity, measure)) {
            label.what = spent;
        }
        // 增长11.1%，比全国快0.7个百分点: it is the rate that is ahead.
        let of_growth = |previous: &Resolved| {
            let thing = previous.label.what.trim_end_matches(RATE);
            let rate = previous.measure == Measure::Growth
                || (previous.measure == Measure::Change && thing.len() < previous.label.what.len());
            rate && thing == label.what.as_str()
        };
        if measure == Measure::Change
            && quantity.dimension == Dimension::Points
            && label.kind == OriginKind::Carried
            && figure.previous.is_some_and(of_growth)
            && !self.names_growth(&label.what)
        {
            label.what.push_str(RATE);
        }
    }

    /// Whether a number is of what is new or of all that there is; the name taken over for all of it does not say new.
    pub(in crate::resolve) fn flow_of(
        &self,
        figure: &Figure,
        measure: Measure,
        label: &mut Stated<String>,
    ) -> Option<Flow> {
        let flow = self.flow(figure.view, figure.reading);
        if label.kind != OriginKind::Carried {
            return flow;
        }
        let (cues, known) = (self.document.cues, self.document.known);
        // 新增高新技术企业179家（累计938家）, 新增179家、总数938家: all of them are not new.
        let flow = if flow == Some(Flow::New) && label.what.ends_with("总数") {
            Some(Flow::Cumulative)
        } else {
            flow
        };
        // 总数突破8万户; 当年新增153万户，达358万户; 新增126家，净增68家.
        let net = |atom: &Atom| atom.span.of(self.document.text).starts_with("净增");
        // 里程新增3000公里、突破1.1万公里: 突破 is a part of the number.
        let passes = || {
            let bound = figure.view.atoms[figure.reading.atom].span.start..figure.span().start;
            let again = figure
                .previous
                .is_some_and(|previous| previous.label.what == label.what);
            again && cues.of(self.document.text[bound].trim()).has(known.stands)
        };
        let all = flow == Some(Flow::Cumulative)
            || ["总数", "总量"].iter().any(|word| label.what.ends_with(word))
            || match measure {
                Measure::Level => figure.view.reaches(figure.reading.atom, known) || passes(),
                Measure::Change => {
                    let clause = figure.view.clause(figure.reading.atom).start;
                    figure.view.atoms[clause..figure.reading.atom].iter().any(net)
                }
                _ => false,
            };
        if all {
            let new = || cues.words_of(known.new);
            let rest = new()
                .filter_map(|word| label.what.strip_prefix(word))
                .chain(new().filter_map(|word| label.what.strip_suffix(word)))
                .min_by_key(|rest| rest.len());
            if let Some(rest) = rest.filter(|rest| rest.chars().count() >= 2) {
                label.what = rest.to_owned();
            }
        }
        flow
    }

    /// 杭州市37.9万个，宁波市27.6万个，分别占24.4%、17.7%: each of a list that takes over the labels told before is of the place of
    /// its own.
    pub(in crate::resolve) fn as_its_twin(
        &self,
        fact: &FactReading,
        named: usize,
        resolved: &mut Resolved,
        facts: &[Resolved],
    ) {
        let [LabelPiece::Before(back), ..] = fact.label[..] else {
            return;
        };
        // 甲（46.2%），乙市企业最少，只有72家: what names it was told behind the twin.
        let said = resolved.label.span.map_or(0, |said| said.start);
        let twin = self.named_back(named, back).filter(|twin| said < twin.number.end);
        let twin = twin.and_then(|twin| facts.iter().find(|other| other.span == twin.number));
        // 第五届某某会签约10个项目，比上届增长5%: of the same thing.
        if let Some(twin) = twin.filter(|_| resolved.about.is_none()) {
            let thing = |name: &Span| !name.of(self.document.text).contains(&*resolved.label.what);
            resolved.about = twin.about.filter(thing);
        }
        let carried = resolved
            .place
            .as_ref()
            .is_some_and(|place| place.kind == OriginKind::Carried);
        if let Some(place) = twin.and_then(|twin| twin.place.as_ref()).filter(|_| carried) {
            resolved.place = Some(Stated::new(place.what.clone(), OriginKind::Carried, place.span));
        }
    }
}

/// What a number of a whole place is of: 全村87户362人. `towns`: the name is that of the towns, villages or groups of villagers counted
/// before.
fn size_of_place(label: &str, towns: bool, quantity: &Quantity) -> Option<String> {
    let size = match quantity.unit.as_deref()? {
        "户" => "户数",
        "人" => "人口",
        _ => return None,
    };
    // 镇区面积6平方公里，有28115户，6.5万人; 辖200个村民组，5万人: neither has any, but the people there have.
    if label.ends_with("面积") || towns || matches!(label, "总人口" | "总户数") {
        return Some(format!("总{size}"));
    }
    let place = label.strip_suffix("户数").unwrap_or(label);
    let whole = place.starts_with('全') && place.chars().count() <= 3;
    (whole && place.ends_with(['村', '镇', '乡', '县', '市', '区', '省', '州'])).then(|| format!("{place}{size}"))
}

/// What people do of whom a sum is told.
const EARN: &str = "增收";

/// The thing that is told of next: a label without what only its own number is of, its rate or its persons.
pub(in crate::resolve) fn thing_again<'l>(label: &'l str, named: &str) -> &'l str {
    match label.strip_prefix(named) {
        Some(RATE | PERSONS) => &label[..named.len()],
        _ => label,
    }
}

/// Units of what has persons, and what those are called.
const CASES: [&str; 4] = ["件", "起", "宗", "案"];
const PERSONS: &str = "人数";

/// What a difference of two rates of growth is of.
pub(in crate::resolve) const RATE: &str = "增速";
