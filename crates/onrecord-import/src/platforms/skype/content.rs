//! The text of a message, which is written with tags. Knows no JSON.

use crate::kit::html::{Token, Tokenizer};

/// What stands in a message's content.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Content {
    /// Without tags.
    pub text: String,
    /// There were tags.
    pub has_tags: bool,
    /// The name that a file had.
    pub file: Option<String>,
    /// How a call ended: `started`, `ended`, `missed`.
    pub call: Option<String>,
    /// Seconds, where a call states them.
    pub duration: Option<String>,
    /// It was written again.
    pub is_edited: bool,
}

/// Takes the tags out. What a quotation repeats for old programs is left away.
pub(super) fn read(content: &str) -> Content {
    let mut read = Content::default();
    if !content.contains(['<', '&']) {
        read.text = content.to_owned();
        return read;
    }
    let mut tokens = Tokenizer::new(content.as_bytes());
    let (mut in_legacy, mut in_duration) = (false, false);
    while let Ok(Some(token)) = tokens.next_token() {
        match token {
            Token::Start(start) => {
                read.has_tags = true;
                match &*start.name {
                    "legacyquote" => in_legacy = !start.is_self_closing,
                    "e_m" => read.is_edited = true,
                    "duration" => in_duration = !start.is_self_closing,
                    "partlist" if read.call.is_none() => {
                        read.call = start.attribute("type").map(str::to_owned);
                    }
                    "originalname" if read.file.is_none() => {
                        let name = start.attribute("v").filter(|name| !name.is_empty());
                        read.file = name.map(str::to_owned);
                    }
                    "br" => read.text.push('\n'),
                    _ => {}
                }
            }
            Token::End { name, .. } => match &*name {
                "legacyquote" => in_legacy = false,
                "duration" => in_duration = false,
                // What follows a quotation is the answer to it.
                "quote" => read.text.push('\n'),
                _ => {}
            },
            Token::Text(text) if in_duration => {
                read.duration
                    .get_or_insert_with(|| text.text.trim().to_owned());
            }
            Token::Text(text) if !in_legacy => read.text.push_str(&text.text),
            Token::Raw(text) => read.text.push_str(&text.text),
            _ => {}
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_taken_out_and_what_they_say_is_kept() {
        let text = |content: &str| read(content).text;
        assert_eq!(text("a < b"), "a < b");
        assert_eq!(
            text("I see <b raw_pre=\"*\">you</b> &amp; her"),
            "I see you & her"
        );
        assert_eq!(text("<ss type=\"smile\">:)</ss>"), ":)");
        let quote = "<quote authorname=\"Ann\"><legacyquote>[1] Ann: </legacyquote>no\
                     <legacyquote>&lt;&lt;&lt; </legacyquote></quote>why";
        assert_eq!(text(quote), "no\nwhy");
        let edited = read("x<e_m ts=\"1\" a=\"live:x\" t=\"61\"/>");
        assert!(edited.is_edited && edited.text == "x");
        let call = read(
            "<partlist type=\"missed\"><part identity=\"8:a\"><name>A</name>\
                         <duration>12</duration></part></partlist>",
        );
        assert_eq!(call.call.as_deref(), Some("missed"));
        assert_eq!(call.duration.as_deref(), Some("12"));
        let file = read("<URIObject uri=\"x\">To view<OriginalName v=\"a.jpg\"/></URIObject>");
        assert_eq!(file.file.as_deref(), Some("a.jpg"));
        for torn in ["<", "<b", "&", "<quote", "<partlist type="] {
            read(torn);
        }
    }
}
