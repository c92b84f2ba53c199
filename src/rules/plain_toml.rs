//! TOML as rule files are written, read in a fraction of the steps that the general reader takes. What a file may hold besides
//! (text over several lines, dotted keys, dates, CRLF, a table that is gone on with) and every mistake are left to that one.

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// What a text holds, with the place of each key and value; `None` where it is not as plain as this.
pub(super) fn read(text: &str) -> Option<Spanned<DeTable<'_>>> {
    let mut reader = Reader { text, at: 0 };
    let mut root = DeTable::new();
    reader.pairs(&mut root)?;
    while reader.at < text.len() {
        let table = reader.headed(&mut root)?;
        reader.pairs(table)?;
    }
    Some(Spanned::new(0..text.len(), root))
}

/// A text and how far it was read.
struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Takes this byte, which must stand here.
    #[inline]
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.byte() == Some(byte)).then(|| self.at += 1)
    }

    fn skip_spaces(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Passes white space, line feeds and comments.
    fn skip_blank(&mut self) -> Option<()> {
        loop {
            match self.byte() {
                Some(b' ' | b'\t' | b'\n') => self.at += 1,
                Some(b'#') => self.skip_comment()?,
                _ => return Some(()),
            }
        }
    }

    /// Passes a comment up to the line feed.
    fn skip_comment(&mut self) -> Option<()> {
        let rest = &self.text.as_bytes()[self.at..];
        let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let plain = rest[..length].iter().all(|byte| *byte == b'\t' || is_printed(*byte));
        plain.then(|| self.at += length)
    }

    /// Passes what may stand behind a value or a header on its line.
    fn end_line(&mut self) -> Option<()> {
        self.skip_spaces();
        match self.byte() {
            Some(b'#') => self.skip_comment(),
            None | Some(b'\n') => Some(()),
            Some(_) => None,
        }
    }

    /// Reads keys and values up to the next header or the end.
    fn pairs(&mut self, table: &mut DeTable<'t>) -> Option<()> {
        loop {
            self.skip_blank()?;
            match self.byte() {
                None | Some(b'[') => return Some(()),
                Some(_) => self.pair(table)?,
            }
            self.end_line()?;
        }
    }

    /// Reads a key and its value, which may not be there yet.
    fn pair(&mut self, table: &mut DeTable<'t>) -> Option<()> {
        let key = self.key()?;
        self.skip_spaces();
        self.take(b'=')?;
        self.skip_spaces();
        let value = self.value()?;
        table.insert(key, value).is_none().then_some(())
    }

    /// Reads a header, `[units]` or `[[rule.fact]]`, and gives the table that it begins.
    fn headed<'r>(&mut self, root: &'r mut DeTable<'t>) -> Option<&'r mut DeTable<'t>> {
        let start = self.at;
        let line = &self.text[start..];
        let line = &line[..line.find('\n').unwrap_or(line.len())];
        let span = start..start + line.len();
        let new = |value| Spanned::new(span.clone(), value);
        self.take(b'[')?;
        let listed = self.take(b'[').is_some();
        let mut table = root;
        loop {
            let key = self.key()?;
            let last = self.byte()? != b'.';
            let known = table.contains_key(&key);
            if last && !listed && known {
                return None;
            }
            let name = key.get_ref().clone();
            if !known {
                let value = match last && listed {
                    true => DeValue::Array(DeArray::new()),
                    false => DeValue::Table(DeTable::new()),
                };
                table.insert(key, new(value));
            }
            let node = table.get_mut(&*name)?;
            // Only what a header began, at the beginning of a line, is gone on with, not what was given as a value.
            if node.span().start > 0 && self.text.as_bytes()[node.span().start - 1] != b'\n' {
                return None;
            }
            table = match node.get_mut() {
                DeValue::Table(table) if !(last && listed) => table,
                DeValue::Array(list) => {
                    if last {
                        list.push(new(DeValue::Table(DeTable::new())));
                    }
                    match list.last_mut()?.get_mut() {
                        DeValue::Table(table) => table,
                        _ => return None,
                    }
                }
                _ => return None,
            };
            if last {
                break;
            }
            self.at += 1;
        }
        self.take(b']')?;
        if listed {
            self.take(b']')?;
        }
        let first = start == 0 || self.text.as_bytes()[start - 1] == b'\n';
        self.end_line()?;
        first.then_some(table)
    }

    /// Reads a key: a name, or a text in quotation marks.
    fn key(&mut self) -> Option<Spanned<std::borrow::Cow<'t, str>>> {
        let start = self.at;
        if matches!(self.byte()?, b'"' | b'\'') {
            let value = self.text()?;
            let span = value.span();
            return match value.into_inner() {
                DeValue::String(key) => Some(Spanned::new(span, key)),
                _ => None,
            };
        }
        while matches!(self.byte(), Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-')) {
            self.at += 1;
        }
        let name = &self.text[start..self.at];
        (!name.is_empty()).then(|| Spanned::new(start..self.at, name.into()))
    }

    /// Reads a value.
    fn value(&mut self) -> Option<Spanned<DeValue<'t>>> {
        let start = self.at;
        let value = match self.byte()? {
            b'"' | b'\'' => return self.text(),
            b'[' => DeValue::Array(self.list()?),
            b'{' => DeValue::Table(self.table()?),
            _ => {
                let rest = &self.text[start..];
                let end = rest.find([',', ']', '}', '#', ' ', '\t', '\n']).unwrap_or(rest.len());
                self.at += end;
                match &rest[..end] {
                    "true" => DeValue::Boolean(true),
                    "false" => DeValue::Boolean(false),
                    number => general(number).filter(|value| value.is_integer() || value.is_float())?,
                }
            }
        };
        Some(Spanned::new(start..self.at, value))
    }

    /// Reads a text in quotation marks, of one line.
    fn text(&mut self) -> Option<Spanned<DeValue<'t>>> {
        let bytes = self.text.as_bytes();
        let (start, mark) = (self.at, self.byte()?);
        let mut at = start + 1;
        let mut escapes = false;
        loop {
            match *bytes.get(at)? {
                byte if byte == mark => break,
                b'\\' if mark == b'"' => {
                    escapes = true;
                    at += 2;
                }
                byte if is_printed(byte) => at += 1,
                _ => return None,
            }
        }
        let end = at + 1;
        // An empty text and a mark behind it: it may have several lines.
        if at == start + 1 && bytes.get(end) == Some(&mark) {
            return None;
        }
        self.at = end;
        let value = match escapes {
            true => general(self.text.get(start..end)?)?,
            false => DeValue::String(self.text[start + 1..at].into()),
        };
        Some(Spanned::new(start..end, value))
    }

    /// Reads a list, which may go over several lines.
    fn list(&mut self) -> Option<DeArray<'t>> {
        self.take(b'[')?;
        let mut list = DeArray::new();
        loop {
            self.skip_blank()?;
            if self.take(b']').is_some() {
                return Some(list);
            }
            list.push(self.value()?);
            self.skip_blank()?;
            if self.byte()? != b']' {
                self.take(b',')?;
            }
        }
    }

    /// Reads a table on one line.
    fn table(&mut self) -> Option<DeTable<'t>> {
        self.take(b'{')?;
        let mut table = DeTable::new();
        self.skip_spaces();
        if self.take(b'}').is_some() {
            return Some(table);
        }
        loop {
            self.skip_spaces();
            self.pair(&mut table)?;
            self.skip_spaces();
            if self.take(b'}').is_some() {
                return Some(table);
            }
            self.take(b',')?;
        }
    }
}

