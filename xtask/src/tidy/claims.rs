//! Wording: what no output may say, and links that would call home.
//!
//! Reads string literals of the sources that print for people, and the texts a pack is made of.
//! The list with its reasons is `claims.toml`.

use super::files_below;
use std::path::{Path, PathBuf};

fn printed_sources(root: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for folder in [
        "crates/onrecord/src",
        "crates/onrecord-pack/src",
        "crates/onrecord-verify/src",
        "crates/onrecord-page",
        "crates/onrecord-vault/src",
        "crates/onrecord-import/src",
        "crates/onrecord-model/src",
        "crates/onrecord-analysis/src",
        "law",
    ] {
        paths.extend(files_below(
            &root.join(folder),
            &[".rs", ".txt", ".toml", ".html", ".js", ".css", ".ftl"],
        ));
    }
    paths.extend(files_below(
        &root.join("testkit"),
        &["verify.py", "verify_tables.py"],
    ));
    paths.push(root.join("README.md"));
    paths.retain(|path| {
        let name = path.to_string_lossy();
        !name.contains("/cases/")
            && !name.contains("/tests")
            && !name.ends_with("tests.rs")
            && !name.contains("/fonts/")
    });
    paths
}

/// What each line says: of a Rust source the strings, comments left out, also where a string goes over several
/// lines; of other files the whole line.
fn spoken(path: &Path, text: &str) -> Vec<String> {
    if path.extension().is_none_or(|ending| ending != "rs") {
        // A source's address is spelt as it is.
        let words = |line: &str| {
            let words = line.split(' ').filter(|word| !word.contains("://"));
            words.collect::<Vec<_>>().join(" ").to_lowercase()
        };
        return text.lines().map(words).collect();
    }
    let mut lines = vec![String::new()];
    let mut inside = Inside::Code;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        match inside {
            Inside::Code if rest.starts_with("//") => inside = Inside::Comment,
            // Characters in quotes: a quotation mark there begins no string.
            Inside::Code if rest.starts_with("'\"'") => taken = 3,
            Inside::Code if rest.starts_with("'\\\"'") => taken = 4,
            Inside::Code if c == '"' => inside = Inside::Text,
            Inside::Code if rest.starts_with("r#\"") => (inside, taken) = (Inside::Raw, 3),
            Inside::Text if c == '\\' => {
                taken += rest[taken..].chars().next().map_or(0, char::len_utf8);
                // A line that goes on in the next one, or a sign that parts words.
                if rest[..taken].ends_with('\n') {
                    lines.push(String::new());
                } else if let Some(line) = lines.last_mut() {
                    line.push(' ');
                }
            }
            Inside::Text if c == '"' => inside = Inside::Code,
            Inside::Raw if rest.starts_with("\"#") => (inside, taken) = (Inside::Code, 2),
            Inside::Comment if c == '\n' => inside = Inside::Code,
            Inside::Text | Inside::Raw if c != '\n' => {
                if let Some(line) = lines.last_mut() {
                    line.extend(c.to_lowercase());
                }
            }
            _ => {}
        }
        if c == '\n' {
            lines.push(String::new());
        } else if inside == Inside::Code && taken > 0 && rest[..taken].contains('"') {
            // Two strings of one line are not one phrase.
            if let Some(line) = lines.last_mut() {
                line.push('\n');
            }
        }
        rest = &rest[taken..];
    }
    lines
}

/// A Rust source without what is compiled for tests alone, its lines where they were. What stands after a
/// test's `mod tests;` is part of the program like what stands before.
fn without_tests(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            out.push_str(line);
            out.push('\n');
            continue;
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        let end = format!("{indent}}}");
        out.push('\n');
        // The item ends with its line, or with the brace that stands where the attribute does.
        let mut begun = false;
        for inner in lines.by_ref() {
            out.push('\n');
            let is_attribute = inner.trim_start().starts_with("#[");
            let is_short =
                !begun && !is_attribute && (inner.ends_with(';') || inner.ends_with('}'));
            if is_short || inner == end || inner.strip_prefix(&end) == Some(";") {
                break;
            }
            begun |= !is_attribute;
        }
    }
    out
}

/// Where in a source something stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Code,
    Comment,
    Text,
    Raw,
}

/// Words and phrases that no output may use.
pub fn forbidden_words(root: &Path) -> Vec<String> {
    let list: toml::Table = match include_str!("../claims.toml").parse() {
        Ok(list) => list,
        Err(error) => return vec![format!("claims.toml: {error}")],
    };
    let rules: Vec<(String, String)> = list
        .get("forbidden")
        .and_then(|rules| rules.as_array())
        .into_iter()
        .flatten()
        .filter_map(|rule| {
            Some((
                rule.get("phrase")?.as_str()?.to_lowercase(),
                rule.get("reason")?.as_str()?.to_string(),
            ))
        })
        .collect();
    let mut wrong = Vec::new();
    for path in printed_sources(root) {
        let Ok(text) = fs_err::read_to_string(&path) else {
            continue;
        };
        let text = without_tests(&text);
        for (number, said) in spoken(&path, &text).into_iter().enumerate() {
            for (phrase, reason) in &rules {
                if has_phrase(&said, phrase) {
                    let shown = path.strip_prefix(root).unwrap_or(&path).display();
                    wrong.push(format!(
                        "{shown}:{}: says \"{phrase}\": {reason}",
                        number + 1
                    ));
                }
            }
        }
    }
    wrong
}

