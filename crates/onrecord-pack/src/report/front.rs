//! The front page: what an officer needs in two minutes, on one page. Long texts are shortened
//! here and printed in full in their section, and the page says so.

use super::{phrases, remark, say, words};
use crate::input::{ClockState, Facts, LedgerFacts};
use crate::pdf::{Composer, Family, INK, KeyValue, QUIET, Span, Style, TEAL};

/// How many accounts and answers are named here.
const MOST_ACCOUNTS: usize = 6;
const MOST_ANSWERS: usize = 4;
const MOST_IMPACTS: usize = 2;

/// Body text of this page: a little smaller, so that everything fits.
const TEXT: Style = Style::BODY.sized(9.5);
const NOTE: Style = Style::SMALL;

pub(super) fn write(composer: &mut Composer<'_, '_>, facts: &Facts) {
    composer.paragraph_in(
        &[Span::new(words::FRONT_KICKER, NOTE.coloured(TEAL))],
        0.0,
        crate::pdf::Align::Start,
    );
    composer.title(words::REPORT_TITLE);
    let made = match &facts.recipient {
        Some(recipient) => format!(
            "For {}. Made on {}.",
            phrases::clip(recipient, 110),
            phrases::minute(facts.made_at)
        ),
        None => format!("Made on {}.", phrases::minute(facts.made_at)),
    };
    composer.paragraph(&[Span::new(made, TEXT.coloured(QUIET))]);
    composer.hairline();
    composer.space(6.0);

    // Shortened only as far as one page asks for: wide letters take more room than narrow ones.
    let mut rows = Vec::new();
    for share in [100, 95, 80, 60, 45, 30, 20, 12] {
        rows = rows_of(composer, facts, Share(share));
        if composer.facts_height(&rows) <= composer.room() {
            break;
        }
    }
    composer.facts(&rows);
}

/// How much of its usual room a text gets, per cent.
#[derive(Clone, Copy)]
struct Share(usize);

impl Share {
    fn clip(self, text: &str, most: usize) -> String {
        phrases::clip(text, (most * self.0 / 100).max(8))
    }
}

fn rows_of<'a>(composer: &Composer<'_, '_>, facts: &Facts, share: Share) -> Vec<KeyValue<'a>> {
    let front = &facts.front;
    let who = format!(
        "{}. Exhibits bear the initials {}.",
        share.clip(&facts.owner, 90),
        phrases::clip(&facts.initials, 12)
    );
    let person = match front.person_doing_this.trim() {
        "" | "the person doing this" => words::PERSON_DOING_THIS,
        named => named,
    };
    let about = vec![
        Span::new(share.clip(person, 90), TEXT),
        Span::new(format!(". {}", words::FRONT_BELIEF), NOTE),
    ];
    vec![
        KeyValue::new(words::FRONT_WHO, text(who)),
        KeyValue::new(words::FRONT_ABOUT, about),
        KeyValue::new(words::FRONT_SINCE, text(since(facts))),
        KeyValue::new(words::FRONT_COUNT, counts(facts)),
        KeyValue::new(words::FRONT_ACCOUNTS, accounts(facts, composer, share)),
        KeyValue::new(words::FRONT_LAST, last_incident(facts, share)),
        KeyValue::new(words::FRONT_LAPSE, lapse(facts, composer)),
        KeyValue::new(words::FRONT_TOLD, told(facts, composer)),
        KeyValue::new(words::FRONT_IMPACT, impact(facts, composer, share)),
        KeyValue::new(words::FRONT_REPORTED, reported(facts, composer, share)),
        KeyValue::new(words::FRONT_ASK, asked(facts, composer, share)),
        KeyValue::new(words::FRONT_REFERENCES, text(references(facts, share))),
        KeyValue::new(words::FRONT_PACK, text(pack(facts))),
        KeyValue::new(
            words::FRONT_FINGERPRINT,
            vec![
                Span::new(
                    facts.proof.fingerprint.clone(),
                    Style::new(Family::Mono, 13.0, INK),
                ),
                Span::new(
                    format!("\n{} {}", words::FRONT_COMPARE, words::FRONT_LIMIT),
                    NOTE,
                ),
            ],
        ),
    ]
}

fn text(text: impl Into<String>) -> Vec<Span<'static>> {
    vec![Span::new(text.into(), TEXT)]
}

fn since(facts: &Facts) -> String {
    match (&facts.front.first, &facts.front.last) {
        (Some(first), Some(last)) => format!(
            "First contact {}. Last contact {}.",
            phrases::day(first),
            phrases::day(last)
        ),
        _ if facts.front.accounts.is_empty() => words::NOT_COUNTED.to_owned(),
        _ => words::NO_CONTACT.to_owned(),
    }
}

