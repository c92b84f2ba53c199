//! recognize.
mod number;
