//! recognize.
