//! Who speaks in a chat that a computer saved. There one space divides clock, name and text, and a
//! name can hold spaces: no line tells where it ends, but all lines together mostly do.

use super::words;
use std::collections::BTreeMap;

/// More first words than this are not remembered.
const MAX_WORDS: usize = 4_096;
/// No name has more words.
const DEEPEST: usize = 4;
const MAX_BYTES: usize = 96;
/// So many lines must begin with a name, and so many different words must follow it.
const OFTEN: u64 = 5;
const DIFFERENT: usize = 4;

/// The lines that begin with the same words, by the word that follows.
#[derive(Default)]
struct Node {
    lines: u64,
    next: BTreeMap<Box<str>, Node>,
}

/// Gathers the beginnings of lines. Bounded memory.
#[derive(Default)]
pub(super) struct NameSurvey {
    root: Node,
    nodes: usize,
    /// Whom the chat is with, as the file says, and how many lines begin so.
    title: Option<(Box<str>, u64)>,
}

impl NameSurvey {
    /// For a chat of that title.
    pub(super) fn new(title: Option<&str>) -> Self {
        Self {
            title: title.map(|title| (title.into(), 0)),
            ..Self::default()
        }
    }

    /// What follows the clock of a line.
    pub(super) fn push(&mut self, rest: &str) {
        if words::is_of_platform(rest) {
            return;
        }
        if let Some((title, lines)) = &mut self.title
            && rest
                .strip_prefix(&**title)
                .is_some_and(|after| after.starts_with(' '))
        {
            *lines += 1;
        }
        let mut node = &mut self.root;
        node.lines += 1;
        // The word behind the longest name is counted too.
        for word in rest.split(' ').take(DEEPEST + 1) {
            if word.is_empty() || word.len() > MAX_BYTES {
                return;
            }
            if !node.next.contains_key(word) {
                if self.nodes >= MAX_WORDS * DEEPEST {
                    return;
                }
                self.nodes += 1;
                node.next.insert(word.into(), Node::default());
            }
            let Some(found) = node.next.get_mut(word) else {
                return;
            };
            node = found;
            node.lines += 1;
        }
    }

    /// The names, longest first. `is_of_two`: the title names the other one, and not a group.
    pub(super) fn names(&self, is_of_two: bool) -> Vec<Box<str>> {
        let mut names = Vec::new();
        for (word, node) in &self.root.next {
            gather(node, word, 1, &mut names);
        }
        // A title that no line begins with, or only by chance, is not somebody who speaks.
        if let Some((title, lines)) = &self.title
            && (*lines > 1 || *lines > 0 && is_of_two)
            && !names.contains(title)
        {
            names.push(title.clone());
        }
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names
    }
}

/// The names that begin with `name`, which `node` stands for.
fn gather(node: &Node, name: &str, depth: usize, names: &mut Vec<Box<str>>) {
    if node.lines < OFTEN || depth > DEEPEST {
        return;
    }
    let most = node.next.values().map(|next| next.lines).max().unwrap_or(0);
    // What follows a name differs; what follows half a name does not.
    if node.next.len() >= DIFFERENT && most * 3 <= node.lines {
        names.push(name.into());
        return;
    }
    for (word, next) in &node.next {
        gather(next, &format!("{name} {word}"), depth + 1, names);
    }
}

/// The name with which a line begins, and its text. `names`: longest first.
pub(super) fn speaker<'t>(rest: &'t str, names: &[Box<str>]) -> Option<(&'t str, &'t str)> {
    names.iter().find_map(|name| {
        let after = rest.strip_prefix(&**name)?;
        // A text can begin with a line break.
        let text = match after.strip_prefix(' ') {
            Some(text) => text,
            None if after.is_empty() || after.starts_with('\n') => after,
            None => return None,
        };
        Some((&rest[..name.len()], text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_different_words_follow() {
        let mut survey = NameSurvey::new(Some("Jay"));
        let words = ["yes", "no", "why", "when", "ok", "where"];
        for word in words {
            survey.push(&format!("Robin {word} it is"));
            survey.push(&format!("Wren Fairweather {word}"));
            survey.push(&format!("Wren Sparrow {word} then"));
            survey.push("Robin unsent a message.");
        }
        survey.push("Mara Voss hello");
        survey.push("Jay hello");
        let names = survey.names(true);
        let names: Vec<&str> = names.iter().map(|name| &**name).collect();
        assert_eq!(names, ["Wren Fairweather", "Wren Sparrow", "Robin", "Jay"]);
    }

    #[test]
    fn a_line_begins_with_the_longest_name() {
        let names = ["Wren Sparrow".into(), "Wren".into()];
        assert_eq!(
            speaker("Wren Sparrow hi you", &names),
            Some(("Wren Sparrow", "hi you"))
        );
        assert_eq!(speaker("Wren hi", &names), Some(("Wren", "hi")));
        assert_eq!(speaker("Wrenna hi", &names), None);
        assert_eq!(speaker("Wren", &names), Some(("Wren", "")));
    }
}
