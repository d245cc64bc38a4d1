//! JSON (RFC 8259), read from hostile text: bounded in depth, and without fractions, of which no pack has
//! any. Knows nothing of what it says.

/// A value. Of a name that stands twice in an object, both stand here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`, `true` or `false`.
    Word,
    /// A whole number, as written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// Names and values, in order.
    Object(Vec<(String, Json)>),
}

/// As deep as lists and objects may stand in each other.
pub const DEEPEST: usize = 99;

/// Reads a whole text; `None` for anything else.
pub fn parse(text: &str) -> Option<Json> {
    let mut reader = Reader { rest: text };
    let found = reader.value(0)?;
    reader.space();
    reader.rest.is_empty().then_some(found)
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// Passes over a mark, if it is next.
    fn mark(&mut self, mark: &str) -> bool {
        self.space();
        let rest = self.rest.strip_prefix(mark);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        if depth > DEEPEST {
            return None;
        }
        self.space();
        match self.rest.chars().next()? {
            '"' => self.text().map(Json::Text),
            '[' => self.list(depth),
            '{' => self.object(depth),
            '-' | '0'..='9' => self.number(),
            _ => {
                let words = ["null", "true", "false"];
                words
                    .iter()
                    .any(|word| self.mark(word))
                    .then_some(Json::Word)
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Json> {
        let mut all = Vec::new();
        self.mark("[");
        if self.mark("]") {
            return Some(Json::List(all));
        }
        loop {
            all.push(self.value(depth + 1)?);
            if self.mark("]") {
                return Some(Json::List(all));
            }
            self.mark(",").then_some(())?;
        }
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        let mut all = Vec::new();
        self.mark("{");
        if self.mark("}") {
            return Some(Json::Object(all));
        }
        loop {
            self.space();
            let name = self.text()?;
            self.mark(":").then_some(())?;
            all.push((name, self.value(depth + 1)?));
            if self.mark("}") {
                return Some(Json::Object(all));
            }
            self.mark(",").then_some(())?;
        }
    }

    fn number(&mut self) -> Option<Json> {
        let digits =
            |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let sign = usize::from(self.rest.starts_with('-'));
        let count = digits(&self.rest[sign..]);
        let (number, rest) = self.rest.split_at(sign + count);
        let plain = count > 0 && (count == 1 || !number[sign..].starts_with('0'));
        if !plain || rest.starts_with(['.', 'e', 'E']) {
            return None;
        }
        let number = number.to_owned();
        self.rest = rest;
        Some(Json::Number(number))
    }

    fn text(&mut self) -> Option<String> {
        let mut out = String::new();
        let mut characters = self.rest.strip_prefix('"')?.chars();
        loop {
            match characters.next()? {
                '"' => break,
                '\\' => out.push(match characters.next()? {
                    mark @ ('"' | '\\' | '/') => mark,
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => {
                        let code = four(&mut characters)?;
                        let mut after = characters.clone();
                        let low = (code & 0xfc00 == 0xd800
                            && after.next() == Some('\\')
                            && after.next() == Some('u'))
                        .then(|| four(&mut after))
                        .flatten()
                        .filter(|low| low & 0xfc00 == 0xdc00);
                        match low {
                            Some(low) => {
                                characters = after;
                                char::from_u32(0x1_0000 + ((code & 0x3ff) << 10 | (low & 0x3ff)))?
                            }
                            None => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
                        }
                    }
                    _ => return None,
                }),
                '\0'..='\u{1f}' => return None,
                character => out.push(character),
            }
        }
        self.rest = characters.as_str();
        Some(out)
    }
}

fn four(characters: &mut core::str::Chars<'_>) -> Option<u32> {
    (0..4).try_fold(0, |code, _| {
        Some(code << 4 | characters.next()?.to_digit(16)?)
    })
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, Json, parse};

    #[test]
    fn what_is_json_is_read() {
        let read =
            parse(" {\"a\\u0041\\ud83d\\ude00\": [1, -20 , 0,true,null,\"\\n\\/\"], \"b\":{}} \n")
                .unwrap();
        let Json::Object(all) = read else { panic!() };
        assert_eq!(all[0].0, "aA\u{1f600}");
        let number = |text: &str| Json::Number(text.into());
        let expected = [
            number("1"),
            number("-20"),
            number("0"),
            Json::Word,
            Json::Word,
            Json::Text("\n/".into()),
        ];
        assert_eq!(all[0].1, Json::List(expected.to_vec()));
        assert_eq!(all[1].1, Json::Object(Vec::new()));
    }

    #[test]
    fn what_is_not_and_what_no_pack_has_is_refused() {
        let deep = "[".repeat(DEEPEST + 2) + &"]".repeat(DEEPEST + 2);
        for text in [
            "",
            "{",
            "[1,]",
            "{\"a\"}",
            "{a:1}",
            "01",
            "-",
            "1.5",
            "1e3",
            "NaN",
            "\"\n\"",
            "\"\\x\"",
            "\"\\u12\"",
            "[] []",
            "nul",
            "'a'",
            "\"open",
            &deep,
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert!(parse(&("[".repeat(DEEPEST) + &"]".repeat(DEEPEST))).is_some());
        assert_eq!(parse("\"\\ud800\""), Some(Json::Text("\u{fffd}".into())));
    }
}
