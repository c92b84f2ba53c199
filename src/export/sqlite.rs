//! A SQLite database: tables `documents`, `facts` and `fact_qualifiers` with foreign keys, indexes on what people ask by, and
//! views for the common questions.
//!
//! | view | answers |
//! |---|---|
//! | `fact_list` | every fact with the name of its document, as in the other formats |
//! | `series` | actual levels of known indicators: one row a place, indicator, unit, period and document |
//! | `targets` | targets of known indicators, each with the latest actual level of the same place, indicator and unit |
//! | `conflicts` | the same indicator, place, period, unit and kind of number with different values |
//! | `coverage` | numbers of each document: facts, skipped, open, and the share that is accounted for |

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};

use super::column::{Cell, Column, Kind, names};
use super::documents::DOCUMENTS;
use super::facts::FACTS;
use super::target::Target;
use super::{ExportProblem, Exported};
use crate::review::Reviewed;

/// Writes the database.
pub fn write(source: &Reviewed, path: &Path) -> Result<Exported, ExportProblem> {
    let target = Target::begin(path)?;
    let problem = |cause: rusqlite::Error| target.problem(cause);
    let mut database = Connection::open(target.partial()).map_err(problem)?;
    let exported = fill(&mut database, source, &target)?;
    database.close().map_err(|(_, cause)| target.problem(cause))?;
    target.finish()?;
    Ok(exported)
}

/// What the fact table has in place of the name of its document.
const DOCUMENT: &str = "document";

fn fill(database: &mut Connection, source: &Reviewed, target: &Target) -> Result<Exported, ExportProblem> {
    let problem = |cause: rusqlite::Error| target.problem(cause);
    // The file counts only when it is whole, so nothing need survive a crash while it is written. Numbers of documents and words
    // of choices are right by the way they are made, so they need no check row by row; indexes are sorted by two threads.
    database
        .execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536; \
             PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA threads = 2;")
        .map_err(problem)?;
    let transaction = database.transaction().map_err(problem)?;
    transaction.execute_batch(&tables()).map_err(problem)?;
    let mut exported = Exported::default();
    let mut numbers: HashMap<String, i64> = HashMap::new();
    {
        let mut insert = transaction
            .prepare(&insertion("documents", 1 + DOCUMENTS.len()))
            .map_err(problem)?;
        for batch in source.documents()? {
            for record in batch? {
                exported.documents += 1;
                let number = exported.documents as i64;
                let cells = DOCUMENTS.iter().map(|column| Value((column.cell)(&record)));
                let row = std::iter::once(Value(Cell::Integer(number))).chain(cells);
                insert.execute(params_from_iter(row)).map_err(problem)?;
                numbers.insert(record.document, number);
            }
        }
        let columns: Vec<_> = fact_columns().collect();
        let mut insert = transaction
            .prepare(&insertion("facts", 3 + columns.len()))
            .map_err(problem)?;
        let mut narrow = transaction.prepare(&insertion("fact_qualifiers", 3)).map_err(problem)?;
        for batch in source.facts()? {
            for fact in batch? {
                exported.facts += 1;
                let number = exported.facts as i64;
                let Some(&document) = numbers.get(&fact.document) else {
                    return Err(ExportProblem::Stray {
                        document: fact.document,
                    });
                };
                let front = [
                    Value(Cell::Integer(number)),
                    Value(Cell::Integer(document)),
                    Value(Cell::Text(&fact.value)),
                ];
                let row = columns.iter().map(|column| Value((column.cell)(&fact)));
                insert
                    .execute(params_from_iter(front.into_iter().chain(row)))
                    .map_err(problem)?;
                for (position, qualifier) in (1..).zip(&fact.qualifiers) {
                    narrow.execute((number, position, qualifier)).map_err(problem)?;
                }
            }
        }
    }
    transaction.execute_batch(INDEXES).map_err(problem)?;
    transaction.execute_batch(&views()).map_err(problem)?;
    transaction.commit().map_err(problem)?;
    Ok(exported)
}

/// The columns of facts that stand in the table of facts itself.
fn fact_columns() -> impl Iterator<Item = &'static Column<crate::model::Fact>> {
    FACTS
        .iter()
        .filter(|column| column.name != DOCUMENT && column.kind != Kind::List)
}

fn tables() -> String {
    let mut text = "CREATE TABLE documents (\n  document_id INTEGER PRIMARY KEY".to_owned();
    DOCUMENTS.iter().for_each(|column| declare(&mut text, column));
    text.push_str(
        ",\n  UNIQUE (document)\n);\nCREATE TABLE facts (\n  fact_id INTEGER PRIMARY KEY,\n  \
         document_id INTEGER NOT NULL REFERENCES documents (document_id),\n  value_text TEXT NOT NULL",
    );
    fact_columns().for_each(|column| declare(&mut text, column));
    text.push_str(
        "\n);\nCREATE TABLE fact_qualifiers (\n  fact_id INTEGER NOT NULL REFERENCES facts (fact_id),\n  \
         position INTEGER NOT NULL,\n  qualifier TEXT NOT NULL,\n  PRIMARY KEY (fact_id, position)\n) WITHOUT ROWID;\n",
    );
    text
}

