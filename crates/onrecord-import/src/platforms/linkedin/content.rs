//! The text of a message, which LinkedIn writes as HTML.

use crate::kit::html::{Limits, Tree, decode};
use std::borrow::Cow;

/// Tags that message texts are written with. `<3` and `<name>` are what somebody typed.
const TAGS: [&str; 17] = [
    "p", "br", "a", "b", "i", "em", "strong", "u", "span", "div", "ul", "ol", "li", "h1", "h2",
    "h3", "img",
];

/// What the text shows, and whether that is something else than what is written.
pub(super) fn shown(written: &str) -> (Cow<'_, str>, bool) {
    if has_tags(written)
        && let Ok(tree) = Tree::document(written.as_bytes(), Limits::default())
        && let Some(root) = tree.root()
    {
        let text = root.text();
        let text = text.trim();
        if !text.is_empty() {
            return (Cow::Owned(text.to_owned()), true);
        }
        return (Cow::Borrowed(written), false);
    }
    if !written.contains('&') {
        return (Cow::Borrowed(written), false);
    }
    let (text, _) = decode(written.as_bytes());
    let changed = text != written;
    (Cow::Owned(text), changed)
}

fn has_tags(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default().to_ascii_lowercase();
        TAGS.contains(&name.as_str())
            && rest
                .get(end..)
                .is_some_and(|rest| rest.starts_with(['>', ' ', '/', '\n']))
    })
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn tags_of_messages_go_and_what_was_typed_stays() {
        let rows = [
            (
                "<p>Hello &amp; good <b>day</b></p><p>Bye</p>",
                "Hello & good day\nBye",
            ),
            ("one<br/>two", "one\ntwo"),
            ("I <3 you & <name>", "I <3 you & <name>"),
            ("5 &lt; 6", "5 < 6"),
            ("plain\ntext", "plain\ntext"),
            ("<p></p>", "<p></p>"),
        ];
        for (written, wanted) in rows {
            assert_eq!(shown(written).0, wanted, "{written}");
        }
    }
}