/// Whether `phrase` stands in `text` with no letter directly before or after it.
fn has_phrase(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + phrase.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Templates and texts of what is handed over fetch nothing: no remote image, style, script or
/// font. Plain addresses to read are allowed only in `law` and help texts.
pub fn remote_links(root: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut paths = files_below(
        &root.join("crates/onrecord-pack/src"),
        &[".rs", ".txt", ".html", ".css"],
    );
    for folder in ["crates/onrecord/src", "crates/onrecord-page/assets"] {
        paths.extend(files_below(&root.join(folder), &[".html", ".css", ".js"]));
    }
    for path in paths {
        let Ok(text) = fs_err::read_to_string(&path) else {
            continue;
        };
        let spoken = spoken(&path, &text);
        for (number, (line, said)) in text.lines().zip(spoken).enumerate() {
            let fetches = [
                "src=\"http",
                "src='http",
                "url(http",
                "@import",
                "<link",
                "<iframe",
                "<script src",
            ];
            if fetches.iter().any(|pattern| {
                said.contains(pattern)
                    || line.contains(pattern) && !line.trim_start().starts_with("//")
            }) {
                wrong.push(format!(
                    "{}:{}: would fetch something remote",
                    path.display(),
                    number + 1
                ));
            }
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::{has_phrase, printed_sources, spoken, without_tests};
    use std::path::Path;

    /// Everything that makes a sentence of the dossier of accounts: the comparison, the program, its screens,
    /// their words, and the pack.
    const DOSSIER: [&str; 11] = [
        "crates/onrecord-analysis/src/link/",
        "crates/onrecord-analysis/src/style/",
        "crates/onrecord/src/ops/link/",
        "crates/onrecord/src/ops/pack/linkage.rs",
        "crates/onrecord/src/cmd/link",
        "crates/onrecord/src/web/screens/linkage",
        "crates/onrecord/src/web/words/en.ftl",
        "crates/onrecord/src/web/words/pl.ftl",
        "crates/onrecord-pack/src/input/linkage.rs",
        "crates/onrecord-pack/src/report/linkage.rs",
        "crates/onrecord-pack/src/workbook.rs",
    ];

    /// Found in another way than `spoken` finds them: whatever stands between two quotation marks on a line.
    fn quoted(line: &str) -> Vec<String> {
        let code = line.split("//").next().unwrap_or_default();
        let parts: Vec<&str> = code.split('"').collect();
        let all = parts.iter().skip(1).step_by(2).take((parts.len() - 1) / 2);
        let words = |part: &&&str| !part.contains('\\') && part.split_whitespace().count() >= 3;
        all.filter(words).map(|part| part.to_lowercase()).collect()
    }

    #[test]
    fn every_sentence_of_the_dossier_is_heard() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let sources = printed_sources(&root);
        let (mut sentences, mut places) = (0, vec![0; DOSSIER.len()]);
        for path in &sources {
            let shown = path
                .strip_prefix(&root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            let Some(place) = DOSSIER.iter().position(|part| shown.starts_with(part)) else {
                continue;
            };
            let text = without_tests(&fs_err::read_to_string(path).unwrap());
            let heard = spoken(path, &text);
            if !shown.ends_with(".rs") {
                places[place] += heard.len();
                continue;
            }
            for (nth, line) in text.lines().enumerate() {
                for sentence in quoted(line) {
                    assert!(
                        heard[nth].contains(&sentence),
                        "{shown}:{}: {sentence}",
                        nth + 1
                    );
                    sentences += 1;
                    places[place] += 1;
                }
            }
        }
        let silent: Vec<&&str> = DOSSIER
            .iter()
            .zip(&places)
            .filter(|(_, n)| **n == 0)
            .map(|(part, _)| part)
            .collect();
        assert!(silent.is_empty(), "nothing is heard of {silent:?}");
        assert!(sentences > 150, "{sentences}");
    }

    #[test]
    fn what_stands_after_a_module_of_tests_is_heard_and_the_tests_are_not() {
        let source = "#[cfg(test)]\nmod tests;\nconst A: &str = \"the suspect\";\n#[cfg(test)]\nmod more {\n    const B: &str = \"the victim\";\n}\nconst C: &str = \"the culprit\";\n    #[cfg(test)]\n    #[allow(x)]\n    fn f() {\n        \"unhackable\"\n    }\n    fn g() { \"guaranteed\" }\n";
        let said = spoken(Path::new("a.rs"), &without_tests(source));
        let all = said.join("\n");
        for heard in ["the suspect", "the culprit", "guaranteed"] {
            assert!(all.contains(heard), "{heard}: {all}");
        }
        assert!(
            !all.contains("victim") && !all.contains("unhackable"),
            "{all}"
        );
        assert_eq!(
            source.lines().count(),
            without_tests(source).lines().count()
        );
    }

    #[test]
    fn strings_are_heard_over_lines_and_comments_and_code_are_not() {
        let source = "let a = \"one \\\n   the victim\"; // \"suspect\"\nlet culprit = '\"'; f(\"b\\\"c\", r#\"d \"e\"#);";
        let said = spoken(Path::new("a.rs"), source);
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(has_phrase(&said[1], "victim"), "{said:?}");
        let all = said.join(" ");
        assert!(
            !has_phrase(&all, "suspect") && !has_phrase(&all, "culprit"),
            "{all}"
        );
        assert!(all.contains("b c") && all.contains("d \"e"), "{all}");
    }

    #[test]
    fn a_phrase_is_found_as_words_only() {
        assert!(has_phrase("the victim said", "victim"));
        assert!(!has_phrase("victims' code", "victim"));
        assert!(!has_phrase("unprovenance", "proven"));
    }
}
