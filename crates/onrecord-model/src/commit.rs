//! Threads are committed when they are read, before anybody selects from them: one leaf an event,
//! in source order, each field under its own salt. Later any choice of events and fields can be
//! shown and proven, with the number and places of what is withheld, and nothing more. Knows the
//! canonical forms and the tree; nothing of cases, files or who asks. See [`crate::disclose`].
//!
//! ```text
//! leaf       = SHA-256(0x00 ‖ "onrecord/1" ‖ u64 index ‖ fd(time) ‖ fd(sender) ‖ fd(others) ‖
//!              fd(kind) ‖ fd(body) ‖ fd(details) ‖ fd(attachments) ‖ fd(locator))
//! fd(field)  = SHA-256("onrecord/field" ‖ u8 field ‖ 16-byte salt ‖ u64 length ‖ value)
//! fd(body)   = SHA-256("onrecord/body" ‖ the digests of its pieces): see [`crate::pieces`]
//! event key  = HMAC-SHA-256(seed, u64 index)
//! salts      = SHA-256(event key ‖ u8 pair): 32 bytes, the salts of fields 2·pair and 2·pair + 1
//! commitment = SHA-256("onrecord/thread" ‖ u64 N ‖ RFC 6962 root of the N leaves)
//! ```
//!
//! Numbers are big end first; fields count from 0 in the order above. Salts are 128 random-looking
//! bits, which is beyond guessing, and are made in pairs under one HMAC an event: this runs once for
//! every record of every export. The root alone does not bind N, hence the last line.

use crate::canonical::Field;
use crate::encode::Value;
use crate::merkle::Frontier;
use crate::sha::{self, Midstate};
use crate::{Digest, Event, Thread, pieces};

/// How many fields a leaf binds.
pub const FIELDS: usize = Field::ALL.len();

/// What hides a field's value until it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Salt(pub [u8; 16]);

/// The secret from which a thread's salts come. Whoever has it can open every field of the thread:
/// it stays in the vault, or goes to an agreed expert together with the original.
#[derive(Clone, PartialEq, Eq)]
pub struct ThreadSeed(pub [u8; 32]);

impl core::fmt::Debug for ThreadSeed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ThreadSeed(…)")
    }
}

impl ThreadSeed {
    /// The seed of `thread` under a case's secret: `HMAC-SHA-256(secret, CBOR ["onrecord/seed",
    /// reading, platform, key, folder])`.
    ///
    /// `reading` tells this reading of this exhibit from every other, another reading of the same
    /// exhibit included (its custody entry's number serves): a salt that one pack has shown must not
    /// hide another value in the next.
    pub fn derive(secret: &[u8; 32], reading: &Digest, thread: &Thread) -> Self {
        let context = crate::encode::encode(&Value::Array(vec![
            "onrecord/seed".into(),
            reading.0[..].into(),
            (&*thread.platform).into(),
            (&*thread.key).into(),
            thread.folder.as_deref().map_or(Value::Null, Value::from),
        ]));
        let [inner, outer] = pads(secret);
        let inside = Digest::of_parts(&[&inner, &context]);
        Self(Digest::of_parts(&[&outer, &inside.0]).0)
    }
}

/// RFC 2104: the key, filled up to a block, under each pad.
fn pads(key: &[u8; 32]) -> [[u8; 64]; 2] {
    [0x36, 0x5c].map(|pad| {
        let mut block = [pad; 64];
        block
            .iter_mut()
            .zip(key)
            .for_each(|(slot, byte)| *slot ^= byte);
        block
    })
}

/// A seed with its HMAC key already absorbed: two of four compressions saved at every use.
#[derive(Clone)]
pub(crate) struct Salts {
    inner: Midstate,
    outer: Midstate,
}

impl Salts {
    pub(crate) fn new(seed: &ThreadSeed) -> Self {
        let [inner, outer] = pads(&seed.0);
        Self {
            inner: Midstate::START.then(&inner),
            outer: Midstate::START.then(&outer),
        }
    }

    pub(crate) fn of(&self, index: u64) -> [Salt; FIELDS] {
        let inside = self.inner.finish_short(&index.to_be_bytes());
        salts_under(&self.outer.finish_short(&inside.0))
    }

    /// Those of the event at `index` and of the next one.
    fn of_two(&self, index: u64) -> [[Salt; FIELDS]; 2] {
        let [one, two] = [index, index.wrapping_add(1)].map(u64::to_be_bytes);
        let [one, two] = self.inner.finish_two(&one, self.inner, &two);
        self.outer
            .finish_two(&one.0, self.outer, &two.0)
            .map(|event_key| salts_under(&event_key))
    }
}

