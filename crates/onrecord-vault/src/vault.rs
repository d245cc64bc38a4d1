//! A case, locked or open. What can be asked of it depends on which it is, so that no code can
//! read evidence without a key in hand.

use crate::blobs::{BlobReader, Blobs, Sealed};
use crate::copy::HandedOver;
use crate::disk::{Disk, TEMPORARY, names_in};
use crate::error::{Result, VaultError};
use crate::frames::{CHECKPOINTS, Frames};
use crate::keys::CaseKeys;
use crate::layout::{self, Lock};
use crate::log::{Log, Logged};
use crate::original::Original;
use crate::recovery::RecoverySheet;
use crate::side_files::SideFiles;
use crate::slots::{self, Key, Slot, WorkFactor};
use crate::way_in::WayIn;
use fs_err as fs;
use onrecord_model::checkpoint::Checkpoint;
use onrecord_model::commit::ThreadSeed;
use onrecord_model::custody::{Act, CustodyEntry};
use onrecord_model::encode::Value;
use onrecord_model::note::NoteVerifier;
use onrecord_model::{Digest, Instant, Thread};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Who does something, when, and with which program: what every entry of the log says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The time of the act, from the computer's clock.
    pub now: Instant,
    /// The person acting, as the case names them.
    pub actor: String,
    /// The program and its version.
    pub tool: String,
}

/// A case that nobody has opened: it gives nothing but its public key.
pub struct Locked(());

/// A case that was opened: keys in memory, the log read and checked, the folder held.
pub struct Open {
    pub(crate) keys: CaseKeys,
    pub(crate) blob_folder: PathBuf,
    pub(crate) log: Log,
    pub(crate) side_files: SideFiles,
    pub(crate) private: Frames,
    /// The digests that the log holds of private notes, in order.
    pub(crate) notes: Vec<Digest>,
    /// A write failed: the disk may be ahead of what is here.
    pub(crate) stale: bool,
    /// Another handle is at work with the case: this one only looks.
    pub(crate) is_view: bool,
    pub(crate) way_in: WayIn,
    /// What a copy for a helper says of itself.
    pub(crate) handed_over: Option<HandedOver>,
    pub(crate) lock: Arc<Lock>,
}

/// A case in a folder.
pub struct Vault<State> {
    pub(crate) folder: PathBuf,
    pub(crate) disk: Disk,
    pub(crate) state: State,
}

pub(crate) const NOTES_DOMAIN: &[u8] = b"onrecord/private/1";

impl Vault<Locked> {
    /// Makes a case in `folder`, which must be empty or not there. Gives the open case and the one
    /// copy of the recovery sheet: it is nowhere else.
    pub fn create(
        folder: &Path,
        passphrase: &str,
        work: WorkFactor,
        context: &Context,
    ) -> Result<(Vault<Open>, RecoverySheet)> {
        Self::create_on(Disk::default(), folder, passphrase, work, context)
    }

