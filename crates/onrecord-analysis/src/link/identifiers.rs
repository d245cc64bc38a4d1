//! Numbers, addresses, links, payment names and recovery hints in a text or on an account, each in one
//! canonical form, so that the same one written two ways is equal. Knows nothing of who owns one.

use onrecord_model::Account;
use std::sync::LazyLock;

/// What kind of identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentifierKind {
    /// A telephone number, E.164 where that can be told.
    Phone,
    /// An e-mail address.
    Email,
    /// A payment name, such as `paypal.me/name`.
    Payment,
    /// An address of which most is masked, as a platform shows it for recovery.
    Recovery,
    /// A handle.
    Handle,
    /// A web address beyond a bare host.
    Link,
}

impl IdentifierKind {
    /// The stable name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "e-mail",
            Self::Payment => "payment-name",
            Self::Recovery => "recovery-hint",
            Self::Handle => "handle",
            Self::Link => "link",
        }
    }

    /// In words for people.
    pub fn says(self) -> &'static str {
        match self {
            Self::Phone => "telephone number",
            Self::Email => "e-mail address",
            Self::Payment => "payment name",
            Self::Recovery => "recovery hint",
            Self::Handle => "handle",
            Self::Link => "web address",
        }
    }
}

/// One identifier in canonical form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier {
    /// Its kind.
    pub kind: IdentifierKind,
    /// Its canonical form.
    pub value: String,
}

/// How national telephone numbers are read: country calling code, trunk prefix, and how many digits
/// follow it. What stands where, with its source: `telephone.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Home {
    code: &'static str,
    trunk: &'static str,
    /// National numbers of other lengths are read with their country code only: some days and times
    /// would be numbers otherwise.
    digits: (usize, usize),
}

