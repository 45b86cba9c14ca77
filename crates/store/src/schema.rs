//! The schema of the SQLite file, and how an older file is brought up to it.

use rusqlite::{Connection, TransactionBehavior};

use crate::Error;

/// Marks the file as ours, in SQLite's header: "PLTH".
pub(crate) const APPLICATION: i32 = 0x504C_5448;

/// One step for each version of the file, the first from an empty one. Steps that were released never change.
const STEPS: [&str; 1] = [include_str!("schema/1.sql")];

/// The newest version of the file that this program writes.
#[expect(clippy::cast_possible_truncation, clippy::cast_possible_wrap)]
pub(crate) const NEWEST: i32 = STEPS.len() as i32;

/// The version that a file has.
pub(crate) fn version(conn: &Connection) -> Result<i32, Error> {
    let application: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION {
        return Err(Error::NotAStore(None));
    }
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Takes a file to the newest version, in one transaction.
pub(crate) fn migrate(conn: &mut Connection) -> Result<(), Error> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Read under the lock: another process may have done it in the meantime.
    let done: i32 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for (step, version) in STEPS.iter().zip(1..).filter(|(_, version)| *version > done) {
        tx.execute_batch(step)?;
        tx.pragma_update(None, "user_version", version)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION)?;
    Ok(tx.commit()?)
}
