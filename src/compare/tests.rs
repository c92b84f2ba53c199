//! What stands in which table, and what is reckoned with what.
