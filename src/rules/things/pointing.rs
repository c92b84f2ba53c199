//! Words that point back to a thing that was named before: 该项目, 本届广交会, and 项目 alone at the head of a clause.

use memchr::memmem::Finder;

use super::{ThingKind, Things};

/// Words at the head of a clause that point back to a thing.
#[derive(Clone, Copy, Debug)]
pub struct Pointed<'s> {
    /// Where they end in the clause.
    pub end: usize,
    /// Their head.
    head: &'s str,
    /// How the names end that it may stand for, where it is no such end itself.
    ends: Option<&'s [String]>,
    /// The kind of thing, where the words say by themselves which it is: 本届广交会.
    pub kind: Option<ThingKind>,
}

impl Pointed<'_> {
    /// Whether they may point to the thing of a name.
    pub fn fits(&self, name: &str) -> bool {
        match self.ends {
            Some(ends) => ends.iter().any(|end| name.ends_with(&**end)),
            None => name.ends_with(self.head),
        }
    }
}

/// So many characters at most stand between a word that points back and its head: 该|储能|电站.
pub(super) const POINTED: usize = 4;

impl Things {
    /// Bytes of the words at the head of a clause that point back to one of a kind: 该, 这艘; but 本 alone begins many names.
    pub fn points(&self, clause: &str) -> Option<usize> {
        let this = self.this.start_of(clause)?;
        (&clause[..this] != "本").then_some(this)
    }

    /// How the names end that a word may stand for that only points back: 船 for 油轮.
    pub fn stands_for(&self, word: &str) -> Option<&[String]> {
        let (length, ends) = self.back.longest(word.chars(), |_, _| true)?;
        (length == word.len()).then_some(ends)
    }

    /// What the head of a clause points back to: 该项目, 本届广交会, 此次活动.
    pub fn pointing<'s>(&'s self, clause: &'s str) -> Option<Pointed<'s>> {
        let this = self.this.start_of(clause)?;
        let rest = &clause[this..];
        for (at, _) in rest.char_indices().take(POINTED + 1) {
            let back = self.back.longest(rest[at..].chars(), |_, _| true);
            let head = self.heads.longest(rest[at..].chars(), |_, _| true);
            let head = head.filter(|(length, _)| back.is_none_or(|(other, _)| *length > other));
            let (length, ends, kind) = match (head, back) {
                (Some((length, kind)), _) => (length, None, Some(*kind)),
                (None, Some((length, ends))) => (length, Some(ends.as_slice()), None),
                (None, None) => continue,
            };
            let end = at + length;
            return Some(Pointed {
                end: this + end,
                head: &rest[at..end],
                ends,
                kind: kind.filter(|_| self.alone.start_of(&rest[at..end]) == Some(length)),
            });
        }
        None
    }

    /// A head that stands alone at the head of a clause, and so may point back: 活动启动以来, 项目全长. What stands behind it must
    /// be none of what goes on a name (项目资金).
    pub fn alone_at<'s>(&'s self, clause: &'s str) -> Option<Pointed<'s>> {
        let back = self.back.longest(clause.chars(), |_, _| true);
        let head = self.heads.longest(clause.chars(), |_, _| true);
        let head = head.filter(|(length, kind)| {
            back.is_none_or(|(other, _)| *length > other) && matches!(kind, ThingKind::Work | ThingKind::Event)
        });
        let (length, ends) = match (head, back) {
            (Some((length, _)), _) => (length, None),
            (None, Some((length, ends))) => (length, Some(ends.as_slice())),
            (None, None) => return None,
        };
        let (head, behind) = clause.split_at(length);
        let goes_on = behind.starts_with(['、', '和', '与', '等', '的']) || self.behind.start(behind);
        let more = self.heads.longest(behind.chars(), |_, _| true).is_some();
        let named = self.alone.start_of(head) == Some(length);
        (!goes_on && !more && !named && !behind.is_empty()).then_some(Pointed {
            end: length,
            head,
            ends,
            kind: None,
        })
    }

    /// Where in the text something stands last that may point back to a thing.
    pub fn last_pointing(&self, text: &str) -> Option<usize> {
        let last = |pointer: &Finder| {
            let places: Vec<usize> = pointer.find_iter(text.as_bytes()).collect();
            places.into_iter().rfind(|at| self.pointing(&text[*at..]).is_some())
        };
        self.pointers.iter().filter_map(last).max()
    }

    /// Whether words that point back have a head of which a story may have several: 项目, but not 古城.
    pub fn is_common(&self, pointed: &Pointed) -> bool {
        pointed.ends.is_some() || self.common.start_of(pointed.head) == Some(pointed.head.len())
    }
}