fn declare<R>(text: &mut String, column: &Column<R>) {
    let kind = match column.kind {
        Kind::Text | Kind::Choice(_) | Kind::Date | Kind::List => "TEXT",
        Kind::Integer => "INTEGER",
        Kind::Decimal => "NUMERIC",
        Kind::Share => "REAL",
    };
    let null = if column.required { " NOT NULL" } else { "" };
    let _ = write!(text, ",\n  {} {kind}{null}", column.name);
    if let Kind::Choice(words) = column.kind {
        let _ = write!(text, " CHECK ({} IN ('{}'))", column.name, words.join("', '"));
    }
}

fn insertion(table: &str, columns: usize) -> String {
    format!("INSERT INTO {table} VALUES ({})", vec!["?"; columns].join(", "))
}

const INDEXES: &str = "\
CREATE INDEX facts_document ON facts (document_id);
CREATE INDEX facts_id ON facts (id);
CREATE INDEX facts_indicator ON facts (indicator, area_code, period_end) WHERE indicator IS NOT NULL;
CREATE INDEX facts_area ON facts (area_code, period_end);
CREATE INDEX facts_label ON facts (label);
";

fn views() -> String {
    let columns = names(FACTS)
        .into_iter()
        .map(|name| match name {
            DOCUMENT => "d.document".to_owned(),
            "qualifiers" => "(SELECT json_group_array(q.qualifier) FROM (SELECT qualifier FROM fact_qualifiers \
                             WHERE fact_id = f.fact_id ORDER BY position) AS q) AS qualifiers"
                .to_owned(),
            name => format!("f.{name}"),
        })
        .collect::<Vec<_>>()
        .join(", ");
    format!(
        "CREATE VIEW fact_list AS SELECT f.fact_id, f.value_text, {columns}
  FROM facts AS f JOIN documents AS d USING (document_id);\n{VIEWS}"
    )
}

const VIEWS: &str = "\
CREATE VIEW series AS
  SELECT f.indicator, f.area_code, f.area_name, f.unit, f.period_start, f.period_end, f.value, f.value_text, f.bound,
         f.flow, f.label, f.quote, d.document, f.line, f.fact_id
  FROM facts AS f JOIN documents AS d USING (document_id)
  WHERE f.indicator IS NOT NULL AND f.measure = 'level' AND f.status = 'actual'
  ORDER BY f.indicator, f.area_code, f.unit, f.period_end, f.period_start;
CREATE VIEW targets AS
  SELECT t.indicator, t.area_code, t.area_name, t.unit, t.period_end AS target_end, t.bound, t.value AS target,
         a.period_end AS actual_end, a.value AS actual, d.document, t.line, t.quote, t.fact_id, a.fact_id AS actual_fact_id
  FROM facts AS t JOIN documents AS d USING (document_id)
  LEFT JOIN facts AS a ON a.fact_id = (
    SELECT l.fact_id FROM facts AS l
    WHERE l.indicator = t.indicator AND l.area_code = t.area_code AND l.unit IS t.unit
      AND l.measure = 'level' AND l.status = 'actual'
    ORDER BY l.period_end DESC, l.fact_id LIMIT 1)
  WHERE t.indicator IS NOT NULL AND t.measure = 'level' AND t.status = 'target';
CREATE VIEW conflicts AS
  SELECT indicator, area_code, area_name, measure, status, flow, unit, base_versus, period_start, period_end,
         count(DISTINCT value) AS figures, min(value) AS lowest, max(value) AS highest
  FROM facts
  WHERE indicator IS NOT NULL AND area_code IS NOT NULL AND period_end IS NOT NULL AND bound = 'eq' AND measure <> 'rank'
  GROUP BY indicator, area_code, measure, status, flow, unit, base_versus, period_start, period_end
  HAVING count(DISTINCT value) > 1;
CREATE VIEW coverage AS
  SELECT document, facts, skipped, open,
         round(1.0 * (skipped + facts) / nullif(skipped + facts + open, 0), 4) AS accounted_for
  FROM documents;
";

/// A cell as SQLite takes it. A decimal goes as text into a column of numbers: SQLite makes an integer or a real of it.
struct Value<'r>(Cell<'r>);

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let borrowed = |value| Ok(ToSqlOutput::Borrowed(value));
        match self.0 {
            Cell::Empty => borrowed(ValueRef::Null),
            Cell::Text(text) | Cell::Decimal(text) | Cell::Date(text) => borrowed(ValueRef::Text(text.as_bytes())),
            Cell::Integer(number) => borrowed(ValueRef::Integer(number)),
            // By way of its digits: 0.85 as a single, widened, would be 0.8500000238.
            Cell::Share(share) => borrowed(ValueRef::Real(share.to_string().parse().unwrap_or(0.0))),
            Cell::List(_) => Ok(ToSqlOutput::Owned(rusqlite::types::Value::Text(self.0.plain()))),
        }
    }
}