    /// As [`Self::create`], with the steps to the disk in the hands of a test.
    pub fn create_on(
        disk: Disk,
        folder: &Path,
        passphrase: &str,
        work: WorkFactor,
        context: &Context,
    ) -> Result<(Vault<Open>, RecoverySheet)> {
        let keys = CaseKeys::random()?;
        // First, so that a passphrase that is too short leaves nothing behind.
        let by_passphrase = slots::for_passphrase(keys.identity(), passphrase, work)?;
        let sheet = RecoverySheet::new(keys.verifier().name())?;
        let by_sheet = slots::for_recipient(keys.identity(), &sheet.key().recipient())?;

        let unfinished = folder.join(layout::UNFINISHED);
        clear_unfinished(&disk, folder, &unfinished)?;
        disk.create_folder(folder)?;
        disk.create_file(&unfinished)?.sync()?;
        disk.sync_folder(folder)?;
        let lock = Lock::take(folder)?;
        let log_folder = folder.join(layout::LOG);
        for made in [layout::KEYS, layout::LOG, layout::BLOBS, layout::PRIVATE] {
            disk.create_folder(&folder.join(made))?;
        }
        disk.create_folder(&log_folder.join(CHECKPOINTS))?;
        disk.sync_folder(&log_folder)?;
        disk.sync_folder(folder)?;

        let private = folder.join(layout::PRIVATE);
        let mut vault = Vault {
            state: Open {
                log: Log::empty(&disk, &log_folder, &keys),
                side_files: SideFiles::default(),
                private: Frames::new(&disk, &private, NOTES_DOMAIN, &keys.private),
                notes: Vec::new(),
                stale: false,
                way_in: WayIn::owner(Slot::Passphrase),
                handed_over: None,
                blob_folder: folder.join(layout::BLOBS),
                keys,
                is_view: false,
                lock: Arc::new(lock),
            },
            folder: folder.to_owned(),
            disk,
        };
        let payload = Value::map([("format", Value::from(1_u64))]);
        vault.append(context, Act::CaseCreated, "", payload)?;
        vault.set_slot(context, &Slot::Passphrase, &by_passphrase, &[])?;
        vault.set_slot(context, &Slot::Recovery, &by_sheet, &[])?;
        let description = layout::description(&vault.state.keys);
        vault
            .disk
            .replace(&folder.join(layout::DESCRIPTION), description.as_bytes())?;
        vault.disk.remove(&unfinished)?;
        vault.disk.sync_folder(folder)?;
        Ok((vault, sheet))
    }

    /// The case in `folder`, locked.
    pub fn at(folder: &Path) -> Result<Self> {
        Self::at_on(Disk::default(), folder)
    }