/// The salts of an event's fields.
fn salts_under(event_key: &Digest) -> [Salt; FIELDS] {
    let message = |pair: u8| {
        let mut message = [pair; 33];
        message[..32].copy_from_slice(&event_key.0);
        message
    };
    let mut salts = [Salt([0; 16]); FIELDS];
    for (half, four) in (0..).step_by(2).zip(salts.as_chunks_mut::<4>().0) {
        let start = Midstate::START;
        let made = start.finish_two(&message(half), start, &message(half + 1));
        let [[a, b], [c, d]] = [halves(&made[0]), halves(&made[1])];
        *four = [a, b, c, d];
    }
    salts
}

/// A digest as two salts.
#[inline]
pub(crate) fn halves(digest: &Digest) -> [Salt; 2] {
    let mut two = [Salt([0; 16]); 2];
    for (salt, half) in two.iter_mut().zip(digest.0.as_chunks().0) {
        salt.0 = *half;
    }
    two
}

/// Where the length stands in the message of a field's digest.
const LENGTH_AT: usize = 14 + 1 + 16;

/// The digest of a field of `event`. `scratch` is a buffer to work in.
#[inline]
pub(crate) fn digest_of_field(
    field: Field,
    salt: &Salt,
    event: &Event,
    scratch: &mut Vec<u8>,
) -> Digest {
    message_of_field(field, salt, event, scratch);
    sha::digest_in_place(scratch)
}

/// What is hashed for a field of `event`.
#[inline]
fn message_of_field(field: Field, salt: &Salt, event: &Event, out: &mut Vec<u8>) {
    match field {
        Field::Body => pieces::body_message(salt, event.text.as_deref().map(pieces::pieces), out),
        _ => field_message(field, salt, out, |out| field.write(event, out)),
    }
}

/// The digest of a field other than the body, whose value `write` appends.
#[inline]
pub(crate) fn field_digest(
    field: Field,
    salt: &Salt,
    scratch: &mut Vec<u8>,
    write: impl FnOnce(&mut Vec<u8>),
) -> Digest {
    field_message(field, salt, scratch, write);
    sha::digest_in_place(scratch)
}

#[inline]
fn field_message(field: Field, salt: &Salt, out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    let mut head = *b"onrecord/field\0................\0\0\0\0\0\0\0\0";
    head[14] = field as u8;
    head[15..LENGTH_AT].copy_from_slice(&salt.0);
    out.clear();
    out.extend_from_slice(&head);
    write(out);
    let length = (out.len() - head.len()) as u64;
    out[LENGTH_AT..LENGTH_AT + 8].copy_from_slice(&length.to_be_bytes());
}

/// The fields two by two, those together whose forms are about as long: they are hashed at once.
const PAIRS: [[Field; 2]; FIELDS / 2] = [
    [Field::Time, Field::Sender],
    [Field::Others, Field::Kind],
    [Field::Details, Field::Attachments],
    [Field::Body, Field::Locator],
];

/// The leaf of the event at `index`, from its fields' digests.
pub(crate) fn leaf_of(index: u64, fields: &[Digest; FIELDS], scratch: &mut Vec<u8>) -> Digest {
    write_leaf(index, fields, scratch);
    sha::digest_in_place(scratch)
}

/// What is hashed for a leaf.
fn write_leaf(index: u64, fields: &[Digest; FIELDS], out: &mut Vec<u8>) {
    out.clear();
    out.extend_from_slice(b"\0onrecord/1");
    out.extend_from_slice(&index.to_be_bytes());
    for digest in fields {
        out.extend_from_slice(&digest.0);
    }
}

/// What is written down of a thread when it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThreadCommitment {
    /// How many events.
    pub n: u64,
    /// The root of their leaves.
    pub root: Digest,
    /// Binds both: what goes into the custody log.
    pub commitment: Digest,
}

impl ThreadCommitment {
    /// The commitment to `n` events with that `root`.
    pub fn new(n: u64, root: Digest) -> Self {
        let commitment = Digest::of_parts(&[b"onrecord/thread", &n.to_be_bytes(), &root.0]);
        Self {
            n,
            root,
            commitment,
        }
    }
}

/// Commits to a thread, event by event, in source order. Memory is the logarithm of the number, and
/// between two events what the last one needed: see [`Self::rest`].
#[derive(Clone)]
pub struct ThreadCommitter {
    salts: Salts,
    frontier: Frontier,
    awake: Option<Box<Awake>>,
}