fn counts(facts: &Facts) -> Vec<Span<'static>> {
    let front = &facts.front;
    let accounts = front.accounts.len() as u64;
    // “0 contacts from 0 accounts” would say that nothing happened.
    if accounts == 0 {
        return text(words::NOT_COUNTED);
    }
    let contacts = phrases::count(front.contacts, "contact", "contacts");
    let from = phrases::count(accounts, "account", "accounts");
    let mut rest = Vec::new();
    if front.unanswered_calls > 0 {
        let calls = phrases::count(
            front.unanswered_calls,
            "unanswered call",
            "unanswered calls",
        );
        rest.push(format!("{calls} among them"));
    }
    if front.blocked > 0 {
        let blocked = phrases::count(front.blocked, "account was", "accounts were");
        rest.push(format!("{blocked} blocked"));
    }
    let mut spans = vec![
        Span::new(format!("{contacts} from {from}"), TEXT_STRONG),
        Span::new(
            if rest.is_empty() {
                ".".to_owned()
            } else {
                format!("; {}.", rest.join("; "))
            },
            TEXT,
        ),
    ];
    spans.push(Span::new(" Counted in this pack.", NOTE));
    spans
}

const TEXT_STRONG: Style = Style::BOLD.sized(9.5);

fn accounts(facts: &Facts, composer: &Composer<'_, '_>, share: Share) -> Vec<Span<'static>> {
    let mut named: Vec<_> = facts
        .front
        .accounts
        .iter()
        .filter_map(|index| facts.accounts.get(*index))
        .collect();
    if named.is_empty() {
        return text(words::NO_ACCOUNT);
    }
    named.sort_by(|one, other| {
        (other.events_disclosed, &one.key).cmp(&(one.events_disclosed, &other.key))
    });
    let shown = named.iter().map(|account| {
        format!(
            "{} ({}, {})",
            share.clip(&account.label, 28),
            share.clip(&account.platform, 20),
            phrases::number(account.events_disclosed)
        )
    });
    let out = format!("{}.", phrases::listed(shown, MOST_ACCOUNTS));
    let mut spans = text(out);
    spans.push(see(composer, "accounts"));
    spans
}

fn see(composer: &Composer<'_, '_>, destination: &'static str) -> Span<'static> {
    // Wide enough for any page in both passes: it stands at the end of its text.
    let page = composer.page_of(destination);
    Span::new(format!(" Page\u{A0}{page}."), NOTE.coloured(TEAL)).to(destination)
}

fn last_incident(facts: &Facts, share: Share) -> Vec<Span<'static>> {
    let Some(incident) = facts.incidents.last() else {
        return text(words::NO_INCIDENT);
    };
    vec![
        Span::new(
            phrases::clip(&phrases::days_in(&incident.when), 70),
            TEXT_STRONG,
        ),
        Span::new(
            format!(" ({}): ", phrases::clip(&incident.reference, 12)),
            NOTE,
        ),
        Span::new(share.clip(&incident.words, 260), TEXT),
    ]
}

/// What it did, as far as it was written down for all of it; else what the last incident did.
fn impact(facts: &Facts, composer: &Composer<'_, '_>, share: Share) -> Vec<Span<'static>> {
    let mut told: Vec<String> = facts
        .impacts
        .iter()
        .take(MOST_IMPACTS)
        .map(|impact| format!("{}: {}", impact.area, share.clip(&impact.words, 110)))
        .collect();
    if told.is_empty() {
        let last = facts.incidents.iter().rev();
        let mut last = last.filter(|incident| !incident.impact.trim().is_empty());
        told.extend(last.next().map(|last| share.clip(&last.impact, 200)));
    }
    if told.is_empty() {
        return text(words::IMPACT_NONE);
    }
    let mut spans = text(told.join("\n"));
    spans.push(see(composer, "impact"));
    spans
}

/// The day by which a charge has to be brought, read the worst way.
fn lapse(facts: &Facts, composer: &Composer<'_, '_>) -> Vec<Span<'static>> {
    let Some(lapse) = &facts.clocks.charge_lapses else {
        return text(words::NO_LAPSE);
    };
    let left = match lapse.days_left {
        ..0 => "passed".to_owned(),
        0 => "today".to_owned(),
        days => format!(
            "{} left",
            phrases::count(days.unsigned_abs(), "day", "days")
        ),
    };
    // A day that has passed is not the end: an officer must see at once what has no limit.
    let open: Vec<&str> = facts
        .clocks
        .clocks
        .iter()
        .filter(|clock| clock.state == ClockState::NoLimit)
        .map(|clock| clock.title.as_str())
        .collect();
    let open = match open.as_slice() {
        [] => String::new(),
        open => format!(
            "{}: {}. ",
            words::NO_LIMIT,
            phrases::clip(&open.join("; "), 200)
        ),
    };
    vec![
        Span::new(
            format!("{} ({left})", phrases::iso_day(&lapse.day)),
            TEXT_STRONG,
        ),
        Span::new(
            format!(
                " for {}, counted from {} of {}. ",
                phrases::clip(&lapse.offences, 120),
                phrases::clip(&lapse.last_incident, 60),
                phrases::iso_day(&lapse.last_day)
            ),
            TEXT,
        ),
        Span::new(open, TEXT),
        Span::new(words::LAWYER, NOTE),
        see(composer, "clocks"),
    ]
}