    /// As [`Self::at`], with the steps to the disk in the hands of a test.
    pub fn at_on(disk: Disk, folder: &Path) -> Result<Self> {
        layout::read_description(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            disk,
            state: Locked(()),
        })
    }

    /// The log's public key, as the case states it in the clear: checked only by opening the case.
    pub fn stated_verifier(&self) -> Result<NoteVerifier> {
        let text = layout::read_description(&self.folder)?;
        layout::stated_verifier(&self.folder, &text)
    }

    /// Opens the case: finds the slot that the key opens, checks the whole log, puts right what an
    /// interruption left half done, and holds the case until it is locked or dropped.
    pub fn unlock(&self, key: &Key<'_>) -> Result<Vault<Open>> {
        layout::read_description(&self.folder)?;
        let lock = Lock::take(&self.folder)?;
        let (slot, identity) = self.find_identity(key)?;
        self.open_as(slot, CaseKeys::from_identity(identity)?, lock)
    }

    /// Opens the case with its keys in hand.
    pub(crate) fn open_as(&self, slot: Slot, keys: CaseKeys, lock: Lock) -> Result<Vault<Open>> {
        let folder = &self.folder;
        if layout::read_description(folder)? != layout::description(&keys) {
            let path = folder.join(layout::DESCRIPTION);
            return Err(VaultError::damaged(
                &path,
                "it does not belong to this case's key",
            ));
        }
        self.remove_unfinished()?;
        let handed_over = HandedOver::read(folder, &keys)?;
        let mut side_files = SideFiles::default();
        let mut notes = Vec::new();
        let mut way_in = WayIn::owner(slot);
        let log = Log::open(
            &self.disk,
            &folder.join(layout::LOG),
            &keys,
            &mut |logged| {
                side_files.learn(logged);
                way_in.learn(logged);
                notes.extend(note_digest(logged));
            },
        )?;
        let mut private = Frames::new(
            &self.disk,
            &folder.join(layout::PRIVATE),
            NOTES_DOMAIN,
            &keys.private,
        );
        if !handed_over
            .as_ref()
            .is_some_and(HandedOver::is_without_notes)
        {
            let kept = notes.len() as u64;
            private.open(kept, &mut |_, _, _| Ok(()))?;
            private.keep_only(kept)?;
        }
        side_files.settle(&self.disk, folder)?;
        Ok(Vault {
            folder: folder.clone(),
            disk: self.disk.clone(),
            state: Open {
                keys,
                blob_folder: folder.join(layout::BLOBS),
                log,
                side_files,
                private,
                notes,
                stale: false,
                is_view: false,
                way_in,
                handed_over,
                lock: Arc::new(lock),
            },
        })
    }

    /// Which way in a key opens: an error where it opens none. Nothing is opened or held, so it can be
    /// asked while somebody has the case open.
    pub fn try_key(&self, key: &Key<'_>) -> Result<Slot> {
        self.find_identity(key).map(|(slot, _)| slot)
    }

    pub(crate) fn find_identity(
        &self,
        key: &Key<'_>,
    ) -> Result<(Slot, crate::age_format::Identity)> {
        let folder = self.folder.join(layout::KEYS);
        let mut tried = folder.join(match key {
            Key::Passphrase(_) => "passphrase.age",
            Key::Recovery(_) => "recovery.age",
            Key::Helper(_) => "helper-….age",
        });
        let mut trouble = None;
        for name in names_in(&folder)? {
            // A passphrase that was just changed may still wait beside the old one.
            let stem = name.strip_suffix(layout::PENDING).unwrap_or(&name);
            let slot = stem.strip_suffix(".age").and_then(Slot::from_name);
            let Some(slot) = slot.filter(|slot| key.may_open(slot)) else {
                continue;
            };
            tried = folder.join(&name);
            let opened = fs::read(&tried)
                .map_err(VaultError::from_io)
                .and_then(|content| slots::open(&tried, &content, key));
            match opened {
                Ok(Some(identity)) => return Ok((slot, identity)),
                Ok(None) => {}
                Err(error) => trouble = Some(error),
            }
        }
        Err(trouble.unwrap_or(VaultError::WrongKey {
            noun: key.noun(),
            path: tried,
        }))
    }

    /// Removes files that an interrupted step left unfinished: nothing refers to them.
    fn remove_unfinished(&self) -> Result<()> {
        let checkpoints = Path::new(layout::LOG).join(CHECKPOINTS);
        let places = [
            Path::new(""),
            Path::new(layout::KEYS),
            &checkpoints,
            Path::new(layout::BLOBS),
            Path::new(layout::DRAFTS),
        ];
        for place in places {
            let place = self.folder.join(place);
            for name in names_in(&place)? {
                let index = name.starts_with(layout::INDEX);
                if name.ends_with(TEMPORARY) && !index || name == layout::UNFINISHED {
                    self.disk.remove(&place.join(name))?;
                }
            }
        }
        let preview = self.folder.join(layout::PREVIEW);
        for name in names_in(&preview)? {
            if name.ends_with(".age") {
                self.disk.remove(&preview.join(name))?;
            }
        }
        if preview.is_dir() {
            fs::remove_dir(&preview).map_err(VaultError::from_io)?;
        }
        Ok(())
    }
}

/// Empties a folder in which a case was begun and not finished; refuses any other that is not empty.
fn clear_unfinished(disk: &Disk, folder: &Path, unfinished: &Path) -> Result<()> {
    let names = names_in(folder)?;
    if names.is_empty() {
        return Ok(());
    }
    let ours = |name: &String| {
        matches!(
            name.as_str(),
            layout::KEYS | layout::LOG | layout::BLOBS | layout::PRIVATE | layout::LOCK
        ) || name == layout::UNFINISHED
            || *name == format!("{}{TEMPORARY}", layout::DESCRIPTION)
    };
    let blobs = names_in(&folder.join(layout::BLOBS))?;
    if !unfinished.is_file() || !names.iter().all(ours) || !blobs.is_empty() {
        return Err(VaultError::NotEmpty(folder.to_owned()));
    }
    let log = folder.join(layout::LOG);
    let places = [
        log.join(CHECKPOINTS),
        log,
        folder.join(layout::KEYS),
        folder.join(layout::PRIVATE),
    ];
    for place in places {
        for name in names_in(&place)? {
            if name != CHECKPOINTS {
                disk.remove(&place.join(name))?;
            }
        }
    }
    Ok(())
}

