//! The lexicons by which quantities are read, together.

use super::beside::Beside;
use super::bounds::Bounds;
use super::letters::Letters;
use super::names::Names;
use super::source::{Diagnostic, RuleFile};
use super::units::Units;

/// The words by which quantities are read.
#[derive(Clone, Debug, Default)]
pub struct QuantityLexicon {
    /// Units and classifiers.
    pub units: Units,
    /// Bounds, ranges and ranks.
    pub bounds: Bounds,
    /// Names, numbering, contacts, idioms.
    pub names: Names,
    /// What may stand behind a numeral of one digit that states a figure, unless a unit or nothing does.
    pub behind_numerals: Letters,
    /// What may stand beside numbers.
    pub beside: Beside,
}

impl QuantityLexicon {
    /// Builds the lexicon from `lexicon/units.toml`, `cues/bounds.toml` and `lexicon/names.toml`; other files are not looked
    /// at.
    ///
    /// # Errors
    /// Every mistake in the three files, and each of them that is missing.
    pub fn load(files: &[RuleFile]) -> Result<Self, Vec<Diagnostic>> {
        let mut mistakes = Vec::new();
        let file = |path: &str| {
            files
                .iter()
                .find(|file| &*file.path == path)
                .cloned()
                .unwrap_or_else(|| RuleFile::new(path, ""))
        };
        let (units, bounds, names) = (
            file("lexicon/units.toml"),
            file("cues/bounds.toml"),
            file("lexicon/names.toml"),
        );
        let (units, bounds) = (Units::load(&units, &mut mistakes), Bounds::load(&bounds, &mut mistakes));
        // 五分之一, 三个半小时, 十多家, 两来个.
        let fixed = ['分', '/', '／', '个', '多', '余', '来', '+', ' '];
        let behind_numerals: Vec<char> = bounds.behind_numerals().chain(fixed).collect();
        let names = Names::load(&names, &mut mistakes);
        let lexicon = Self {
            behind_numerals: behind_numerals.iter().copied().collect(),
            beside: Beside::new(&units, &bounds, &names, behind_numerals),
            units,
            bounds,
            names,
        };
        if mistakes.is_empty() {
            Ok(lexicon)
        } else {
            Err(mistakes)
        }
    }
}
