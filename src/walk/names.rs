//! Document names: short, readable, and each given once.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Component, Path};

/// A name for each place, given as the folder its name is relative to and its path below that. The places are distinct
/// and in the order of their paths.
pub(super) fn document_names(places: &[(&Path, &Path)]) -> Vec<String> {
    // How many of its own last names stand before the names from a folder.
    let mut prefix: BTreeMap<&Path, usize> = places.iter().map(|&(folder, _)| (folder, 0)).collect();
    loop {
        let names: Vec<_> = places
            .iter()
            .map(|&(folder, relative)| prefixed(folder, prefix[folder], relative))
            .collect();
        let mut folders: BTreeMap<&str, BTreeSet<&Path>> = BTreeMap::new();
        for (name, &(folder, _)) in names.iter().zip(places) {
            folders.entry(name).or_default().insert(folder);
        }
        let clashing: BTreeSet<&Path> = folders
            .into_values()
            .filter(|folders| folders.len() > 1)
            .flatten()
            .collect();
        let mut changed = false;
        for folder in clashing {
            let depth = prefix.entry(folder).or_default();
            if *depth < normal(folder).count() {
                *depth += 1;
                changed = true;
            }
        }
        if !changed {
            return numbered(names);
        }
    }
}

/// A path as text, `/`-separated. Names that are not UTF-8 are read as GB18030 where they are that, as in archives
/// packed on Chinese systems; what is neither gets U+FFFD.
pub fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| match part {
            Component::RootDir => String::new(),
            part => name(part.as_os_str()),
        })
        .collect();
    parts.join("/")
}

fn prefixed(folder: &Path, depth: usize, relative: &Path) -> String {
    let skipped = normal(folder).count().saturating_sub(depth);
    let mut parts: Vec<_> = normal(folder).skip(skipped).map(name).collect();
    parts.push(slashed(relative));
    parts.join("/")
}

fn normal(path: &Path) -> impl Iterator<Item = &OsStr> {
    path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name),
        _ => None,
    })
}

fn name(name: &OsStr) -> String {
    if let Some(name) = name.to_str() {
        return name.to_owned();
    }
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        text_of(name.as_bytes())
    }
    #[cfg(not(unix))]
    name.to_string_lossy().into_owned()
}

/// The bytes of a name as text: UTF-8, else GB18030, else with U+FFFD for what is neither.
pub(super) fn text_of(bytes: &[u8]) -> String {
    if let Ok(name) = std::str::from_utf8(bytes) {
        return name.to_owned();
    }
    match encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(name) => name.into_owned(),
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Names that are still the same, because bytes were lost in them, get a number from the second on.
fn numbered(mut names: Vec<String>) -> Vec<String> {
    let mut taken: BTreeSet<String> = names.iter().cloned().collect();
    let mut seen = BTreeSet::new();
    for name in &mut names {
        if !seen.insert(name.clone()) {
            let free = (2..).map(|n| format!("{name}~{n}")).find(|free| !taken.contains(free));
            *name = free.unwrap_or_default();
            taken.insert(name.clone());
        }
    }
    names
}
