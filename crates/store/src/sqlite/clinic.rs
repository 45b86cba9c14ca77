//! The clinic's row: whose history the file is, how often it was restored, and the way back when the key is lost.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, params};

use super::{SqliteStore, open::connect};
use crate::{ClinicId, ClinicKey, Epoch, Error, keys::Keys, recovery::RecoveryCode, schema};

/// The clinic's row without its check and signature.
pub(super) struct Clinic {
    pub(super) id: ClinicId,
    pub(super) epoch: Epoch,
    /// The clinic's key, sealed with the recovery code.
    pub(super) recovery: Vec<u8>,
}

impl Clinic {
    /// Reads the row, and makes sure that it belongs to the key and was not altered.
    pub(super) fn read(conn: &Connection, keys: &Keys) -> Result<Self, Error> {
        let (row, check, signature) = Self::unchecked(conn)?;
        if check != keys.check {
            return Err(Error::WrongKey);
        }
        if signature != keys.sign_clinic(row.id, row.epoch, &row.recovery) {
            return Err(Error::Damaged {
                what: "the clinic's own row was altered",
                source: None,
            });
        }
        Ok(row)
    }

    /// Writes the row, in place of the former one.
    pub(super) fn write(&self, conn: &Connection, keys: &Keys) -> Result<(), Error> {
        let signature = keys.sign_clinic(self.id, self.epoch, &self.recovery);
        conn.execute(
            "INSERT INTO clinic (clinic, epoch, key_check, recovery, signature)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET epoch = ?2, recovery = ?4, signature = ?5",
            params![
                self.id.as_bytes(),
                self.epoch.0,
                keys.check,
                self.recovery,
                signature
            ],
        )?;
        Ok(())
    }

    /// The row, its check and its signature.
    fn unchecked(conn: &Connection) -> Result<(Self, [u8; 32], [u8; 32]), Error> {
        let sql = "SELECT clinic, epoch, recovery, key_check, signature FROM clinic";
        let row = conn.query_row(sql, [], |row| {
            let clinic = Self {
                id: ClinicId::from_bytes(row.get(0)?),
                epoch: Epoch(row.get(1)?),
                recovery: row.get(2)?,
            };
            Ok((clinic, row.get(3)?, row.get(4)?))
        });
        row.map_err(|error| match error {
            rusqlite::Error::QueryReturnedNoRows => Error::Damaged {
                what: "the clinic's own row is missing",
                source: None,
            },
            other => other.into(),
        })
    }
}

impl SqliteStore {
    /// Finds the clinic's key with the recovery code that was printed when the history was made.
    pub fn recover(home: &Path, code: &RecoveryCode) -> Result<(ClinicId, ClinicKey), Error> {
        let conn = connect(home, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        schema::version(&conn)?;
        let (clinic, ..) = Clinic::unchecked(&conn)?;
        let key = code.unwrap(clinic.id, &clinic.recovery)?;
        Clinic::read(&conn, &Keys::derive(&key))?;
        Ok((clinic.id, key))
    }

    /// Replaces the recovery code: the former one opens this file no more, though it still opens older back-ups.
    pub fn replace_recovery_code(
        &mut self,
        key: &ClinicKey,
        code: &RecoveryCode,
    ) -> Result<(), Error> {
        if Keys::derive(key).check != self.keys.check {
            return Err(Error::WrongKey);
        }
        let recovery = code.wrap(self.clinic, key)?;
        self.write(|scope| {
            let clinic = Clinic::read(scope.conn, scope.keys)?;
            Clinic { recovery, ..clinic }.write(scope.conn, scope.keys)
        })
    }
}
