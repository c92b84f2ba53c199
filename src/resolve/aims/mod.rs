//! Aims: whether a number has come about, is aimed at, or is a rule of a policy; and what is no statistic at all.

pub(super) mod answering;
pub(super) mod asking;
pub(super) mod estimates;
pub(super) mod granting;
pub(super) mod in_passing;
pub(super) mod leaning;
pub(super) mod no_statistic;
pub(super) mod planning;
pub(super) mod status;