pub(crate) fn note_digest(logged: &Logged) -> Option<Digest> {
    if logged.entry.act != Act::NoteKept {
        return None;
    }
    logged
        .payload
        .get("digest")?
        .as_bytes()?
        .try_into()
        .ok()
        .map(Digest)
}

impl Vault<Open> {
    /// Locks the case: the keys are wiped from memory, the folder is let go.
    pub fn lock(self) -> Vault<Locked> {
        Vault {
            folder: self.folder,
            disk: self.disk,
            state: Locked(()),
        }
    }

    /// The case's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What checks the signatures of this case's checkpoints.
    pub fn verifier(&self) -> NoteVerifier {
        self.state.keys.verifier()
    }

    /// Where the encrypted index belongs, and its key. It can be thrown away and built again.
    pub fn index_place(&self) -> (PathBuf, &[u8; 32]) {
        (self.folder.join(layout::INDEX), &self.state.keys.index)
    }

    /// Where a pack may be put together to be looked at. Files in it must be sealed, with names that end
    /// in `.age`; what is left there is removed when the case is next opened.
    pub fn preview_place(&self) -> PathBuf {
        self.folder.join(layout::PREVIEW)
    }

    /// The seed of a thread's salts; see [`ThreadSeed::derive`] for `reading`.
    pub fn thread_seed(&self, reading: &Digest, thread: &Thread) -> ThreadSeed {
        self.state.keys.thread_seed(reading, thread)
    }

    /// As [`Self::thread_seed`] for every thread of one reading. It holds the secret itself, so that
    /// acts can follow while a reading is under way: drop it with the reading.
    pub fn thread_seeds(&self, reading: Digest) -> impl Fn(&Thread) -> ThreadSeed + use<> {
        let secret = self.state.keys.thread_secret().clone();
        move |thread| ThreadSeed::derive(&secret, &reading, thread)
    }