/// What is used of a row of `telephone.toml`.
#[derive(Debug, serde::Deserialize)]
struct Plan {
    zones: Vec<String>,
    code: String,
    trunk: String,
    digits: (usize, usize),
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Plans {
    home: Vec<Plan>,
}

/// Without any, where the file could not be read: a test reads it.
static PLANS: LazyLock<Vec<Plan>> = LazyLock::new(|| {
    let read: Result<Plans, _> = toml::from_str(include_str!("telephone.toml"));
    read.map(|plans| plans.home).unwrap_or_default()
});

impl Plan {
    fn is_of(&self, zone: &str) -> bool {
        let mut zones = self.zones.iter();
        zones.any(|known| known == zone || known.ends_with('/') && zone.starts_with(known))
    }
}

impl Home {
    /// How numbers are written where that zone is. `None` where it is not known: then only numbers with
    /// their country code are read.
    pub fn of_zone(zone: &str) -> Option<Self> {
        let plan = PLANS.iter().find(|plan| plan.is_of(zone))?;
        Some(Self {
            code: &plan.code,
            trunk: &plan.trunk,
            digits: plan.digits,
        })
    }
}

/// The decimal digit that a character is, in the scripts in which people write telephone numbers.
fn digit(character: char) -> Option<u8> {
    const ZEROS: [u32; 8] = [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10, 0x7C0];
    let code = character as u32;
    let zero = ZEROS
        .into_iter()
        .find(|zero| (*zero..zero + 10).contains(&code))?;
    Some((code - zero) as u8)
}

/// Characters that stand inside a number as it is written, or are invisible there.
fn is_between(character: char) -> bool {
    matches!(
        character,
        ' ' | '-' | '.' | '(' | ')' | '/' | '\u{A0}' | '\u{202F}' | '\u{2010}'..='\u{2014}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
    )
}

/// Whether digits stand as in a day, `01.02.2024` or `01/02/24`, whatever follows. `01.23.45.67.89` is none.
fn begins_with_day(written: &str) -> bool {
    let parted = |character: char| matches!(character, '.' | '/' | '-' | '\u{2010}'..='\u{2014}');
    let digits = |group: &str| group.chars().filter(|c| digit(*c).is_some()).count();
    let groups: Vec<&str> = written.split(parted).collect();
    let [day, month, year, rest @ ..] = groups.as_slice() else {
        return false;
    };
    let of_year = digits(
        year.trim_start()
            .split(is_between)
            .next()
            .unwrap_or_default(),
    );
    (1..=2).contains(&digits(day))
        && (1..=2).contains(&digits(month))
        && (of_year == 4 || of_year == 2 && rest.is_empty())
}

/// A telephone number in E.164 (`+447700900123`), or `None` where the digits cannot be one.
pub fn phone(written: &str, home: Option<Home>) -> Option<String> {
    let mut digits = String::new();
    let mut plus = false;
    for character in written.chars() {
        if let Some(digit) = digit(character) {
            digits.push(char::from(b'0' + digit));
        } else if matches!(character, '+' | '\u{FF0B}') && digits.is_empty() && !plus {
            plus = true;
        } else if !is_between(character) {
            return None;
        }
    }
    let international = if plus {
        digits.as_str()
    } else if let Some(rest) = digits.strip_prefix("00") {
        rest
    } else {
        let home = home?;
        let national = digits.strip_prefix(home.trunk)?;
        let (least, most) = home.digits;
        let fits = (least..=most).contains(&national.len()) && !national.starts_with('0');
        if !fits || begins_with_day(written) {
            return None;
        }
        return Some(format!("+{}{national}", home.code));
    };
    // "+44 (0)7700 900123" says the trunk prefix too.
    let mut international = international.to_owned();
    if let Some(home) = home
        && let Some(rest) = international.strip_prefix(home.code)
        && let Some(national) = rest.strip_prefix(home.trunk)
        && !home.trunk.is_empty()
    {
        international = format!("{}{national}", home.code);
    }
    let fits = (8..=15).contains(&international.len()) && !international.starts_with('0');
    fits.then(|| format!("+{international}"))
}

/// An e-mail address, or `None`. Case does not count; where Google delivers mail, neither do dots nor
/// what follows a plus (support.google.com/mail/answer/7436150).
pub fn email(written: &str) -> Option<String> {
    let written = written.to_lowercase();
    let (local, host) = written.split_once('@')?;
    let is_host = host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && host
            .chars()
            .all(|character| character.is_alphanumeric() || matches!(character, '.' | '-'));
    let is_local = !local.is_empty()
        && local.chars().all(|character| {
            character.is_alphanumeric() || matches!(character, '.' | '-' | '_' | '+' | '\'')
        });
    if !is_host || !is_local {
        return None;
    }
    if matches!(host, "gmail.com" | "googlemail.com") {
        let name = local.split('+').next().unwrap_or_default();
        return Some(format!("{}@gmail.com", name.replace('.', "")));
    }
    Some(format!("{local}@{host}"))
}

const PAYING: [&str; 8] = [
    "paypal.me/",
    "cash.app/",
    "monzo.me/",
    "revolut.me/",
    "venmo.com/",
    "ko-fi.com/",
    "buymeacoffee.com/",
    "paypal.com/paypalme/",
];

/// A web address without what only counts clicks; `None` for a bare host.
fn link(written: &str) -> Option<Identifier> {
    let lower = written.to_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"))
        .unwrap_or(&lower);
    let skipped = written.len() - rest.len();
    let rest = written.get(skipped..)?;
    let rest = rest.split('#').next().unwrap_or_default();
    let (host, path) = rest.split_once('/')?;
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let path = path.trim_end_matches('/');
    if path.is_empty() || !host.contains('.') {
        return None;
    }
    let whole = format!("{host}/{path}").to_lowercase();
    if let Some(name) = PAYING.iter().find_map(|paying| whole.strip_prefix(paying)) {
        let name = name.split('/').next().unwrap_or_default();
        let host = host
            .strip_prefix("paypal.com")
            .map_or(host, |_| "paypal.me");
        return (!name.is_empty()).then(|| Identifier {
            kind: IdentifierKind::Payment,
            value: format!("{host}/{}", name.trim_start_matches('$')),
        });
    }
    let counts = ["utm_", "fbclid", "igsh", "gclid", "si=", "feature="];
    let kept: Vec<&str> = query
        .split('&')
        .filter(|part| !part.is_empty() && !counts.iter().any(|count| part.starts_with(count)))
        .collect();
    let query = if kept.is_empty() {
        String::new()
    } else {
        format!("?{}", kept.join("&"))
    };
    Some(Identifier {
        kind: IdentifierKind::Link,
        value: format!("{host}/{path}{query}"),
    })
}

/// A masked address or number (`r•••7@mail.example`, `•••• 42`), with its mask as one star.
fn recovery(written: &str) -> Option<String> {
    let is_mask = |character: char| matches!(character, '*' | '•' | '·' | '●' | '∙');
    if written
        .chars()
        .filter(|character| is_mask(*character))
        .count()
        < 2
    {
        return None;
    }
    let mut out = String::new();
    for character in written.to_lowercase().chars() {
        if !is_mask(character) {
            out.push(character);
        } else if !out.ends_with('*') {
            out.push('*');
        }
    }
    let local = out.split('@').next().unwrap_or_default();
    let shown = local
        .chars()
        .filter(|character| character.is_alphanumeric())
        .count();
    let is_address = out.contains('@') && shown >= 1;
    let is_number = !out.contains('@')
        && shown >= 2
        && out
            .chars()
            .all(|character| digit(character).is_some() || matches!(character, '*' | '+'));
    (is_address || is_number).then_some(out)
}

/// A handle without its sign, in lower case.
fn handle(written: &str) -> Option<String> {
    let name = written.trim().trim_start_matches('@').to_lowercase();
    let fits = name.chars().count() >= 3
        && name
            .chars()
            .all(|character| character.is_alphanumeric() || matches!(character, '.' | '_' | '-'));
    fits.then_some(name)
}

/// What an account itself is addressed by.
pub fn of_account(account: &Account, home: Option<Home>) -> Vec<Identifier> {
    let mut out: Vec<Identifier> = Vec::new();
    let mut put = |kind, value| {
        let found = Identifier { kind, value };
        if !out.contains(&found) {
            out.push(found);
        }
    };
    // WhatsApp's and others' ids hold the number: `447700900123@s.whatsapp.net`.
    let id = account.stable_id.as_deref().unwrap_or_default();
    if let Some((number, "s.whatsapp.net" | "c.us")) = id.split_once('@')
        && let Some(number) = phone(&format!("+{number}"), home)
    {
        put(IdentifierKind::Phone, number);
    }
    for (text, is_handle) in [(&account.handle, true), (&account.name, false)] {
        let Some(text) = text.as_deref() else {
            continue;
        };
        if let Some(number) = phone(text, home) {
            put(IdentifierKind::Phone, number);
        } else if let Some(address) = email(text) {
            put(IdentifierKind::Email, address);
        } else if is_handle && let Some(name) = handle(text) {
            put(IdentifierKind::Handle, name);
        }
    }
    out
}

/// Every identifier in a text. A long text costs its length once.
pub fn in_text(text: &str, home: Option<Home>, found: &mut dyn FnMut(Identifier)) {
    let mut any = false;
    let mut digits = 0;
    for character in text.chars() {
        digits += usize::from(digit(character).is_some());
        any |= matches!(character, '@' | '/' | '$' | '*' | '•' | '●' | '·' | '∙');
    }
    if digits >= 8 {
        phones(text, home, found);
    }
    if !any {
        return;
    }
    for word in text.split(|character: char| {
        character.is_whitespace() || matches!(character, ',' | ';' | '<' | '>' | '"' | '|')
    }) {
        let word = word.trim_matches(|character: char| {
            matches!(
                character,
                '(' | ')' | '[' | ']' | '!' | '\'' | '“' | '”' | ':'
            )
        });
        let word = word.trim_end_matches(['.', '?', '!', ')']);
        if word.len() < 3 || word.len() > 500 {
            continue;
        }
        if let Some(value) = recovery(word) {
            found(Identifier {
                kind: IdentifierKind::Recovery,
                value,
            });
        } else if word.contains("://") || word.contains('/') && word.contains('.') {
            if let Some(link) = link(word) {
                found(link);
            }
        } else if let Some(name) = word.strip_prefix('@') {
            if let Some(value) = handle(name) {
                found(Identifier {
                    kind: IdentifierKind::Handle,
                    value,
                });
            }
        } else if word.contains('@') {
            let word = word.strip_prefix("mailto:").unwrap_or(word);
            if let Some(value) = email(word) {
                found(Identifier {
                    kind: IdentifierKind::Email,
                    value,
                });
            }
        } else if let Some(name) = word.strip_prefix('$')
            && name.starts_with(|character: char| character.is_ascii_alphabetic())
            && (3..=20).contains(&name.len())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            let value = format!("cash.app/{}", name.to_lowercase());
            found(Identifier {
                kind: IdentifierKind::Payment,
                value,
            });
        }
    }
}

