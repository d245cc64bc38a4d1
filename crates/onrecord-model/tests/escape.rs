//! Text that a stalker wrote, at each way out.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use onrecord_model::escape::*;
use proptest::prelude::*;

#[test]
fn hidden_characters() {
    let hidden = [
        "\0",
        "a\u{1b}[31m",
        "a\u{7f}",
        "a\u{85}",
        "\u{9b}31m",
        "so\u{ad}ft",
        "a\u{34f}",
        "\u{61c}a",
        "\u{115f}",
        "\u{180e}",
        "a\u{200b}b",
        "a\u{200e}",
        "a\u{200f}",
        "a\u{2028}b",
        "\u{202a}a",
        "\u{202e}gnp.exe",
        "a\u{2060}b",
        "\u{2066}a\u{2069}",
        "a\u{206f}",
        "\u{2800}",
        "\u{3164}",
        "\u{feff}a",
        "a\u{feff}",
        "\u{ffa0}",
        "\u{fff9}",
        "\u{e0001}",
        "a\u{e0068}\u{e0069}",
        // Joiners and selectors where they do no work.
        "a\u{200d}b",
        "a\u{200c}b",
        "\u{200d}",
        "x\u{fe0f}",
        "\u{fe0f}",
        "a\u{e0100}",
        "1\u{fe0f}",
        "\u{200d}\u{1f469}",
        "\u{1f469}\u{200d}",
        "\u{1f469}\u{200d}\u{200d}\u{1f469}",
        "\u{645}\u{200c}\u{200c}",
        "a\u{180b}",
        // A flag that does not exist, one cut short, and words after one that does.
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}",
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}",
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}\u{e0068}",
        "\u{1f3f4}\u{e0068}\u{e0065}\u{e006c}\u{e006c}\u{e006f}\u{e007f}",
    ];
    for text in hidden {
        assert!(has_hidden(text), "{text:?}");
        assert!(
            has_hidden(&format!("some words before {text} and after")),
            "{text:?}"
        );
        assert!(terminal(text, Newlines::Keep).contains("[U+"), "{text:?}");
    }
    let plain = [
        "",
        "plain",
        "two\nlines\r\nand\ttabs",
        "na\u{ef}ve \u{2013} \u{201c}x\u{201d}\u{2026}",
        "\u{a0}\u{202f}\u{2009}",
        "\u{a3}5 caf\u{e9}",
        // Hearts, families, skin tones, keycaps, flags, the flags with tags.
        "\u{2764}\u{fe0f}",
        "\u{2764}\u{fe0f}\u{200d}\u{1f525}",
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
        "\u{1f469}\u{1f3fd}\u{200d}\u{1f692}",
        "\u{1f3f3}\u{fe0f}\u{200d}\u{1f308}",
        "1\u{fe0f}\u{20e3}",
        "#\u{fe0f}\u{20e3}",
        "\u{1f1ec}\u{1f1e7}",
        "\u{1f3f4}\u{200d}\u{2620}\u{fe0f}",
        "\u{25b6}\u{fe0e}",
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}!",
        // Persian, Hindi, Sinhala, Bengali; Hebrew and Arabic as they are; Chinese and Japanese.
        "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}",
        "\u{915}\u{94d}\u{200d}\u{937}",
        "\u{0dc1}\u{0dca}\u{200d}\u{0dbb}\u{0dd3}",
        "\u{9b0}\u{200d}\u{9cd}\u{9af}",
        "\u{5e9}\u{5dc}\u{5d5}\u{5dd}",
        "\u{645}\u{631}\u{62d}\u{628}\u{627}",
        "\u{6f22}\u{5b57}",
        "\u{845b}\u{e0100}",
        "\u{4e00}\u{fe00}",
        "\u{3053}\u{3093}",
        "\u{1820}\u{180b}",
        "\u{1000}\u{fe00}",
    ];
    for text in plain {
        assert!(!has_hidden(text), "{text:?}");
        assert!(!has_hidden(&format!("before {text} after")), "{text:?}");
        assert_eq!(terminal(text, Newlines::Keep), text.replace("\r\n", "\n"));
    }
}

#[test]
fn terminals() {
    let cases = [
        ("a\u{1b}[2Jb", "a[U+001B][2Jb"),
        ("a\u{1b}]0;title\u{7}b", "a[U+001B]]0;title[U+0007]b"),
        ("a\u{202e}b", "a[U+202E]b"),
        ("a\u{e0041}b", "a[U+E0041]b"),
        ("a\u{8}b", "a[U+0008]b"),
    ];
    for (text, shown) in cases {
        for newlines in [Newlines::Keep, Newlines::Space, Newlines::Show] {
            assert_eq!(terminal(text, newlines), shown);
        }
    }
    let lines = "one\r\ntwo\rthree\n\tfour";
    assert_eq!(terminal(lines, Newlines::Keep), "one\ntwo\nthree\n\tfour");
    assert_eq!(terminal(lines, Newlines::Space), "one two three  four");
    assert_eq!(
        terminal(lines, Newlines::Show),
        "one[U+000D][U+000A]two[U+000D]three[U+000A][U+0009]four"
    );
}

