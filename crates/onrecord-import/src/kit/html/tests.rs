//! Pages, torn pages and endless pages.

use super::*;
use std::io::Read;

/// Gives few bytes at a time, so that every border is met.
struct Drip<'a>(&'a [u8], usize);

impl Read for Drip<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(self.0.len()).min(out.len());
        out[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

fn all(bytes: &[u8], step: usize) -> Vec<Token> {
    let mut tokens = Tokenizer::new(Drip(bytes, step));
    let mut found = Vec::new();
    while let Some(token) = tokens.next_token().unwrap() {
        found.push(token);
    }
    found
}

fn range_of(token: &Token) -> Range {
    match token {
        Token::Start(start) => start.range,
        Token::End { range, .. } | Token::Declaration(range) | Token::Unfinished(range) => *range,
        Token::Text(text) | Token::Comment(text) | Token::Raw(text) => text.range,
    }
}

const PAGES: &[&str] = &[
    "<!DOCTYPE html><html lang=en><head><title>A &amp; <b></title></head><body>x</body></html>",
    "a < b <3 <- <1 </ x> <? y ?> <!> end",
    "<div class=\"a b\" data-x='1>2' hidden checked=yes/>text</DIV >",
    "<script>if (a < b) { \"</div>\" }</script >after<style>p > q {}</style>",
    "<!-- a -- b > --><!--><!---><p>1<p>2",
    "<a href=x?a=1&amp;b=2>\u{1f600}&eacute;\u{e9}</a>",
    "<textarea>a</b>&lt;</textarea><br/><img src=x>",
    "torn <div class=\"never ends",
    "torn <!-- comment",
    "torn <script> x",
    "\u{feff}<p>mark</p>",
    "",
    "<",
    "</",
    "&",
];

#[test]
fn tokens_lie_end_to_end_and_do_not_depend_on_how_the_bytes_come() {
    for page in PAGES {
        let bytes = page.as_bytes();
        let whole = all(bytes, bytes.len().max(1));
        let mut at = if page.starts_with('\u{feff}') { 3 } else { 0 };
        for token in &whole {
            let (from, to) = range_of(token);
            assert_eq!(from, at, "{page}: {token:?}");
            assert!(from < to, "{page}: {token:?}");
            at = to;
        }
        assert_eq!(at, bytes.len() as u64, "{page}");
        for step in 1..5 {
            assert_eq!(all(bytes, step), whole, "{page} by {step}");
        }
    }
}

fn texts(page: &str) -> Vec<String> {
    all(page.as_bytes(), 7)
        .into_iter()
        .filter_map(|token| match token {
            Token::Text(text) => Some(text.text),
            _ => None,
        })
        .collect()
}

#[test]
fn raw_elements_titles_and_stray_signs_are_what_browsers_make_of_them() {
    assert_eq!(texts(PAGES[0]), ["A & <b>", "x"]);
    assert_eq!(texts(PAGES[1]), ["a < b <3 <- <1 ", " ", " ", " end"]);
    assert_eq!(texts(PAGES[3]), ["after"]);
    assert_eq!(texts(PAGES[4]), ["1", "2"]);
    assert_eq!(texts(PAGES[5]), ["\u{1f600}\u{e9}\u{e9}"]);
    assert_eq!(texts(PAGES[6]), ["a</b><"]);
}

#[test]
fn attributes_have_their_values_and_bytes() {
    let page = PAGES[2];
    let Token::Start(start) = &all(page.as_bytes(), 3)[0] else {
        panic!("no start tag");
    };
    assert!(start.has_class("a") && start.has_class("b") && !start.has_class("c"));
    assert_eq!(start.attribute("data-x"), Some("1>2"));
    assert_eq!(start.attribute("hidden"), Some(""));
    assert_eq!(start.attribute("checked"), Some("yes/"));
    let (from, to) = start.attributes[1].range;
    assert_eq!(&page[from as usize..to as usize], "1>2");
}

#[test]
fn a_huge_text_comment_script_or_value_takes_little_memory() {
    let filler = |text: &'static [u8]| text.chain(std::io::repeat(b'x').take(64 << 20));
    for (page, end) in [
        (&b"<p>"[..], &b"</p>"[..]),
        (b"<!--", b"-->"),
        (b"<script>", b"</script>"),
        (b"<img src=\"data:", b"\">"),
        (b"<", b">"),
    ] {
        let mut tokens = Tokenizer::new(filler(page).chain(end));
        while let Some(token) = tokens.next_token().unwrap() {
            let held = match &token {
                Token::Text(text) | Token::Comment(text) | Token::Raw(text) => text.text.len(),
                Token::Start(start) => start.attributes.iter().map(|a| a.value.len()).sum(),
                _ => 0,
            };
            assert!(held <= 512 << 10, "{}", String::from_utf8_lossy(page));
        }
        assert_eq!(
            tokens.position(),
            (64 << 20) + (page.len() + end.len()) as u64
        );
    }
}

#[test]
fn long_text_is_torn_neither_within_a_character_nor_a_reference() {
    for unit in ["\u{20ac}&amp;\u{1f600}", "&hellip;", "\u{e9}"] {
        let page = unit.repeat(1 << 16);
        let joined: String = texts(&page).concat();
        assert_eq!(joined, entities::decode(page.as_bytes()).0);
    }
}

#[test]
fn a_tree_has_the_shape_text_and_bytes_of_its_element() {
    let page = "<x><div id=d><p>One<br>two  three<p>four<ul><li>a<li>b</ul>\
                <table><tr><td>c<td>d<tr><td>e</table><i>f</i><b>g</div>after";
    let mut tokens = Tokenizer::new(page.as_bytes());
    tokens.next_token().unwrap();
    let Some(Token::Start(start)) = tokens.next_token().unwrap() else {
        panic!("no start tag");
    };
    let tree = Tree::read(&mut tokens, start, Limits::default()).unwrap();
    let root = tree.root().unwrap();
    assert_eq!(root.text(), "One\ntwo three\nfour\na\nb\nc\td\ne\nfg");
    assert_eq!(
        root.elements().map(|e| e.name()).collect::<Vec<_>>(),
        ["p", "p", "ul", "table", "i", "b"]
    );
    assert_eq!(root.all_named("li").count(), 2);
    assert_eq!(root.attribute("id"), Some("d"));
    let (from, to) = tree.range();
    assert!(page[from as usize..to as usize].starts_with("<div"));
    assert!(page[from as usize..to as usize].ends_with("</div>"));
    let (from, to) = root.first_named("li").unwrap().range();
    assert_eq!(&page[from as usize..to as usize], "<li>a");
    assert!(!tree.is_cut && !tree.is_open);
    assert_eq!(
        tokens.next_token().unwrap().map(|t| range_of(&t).1),
        Some(page.len() as u64)
    );
}

#[test]
fn limits_cut_a_tree_but_not_its_range() {
    let limits = Limits {
        nodes: 10,
        depth: 4,
        bytes: 100,
    };
    for page in [
        format!("<div>{}</div>.", "<i>x</i>".repeat(100)),
        format!("<div>{}x{}</div>.", "<i>".repeat(100), "</i>".repeat(100)),
        format!("<div>{}</div>.", "x".repeat(200)),
    ] {
        let mut tokens = Tokenizer::new(page.as_bytes());
        let Some(Token::Start(start)) = tokens.next_token().unwrap() else {
            panic!("no start tag");
        };
        let tree = Tree::read(&mut tokens, start, limits).unwrap();
        assert!(tree.is_cut, "{page}");
        assert_eq!(tree.range(), (0, page.len() as u64 - 1));
    }
}

#[test]
fn records_are_taken_out_of_an_endless_page_in_little_memory() {
    let record = "<div class=r><b>name</b><i>text</i></div>";
    let page = (b"<title>T</title><main><h1>Head</h1>".as_slice())
        .chain(Endless(record.as_bytes(), 0).take(record.len() as u64 * 100_000))
        .chain(b"<p>beside</p></main><footer>end</footer>".as_slice());
    let mut reducer = Reducer::new(page, Limits::default());
    let mut judge = |ended: Ended<'_>| ended.node.has_class("r");
    let (mut records, mut beside) = (0, Vec::new());
    while let Some(reduced) = reducer.next_reduced(&mut judge).unwrap() {
        match reduced {
            Reduced::Record(tree) => {
                records += 1;
                assert_eq!(tree.root().unwrap().text(), "nametext");
                assert!(!tree.is_cut);
            }
            Reduced::Beside(tree) => beside.push(tree.root().unwrap().text()),
        }
    }
    assert_eq!(records, 100_000);
    assert_eq!(beside, ["beside"]);
    let rest = reducer.rest();
    assert_eq!(rest.root().unwrap().text(), "T\nHead\nend");
}

struct Endless(&'static [u8], usize);

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        for byte in out.iter_mut() {
            *byte = self.0[self.1];
            self.1 = (self.1 + 1) % self.0.len();
        }
        Ok(out.len())
    }
}

#[test]
fn blanks_between_endless_records_do_not_fill_the_tree() {
    let page = format!("<div>{}</div>", "<p class=\"r\">a</p>\n".repeat(60_000));
    let mut reducer = Reducer::new(page.as_bytes(), Limits::default());
    let mut count = 0;
    while let Some(found) = reducer
        .next_reduced(&mut |ended| ended.node.has_class("r"))
        .unwrap()
    {
        let Reduced::Record(tree) = found else {
            panic!("only records stand here");
        };
        assert!(!tree.is_cut && tree.root().unwrap().text() == "a");
        count += 1;
    }
    assert_eq!(count, 60_000);
}