/// The earliest time they were told to stop, and what came after it.
fn told(facts: &Facts, composer: &Composer<'_, '_>) -> Vec<Span<'static>> {
    let Some(order) = facts.orders.first() else {
        return text(words::NO_ORDER);
    };
    let by = match order.by.trim() {
        "" => String::new(),
        by => format!(" by {}", phrases::clip(by, 50)),
    };
    let mut spans = vec![Span::new(
        format!(
            "{}{by} on {}. ",
            phrases::clip(&order.kind, 40),
            phrases::iso_day(&order.given)
        ),
        TEXT,
    )];
    spans.push(Span::new(
        format!("Since then: {}", super::orders::after(order)),
        TEXT_STRONG,
    ));
    let more = facts.orders.len() as u64 - 1;
    if more > 0 {
        let more = phrases::count(more, "more order or warning", "more orders or warnings");
        spans.push(Span::new(format!(" {more}."), TEXT));
    }
    spans.push(see(composer, "orders"));
    spans
}

fn reported(facts: &Facts, composer: &Composer<'_, '_>, share: Share) -> Vec<Span<'static>> {
    if facts.ledger.is_empty() {
        return text(words::NO_REPORT);
    }
    let mut bodies: Vec<&str> = facts
        .ledger
        .iter()
        .map(|entry| entry.body.as_str())
        .collect();
    bodies.sort_unstable();
    bodies.dedup();
    let reports = phrases::count(facts.ledger.len() as u64, "report", "reports");
    let to = phrases::count(bodies.len() as u64, "organisation", "organisations");
    let mut spans = vec![Span::new(format!("{reports} to {to}."), TEXT_STRONG)];
    spans.push(Span::new(" The latest:", TEXT));
    // An answer less is better than every text cut short.
    let most = match share.0 {
        100 => MOST_ANSWERS,
        60.. => MOST_ANSWERS - 1,
        _ => MOST_ANSWERS - 2,
    };
    let skipped = facts.ledger.len().saturating_sub(most);
    for entry in facts.ledger.iter().skip(skipped) {
        spans.push(Span::new(format!("\n{}", report_line(entry, share)), TEXT));
    }
    spans.push(see(composer, "ledger"));
    spans
}

fn report_line(entry: &LedgerFacts, share: Share) -> String {
    let answered = if entry.answered.trim().is_empty() {
        "no answer recorded".to_owned()
    } else {
        format!("“{}”", share.clip(&entry.answered, 95))
    };
    let reference = if entry.their_reference.trim().is_empty() {
        String::new()
    } else {
        format!(" ({})", share.clip(&entry.their_reference, 26))
    };
    format!(
        "{}, {}{reference}: {answered}",
        phrases::clip(&phrases::days_in(&entry.date), 40),
        share.clip(&entry.body, 34),
    )
}

fn asked(facts: &Facts, composer: &Composer<'_, '_>, share: Share) -> Vec<Span<'static>> {
    if facts.front.ask.trim().is_empty() {
        return text(words::NOT_SAID);
    }
    let clipped = share.clip(&facts.front.ask, 330);
    let whole = !clipped.ends_with('…');
    let mut spans = vec![Span::new(clipped, TEXT_STRONG)];
    if !whole {
        spans.push(see(composer, "ask"));
    }
    spans
}

fn references(facts: &Facts, share: Share) -> String {
    if facts.front.references.is_empty() {
        return words::NOT_SAID.to_owned();
    }
    share.clip(&facts.front.references.join("; "), 200)
}

fn pack(facts: &Facts) -> String {
    let shown: u64 = facts.threads.iter().map(|thread| thread.disclosed).sum();
    let whole: u64 = facts.threads.iter().map(|thread| thread.events).sum();
    let repeated: u64 = facts.threads.iter().map(|thread| thread.repeated).sum();
    let (threads, events) = facts.withheld_threads;
    let mut out = format!(
        "{} from {}; {} withheld within them.",
        phrases::count(shown.saturating_sub(repeated), "entry", "entries"),
        phrases::count(facts.threads.len() as u64, "thread", "threads"),
        phrases::number(whole.saturating_sub(shown)),
    );
    if repeated > 0 {
        out.push_str(&format!(
            " {} in a second export, counted once.",
            phrases::count(repeated, "of them stands", "of them stand")
        ));
    }
    if threads > 0 {
        out.push_str(&format!(
            " {} with {} not in this pack at all.",
            phrases::count(threads, "thread", "threads"),
            phrases::count(events, "entry", "entries"),
        ));
    }
    out.push_str(&format!(
        " {}.",
        phrases::count(facts.exhibits.len() as u64, "exhibit", "exhibits")
    ));
    out
}

/// The ask and the references in full.
pub(super) fn ask(composer: &mut Composer<'_, '_>, facts: &Facts) {
    if facts.front.ask.trim().is_empty() {
        say(composer, words::NOT_SAID);
    } else {
        composer.quotation(&[Span::body(facts.front.ask.as_str())]);
    }
    if !facts.front.references.is_empty() {
        composer.heading(2, words::FRONT_REFERENCES);
        let items: Vec<_> = facts
            .front
            .references
            .iter()
            .map(|reference| vec![Span::body(reference.as_str())])
            .collect();
        composer.bullets(&items);
    }
    remark(composer, words::NO_ADVICE);
}
