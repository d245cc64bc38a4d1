//! The custody log on disk: encrypted frames and their signed heads. Knows that a frame is an
//! entry, a salt and a payload, and nothing of what an act means.
//!
//! Order of writing: frame, fsync, checkpoint, fsync. So whatever a checkpoint covers was
//! acknowledged; what lies behind the last checkpoint was not, and only that may be cut off.

use crate::age_format::random;
use crate::disk::{Disk, TEMPORARY, names_in};
use crate::error::{Result, VaultError};
use crate::frames::{CHECKPOINTS, Frames};
use crate::keys::CaseKeys;
use fs_err as fs;
use onrecord_model::Digest;
use onrecord_model::checkpoint::Checkpoint;
use onrecord_model::custody::CustodyEntry;
use onrecord_model::encode::{self, Value};
use onrecord_model::merkle::{Frontier, inclusion_proof};
use onrecord_model::tlog_proof::TlogProof;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const DOMAIN: &[u8] = b"onrecord/frame/1";
const NOTE: &str = ".note";
const TOKEN: &str = ".tsr";
/// Checkpoints without a timestamp that stay: the newest, and the one before it.
const UNSTAMPED_KEPT: usize = 2;

/// One act, as the log holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// What the tree is made of.
    pub entry: CustodyEntry,
    /// Hides the payload in the entry, until somebody shows both.
    pub salt: [u8; 32],
    /// What the act says; the entry binds it through `salt`.
    pub payload: Value,
}

impl Logged {
    fn to_frame(&self) -> Vec<u8> {
        encode::encode(&Value::Array(vec![
            Value::Bytes(self.entry.to_bytes()),
            Value::Bytes(self.salt.to_vec()),
            Value::Bytes(self.payload_bytes()),
        ]))
    }

    /// The payload's canonical bytes: what the entry's digest is of, together with the salt.
    pub fn payload_bytes(&self) -> Vec<u8> {
        encode::encode(&self.payload)
    }

    fn from_frame(frame: &[u8]) -> Option<Self> {
        let Ok(Value::Array(parts)) = encode::decode(frame) else {
            return None;
        };
        let [entry, salt, payload] = parts.try_into().ok()?;
        let entry = CustodyEntry::from_bytes(entry.as_bytes()?).ok()?;
        let salt = salt.as_bytes()?.try_into().ok()?;
        let payload = payload.as_bytes()?;
        if !entry.has_payload(&salt, payload) {
            return None;
        }
        Some(Self {
            entry,
            salt,
            payload: encode::decode(payload).ok()?,
        })
    }
}

/// Signed heads by the number of entries that they cover, with their files.
pub(crate) type Heads = BTreeMap<u64, (PathBuf, Checkpoint)>;

#[derive(Clone)]
pub(crate) struct Log {
    frames: Frames,
    leaves: Vec<Digest>,
    frontier: Frontier,
    checkpoints: PathBuf,
    disk: Disk,
    /// The newest signed head, as it was issued.
    newest: String,
}

impl Log {
    /// Opens the log: decrypts every frame, checks every entry and every checkpoint, cuts off what
    /// was never acknowledged, and signs a head for a whole last frame that has none.
    pub(crate) fn open(
        disk: &Disk,
        folder: &Path,
        keys: &CaseKeys,
        each: &mut dyn FnMut(&Logged),
    ) -> Result<Self> {
        let (mut log, heads, sure) = Self::begin(disk, folder, keys)?;
        let mut frames = Frames::new(disk, folder, DOMAIN, &keys.segment);
        frames.open(sure, &mut |number, path, frame| {
            log.take_in(&heads, number, path, frame, each)
        })?;
        log.frames = frames;
        if log.frontier.len() > sure {
            log.sign(keys)?;
        } else if let Some((path, _)) = heads.get(&sure) {
            log.newest = fs::read_to_string(path).map_err(VaultError::from_io)?;
        }
        Ok(log)
    }

