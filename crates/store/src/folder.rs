//! The folder that a history lies in: on this machine, and its files written whole.

use std::{
    fmt,
    fs::{self, File, OpenOptions},
    io::Write,
    path::Path,
};

use crate::{Error, keyfile};

/// Refuses folders on network file systems, whose locks and syncs cannot be relied on.
#[cfg(target_os = "linux")]
pub(crate) fn refuse_network(folder: &Path) -> Result<(), Error> {
    let failed = |e: rustix::io::Errno| Error::File("the clinic's folder", e.into());
    let magic = rustix::fs::statfs(folder).map_err(failed)?.f_type;
    let device = rustix::fs::stat(folder).map_err(failed)?.st_dev;
    // Magic numbers of statfs(2). The type is signed on some machines; only the low 32 bits count.
    let name = match magic & 0xFFFF_FFFF {
        0x6969 => "NFS",
        0x517B => "SMB",
        0xFE53_4D42 => "SMB 2",
        0xFF53_4D42 => "CIFS",
        0x0102_1997 => "9P",
        0x5346_414F => "AFS",
        0x00C3_6400 => "Ceph",
        0x6573_5546 => return refuse_remote_fuse(device),
        _ => return Ok(()),
    };
    Err(Error::Network(name.to_owned()))
}

/// FUSE serves local disks too; the table of mounts tells which it is.
#[cfg(target_os = "linux")]
fn refuse_remote_fuse(device: u64) -> Result<(), Error> {
    let mounts = fs::read_to_string("/proc/self/mountinfo")
        .map_err(|e| Error::File("the table of mounts", e))?;
    let number = format!(
        "{}:{}",
        rustix::fs::major(device),
        rustix::fs::minor(device)
    );
    match fuse_kind(&mounts, &number) {
        Some("fuseblk") => Ok(()),
        kind => Err(Error::Network(kind.unwrap_or("FUSE").to_owned())),
    }
}

/// The file system's type of the mount with this device number: see `proc_pid_mountinfo(5)`.
#[cfg(target_os = "linux")]
fn fuse_kind<'m>(mounts: &'m str, number: &str) -> Option<&'m str> {
    let line = mounts
        .lines()
        .find(|line| line.split(' ').nth(2) == Some(number))?;
    line.split_once(" - ")?.1.split(' ').next()
}

/// Other systems: SQLite's own checks have to do.
#[cfg(not(target_os = "linux"))]
pub(crate) fn refuse_network(_folder: &Path) -> Result<(), Error> {
    Ok(())
}

/// What others on this machine may do with a clinic's folder, and should not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exposed {
    /// Others can read or change the key.
    Key,
    /// Others can put files into the folder, or take some away.
    Folder,
}

impl fmt::Display for Exposed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key => {
                "other people of this machine can open the clinic's key file; make it its owner's alone (mode 600)"
            }
            Self::Folder => {
                "other people of this machine can write in the clinic's folder; make it its owner's alone (mode 700)"
            }
        })
    }
}

impl Exposed {
    /// What is exposed in a clinic's folder. Nothing where that cannot be told: opening says what is wrong then.
    #[cfg(unix)]
    pub fn of(home: &Path) -> Vec<Self> {
        use std::os::unix::fs::PermissionsExt;
        let may = |path: &Path, rights: u32| {
            fs::metadata(path).is_ok_and(|is| is.permissions().mode() & rights != 0)
        };
        let key = may(&home.join(keyfile::FILE), 0o066).then_some(Self::Key);
        let folder = may(home, 0o022).then_some(Self::Folder);
        key.into_iter().chain(folder).collect()
    }

    /// Other systems keep rights in other ways, which are not looked at.
    #[cfg(not(unix))]
    pub fn of(_home: &Path) -> Vec<Self> {
        Vec::new()
    }
}

/// Writes a file that only its owner can read: whole or not at all, and lasting when it returns.
pub(crate) fn write_private(
    folder: &Path,
    name: &str,
    what: &'static str,
    bytes: &[u8],
) -> Result<(), Error> {
    let failed = |e| Error::File(what, e);
    let unfinished = folder.join(format!("{name}.new"));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&unfinished).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    fs::rename(&unfinished, folder.join(name)).map_err(failed)?;
    sync(folder)
}

/// Makes the names in a folder last.
pub(crate) fn sync(folder: &Path) -> Result<(), Error> {
    // The folder of a bare file name is the current one.
    let folder = if folder == Path::new("") {
        Path::new(".")
    } else {
        folder
    };
    if cfg!(unix) {
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|e| Error::File("the clinic's folder", e))?;
    }
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_mounts_tells_remote_from_local_fuse() {
        let mounts = "25 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n\
            90 25 0:51 / /mnt/far rw,nosuid shared:9 - fuse.sshfs ann@host:/ rw\n\
            91 25 0:52 / /mnt/stick rw - fuseblk /dev/sdb1 rw\n";
        assert_eq!(fuse_kind(mounts, "0:51"), Some("fuse.sshfs"));
        assert_eq!(fuse_kind(mounts, "0:52"), Some("fuseblk"));
        assert_eq!(fuse_kind(mounts, "0:5"), None);
    }

    #[test]
    fn what_others_may_do_is_told() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        write_private(home.path(), keyfile::FILE, "a key", b"key").unwrap();
        let with = |folder, key| {
            let set = |path: &Path, mode| {
                fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
            };
            set(home.path(), folder);
            set(&home.path().join(keyfile::FILE), key);
            Exposed::of(home.path())
        };
        assert_eq!(with(0o755, 0o600), []);
        assert_eq!(with(0o700, 0o640), [Exposed::Key]);
        assert_eq!(with(0o700, 0o604), [Exposed::Key]);
        assert_eq!(with(0o700, 0o602), [Exposed::Key]);
        assert_eq!(with(0o720, 0o600), [Exposed::Folder]);
        assert_eq!(with(0o702, 0o644), [Exposed::Key, Exposed::Folder]);
    }

    #[test]
    fn a_private_file_is_private_and_whole() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        write_private(home.path(), "secret", "a file", b"first").unwrap();
        write_private(home.path(), "secret", "a file", b"second").unwrap();
        let file = home.path().join("secret");
        assert_eq!(fs::read(&file).unwrap(), b"second");
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }
}
