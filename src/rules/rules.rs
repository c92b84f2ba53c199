//! All rules together: every file of `rules/`, checked and built once.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use foldhash::fast::RandomState;
use include_dir::{Dir, include_dir};

use super::areas::Gazetteer;
use super::audit::AuditLexicon;
use super::cues::Cues;
use super::fused::Fused;
use super::genres::Genres;
use super::indicators::Indicators;
use super::known::WellKnown;
use super::layout::Layout;
use super::organisations::Organisations;
use super::pattern::{Item, Parts};
use super::periods::PeriodLexicon;
use super::prefixes::Inside;
use super::quantities::QuantityLexicon;
use super::rule::{Rule, RulesShape};
use super::source::{Diagnostic, RuleFile};
use super::suggest;
use super::terms::Terms;
use super::things::Things;

static EMBEDDED: Dir = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// Everything `rules/` says, ready to use.
pub struct Rules {
    /// Places.
    pub areas: Gazetteer,
    /// What an audit knows of numbers.
    pub audit: AuditLexicon,
    /// Cue words.
    pub cues: Cues,
    /// Words that name several things at once.
    pub fused: Fused,
    /// Kinds of text that are no bulletins.
    pub genres: Genres,
    /// The classes of cues that the program itself asks for.
    pub known: WellKnown,
    /// Known indicators.
    pub indicators: Indicators,
    /// How lines of a document look.
    pub layout: Layout,
    /// How names of organisations end.
    pub organisations: Organisations,
    /// Sentence shapes.
    pub patterns: Vec<Arc<Rule>>,
    /// Words that say when.
    pub periods: PeriodLexicon,
    /// Units, bounds, names with digits.
    pub quantities: QuantityLexicon,
    /// One trie for the terms of all lexicons.
    pub terms: Terms,
    /// How names of works, events and papers end.
    pub things: Things,
    /// What headings of plans and of reviews say.
    pub(super) plan_headings: Inside,
    pub(super) task_openings: Inside,
    /// Words that announce what is to come wherever they stand in a sentence without numbers: 将着力.
    pub announcing: Inside,
    pub(super) review_headings: Inside,
    /// Whom titles say that all numbers are about.
    pub(super) populations: Inside,
    files: Vec<RuleFile>,
    hash: String,
}

