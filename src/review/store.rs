//! Where decisions are kept: `review.sqlite` in the output folder. Records are only added, and the database itself
//! refuses to change or remove one. What is added is on the disk when [`Store::add`] returns; several programs may add
//! at once.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

use super::decision::{Decision, ID};

/// Name of the file in the output folder.
pub const FILE: &str = "review.sqlite";

/// Marks a database as one of decisions: “gbrv”.
const APPLICATION: i32 = 0x6762_7276;
/// Version of the tables.
const VERSION: i32 = 1;

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(10);

const TABLES: &str = "
CREATE TABLE decisions (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id       TEXT NOT NULL UNIQUE,
    at       TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    verdict  TEXT NOT NULL,
    document TEXT NOT NULL,
    decision TEXT NOT NULL
) STRICT;
CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are only added, never changed'); END;
CREATE TRIGGER decisions_are_never_removed BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are only added, never removed'); END;
";

/// Why decisions cannot be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreProblem {
    /// Something else lies there, or another version.
    #[error("{}: {what}; move it away, or use the version of gongbao that wrote it", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// A record that cannot be read.
    #[error("{}: decision {sequence} cannot be read: {cause}", path.display())]
    Record {
        /// The file.
        path: PathBuf,
        /// Its number.
        sequence: i64,
        /// From the parser.
        cause: serde_json::Error,
    },
    /// The database fails.
    #[error("{}: {cause}", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// From SQLite.
        cause: rusqlite::Error,
    },
}

/// The decisions on an output.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    connection: Connection,
}

