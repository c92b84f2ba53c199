//! Things: what a clause goes on about without naming it. Works, bodies, persons and events named before.

pub(super) mod about;
pub(super) mod antecedent;
pub(super) mod headed;
pub(super) mod meant;
pub(super) mod quoted;
pub(super) mod stance;
pub(super) mod subjects;
pub(super) mod thing;
pub(super) mod victims;
pub(super) mod whose;