/// Whether a byte may stand in a text: no control character.
#[inline]
const fn is_printed(byte: u8) -> bool {
    byte >= b' ' && byte != 0x7f
}

/// What the general reader makes of a value.
fn general(value: &str) -> Option<DeValue<'_>> {
    DeValue::parse(value).ok().map(Spanned::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether both hold the same; keys and values that are no tables at the same places.
    fn same(one: &DeTable, other: &DeTable) -> bool {
        one.len() == other.len()
            && one.iter().zip(other.iter()).all(|((key, value), (also, too))| {
                key.get_ref() == also.get_ref() && key.span() == also.span() && same_value(value, too)
            })
    }

    fn same_value(one: &Spanned<DeValue>, other: &Spanned<DeValue>) -> bool {
        let tables = |list: &DeArray| list.first().is_some_and(|first| first.get_ref().is_table());
        match (one.get_ref(), other.get_ref()) {
            (DeValue::Table(one), DeValue::Table(other)) => same(one, other),
            (DeValue::Array(one_list), DeValue::Array(other_list)) => {
                one_list.len() == other_list.len()
                    && (tables(one_list) || one.span() == other.span())
                    && one_list
                        .iter()
                        .zip(other_list.iter())
                        .all(|(one, other)| same_value(one, other))
            }
            (value, also) => one.span() == other.span() && format!("{value:?}") == format!("{also:?}"),
        }
    }

    #[test]
    fn rule_files_are_read_as_the_general_reader_does() {
        let rules = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        let mut read_so = 0;
        for file in walkdir::WalkDir::new(rules).into_iter().filter_map(Result::ok) {
            if file.path().extension().is_none_or(|extension| extension != "toml") {
                continue;
            }
            let text = std::fs::read_to_string(file.path()).expect("a rule file");
            let general = DeTable::parse(&text).expect("no mistakes");
            if let Some(plain) = read(&text) {
                assert!(same(plain.get_ref(), general.get_ref()), "{}", file.path().display());
                read_so += 1;
            }
        }
        assert!(read_so > 20, "{read_so}");
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_general_reader() {
        for text in [
            "a = 1\na = 2\n",
            "a.b = 1\n",
            "a = '''b'''\n",
            "a = \"\"\"b\"\"\"\n",
            "a = 2020-01-01\n",
            "a = 1\r\n",
            "a = 'b\n'\n",
            "a = 'b' c\n",
            "a = [1 2]\n",
            "a = [1]\n[[a]]\n",
            "a = {b = 1}\n[a.c]\n",
            "[a]\n[a]\n",
            "[a\nb = 1\n",
            "a = {b = 1,}\n",
            "a = \"\\q\"\n",
            "a =\n",
            "= 1\n",
            "a = 'b",
        ] {
            assert!(read(text).is_none(), "{text:?}");
        }
        for text in [
            "",
            "# a\n",
            "a = \"\\t\\\"b\" # c\n[d]\n[[e]]\nf = [1, 2.5, true,]\n[[e]]\n[e.'ä']\ng = {h = 'i', \"j\" = ''}",
        ] {
            let general = DeTable::parse(text).expect("no mistakes");
            let plain = read(text).expect("plain");
            assert!(same(plain.get_ref(), general.get_ref()), "{text:?}");
        }
    }
}