    pub(crate) fn blobs(&self) -> Blobs<'_> {
        Blobs {
            folder: self.blob_folder(),
            keys: &self.state.keys,
            disk: &self.disk,
        }
    }

    /// Seals what `input` gives, in one pass, and checks what lies on the disk afterwards. Nothing
    /// is in the log yet: an act that names the digest under `blobs` makes it part of the case.
    /// `progress` gets the bytes read so far; an error from it stops the work.
    pub fn seal(
        &mut self,
        input: &mut dyn Read,
        progress: &mut dyn FnMut(u64) -> io::Result<()>,
    ) -> Result<Sealed> {
        self.usable()?;
        self.blobs().seal(input, progress)
    }

    /// Seals a file of the user's. An error where it changed while it was read: then nothing was
    /// kept that anything refers to, and it can be sealed again.
    pub fn seal_original(
        &mut self,
        original: &mut Original,
        progress: &mut dyn FnMut(u64) -> io::Result<()>,
    ) -> Result<Sealed> {
        let sealed = self.seal(original, progress)?;
        if original.changed_meanwhile()? || sealed.size != original.size() {
            return Err(VaultError::NotAnOriginal {
                path: original.path().to_owned(),
                why: "it changed while it was being read; close the program that writes it",
            });
        }
        Ok(sealed)
    }

    /// Whether the case holds that content.
    pub fn has_blob(&self, digest: Digest) -> bool {
        self.blobs().has(digest)
    }

    /// Opens a sealed content for reading, from any place in it.
    pub fn open_blob(&self, digest: Digest) -> Result<BlobReader> {
        self.blobs().open(digest)
    }

    /// Decrypts and hashes a sealed content and compares; gives its size.
    pub fn verify_blob(&self, digest: Digest) -> Result<u64> {
        self.blobs().verify(digest)
    }

    /// Where a content lies in the case, for a person who opens it with the `age` tool.
    pub fn blob_path(&self, digest: Digest) -> PathBuf {
        self.blobs().path(digest)
    }

    /// Signs what binds a pack's list of files. Only such a text is signed here: its first line
    /// must be `onrecord/pack/1`, which no checkpoint has.
    pub fn sign_pack(&self, text: &str) -> Result<String> {
        self.usable()?;
        if !text.starts_with("onrecord/pack/1\n") {
            return Err(VaultError::Refused(
                "only the list of a pack is signed this way".to_owned(),
            ));
        }
        let signed = self.state.keys.signer().sign(text);
        signed
            .map(|note| note.to_string())
            .map_err(|error| VaultError::Refused(error.to_string()))
    }

    /// The newest signed head of the log, as text.
    pub fn checkpoint(&self) -> &str {
        self.state.log.newest()
    }

    /// How many entries the log has.
    pub fn log_size(&self) -> u64 {
        self.state.log.size()
    }

    /// A `.tlog-proof` text that entry `seq` stands in the log under the newest checkpoint.
    pub fn prove(&self, seq: u64) -> Result<String> {
        let unknown = || VaultError::Unknown(format!("entry {seq}"));
        self.state.log.prove(seq).ok_or_else(unknown)
    }

    /// Every entry with its payload, in order, read and checked again.
    pub fn for_each_entry(&self, each: &mut dyn FnMut(Logged) -> Result<()>) -> Result<()> {
        self.state.log.reread(&self.state.keys, each)
    }

    /// Every entry with its payload, in order.
    pub fn entries(&self) -> Result<Vec<Logged>> {
        let mut out = Vec::new();
        self.for_each_entry(&mut |logged| {
            out.push(logged);
            Ok(())
        })?;
        Ok(out)
    }

    /// Compares the case with a checkpoint that was kept elsewhere: printed, mailed, stamped. An
    /// error where it is not this case's, or where the log does not lead on from it: then entries
    /// were taken away or exchanged since, or an older copy of the folder was put back.
    pub fn check_against(&self, kept: &[u8]) -> Result<Checkpoint> {
        let head = Checkpoint::open(kept, &self.verifier())
            .map_err(|error| VaultError::Refused(error.to_string()))?;
        let log = self.folder.join(layout::LOG);
        match self.state.log.root_at(head.size) {
            Some(root) if root == head.root => Ok(head),
            Some(_) => Err(VaultError::damaged(
                &log,
                format!(
                    "its first {} entries are not those of that checkpoint",
                    head.size
                ),
            )),
            None => Err(VaultError::damaged(
                &log,
                format!(
                    "it has {} entries, and had {} when that checkpoint was made",
                    self.log_size(),
                    head.size
                ),
            )),
        }
    }

    /// How the case was opened.
    pub fn way_in(&self) -> &WayIn {
        &self.state.way_in
    }

    /// What a copy for a helper says of itself.
    pub fn handed_over(&self) -> Option<&HandedOver> {
        self.state.handed_over.as_ref()
    }
}

/// A case's handle is shown by its folder only.
impl<State> core::fmt::Debug for Vault<State> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Vault({})", self.folder.display())
    }
}

impl Vault<Open> {
    pub(crate) fn blob_folder(&self) -> &Path {
        &self.state.blob_folder
    }

    /// Writes a file whose digest the log holds: pending first, then the entry, then its name.
    pub(crate) fn write_side_file(
        &mut self,
        context: &Context,
        act: Act,
        subject: &str,
        file: &str,
        content: &[u8],
        more: &[(&str, Value)],
    ) -> Result<CustodyEntry> {
        self.usable()?;
        let path = self.folder.join(file);
        let pending = crate::disk::with_suffix(&path, layout::PENDING);
        let mut written = self.disk.create_file(&pending)?;
        written.write_all(content).map_err(VaultError::from_io)?;
        written.sync()?;
        if let Some(parent) = path.parent() {
            self.disk.sync_folder(parent)?;
        }
        let digest = Digest::of(content);
        let mut payload: Vec<(Box<str>, Value)> = vec![
            ("file".into(), file.into()),
            ("digest".into(), digest.0[..].into()),
        ];
        payload.extend(
            more.iter()
                .map(|(key, value)| ((*key).into(), value.clone())),
        );
        let entry = self.append(context, act, subject, Value::map(payload))?;
        self.state.stale = true;
        self.disk.rename(&pending, &path)?;
        self.state.stale = false;
        Ok(entry)
    }
}
