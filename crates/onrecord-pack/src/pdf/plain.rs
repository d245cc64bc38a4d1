//! A document's blocks as data, beside its pages: for readers that show text and no PDF. Taken down
//! while the pages are drawn, so that both say the same. Text is as given; whoever shows it escapes
//! it. Links are left out: they name pages.

use super::blocks::KeyValue;
use super::linked::Tie;
use super::text::Span;
use onrecord_model::json::json_string;

/// Blocks taken down so far, as JSON: `{"heading":1,"text":…}`, `{"text":…}`, `{"quote":…}`,
/// `{"list":[…]}`, `{"table":{"head":[…],"rows":[[…]]}}`, `{"drawing":…,"says":…}`,
/// `{"page_break":true}`.
#[derive(Debug, Default)]
pub(super) struct Plain {
    out: String,
    rows: usize,
}

fn text_of(spans: &[Span<'_>]) -> String {
    let shown = spans.iter().filter(|span| span.link.is_none());
    let text: String = shown.map(|span| span.text.as_ref()).collect();
    text.trim().to_owned()
}

impl Plain {
    fn begin(&mut self) {
        if !self.out.is_empty() {
            self.out.push_str(",\n");
        }
    }

    fn strings<'s>(&mut self, texts: impl Iterator<Item = &'s str>) {
        self.out.push('[');
        for (nth, text) in texts.enumerate() {
            if nth > 0 {
                self.out.push(',');
            }
            json_string(text, &mut self.out);
        }
        self.out.push(']');
    }

    fn named(&mut self, name: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        self.begin();
        self.out.push_str(&format!("{{\"{name}\":"));
        json_string(text, &mut self.out);
        self.out.push('}');
    }

    pub(super) fn heading(&mut self, level: u8, title: &str) {
        self.begin();
        self.out
            .push_str(&format!("{{\"heading\":{level},\"text\":"));
        json_string(title, &mut self.out);
        self.out.push('}');
    }

    pub(super) fn paragraph(&mut self, spans: &[Span<'_>]) {
        self.named("text", &text_of(spans));
    }

    pub(super) fn quotation(&mut self, spans: &[Span<'_>]) {
        self.named("quote", &text_of(spans));
    }

    pub(super) fn list<'s>(&mut self, items: impl Iterator<Item = &'s [Span<'s>]>) {
        let items: Vec<String> = items.map(text_of).collect();
        self.begin();
        self.out.push_str("{\"list\":");
        self.strings(items.iter().map(String::as_str));
        self.out.push('}');
    }

    pub(super) fn table<'s>(&mut self, head: impl Iterator<Item = &'s str>) {
        self.begin();
        self.out.push_str("{\"table\":{\"head\":");
        self.strings(head);
        self.out.push_str(",\"rows\":[");
        self.rows = 0;
    }

    pub(super) fn row(&mut self, cells: &[Vec<Span<'_>>]) {
        if self.rows > 0 {
            self.out.push_str(",\n");
        }
        self.rows += 1;
        let cells: Vec<String> = cells.iter().map(|cell| text_of(cell)).collect();
        self.strings(cells.iter().map(String::as_str));
    }

    pub(super) fn end_table(&mut self) {
        self.out.push_str("]}}");
    }

    pub(super) fn facts(&mut self, facts: &[KeyValue<'_>]) {
        self.table(std::iter::empty());
        for fact in facts {
            self.row(&[vec![Span::body(fact.key)], fact.value.clone()]);
        }
        self.end_table();
    }

    /// A drawing: its kind, what it is made of as JSON, and its words.
    fn drawing(&mut self, kind: &str, made_of: &str, words: &str) {
        self.begin();
        self.out
            .push_str(&format!("{{\"drawing\":\"{kind}\",{made_of},\"says\":"));
        json_string(words, &mut self.out);
        self.out.push('}');
    }

    pub(super) fn graph(&mut self, accounts: usize, things: usize, ties: &[Tie], words: &str) {
        let each = |tie: &Tie| format!("[{},{},{}]", tie.account, tie.thing, tie.whole);
        let ties: Vec<String> = ties.iter().map(each).collect();
        let made_of = format!(
            "\"accounts\":{accounts},\"things\":{things},\"ties\":[{}]",
            ties.join(",")
        );
        self.drawing("graph", &made_of, words);
    }

    pub(super) fn tippett(&mut self, same: &[f64], different: &[f64], marks: &[f64], words: &str) {
        let numbers = |all: &[f64]| -> String {
            let each = all.iter().filter(|one| one.is_finite());
            let each: Vec<String> = each.map(|one| format!("{one:.3}")).collect();
            each.join(",")
        };
        let made_of = format!(
            "\"one_person\":[{}],\"two_people\":[{}],\"log10_lr\":[{}]",
            numbers(same),
            numbers(different),
            numbers(marks)
        );
        self.drawing("tippett", &made_of, words);
    }

    pub(super) fn week(&mut self, hours: &[[u64; 24]; 7], words: &str) {
        let day = |day: &[u64; 24]| {
            let each: Vec<String> = day.iter().map(u64::to_string).collect();
            format!("[{}]", each.join(","))
        };
        let days: Vec<String> = hours.iter().map(day).collect();
        self.drawing("week", &format!("\"hours\":[{}]", days.join(",")), words);
    }

    pub(super) fn page_break(&mut self) {
        self.begin();
        self.out.push_str("{\"page_break\":true}");
    }

    /// The whole as one JSON object.
    pub(super) fn finish(self, title: &str) -> String {
        let mut out = String::from("{\"title\":");
        json_string(title, &mut out);
        out.push_str(",\"blocks\":[\n");
        out.push_str(&self.out);
        out.push_str("\n]}\n");
        out
    }
}
