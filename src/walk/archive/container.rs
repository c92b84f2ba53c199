//! How archives are packed.

/// How an archive is packed; told from its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Container {
    /// `.zip`
    Zip,
    /// `.tar`, `.tar.gz`, `.tgz`, `.tar.zst`, `.tzst`
    Tar(Packing),
    /// `.gz`, `.zst`: one document.
    Single(Packing),
}

/// How a stream is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Packing {
    /// Not at all.
    Plain,
    /// gzip, of one part or several.
    Gzip,
    /// Zstandard.
    Zstd,
}

impl Container {
    /// The container that a file of this name is, and the length of the name without the extension that says so.
    pub(in crate::walk) fn of(name: &str) -> Option<(Self, usize)> {
        const SUFFIXES: [(&str, Container); 8] = [
            (".zip", Container::Zip),
            (".tar", Container::Tar(Packing::Plain)),
            (".tar.gz", Container::Tar(Packing::Gzip)),
            (".tgz", Container::Tar(Packing::Gzip)),
            (".tar.zst", Container::Tar(Packing::Zstd)),
            (".tzst", Container::Tar(Packing::Zstd)),
            (".gz", Container::Single(Packing::Gzip)),
            (".zst", Container::Single(Packing::Zstd)),
        ];
        SUFFIXES.into_iter().find_map(|(suffix, container)| {
            let stem = name.len().checked_sub(suffix.len()).filter(|&stem| stem > 0)?;
            let ends = name.as_bytes()[stem..].eq_ignore_ascii_case(suffix.as_bytes());
            ends.then_some((container, stem))
        })
    }
}
