//! What is known of a document beside its bytes, and how it goes before what the text says.

use jiff::civil::Date;

use crate::model::{AreaLevel, DocumentRecord, Finding, FindingCode, GivenField, Mention, Span};
use crate::resolve::{DocumentDate, PartialDate, document_area, document_date};
use crate::rules::Gazetteer;
use crate::split::{Structure, split};

use super::Extractor;

/// What is known of a document beside its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Its title.
    pub title: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// The place it speaks for: a name (湖州市, 浙江省湖州市) or a code of GB/T 2260 (330500).
    pub area: Option<String>,
    /// When it was published. A day in the text that falls into a given month or year is kept, being sharper.
    pub date: Option<PartialDate>,
    /// Where it was obtained.
    pub source: Option<String>,
    /// What was to be known but could not be read: sentences for a person.
    pub problems: Vec<String>,
}

impl Metadata {
    /// What is said here, and for the rest what `other` says.
    pub fn or(self, other: &Self) -> Self {
        let mut problems = self.problems;
        problems.extend(other.problems.iter().cloned());
        Self {
            title: self.title.or_else(|| other.title.clone()),
            issuer: self.issuer.or_else(|| other.issuer.clone()),
            area: self.area.or_else(|| other.area.clone()),
            date: self.date.or(other.date),
            source: self.source.or_else(|| other.source.clone()),
            problems,
        }
    }

    /// Makes the line that says the given title the title of the text. Returns the title where no line says it.
    pub(super) fn place_title(&self, text: &str, structure: &mut Structure) -> Option<&str> {
        /// A title stands among the first lines.
        const REACH: usize = 60;
        let given = self.title.as_deref()?;
        let bare = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
        let wanted = bare(given);
        let mut at = 0;
        for line in text.split_inclusive('\n').take(REACH) {
            let words = line.trim_start_matches(['#', ' ', '\t']);
            let start = at + line.len() - words.len();
            let said = bare(words);
            // A name of two characters may stand in any line.
            if !said.is_empty() && (said == wanted || wanted.chars().count() >= 6 && said.contains(&wanted)) {
                structure.title = Some(Span::new(start, start + words.trim_end().len()));
                return None;
            }
            at += line.len();
        }
        Some(given)
    }

    /// Puts what is given into the record of the document.
    pub(super) fn describe(&self, record: &mut DocumentRecord, gazetteer: &Gazetteer) {
        let mut given = |field, is_given: bool| {
            if is_given {
                record.given.push(field);
            }
        };
        given(GivenField::Title, self.title.is_some());
        given(GivenField::Issuer, self.issuer.is_some());
        let area = self.area.as_deref().map(|area| find_area(gazetteer, area));
        given(GivenField::Area, matches!(area, Some(Ok(_))));
        given(GivenField::Date, self.date.is_some());
        given(GivenField::Source, self.source.is_some());
        record.title = self.title.clone().or(record.title.take());
        record.issuer = self.issuer.clone().or(record.issuer.take());
        record.source = self.source.clone();
        let unknown = area.and_then(Result::err);
        for message in self.problems.iter().cloned().chain(unknown) {
            record.findings.push(Finding {
                code: FindingCode::MetadataUnread,
                message,
                span: None,
            });
        }
    }
}

/// The area of a name or a code. Names of areas above may stand in front: 浙江省湖州市, 浙江/湖州.
///
/// # Errors
/// A sentence that says why there is none, or that there are several.
pub fn find_area(gazetteer: &Gazetteer, written: &str) -> Result<u32, String> {
    if !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit()) {
        let found = gazetteer.by_code(written);
        return found.ok_or_else(|| format!("no area has the code {written}"));
    }
    let unknown =
        || format!("no area is called “{written}”; write its name, such as 湖州市, or its code, such as 330500");
    let mut rest = written;
    // What the name so far may mean; nothing before the first one.
    let mut found: Option<Vec<u32>> = None;
    loop {
        rest = rest.trim_start_matches([' ', '/', '-', '·', '\u{3000}']);
        if rest.is_empty() {
            break;
        }
        let (uses, length) = gazetteer.prefix(rest).ok_or_else(unknown)?;
        let inner = uses.iter().map(|this| this.id);
        let inner = inner.filter(|&id| match &found {
            Some(outer) => outer.iter().any(|&outer| gazetteer.within(id, outer)),
            None => true,
        });
        found = Some(inner.collect());
        rest = &rest[length..];
    }
    let found = found.unwrap_or_default();
    let province = |id: &u32| gazetteer.area(*id).level == Some(AreaLevel::Province);
    let provinces: Vec<u32> = found.iter().copied().filter(province).collect();
    match (&*found, &*provinces) {
        ([], _) => Err(unknown()),
        // 吉林 is the province before it is the city.
        ([only], _) | (_, [only]) => Ok(*only),
        (several, _) => {
            let named = several.iter().map(|&id| {
                let area = gazetteer.area(id);
                let above = gazetteer.parent(id).map_or("", |above| &*gazetteer.area(above).name);
                format!(
                    "{above}{} {}",
                    area.name,
                    area.code.as_deref().unwrap_or("without a code")
                )
            });
            let named: Vec<String> = named.collect();
            Err(format!(
                "there are several “{written}”: {}; write the code",
                named.join(", ")
            ))
        }
    }
}

/// What a title tells by itself, where the text does not say it.
pub(super) struct Titled {
    pub(super) area: Option<u32>,
    date: DocumentDate,
}

impl Extractor {
    pub(super) fn title_alone(&self, title: &str) -> Titled {
        let mut structure = split(title, &self.rules.layout);
        structure.title = Some(Span::new(0, title.len()));
        let (mentions, _) = self.mentions(title, &structure);
        let area = document_area(title, &structure, &mentions, &self.rules.areas, "");
        Titled {
            area: area.map(|(id, _, _)| id),
            date: document_date(title, &structure, &mentions, None, &self.rules.periods),
        }
    }

    /// The date of a document for which `given` is known and, where the text does not say its title, what that tells.
    pub(super) fn date(
        &self,
        text: &str,
        structure: &Structure,
        mentions: &[Mention],
        given: Option<PartialDate>,
        titled: Option<&Titled>,
    ) -> DocumentDate {
        let dated = |given| document_date(text, structure, mentions, given, &self.rules.periods);
        let within = |said: PartialDate, given: PartialDate| match (said.days(), given.days()) {
            (Some(said), Some(given)) => said != given && contains(given, said),
            _ => false,
        };
        let sums_up = || {
            structure
                .title
                .is_some_and(|title| self.rules.organisations.ends_text(title.of(text)))
        };
        let mut date = match given {
            None | Some(PartialDate::Day(_)) => dated(given),
            Some(partial) => {
                let said = dated(None);
                if said.span.is_some() && said.date.is_some_and(|date| within(date, partial)) {
                    said
                } else {
                    dated(given)
                }
            }
        };
        if let Some(Titled { date: titled, .. }) = titled
            && titled.review_titled
        {
            date.review_year = titled.review_year;
            date.review_titled = true;
            date.standing = titled.standing;
        }
        date.sums_up = date.review_titled && sums_up();
        date
    }
}

fn contains(outer: (Date, Date), inner: (Date, Date)) -> bool {
    outer.0 <= inner.0 && inner.1 <= outer.1
}
