//! Places: whose a number is. The place of the document, of the section, the story or the clause, and the bodies and
//! grounds that stand for one.

pub(super) mod abroad;
pub(super) mod area;
pub(super) mod body;
pub(super) mod count;
pub(super) mod country;
pub(super) mod ground;
pub(super) mod inner;
pub(super) mod items;
pub(super) mod named_ground;
pub(super) mod nearby;
pub(super) mod opening;
pub(super) mod place_lines;
pub(super) mod placing;
pub(super) mod said;
pub(super) mod seats;
pub(super) mod speakers;
pub(super) mod story;
pub(super) mod theatre;
pub(super) mod wider;