#[test]
fn html_text() {
    let cases = [
        (
            "<script>alert('x')</script>",
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;",
        ),
        ("\" onload=\"x", "&quot; onload=&quot;x"),
        ("&amp;", "&amp;amp;"),
        ("a\u{202e}b\0", "a[U+202E]b[U+0000]"),
        ("one\ntwo", "one\ntwo"),
    ];
    for (text, shown) in cases {
        assert_eq!(html(text), shown);
    }
}

#[test]
fn spreadsheets() {
    let cases = [
        ("plain", "plain"),
        ("", ""),
        ("a,b", "\"a,b\""),
        ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("two\nlines", "\"two\nlines\""),
        ("=1+1", "\"'=1+1\""),
        ("+44 7700 900123", "\"'+44 7700 900123\""),
        ("-5", "\"'-5\""),
        ("@here", "\"'@here\""),
        ("\tx", "\"'\tx\""),
        ("\rx", "\"'\rx\""),
        ("  =1", "\"'  =1\""),
        ("\u{ff1d}1", "\"'\u{ff1d}1\""),
        ("\u{feff}=1", "\"'\u{feff}=1\""),
        ("'=1", "\"''=1\""),
        ("'\tx", "\"''\tx\""),
        ("'tis", "'tis"),
        ("a=1", "a=1"),
        (" padded ", "\" padded \""),
    ];
    for (text, cell) in cases {
        assert_eq!(csv_cell(text), cell, "{text:?}");
    }
}

#[test]
fn json_strings() {
    let mut out = String::new();
    json_string(
        "q\" b\\ n\n r\r t\t e\u{1b} z\0 d\u{7f} l\u{2028} o\u{202e} \u{e9}\u{1f600}",
        &mut out,
    );
    assert_eq!(
        out,
        "\"q\\\" b\\\\ n\\n r\\r t\\t e\\u001b z\\u0000 d\\u007f l\\u2028 o\\u202e \u{e9}\u{1f600}\""
    );
}

/// Text out of the characters that matter here, mixed with ordinary ones.
fn texts() -> impl Strategy<Value = String> {
    let special = proptest::sample::select(
        "\0\t\n\r\u{1b}\u{85}\u{200b}\u{200c}\u{200d}\u{200e}\u{202e}\u{2028}\u{fe0f}\u{feff}\
         \u{e0067}\u{e007f}\u{1f3f4}\u{1f469}\u{1f3fd}\u{645}1\u{20e3}=+-@'\",;< >&\\"
            .chars()
            .collect::<Vec<_>>(),
    );
    proptest::collection::vec(prop_oneof![special, any::<char>()], 0..30)
        .prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn nothing_hidden_gets_out(text in texts()) {
        let shown = terminal(&text, Newlines::Show);
        prop_assert!(!has_hidden(&shown), "{:?}", shown);
        prop_assert!(!shown.contains(['\n', '\r', '\t']));
        prop_assert!(!has_hidden(&terminal(&text, Newlines::Keep)));
        prop_assert!(!terminal(&text, Newlines::Space).contains(['\n', '\r', '\t']));
        let page = html(&text);
        prop_assert!(!has_hidden(&page) && !page.contains(['<', '>', '"', '\'']));
    }

    #[test]
    fn the_quick_look_agrees_with_looking_at_every_character(text in texts()) {
        let slow = onrecord_model::hidden::characters(&text)
            .any(|(c, hidden)| hidden && !matches!(c, '\n' | '\r' | '\t'));
        prop_assert_eq!(has_hidden(&text), slow, "{:?}", text);
        let long = format!("{}{text}{}{text}", "words ".repeat(7), "and more ".repeat(6));
        prop_assert!(!slow || has_hidden(&long), "{:?}", long);
    }

    #[test]
    fn csv_reads_back(text in texts()) {
        let cell = csv_cell(&text);
        let field = match cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(inner) => inner.replace("\"\"", "\""),
            None => cell.clone(),
        };
        prop_assert_eq!(csv_text(&field), text.as_str());
        let first = field.chars().next();
        prop_assert!(!matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r')));
    }

    #[test]
    fn json_reads_back(text in texts()) {
        let mut out = String::new();
        json_string(&text, &mut out);
        prop_assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
    }
}
