//! Other programs that read the same exports. Each is fetched from its registry when a row asks
//! for it, below `bench-peers` in the target folder; nothing of them is in this project, and no
//! test needs them.

use super::Bench;
use super::process::{Error, cargo, run};
use std::path::{Path, PathBuf};
use std::process::Command;

const CHATPACK: &str = r#"use chatpack::parser::{Platform, create_parser};
fn main() {
    let mut arguments = std::env::args().skip(1);
    let platform = match arguments.next().as_deref() {
        Some("whatsapp") => Platform::WhatsApp,
        Some("telegram") => Platform::Telegram,
        _ => Platform::Instagram,
    };
    let parser = create_parser(platform);
    let count = |path| parser.parse(std::path::Path::new(&path)).expect("reads").len();
    println!("{}", arguments.map(|path: String| count(path)).sum::<usize>());
}
"#;

const WHATSTK: &str = "import sys; from whatstk import df_from_whatsapp\n\
    print(len(df_from_whatsapp(sys.argv[1], max_size=None)))";

const CHAT_MINER: &str = "import sys; from chatminer.chatparsers import WhatsAppParser\n\
    parser = WhatsAppParser(sys.argv[1]); parser.parse_file()\n\
    print(len(parser.parsed_messages.get_df()))";

const MAILBOX: &str = "import sys, mailbox\n\
    print(sum(1 for mail in mailbox.mbox(sys.argv[1]) if mail['subject'] is not None\n\
    and mail.get_payload() is not None))";

const ITERPARSE: &str = "import sys, xml.etree.ElementTree as tree\n\
    count = 0\n\
    for _, element in tree.iterparse(sys.argv[1]):\n    \
        count += element.tag in ('sms', 'mms')\n    element.clear()\n\
    print(count)";

const RENSA: &str = "import sys; from rensa import RMinHash, RMinHashLSH\n\
    lsh = RMinHashLSH(threshold=0.7, num_perm=128, num_bands=16); count = 0; pairs = 0\n\
    for line in open(sys.argv[1]):\n    \
        text = ' '.join(line.lower().split())\n    \
        minhash = RMinHash(num_perm=128, seed=42)\n    \
        minhash.update([text[at:at + 5] for at in range(max(1, len(text) - 4))])\n    \
        pairs += len(lsh.query(minhash)); lsh.insert(count, minhash); count += 1\n\
    print(count)";

const CHAR_NGRAMS: &str = "import sys\n\
    from sklearn.feature_extraction.text import TfidfVectorizer\n\
    texts = {}; count = 0\n\
    for line in open(sys.argv[1]).readlines()[1:]:\n    \
        account, _, text = line.split('\\t')\n    \
        texts.setdefault(account, []).append(text); count += 1\n\
    made = TfidfVectorizer(analyzer='char', ngram_range=(2, 4), sublinear_tf=True)\n\
    found = made.fit_transform([' '.join(one) for one in texts.values()])\n\
    assert (found @ found.T).shape == (len(texts), len(texts))\n\
    print(count)";

/// A peer's name and its rate, or why there is none.
pub(super) struct Peer {
    pub name: &'static str,
    pub rate: Result<f64, Error>,
}

impl Peer {
    fn measured(name: &'static str, run: impl FnOnce() -> Result<(f64, f64), Error>) -> Self {
        let rate = run().and_then(|(messages, seconds)| {
            if messages > 0.0 {
                Ok(messages / seconds.max(0.01))
            } else {
                Err(Error::other("it read no message"))
            }
        });
        Self { name, rate }
    }

    /// Its CPU seconds for so many messages, or why there are none.
    pub fn seconds(&self, messages: usize) -> String {
        self.said(|rate| format!("{:.1} CPU s", messages as f64 / rate))
    }

    /// Its name and its rate in words, or why there is none.
    pub fn said(&self, words: impl Fn(f64) -> String) -> String {
        match &self.rate {
            Ok(rate) => format!("{} {}", self.name, words(*rate)),
            Err(error) => {
                let reason = error.to_string();
                let reason = reason.lines().next_back().unwrap_or_default();
                format!("{}: not run ({})", self.name, reason.replace('|', "/"))
            }
        }
    }
}

/// chatpack (Rust) over these files.
pub(super) fn chatpack(bench: &Bench, platform: &str, files: &[PathBuf]) -> Peer {
    Peer::measured("chatpack", || {
        let folder = bench.target.join("bench-peers/chatpack");
        fs_err::create_dir_all(folder.join("src"))?;
        fs_err::write(
            folder.join("Cargo.toml"),
            "[package]\nname = \"peer\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [workspace]\n\n[dependencies]\nchatpack = { version = \"0.7\", \
             default-features = false, features = [\"whatsapp\", \"instagram\", \"telegram\"] }\n",
        )?;
        fs_err::write(folder.join("src/main.rs"), CHATPACK)?;
        cargo(&folder.join("Cargo.toml"), &folder.join("target"), &[])?;
        let mut command = Command::new(folder.join("target/release/peer"));
        counted(command.arg(platform).args(files))
    })
}

/// whatstk and chat-miner (Python) over a WhatsApp export.
pub(super) fn python_whatsapp(bench: &Bench, file: &Path) -> [Peer; 2] {
    let script = |package: &str, script: &str| {
        let python = environment(bench, package)?;
        counted(Command::new(python).args(["-c", script]).arg(file))
    };
    [
        Peer::measured("whatstk", || script("whatstk", WHATSTK)),
        Peer::measured("chat-miner", || script("chat-miner", CHAT_MINER)),
    ]
}

/// rensa (Rust, called from Python): MinHash, so not exact. Over a file with a text in each line.
pub(super) fn rensa(bench: &Bench, file: &Path) -> Peer {
    Peer::measured("rensa (approximate)", || {
        let python = environment(bench, "rensa")?;
        counted(Command::new(python).args(["-c", RENSA]).arg(file))
    })
}

/// scikit-learn (Python): one channel, the cosine of character n-grams of all pairs. Over a table of account,
/// time and text.
pub(super) fn char_ngrams(bench: &Bench, file: &Path) -> Peer {
    Peer::measured("scikit-learn's character n-grams (one channel)", || {
        let python = environment(bench, "scikit-learn")?;
        counted(Command::new(python).args(["-c", CHAR_NGRAMS]).arg(file))
    })
}

/// What Python brings for mbox files.
pub(super) fn python_mailbox(file: &Path) -> Peer {
    Peer::measured("Python mailbox", || {
        counted(Command::new("python3").args(["-c", MAILBOX]).arg(file))
    })
}

/// What Python brings for XML.
pub(super) fn python_iterparse(file: &Path) -> Peer {
    Peer::measured("Python iterparse", || {
        counted(Command::new("python3").args(["-c", ITERPARSE]).arg(file))
    })
}

/// The Python of a virtual environment with that package.
fn environment(bench: &Bench, package: &str) -> Result<PathBuf, Error> {
    let folder = bench.target.join("bench-peers").join(package);
    let python = folder.join("bin/python");
    let done = folder.join("installed");
    if !done.exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet", package]))?;
        fs_err::write(done, "")?;
    }
    Ok(python)
}

/// How many messages a peer says it read, and its CPU seconds.
fn counted(command: &mut Command) -> Result<(f64, f64), Error> {
    let ran = run(command)?;
    let last = ran.output.lines().next_back().unwrap_or_default();
    match last.trim().parse() {
        Ok(messages) => Ok((messages, ran.cpu_seconds)),
        Err(_) => Err(Error::other(format!("{command:?} printed no count"))),
    }
}