fn phones(text: &str, home: Option<Home>, found: &mut dyn FnMut(Identifier)) {
    let mut start: Option<usize> = None;
    let mut end = 0;
    let mut gaps = 0;
    let mut before = ' ';
    let close = |from: Option<usize>, end: usize, found: &mut dyn FnMut(Identifier)| {
        let number = from.and_then(|from| phone(text.get(from..end)?, home));
        if let Some(value) = number {
            found(Identifier {
                kind: IdentifierKind::Phone,
                value,
            });
        }
    };
    for (at, character) in text.char_indices() {
        let is_digit = digit(character).is_some();
        let begins = is_digit || matches!(character, '+' | '\u{FF0B}');
        match start {
            None if begins && !before.is_alphanumeric() => {
                start = Some(at);
                end = at + character.len_utf8();
                gaps = 0;
            }
            None => {}
            Some(_) if is_digit => {
                end = at + character.len_utf8();
                gaps = 0;
            }
            Some(_) if is_between(character) && gaps < 4 => gaps += 1,
            Some(from) => {
                if character != ':' && (gaps > 0 || !character.is_alphanumeric()) {
                    close(Some(from), end, found);
                }
                start = (matches!(character, '+' | '\u{FF0B}')).then_some(at);
                end = at + character.len_utf8();
                gaps = 0;
            }
        }
        before = character;
    }
    close(start, end, found);
}

/// What always speaks against an identifier of a kind that people share.
pub(super) fn shared_by_two(identifier: &Identifier) -> Option<&'static str> {
    let says = match identifier.kind {
        IdentifierKind::Phone => {
            "Two people can share a telephone, and numbers are given out again."
        }
        IdentifierKind::Recovery => "A hint shows a few letters only; many addresses fit it.",
        IdentifierKind::Handle => "Anybody can take the same handle on another platform.",
        IdentifierKind::Link => "Anybody can pass on the same address.",
        IdentifierKind::Email | IdentifierKind::Payment => return None,
    };
    Some(says)
}

#[cfg(test)]
mod tests;