impl Rules {
    /// The rules compiled into the program.
    ///
    /// # Panics
    /// Never in a released program: the tests load them.
    pub fn embedded() -> Self {
        Self::build(embedded_files()).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]))
    }

    /// The rules compiled into the program, with the files of `folder` in place of those of the same path, and beside them.
    ///
    /// # Errors
    /// Every mistake, each with its place.
    pub fn load(folder: Option<&Path>) -> Result<Self, Vec<Diagnostic>> {
        let Some(folder) = folder else {
            return Self::build(embedded_files());
        };
        let mut files: BTreeMap<_, _> = embedded_files()
            .into_iter()
            .map(|file| (file.path.clone(), file))
            .collect();
        let mut mistakes = Vec::new();
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let nowhere = |path: &Path| RuleFile::new(&path.to_string_lossy(), "");
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let file = nowhere(error.path().unwrap_or(folder));
                    mistakes.push(file.mistake(0..0, "cannot be read", "", Some(&error.to_string())));
                    continue;
                }
            };
            let path = entry.path();
            if !entry.file_type().is_file() || path.extension().is_none_or(|extension| extension != "toml") {
                continue;
            }
            let name: Vec<_> = path
                .strip_prefix(folder)
                .unwrap_or(path)
                .iter()
                .map(|part| part.to_string_lossy())
                .collect();
            match std::fs::read_to_string(path) {
                Ok(text) => {
                    let file = RuleFile::new(&name.join("/"), &text);
                    files.insert(file.path.clone(), file);
                }
                Err(error) => {
                    mistakes.push(nowhere(path).mistake(0..0, "cannot be read", "", Some(&error.to_string())))
                }
            }
        }
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        Self::build(files.into_values().collect())
    }

    /// BLAKE3 over path and text of every rule file that decides how texts are read, hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The files, ordered by path.
    pub fn files(&self) -> &[RuleFile] {
        &self.files
    }

    /// Words of the rules that the segmenter must know.
    pub fn words(&self) -> Vec<String> {
        // Ways of laying out a pattern share most of their words.
        let mut words: HashSet<&str, RandomState> = HashSet::default();
        words.extend(self.cues.words().filter(|word| word.chars().nth(1).is_some()));
        for rule in &self.patterns {
            for variant in &rule.variants {
                for item in variant.before.iter().chain(&variant.after) {
                    let item = match item {
                        Item::Not(inner) => inner,
                        _ => item,
                    };
                    if let Item::Words(literal) = item {
                        words.extend(
                            literal
                                .iter()
                                .map(String::as_str)
                                .filter(|word| word.chars().nth(1).is_some()),
                        );
                    }
                }
            }
        }
        let mut words: Vec<&str> = words.into_iter().collect();
        words.sort_unstable();
        words.into_iter().map(str::to_owned).collect()
    }

    fn build(mut files: Vec<RuleFile>) -> Result<Self, Vec<Diagnostic>> {
        files.sort();
        let mut hasher = blake3::Hasher::new();
        for file in files.iter().filter(|file| &*file.path != AuditLexicon::PATH) {
            hasher.update(file.path.as_bytes());
            hasher.update(&[0]);
            hasher.update(file.text.as_bytes());
            hasher.update(&[0]);
        }
        let mut mistakes = Vec::new();
        let known_path =
            |path: &str| READ_ALL.iter().any(|folder| path.starts_with(folder)) || LEXICONS.contains(&path);
        for file in files.iter().filter(|file| !known_path(&file.path)) {
            mistakes.push(unread(file));
        }
        let file = |path: &str| {
            files
                .iter()
                .find(|file| &*file.path == path)
                .cloned()
                .unwrap_or_else(|| RuleFile::new(path, ""))
        };
        let areas = keep(
            Gazetteer::load(&file("lexicon/areas.toml")).map_err(|mistake| vec![mistake]),
            &mut mistakes,
        );
        let periods = keep(
            PeriodLexicon::read(&file("lexicon/periods.toml")).map_err(|mistake| vec![mistake]),
            &mut mistakes,
        );
        let layout = keep(
            Layout::new(&file("lexicon/layout.toml")).map_err(|mistake| vec![mistake]),
            &mut mistakes,
        );
        let organisations = keep(
            Organisations::load(&file("lexicon/organisations.toml")).map_err(|mistake| vec![mistake]),
            &mut mistakes,
        );
        let fused = keep(
            Fused::load(&file("lexicon/fused.toml")).map_err(|mistake| vec![mistake]),
            &mut mistakes,
        );
        let genres = keep(
            Genres::load(&file(Genres::PATH)).map_err(|mistake| vec![mistake]),
            &mut mistakes,
        );
        let things = keep(
            Things::load(&file(Things::PATH)).map_err(|mistake| vec![mistake]),
            &mut mistakes,
        );
        let indicators = keep(load_indicators(&files, &file("lexicon/indicators.toml")), &mut mistakes);
        let audit = indicators
            .as_ref()
            .and_then(|indicators| keep(AuditLexicon::load(&file(AuditLexicon::PATH), indicators), &mut mistakes));
        let quantities = keep(QuantityLexicon::load(&files), &mut mistakes);
        let cue_files = files
            .iter()
            .filter(|file| file.path.starts_with("cues/") && &*file.path != "cues/bounds.toml");
        let cues = keep(Cues::load(cue_files), &mut mistakes);
        let known = cues
            .as_ref()
            .and_then(|cues| keep(WellKnown::find(cues), &mut mistakes));
        let patterns = cues
            .as_ref()
            .map(|cues| load_patterns(&files, cues, &mut mistakes))
            .unwrap_or_default();
        match (
            areas,
            audit,
            periods,
            layout,
            organisations,
            indicators,
            quantities,
            cues,
            fused,
            genres,
            known,
            things,
        ) {
            (
                Some(areas),
                Some(audit),
                Some(periods),
                Some(layout),
                Some(organisations),
                Some(indicators),
                Some(quantities),
                Some(cues),
                Some(fused),
                Some(genres),
                Some(known),
                Some(things),
            ) if mistakes.is_empty() => {
                let terms = Terms::new(areas.terms().chain(periods.terms()).chain(organisations.terms()));
                let hash = hasher.finalize().to_hex().to_string();
                let inside = |class| Inside::from(cues.words_of(class).map(str::to_owned).collect::<Vec<_>>());
                Ok(Self {
                    plan_headings: inside(known.plan_heading),
                    task_openings: inside(known.task_opening),
                    announcing: Inside::from(
                        cues.words_of(known.may_target)
                            .filter(|word| word.chars().nth(1).is_some())
                            .map(str::to_owned)
                            .collect::<Vec<_>>(),
                    ),
                    review_headings: inside(known.review_heading),
                    populations: inside(known.population),
                    areas,
                    audit,
                    cues,
                    fused,
                    genres,
                    known,
                    indicators,
                    layout,
                    organisations,
                    patterns: patterns.into_iter().map(Arc::new).collect(),
                    periods,
                    quantities,
                    terms,
                    things,
                    files,
                    hash,
                })
            }
            _ => Err(mistakes),
        }
    }
}

/// Folders whose files are all read.
const READ_ALL: [&str; 3] = ["cues/", "patterns/", "lexicon/indicators/"];

/// The mistake of a file that nothing reads.
pub(super) fn unread(file: &RuleFile) -> Diagnostic {
    let known: Vec<String> = LEXICONS.iter().map(|name| (*name).to_owned()).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let list = format!(
        "files here: {}, {}",
        READ_ALL.map(|folder| format!("{folder}*.toml")).join(", "),
        known.join(", ")
    );
    let help = match suggest::nearest(&file.path, &known) {
        Some(name) => format!("did you mean `{name}`? {list}"),
        None => list,
    };
    file.mistake(0..0, "a rule file that nothing reads", "this file", Some(&help))
}