    /// Reads and checks a log as [`Self::open`] does, and changes nothing.
    pub(crate) fn look(
        disk: &Disk,
        folder: &Path,
        keys: &CaseKeys,
        each: &mut dyn FnMut(&Logged),
    ) -> Result<()> {
        let (mut log, heads, sure) = Self::begin(disk, folder, keys)?;
        Frames::new(disk, folder, DOMAIN, &keys.segment).look(sure, &mut |number, path, frame| {
            log.take_in(&heads, number, path, frame, each)
        })
    }

    /// The signed heads, and how many entries they cover.
    fn begin(disk: &Disk, folder: &Path, keys: &CaseKeys) -> Result<(Self, Heads, u64)> {
        let log = Self::empty(disk, folder, keys);
        let heads = log.read_checkpoints(keys)?;
        match heads.last_key_value() {
            Some((size, _)) if *size > 0 => {
                let sure = *size;
                Ok((log, heads, sure))
            }
            _ => Err(VaultError::damaged(
                &log.checkpoints,
                "no checkpoint of the log is in it",
            )),
        }
    }

    fn take_in(
        &mut self,
        heads: &Heads,
        number: u64,
        path: &Path,
        frame: &[u8],
        each: &mut dyn FnMut(&Logged),
    ) -> Result<()> {
        let logged = read_frame(number, path, frame)?;
        let leaf = logged.entry.leaf();
        self.leaves.push(leaf);
        self.frontier.push(leaf);
        if let Some((path, head)) = heads.get(&self.frontier.len())
            && head.root != self.frontier.root()
        {
            return Err(VaultError::damaged(path, "the log does not lead to it"));
        }
        each(&logged);
        Ok(())
    }

    /// The hashes of its entries, in order.
    pub(crate) fn leaves(&self) -> &[Digest] {
        &self.leaves
    }

    /// A log without entries, in folders that are there.
    pub(crate) fn empty(disk: &Disk, folder: &Path, keys: &CaseKeys) -> Self {
        Self {
            frames: Frames::new(disk, folder, DOMAIN, &keys.segment),
            leaves: Vec::new(),
            frontier: Frontier::new(),
            checkpoints: folder.join(CHECKPOINTS),
            disk: disk.clone(),
            newest: String::new(),
        }
    }

    /// The same log as it is now, while this one goes on.
    pub(crate) fn view(&self) -> Self {
        Self {
            frames: self.frames.view(),
            ..self.clone()
        }
    }

    pub(crate) fn size(&self) -> u64 {
        self.frontier.len()
    }

    pub(crate) fn newest(&self) -> &str {
        &self.newest
    }

    /// Appends one entry and signs the new head.
    pub(crate) fn append(&mut self, keys: &CaseKeys, logged: &Logged) -> Result<()> {
        self.frames.append(&logged.to_frame())?;
        let leaf = logged.entry.leaf();
        self.leaves.push(leaf);
        self.frontier.push(leaf);
        self.sign(keys)
    }

    fn sign(&mut self, keys: &CaseKeys) -> Result<()> {
        let head = Checkpoint {
            origin: keys.verifier().name().into(),
            size: self.frontier.len(),
            root: self.frontier.root(),
        };
        let note = head
            .sign(keys.signer())
            .map_err(|error| VaultError::Refused(error.to_string()))?
            .to_string();
        self.disk
            .replace(&self.note_path(head.size), note.as_bytes())?;
        self.newest = note;
        self.thin()
    }