/// What makes the next event cheaper.
#[derive(Clone, Default)]
struct Awake {
    /// The salts of the event at that index, made together with the last one's.
    ahead: Option<(u64, [Salt; FIELDS])>,
    /// The fields of the last event, where its leaf is still to be made, together with the next one's.
    waiting: Option<[Digest; FIELDS]>,
    scratch: [Vec<u8>; 2],
}

impl core::fmt::Debug for ThreadCommitter {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "ThreadCommitter({} events)", self.len())
    }
}

impl ThreadCommitter {
    /// A thread without events yet.
    pub fn new(seed: &ThreadSeed) -> Self {
        Self {
            salts: Salts::new(seed),
            frontier: Frontier::new(),
            awake: None,
        }
    }

    /// How many events so far, which is the next one's index.
    pub fn len(&self) -> u64 {
        let is_waiting = |awake: &Awake| awake.waiting.is_some();
        self.frontier.len() + u64::from(self.awake.as_deref().is_some_and(is_waiting))
    }

    /// Whether there is no event yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds the next event. The event must be complete: see [`Self::push`].
    pub fn add(&mut self, event: &Event) {
        let index = self.len();
        let awake = self.awake.get_or_insert_default();
        let fields = awake.digests_of(&self.salts, index, event);
        let Some(before) = awake.waiting.take() else {
            awake.waiting = Some(fields);
            return;
        };
        let [first, second] = &mut awake.scratch;
        write_leaf(index - 1, &before, first);
        write_leaf(index, &fields, second);
        for leaf in sha::digest_two_in_place(&mut awake.scratch) {
            self.frontier.push(leaf);
        }
    }

    /// Adds the next event and gives its leaf. The leaves, in order, are what a disclosure is later
    /// made from; kept or made again from the original and the seed, as the caller likes.
    ///
    /// The event must be complete: an attachment's digest that is filled in afterwards is not bound.
    pub fn push(&mut self, event: &Event) -> Digest {
        let awake = self.awake.get_or_insert_default();
        awake.settle(&mut self.frontier);
        let index = self.frontier.len();
        let fields = awake.digests_of(&self.salts, index, event);
        let leaf = leaf_of(index, &fields, &mut awake.scratch[0]);
        self.frontier.push(leaf);
        leaf
    }

    /// Whether it holds no memory that only makes the next event cheaper.
    pub fn is_at_rest(&self) -> bool {
        self.awake.is_none()
    }

    /// Gives back the memory that only made the next event cheaper: a text's length and more. What is
    /// committed to stays the same, and events may follow.
    pub fn rest(&mut self) {
        if let Some(mut awake) = self.awake.take() {
            awake.settle(&mut self.frontier);
        }
    }

    /// The commitment to the events so far.
    pub fn finish(&self) -> ThreadCommitment {
        let mut frontier = self.frontier.clone();
        if let Some(fields) = self.awake.as_deref().and_then(|awake| awake.waiting) {
            frontier.push(leaf_of(frontier.len(), &fields, &mut Vec::new()));
        }
        ThreadCommitment::new(frontier.len(), frontier.root())
    }
}

impl Awake {
    /// Makes the leaf of the event that waits for a second one.
    fn settle(&mut self, frontier: &mut Frontier) {
        if let Some(fields) = self.waiting.take() {
            frontier.push(leaf_of(frontier.len(), &fields, &mut self.scratch[0]));
        }
    }

    /// The digests of the fields of the event at `index`, which is the next one.
    fn digests_of(&mut self, under: &Salts, index: u64, event: &Event) -> [Digest; FIELDS] {
        let salts = self.next_salts(under, index);
        let mut digests = [Digest::default(); FIELDS];
        for pair in PAIRS {
            for (field, message) in pair.into_iter().zip(&mut self.scratch) {
                message_of_field(field, &salts[field as usize], event, message);
            }
            let two = sha::digest_two_in_place(&mut self.scratch);
            for (field, digest) in pair.into_iter().zip(two) {
                digests[field as usize] = digest;
            }
        }
        digests
    }

    /// The salts of the next event. After the first they are made for two events at once: many a
    /// thread has one event.
    fn next_salts(&mut self, under: &Salts, index: u64) -> [Salt; FIELDS] {
        match self.ahead.take() {
            Some((at, salts)) if at == index => salts,
            _ if index == 0 => under.of(index),
            _ => {
                let [now, next] = under.of_two(index);
                self.ahead = Some((index + 1, next));
                now
            }
        }
    }
}