/// The indicators of the lexicon and of the files beside it: those hold `[[indicator]]` entries only, and are read as if
/// they stood at the lexicon's end.
fn load_indicators(files: &[RuleFile], lexicon: &RuleFile) -> Result<Indicators, Vec<Diagnostic>> {
    let mut text = lexicon.text.to_string();
    let mut starts = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with("lexicon/indicators/")) {
        text.push('\n');
        starts.push((text.len(), file));
        text.push_str(&file.text);
    }
    let joined = RuleFile::new(&lexicon.path, &text);
    Indicators::load(&joined).map_err(|mistakes| {
        let own_place = |mistake: Diagnostic| {
            let Some((start, file)) = starts.iter().rev().find(|(start, _)| *start <= mistake.at.start) else {
                let file = lexicon.clone();
                return Diagnostic { file, ..mistake };
            };
            Diagnostic {
                file: (*file).clone(),
                at: mistake.at.start - start..mistake.at.end.saturating_sub(*start),
                ..mistake
            }
        };
        mistakes.into_iter().map(own_place).collect()
    })
}

/// Lexicons that are read by name.
const LEXICONS: [&str; 11] = [
    "lexicon/areas.toml",
    AuditLexicon::PATH,
    "lexicon/fused.toml",
    Genres::PATH,
    "lexicon/indicators.toml",
    "lexicon/layout.toml",
    "lexicon/names.toml",
    "lexicon/organisations.toml",
    "lexicon/periods.toml",
    Things::PATH,
    "lexicon/units.toml",
];

/// The rules of all files of `patterns/`.
pub(super) fn load_patterns(files: &[RuleFile], cues: &Cues, mistakes: &mut Vec<Diagnostic>) -> Vec<Rule> {
    let mut parts = Vec::new();
    let mut shapes = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with("patterns/")) {
        match file.parse::<RulesShape>() {
            Ok(mut shape) => {
                parts.extend(std::mem::take(&mut shape.part).into_iter().map(|part| (file, part)));
                shapes.push((file, shape));
            }
            Err(mistake) => mistakes.push(mistake),
        }
    }
    // Without the parts, every rule that uses one would seem wrong.
    let Some(parts) = keep(Parts::load(parts, cues), mistakes) else {
        return Vec::new();
    };
    let mut rules: Vec<Rule> = Vec::new();
    for (file, shape) in shapes {
        for rule in keep(Rule::check(shape, file, cues, &parts), mistakes).unwrap_or_default() {
            if let Some(other) = rules.iter().find(|other| other.id == rule.id) {
                let lines = file.text.split_inclusive('\n').take(rule.line - 1);
                let line: usize = lines.map(str::len).sum();
                let at = line + file.text[line..].find(&rule.id).unwrap_or(0);
                let message = format!("two rules are called `{}`", rule.id);
                let help = format!(
                    "the first stands at {}:{}; give one another name",
                    other.file, other.line
                );
                mistakes.push(file.mistake(at..at + rule.id.len(), &message, "the second", Some(&help)));
            }
            rules.push(rule);
        }
    }
    rules
}

fn keep<T>(result: Result<T, Vec<Diagnostic>>, mistakes: &mut Vec<Diagnostic>) -> Option<T> {
    result.map_err(|more| mistakes.extend(more)).ok()
}

fn embedded_files() -> Vec<RuleFile> {
    fn collect(dir: &Dir, files: &mut Vec<RuleFile>) {
        for file in dir.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            if let Some(text) = file.contents_utf8().filter(|_| path.ends_with(".toml")) {
                files.push(RuleFile::new(&path, text));
            }
        }
        dir.dirs().for_each(|dir| collect(dir, files));
    }
    let mut files = Vec::new();
    collect(&EMBEDDED, &mut files);
    files
}

#[cfg(test)]
impl RuleFile {
    /// The file of this path in the repository's rules.
    pub fn shipped(path: &str) -> Self {
        let found = embedded_files().into_iter().find(|file| &*file.path == path);
        found.unwrap_or_else(|| panic!("rules/{path} is missing"))
    }

    /// That file with the first `right` replaced by `wrong`.
    pub fn spoilt(path: &str, right: &str, wrong: &str) -> Self {
        let text = Self::shipped(path).text;
        assert!(text.contains(right), "rules/{path} has no {right}");
        Self::new(path, &text.replacen(right, wrong, 1))
    }

    /// What `load` makes of that file, which has no mistakes.
    pub fn loaded<T>(path: &str, load: impl Fn(&Self, &mut Vec<Diagnostic>) -> T) -> T {
        let mut mistakes = Vec::new();
        let made = load(&Self::shipped(path), &mut mistakes);
        assert!(mistakes.is_empty(), "{}", mistakes[0]);
        made
    }
}
