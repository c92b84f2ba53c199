//! Gives the program a mark of its sources, `GONGBAO_SOURCES`: what one build has read of a document is taken over only by
//! the same program, and the version alone does not tell two builds of a working copy apart. The rules have a mark of
//! their own, taken when they are loaded.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let mut files = BTreeSet::new();
    gather(Path::new("src"), &mut files);
    // Another version of a dependency may cut words otherwise.
    files.insert("Cargo.lock".into());
    let mut hasher = DefaultHasher::new();
    for path in files {
        println!("cargo::rerun-if-changed={}", path.display());
        path.hash(&mut hasher);
        fs::read(path).ok().hash(&mut hasher);
    }
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rustc-env=GONGBAO_SOURCES={:016x}", hasher.finish());
}

fn gather(folder: &Path, files: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src is a folder of this package") {
        let path = entry.expect("an entry of it").path();
        if path.is_dir() {
            gather(&path, files);
        } else {
            files.insert(path);
        }
    }
}
