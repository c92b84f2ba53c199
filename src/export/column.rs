//! The flat tables that every export writes: what a column is called, what type it has, what it says, and where in the record
//! it comes from. One list drives the CSV, the sheets, the schemas and the tables of the database.

use serde_json::{Value, json};

/// One value of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'r> {
    /// Nothing is said.
    Empty,
    /// Text.
    Text(&'r str),
    /// A whole number.
    Integer(i64),
    /// An exact decimal, with its digits as written.
    Decimal(&'r str),
    /// A day, ISO.
    Date(&'r str),
    /// A number between 0 and 1.
    Share(f32),
    /// Several texts, in order.
    List(&'r [String]),
}

impl<'r> Cell<'r> {
    /// Text, or nothing.
    pub fn text(text: Option<&'r str>) -> Self {
        text.map_or(Self::Empty, Self::Text)
    }

    /// A position or a count.
    pub fn count(count: usize) -> Self {
        Self::Integer(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A position, or nothing.
    pub fn maybe(count: Option<usize>) -> Self {
        count.map_or(Self::Empty, Self::count)
    }

    /// The cell as text: what CSV holds. Lists are JSON arrays, an empty list is an empty cell.
    pub fn plain(self) -> String {
        match self {
            Self::Empty | Self::List([]) => String::new(),
            Self::Text(text) | Self::Decimal(text) | Self::Date(text) => text.to_owned(),
            Self::Integer(number) => number.to_string(),
            Self::Share(share) => share.to_string(),
            Self::List(members) => json!(members).to_string(),
        }
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number, not negative.
    Integer,
    /// An exact decimal.
    Decimal,
    /// A day.
    Date,
    /// A number between 0 and 1.
    Share,
    /// Several texts.
    List,
}

/// A column of the table of `R`.
pub struct Column<R: 'static> {
    /// Its name in every format.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether every row has a value.
    pub required: bool,
    /// A sentence for the reader of the schema.
    pub about: &'static str,
    /// Its value in a row.
    pub cell: fn(&R) -> Cell<'_>,
}

impl<R> Column<R> {
    /// The field of a Frictionless table schema.
    pub fn field(&self) -> Value {
        let kind = match self.kind {
            Kind::Text | Kind::Choice(_) => "string",
            Kind::Integer => "integer",
            Kind::Decimal | Kind::Share => "number",
            Kind::Date => "date",
            Kind::List => "array",
        };
        let mut field = json!({"name": self.name, "type": kind, "description": self.about});
        let mut constraints = serde_json::Map::new();
        if self.required {
            constraints.insert("required".to_owned(), json!(true));
        }
        if let Kind::Choice(words) = self.kind {
            constraints.insert("enum".to_owned(), json!(words));
        }
        if self.kind == Kind::Share {
            constraints.insert("minimum".to_owned(), json!(0));
            constraints.insert("maximum".to_owned(), json!(1));
        }
        if !constraints.is_empty() {
            field["constraints"] = Value::Object(constraints);
        }
        field
    }
}

/// The names of the columns, in order.
pub fn names<R>(columns: &[Column<R>]) -> Vec<&'static str> {
    columns.iter().map(|column| column.name).collect()
}