impl Store {
    /// Opens the decisions of an output folder to add to them; makes the file where there is none.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn open(output: &Path) -> Result<Self, StoreProblem> {
        let path = output.join(FILE);
        let store = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        store.prepare().map_err(|problem| problem.at(&store.path))?;
        Ok(store)
    }

    /// Opens the decisions of an output folder to read them; `None` where nobody has decided anything.
    ///
    /// # Errors
    /// When there are some and they cannot be read.
    pub fn existing(output: &Path) -> Result<Option<Self>, StoreProblem> {
        let path = output.join(FILE);
        if !path.is_file() {
            return Ok(None);
        }
        // Reading needs to write too: readers of a WAL take part in its upkeep. On a read-only disk there is nobody to
        // take part with.
        let store = match Self::connect(path.clone(), OpenFlags::SQLITE_OPEN_READ_WRITE) {
            Ok(store) => store,
            Err(_) => Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?,
        };
        match store.known().map_err(|problem| problem.at(&store.path))? {
            // Made, and the first decision never came.
            false => Ok(None),
            true => Ok(Some(store)),
        }
    }

    fn connect(path: PathBuf, flags: OpenFlags) -> Result<Self, StoreProblem> {
        let open = || {
            let connection = Connection::open_with_flags(&path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
            connection.busy_timeout(PATIENCE)?;
            Ok(connection)
        };
        match open() {
            Ok(connection) => Ok(Self { path, connection }),
            Err(cause) => Err(Trouble::Database(cause).at(&path)),
        }
    }

    /// Whether the tables are there; an error where something else is.
    fn known(&self) -> Result<bool, Trouble> {
        // In one statement: another program may be making them at this moment.
        let asked = "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
            FROM pragma_application_id, pragma_user_version";
        let read = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let (application, version, tables): (i32, i32, i64) = self.connection.query_row(asked, [], read)?;
        match (application, version) {
            (APPLICATION, VERSION) => Ok(true),
            (0, 0) if tables == 0 => Ok(false),
            (APPLICATION, version) => Err(Trouble::Foreign(format!(
                "decisions in the form {version}; this version of gongbao knows form {VERSION}"
            ))),
            _ => Err(Trouble::Foreign("a database of something else".to_owned())),
        }
    }

    fn prepare(&self) -> Result<(), Trouble> {
        if self.known()? {
            return Ok(());
        }
        let _: String = self
            .connection
            .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
        let transaction = rusqlite::Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        // Another program may have been quicker.
        if !self.known()? {
            transaction.execute_batch(TABLES)?;
            transaction.pragma_update(None, "application_id", APPLICATION)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Adds decisions, all or none; those whose id is known already are passed over. Returns how many were new.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn add(&mut self, decisions: &[Decision]) -> Result<usize, StoreProblem> {
        let add = |connection: &mut Connection| -> Result<usize, Trouble> {
            // On the disk before anybody is told that it is kept.
            connection.pragma_update(None, "synchronous", "FULL")?;
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut new = 0;
            {
                let mut insert = transaction.prepare(
                    "INSERT INTO decisions (id, at, reviewer, verdict, document, decision) VALUES (?, ?, ?, ?, ?, ?) \
                     ON CONFLICT (id) DO NOTHING",
                )?;
                for decision in decisions {
                    let text = serde_json::to_value(decision).unwrap_or_default();
                    let verdict = text["verdict"]["kind"].as_str().unwrap_or_default();
                    new += insert.execute(params![
                        decision.id,
                        decision.at,
                        decision.reviewer,
                        verdict,
                        decision.anchor.document,
                        text.to_string(),
                    ])?;
                }
            }
            transaction.commit()?;
            Ok(new)
        };
        add(&mut self.connection).map_err(|problem| problem.at(&self.path))
    }

    /// Every decision after the one of this number, in the order in which they came here; 0 for all. The number of the
    /// last one comes with them.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn after(&self, sequence: i64) -> Result<(Vec<Decision>, i64), StoreProblem> {
        let read = || -> rusqlite::Result<Vec<(i64, String)>> {
            let mut select = self
                .connection
                .prepare("SELECT sequence, decision FROM decisions WHERE sequence > ? ORDER BY sequence")?;
            let rows = select.query_map([sequence], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        };
        let rows = read().map_err(|cause| Trouble::Database(cause).at(&self.path))?;
        let last = rows.last().map_or(sequence, |(sequence, _)| *sequence);
        let decisions = rows.into_iter().map(|(sequence, text)| {
            serde_json::from_str(&text).map_err(|cause| StoreProblem::Record {
                path: self.path.clone(),
                sequence,
                cause,
            })
        });
        Ok((decisions.collect::<Result<_, _>>()?, last))
    }

    /// All decisions, in the order in which they came here.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn all(&self) -> Result<Vec<Decision>, StoreProblem> {
        Ok(self.after(0)?.0)
    }
}

/// What goes wrong, before it is said where.
enum Trouble {
    Foreign(String),
    Database(rusqlite::Error),
}

impl Trouble {
    fn at(self, path: &Path) -> StoreProblem {
        let path = path.to_owned();
        match self {
            Self::Foreign(what) => StoreProblem::Foreign { path, what },
            Self::Database(cause) if cause.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => {
                StoreProblem::Foreign {
                    path,
                    what: "not a database".to_owned(),
                }
            }
            Self::Database(cause) => StoreProblem::Database { path, cause },
        }
    }
}

impl From<rusqlite::Error> for Trouble {
    fn from(cause: rusqlite::Error) -> Self {
        Self::Database(cause)
    }
}

/// A name for a decision that nobody else gives: from the key that the page makes up for it, so that a decision that
/// is sent twice, because the first answer was lost, is one decision.
pub fn name(key: &str, reviewer: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [key, reviewer] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..ID].to_owned()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::decision::Verdict;
    use super::super::samples::{decision, fact};
    use super::*;

    fn made(at: u8) -> Decision {
        decision("甲", at, &fact(10, "5.2%"), Verdict::Accept)
    }

    #[test]
    fn what_is_added_stays_and_is_added_once() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Store::existing(folder.path()).unwrap().is_none());
        let mut store = Store::open(folder.path()).unwrap();
        assert_eq!(store.add(&[made(1), made(2)]).unwrap(), 2);
        assert_eq!(store.add(&[made(2), made(3)]).unwrap(), 1);
        let (later, last) = store.after(2).unwrap();
        assert_eq!((later, store.after(0).unwrap().1), (vec![made(3)], last));
        drop(store);
        let again = Store::existing(folder.path()).unwrap().unwrap();
        assert_eq!(again.all().unwrap(), [made(1), made(2), made(3)]);
    }

    #[test]
    fn several_add_at_once_and_nothing_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for reviewer in ["甲", "乙", "丙"] {
                let folder = folder.path();
                scope.spawn(move || {
                    let mut store = Store::open(folder).unwrap();
                    for at in 0..20 {
                        let one = decision(reviewer, at, &fact(10, "5.2%"), Verdict::Accept);
                        assert_eq!(store.add(&[one]).unwrap(), 1);
                    }
                });
            }
        });
        assert_eq!(Store::open(folder.path()).unwrap().all().unwrap().len(), 60);
    }

    #[test]
    fn records_cannot_be_changed_or_removed() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path()).unwrap();
        store.add(&[made(1)]).unwrap();
        for statement in ["DELETE FROM decisions", "UPDATE decisions SET reviewer = '乙'"] {
            let refused = store.connection.execute(statement, []).unwrap_err().to_string();
            assert!(refused.contains("decisions are only added, never"), "{refused}");
        }
        assert_eq!(store.all().unwrap(), [made(1)]);
    }

    #[test]
    fn what_is_no_store_is_named_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let message = |problem: StoreProblem| problem.to_string().replace(&*path.to_string_lossy(), "FILE");
        fs::write(
            &path,
            "something else, and long enough to be looked at as a database".repeat(20),
        )
        .unwrap();
        assert_eq!(
            message(Store::open(folder.path()).unwrap_err()),
            "FILE: not a database; move it away, or use the version of gongbao that wrote it"
        );
        fs::remove_file(&path).unwrap();
        Connection::open(&path)
            .unwrap()
            .execute_batch("CREATE TABLE x (y)")
            .unwrap();
        assert_eq!(
            message(Store::existing(folder.path()).unwrap_err()),
            "FILE: a database of something else; move it away, or use the version of gongbao that wrote it"
        );
        fs::remove_file(&path).unwrap();
        let later = Store::open(folder.path()).unwrap();
        later.connection.pragma_update(None, "user_version", 2).unwrap();
        assert_eq!(
            message(Store::open(folder.path()).unwrap_err()),
            "FILE: decisions in the form 2; this version of gongbao knows form 1; move it away, or use the version of gongbao \
             that wrote it"
        );
    }
}
