//! Everything the app says, in one catalogue a language, each whole. Knows no page.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;

/// The language where none was chosen.
pub const ENGLISH: &str = "en";

/// Code and own name of each language.
pub const LANGUAGES: [(&str, &str); 2] = [(ENGLISH, "English"), ("pl", "Polski")];

/// One language.
pub struct Catalogue {
    code: &'static str,
    bundle: FluentBundle<FluentResource>,
}

static CATALOGUES: LazyLock<[Catalogue; 2]> = LazyLock::new(|| {
    [
        Catalogue::new(ENGLISH, include_str!("en.ftl")),
        Catalogue::new("pl", include_str!("pl.ftl")),
    ]
});

/// The catalogue of a language; the English one where there is none.
pub fn of(code: &str) -> &'static Catalogue {
    let [english, ..] = &*CATALOGUES;
    let mut all = CATALOGUES.iter();
    all.find(|one| one.code == code).unwrap_or(english)
}

impl Catalogue {
    fn new(code: &'static str, text: &str) -> Self {
        let language = code.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Texts are set apart where they are hostile, by `safe`; marks around every number would
        // only stand in the way of copying.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match code {
            ENGLISH => |value, _| grouped(value, ','),
            _ => |value, _| grouped(value, '\u{a0}'),
        }));
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => resource,
            // A test holds every catalogue to be whole; what can be read is used.
            Err((resource, _)) => resource,
        };
        let _ = bundle.add_resource(resource);
        Self { code, bundle }
    }

    /// The language's code.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Says a message. A key that is nowhere is shown as it is, which a test does not let pass.
    pub fn say(&self, key: &str, with: &[(&'static str, FluentValue<'_>)]) -> String {
        self.try_say(key, with)
            .unwrap_or_else(|| format!("[{key}]"))
    }

    fn try_say(&self, key: &str, with: &[(&'static str, FluentValue<'_>)]) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut places = FluentArgs::with_capacity(with.len());
        for (name, value) in with {
            places.set(*name, safe(value));
        }
        let mut trouble = Vec::new();
        let said = self
            .bundle
            .format_pattern(pattern, Some(&places), &mut trouble);
        Some(said.into_owned())
    }
}

/// Whole numbers from 10,000 on in groups of three, so that they can be read.
fn grouped(value: &FluentValue<'_>, between: char) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let digits = number.as_string();
    if digits.len() < 5 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut out = String::with_capacity(digits.len() + 4);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(between);
        }
        out.push(digit);
    }
    Some(out)
}

/// A text that could change the direction of what stands around it is set apart.
fn safe<'a>(value: &FluentValue<'a>) -> FluentValue<'a> {
    match value {
        FluentValue::String(text) if text.chars().any(turns) => {
            let kept: String = text.chars().filter(|c| !is_mark(*c)).collect();
            FluentValue::from(format!("\u{2068}{kept}\u{2069}"))
        }
        other => other.clone(),
    }
}

/// Marks that only change direction.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn turns(c: char) -> bool {
    is_mark(c)
        || matches!(c, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests;