    /// Removes heads that nothing needs: any later one proves more.
    fn thin(&self) -> Result<()> {
        let names = names_in(&self.checkpoints)?;
        let mut unstamped: Vec<u64> = names
            .iter()
            .filter_map(|name| name.strip_suffix(NOTE)?.parse().ok())
            .filter(|size: &u64| {
                // A stamp that is about to be kept also holds its checkpoint.
                let stamped = |name: &String| name.starts_with(&format!("{size}{TOKEN}"));
                !names.iter().any(stamped)
            })
            .collect();
        unstamped.sort_unstable();
        unstamped.truncate(unstamped.len().saturating_sub(UNSTAMPED_KEPT));
        unstamped
            .iter()
            .try_for_each(|size| self.disk.remove(&self.note_path(*size)))
    }

    pub(crate) fn note_path(&self, size: u64) -> PathBuf {
        self.checkpoints.join(format!("{size}{NOTE}"))
    }

    /// Every checkpoint on disk, by size, with its signature and name checked.
    pub(crate) fn read_checkpoints(&self, keys: &CaseKeys) -> Result<Heads> {
        let mut heads = BTreeMap::new();
        for name in names_in(&self.checkpoints)? {
            let path = self.checkpoints.join(&name);
            if name.ends_with(TEMPORARY) || name.contains(TOKEN) {
                continue;
            }
            let content = fs::read(&path).map_err(VaultError::from_io)?;
            let head = Checkpoint::open(&content, &keys.verifier())
                .map_err(|error| VaultError::damaged(&path, error.to_string()))?;
            if path != self.note_path(head.size) {
                return Err(VaultError::damaged(
                    &path,
                    "it bears another checkpoint's name",
                ));
            }
            heads.insert(head.size, (path, head));
        }
        Ok(heads)
    }

    /// Reads every frame again and compares with what was read when the case was opened.
    pub(crate) fn reread(
        &self,
        keys: &CaseKeys,
        each: &mut dyn FnMut(Logged) -> Result<()>,
    ) -> Result<()> {
        // A view's log goes on elsewhere, where heads come and go: it is held to what is in memory.
        let heads = match self.frames.is_view() {
            true => Heads::new(),
            false => self.read_checkpoints(keys)?,
        };
        let mut frontier = Frontier::new();
        self.frames.reread(&mut |number, path, frame| {
            let logged = read_frame(number, path, frame)?;
            frontier.push(logged.entry.leaf());
            if let Some((path, head)) = heads.get(&frontier.len())
                && head.root != frontier.root()
            {
                return Err(VaultError::damaged(path, "the log does not lead to it"));
            }
            each(logged)
        })?;
        match heads.last_key_value() {
            None if self.frames.is_view() && frontier.root() == self.frontier.root() => Ok(()),
            Some((size, _)) if *size == self.size() => Ok(()),
            _ => Err(VaultError::damaged(
                &self.note_path(self.size()),
                "the newest checkpoint is missing",
            )),
        }
    }

    /// The root of the first `size` entries.
    pub(crate) fn root_at(&self, size: u64) -> Option<Digest> {
        let leaves = self.leaves.get(..usize::try_from(size).ok()?)?;
        Some(onrecord_model::merkle::root_of(leaves))
    }

    /// That entry `seq` stands in the log, under the newest checkpoint.
    pub(crate) fn prove(&self, seq: u64) -> Option<String> {
        let index = usize::try_from(seq).ok()?;
        let hashes = inclusion_proof(&self.leaves, index)?;
        let proof = TlogProof {
            extra: None,
            index: seq,
            hashes,
            checkpoint: self.newest.as_str().into(),
        };
        Some(proof.to_string())
    }
}

fn read_frame(number: u64, path: &Path, frame: &[u8]) -> Result<Logged> {
    let logged = Logged::from_frame(frame)
        .ok_or_else(|| VaultError::damaged(path, format!("entry {number} cannot be read")))?;
    if logged.entry.seq != number {
        return Err(VaultError::damaged(
            path,
            format!("entry {number} bears another number"),
        ));
    }
    Ok(logged)
}

/// A salt for one payload.
pub(crate) fn new_salt() -> Result<[u8; 32]> {
    random().map_err(|_| VaultError::Random)
}
