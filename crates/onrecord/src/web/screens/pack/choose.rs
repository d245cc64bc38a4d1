//! What goes into a pack: the form, and reading it. What the answers mean is the operation's business.

use crate::ops::case::Case;
use crate::ops::pack::{GapTimes, LeaveOut, PackOptions};
use crate::ops::{OpResult, find};
use crate::web::begun;
use crate::web::ctx::{Ctx, Fields};
use crate::web::page::form::{Choice, Field, checkboxes, date, input, radios, textarea};
use crate::web::page::parts::{Line, Problem, care, error_summary, summary_list};
use crate::web::page::{MenuItem, form_page};
use maud::{Markup, html};
use onrecord_analysis::Day;
use onrecord_model::statement::Role;
use onrecord_pack::input::AttachmentShow;

/// The kinds that can be chosen here; any other by the command line.
const KINDS: [&str; 7] = [
    "message", "call", "post", "comment", "request", "deletion", "login",
];
const TIMES: [(&str, GapTimes); 3] = [
    ("count", GapTimes::Count),
    ("ends", GapTimes::Ends),
    ("all", GapTimes::All),
];
const ATTACHED: [(&str, AttachmentShow); 3] = [
    ("listed", AttachmentShow::Listed),
    ("covered", AttachmentShow::Covered),
    ("shown", AttachmentShow::Shown),
];
/// How many threads can be ticked; more are typed.
const MOST_THREADS: usize = 200;

/// What there is to choose from.
pub struct Known {
    /// Names of people, with a role in words.
    people: Vec<(String, Role)>,
    /// `T3` and what it is.
    threads: Vec<(String, String)>,
    more_threads: usize,
    /// What was chosen may name threads and events by numbers that are others' now.
    pub renumbered: bool,
}

/// Looks what there is to choose from.
///
/// # Errors
/// The index cannot be read.
pub fn known(case: &Case) -> OpResult<Known> {
    let people = case.state().persons.iter().map(|all| all.now());
    let people = people.map(|person| (person.name.to_string(), person.role));
    let mut threads = find::all_threads(case)?;
    threads.sort_by_key(|row| std::cmp::Reverse(row.commitment.n));
    let all = threads.len();
    threads.truncate(MOST_THREADS);
    let threads = threads.iter().map(|row| {
        let reference = format!("T{}", row.number.0);
        let title = row.thread.title.as_deref().unwrap_or("");
        let platform = onrecord_pack::report::words::platform(&row.thread.platform);
        let label = format!("{reference} {platform} {title} ({})", row.commitment.n);
        (reference, label)
    });
    Ok(Known {
        people: people.collect(),
        threads: threads.collect(),
        more_threads: all.saturating_sub(MOST_THREADS),
        renumbered: false,
    })
}

fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split([',', ' ', ';', '\n', '\r']).map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

fn day(ctx: &Ctx, fields: &Fields, name: &str, problems: &mut Vec<Problem>) -> Option<String> {
    let [day, month, year] = ["day", "month", "year"]
        .map(|part| fields.get(&format!("{name}-{part}")).trim().to_owned());
    if [&day, &month, &year].iter().all(|part| part.is_empty()) {
        return None;
    }
    let text = format!("{year}-{month:0>2}-{day:0>2}");
    if Day::parse(&text).is_none() {
        problems.push(Problem::new(name, ctx.t("date-wrong")));
    }
    Some(text)
}

/// What was chosen, and what is wrong with it.
pub fn read(ctx: &Ctx, fields: &Fields) -> (PackOptions, Vec<Problem>) {
    let mut problems = Vec::new();
    let what = fields.get("what");
    let all = |name: &str| -> Vec<String> { fields.all(name).map(str::to_owned).collect() };
    let mut options = PackOptions {
        recipient: fields.text("for").map(str::to_owned),
        ask: fields.get("ask").trim().to_owned(),
        all: what == "all",
        from: day(ctx, fields, "from", &mut problems),
        to: day(ctx, fields, "to", &mut problems),
        accounts: lines(fields.get("accounts")),
        kinds: all("kinds"),
        search: lines(fields.get("search")),
        events: words(fields.get("events")),
        words: lines(fields.get("withhold")),
        withheld: words(fields.get("withhold-events")),
        originals: fields.has("originals"),
        exhibits: words(fields.get("exhibits")),
        places: fields.has("places"),
        third_parties: fields.has("third-parties"),
        leave_out: LeaveOut {
            persons: all("without-persons"),
            accounts: lines(fields.get("without-accounts")),
            threads: words(fields.get("without-threads")),
            kinds: all("without-kinds"),
            search: lines(fields.get("without-search")),
            events: Vec::new(),
        },
        ..PackOptions::default()
    };
    if what == "people" {
        options.persons = all("persons");
        if options.persons.is_empty() {
            problems.push(Problem::new("persons", ctx.t("choose-one")));
        }
    }
    if what == "threads" {
        options.threads = all("threads");
        options.threads.extend(words(fields.get("more-threads")));
        if options.threads.is_empty() {
            problems.push(Problem::new("threads", ctx.t("choose-one")));
        }
    }
    if let Some(typed) = fields.text("context") {
        match typed.parse::<u64>() {
            Ok(number) => options.context = Some(number),
            Err(_) => problems.push(Problem::new("context", ctx.t("pack-context-wrong"))),
        }
    }
    let times = fields.get("times");
    let times = TIMES.into_iter().find(|(name, _)| *name == times);
    options.times = times.map_or(GapTimes::Count, |(_, times)| times);
    let shown = fields.get("attachments");
    let shown = ATTACHED.into_iter().find(|(name, _)| *name == shown);
    options.attachments = shown.map_or(AttachmentShow::Listed, |(_, shown)| shown);
    (options, problems)
}

fn what_of(options: &PackOptions) -> &'static str {
    if options.all {
        "all"
    } else if !options.persons.is_empty() {
        "people"
    } else if !options.threads.is_empty() {
        "threads"
    } else {
        "theirs"
    }
}

/// Whether a choice names threads or events, which go by their numbers.
fn names_numbers(options: &PackOptions) -> bool {
    let leave = &options.leave_out;
    [
        &options.threads,
        &options.events,
        &leave.threads,
        &leave.events,
    ]
    .iter()
    .any(|list| !list.is_empty())
}

/// The form, filled with what was chosen before.
pub fn form(
    ctx: &Ctx,
    known: &Known,
    options: &PackOptions,
    begun: bool,
    problems: &[Problem],
) -> Markup {
    let t = |key: &str| ctx.t(key);
    let labelled = |prefix: &str, names: &[&'static str]| -> Vec<(&'static str, String, String)> {
        let one = |name: &&'static str| (*name, ctx.t(&format!("{prefix}-{name}")), String::new());
        names.iter().map(one).collect()
    };
    let whats: Vec<(&str, String, String)> = ["theirs", "people", "threads", "all"]
        .into_iter()
        .map(|name| {
            let hint = ctx.t(&format!("pack-what-{name}-hint"));
            (name, ctx.t(&format!("pack-what-{name}")), hint)
        })
        .collect();
    let role = |role: Role| match role {
        Role::Me => "pack-role-me",
        Role::Known => "pack-role-known",
        Role::NotKnown => "pack-role-not-known",
    };
    let people: Vec<(&str, String, String)> = known
        .people
        .iter()
        .map(|(name, is)| (name.as_str(), name.clone(), t(role(*is))))
        .collect();
    let threads: Vec<(&str, String, String)> = known
        .threads
        .iter()
        .map(|(id, label)| (id.as_str(), label.clone(), String::new()))
        .collect();
    let kinds = labelled("pack-kind", &KINDS);
    let times = labelled("pack-times", &TIMES.map(|(name, _)| name));
    let attached = labelled("pack-attached", &ATTACHED.map(|(name, _)| name));
    let ticked = |list: &[String]| -> Vec<String> { list.to_vec() };
    let time = TIMES.iter().find(|(_, time)| *time == options.times);
    let shown = ATTACHED
        .iter()
        .find(|(_, shown)| *shown == options.attachments);
    let typed_threads: Vec<&str> = options
        .threads
        .iter()
        .filter(|typed| !known.threads.iter().any(|(id, _)| id == *typed))
        .map(String::as_str)
        .collect();
    let narrowed = !options.kinds.is_empty()
        || !options.accounts.is_empty()
        || !options.search.is_empty()
        || !options.events.is_empty()
        || options.from.is_some()
        || options.to.is_some();
    let leave = &options.leave_out;
    let left_out = !options.withheld.is_empty()
        || !leave.persons.is_empty()
        || !leave.accounts.is_empty()
        || !leave.threads.is_empty()
        || !leave.kinds.is_empty()
        || !leave.search.is_empty();
    let wrong = |names: &[&str]| {
        problems
            .iter()
            .any(|problem| names.contains(&problem.field.as_str()))
    };
    let more = options.originals
        || options.places
        || options.third_parties
        || !options.exhibits.is_empty()
        || options.attachments != AttachmentShow::Listed
        || options.times != GapTimes::Count;
    let yes = |name: &str, key: &str, on: bool| {
        html! {
            (checkboxes(ctx, &Field::new(name, &t(key)).hint(&t(&format!("{key}-hint"))),
                &[Choice::plain("yes", &t(&format!("{key}-yes")))],
                if on { &["yes"] } else { &[] }, problems))
        }
    };
    let area = |name: &str, key: &str, rows: u32, list: &[String]| {
        html! { (textarea(ctx, &Field::new(name, &t(key)).hint(&t(&format!("{key}-hint"))).value(&list.join("\n")), rows, Some(super::CHOICE), problems)) }
    };
    let line = |name: &str, key: &str, value: &str| {
        html! { (input(ctx, &Field::new(name, &t(key)).hint(&t(&format!("{key}-hint"))).value(value), problems)) }
    };
    form_page(
        ctx,
        "title-pack",
        MenuItem::Pack,
        html! {
            (error_summary(ctx, problems))
            p.hint { a href=(ctx.url("pack")) { (t("pack-title")) } }
            h1 { (t("pack-choose-title")) }
            p { (t("pack-choose-what")) }
            @if begun { (begun::notice(ctx, super::CHOICE)) }
            @if known.renumbered && names_numbers(options) { (care(html! { p { (t("pack-renumbered")) } })) }
            form method="post" action=(ctx.url(super::CHOICE)) {
                (line("for", "pack-for", options.recipient.as_deref().unwrap_or("")))
                (textarea(ctx, &Field::new("ask", &t("pack-ask")).hint(&t("pack-ask-hint")).value(&options.ask), 3, Some(super::CHOICE), problems))
                (radios(ctx, &Field::new("what", &t("pack-what")).value(what_of(options)), &choices(&whats), problems))
                @if !people.is_empty() {
                    (checkboxes(ctx, &Field::new("persons", &t("pack-persons")).hint(&t("pack-persons-hint")), &choices(&people), &strs(&ticked(&options.persons)), problems))
                }
                @if !threads.is_empty() {
                    details open[!options.threads.is_empty() || wrong(&["threads"])] {
                        summary { (t("pack-threads")) }
                        div.inside {
                            (checkboxes(ctx, &Field::new("threads", &t("pack-threads")).hint(&t("pack-threads-hint")), &choices(&threads), &strs(&ticked(&options.threads)), problems))
                            @if known.more_threads > 0 {
                                (line("more-threads", "pack-more-threads", &typed_threads.join(", ")))
                            }
                        }
                    }
                }
                (area("withhold", "pack-withhold", 4, &options.words))
                details open[narrowed || wrong(&["from", "to", "context"])] {
                    summary { (t("pack-narrow")) }
                    div.inside {
                        (date(ctx, &Field::new("from", &t("pack-from")).hint(&t("pack-from-hint")), parts(options.from.as_deref()).each(), problems))
                        (date(ctx, &Field::new("to", &t("pack-to")), parts(options.to.as_deref()).each(), problems))
                        (checkboxes(ctx, &Field::new("kinds", &t("pack-kinds")).hint(&t("pack-kinds-hint")), &choices(&kinds), &strs(&ticked(&options.kinds)), problems))
                        (area("accounts", "pack-accounts", 2, &options.accounts))
                        (area("search", "pack-search", 2, &options.search))
                        (line("events", "pack-events", &options.events.join(", ")))
                        (line("context", "pack-context", &options.context.map_or(String::new(), |n| n.to_string())))
                    }
                }
                details open[left_out] {
                    summary { (t("pack-leave-out")) }
                    div.inside {
                        @if !people.is_empty() {
                            (checkboxes(ctx, &Field::new("without-persons", &t("pack-without-persons")), &choices(&people), &strs(&ticked(&leave.persons)), problems))
                        }
                        (checkboxes(ctx, &Field::new("without-kinds", &t("pack-without-kinds")), &choices(&kinds), &strs(&ticked(&leave.kinds)), problems))
                        (area("without-accounts", "pack-without-accounts", 2, &leave.accounts))
                        (line("without-threads", "pack-without-threads", &leave.threads.join(", ")))
                        (area("without-search", "pack-without-search", 2, &leave.search))
                        (line("withhold-events", "pack-withhold-events", &[options.withheld.clone(), leave.events.clone()].concat().join(", ")))
                    }
                }
                details open[more] {
                    summary { (t("pack-more")) }
                    div.inside {
                        (radios(ctx, &Field::new("attachments", &t("pack-attached")).value(shown.map_or("listed", |(name, _)| name)), &choices(&attached), problems))
                        (radios(ctx, &Field::new("times", &t("pack-times")).value(time.map_or("count", |(name, _)| name)), &choices(&times), problems))
                        (yes("originals", "pack-originals", options.originals))
                        (line("exhibits", "pack-exhibits", &options.exhibits.join(", ")))
                        (yes("third-parties", "pack-third", options.third_parties))
                        (yes("places", "pack-places", options.places))
                    }
                }
                button type="submit" { (t("pack-check")) }
            }
        },
    )
}

/// What was chosen for a pack, in the words of the form. What this version cannot read is shown as it is.
pub fn told(ctx: &Ctx, choice: &str) -> Markup {
    let Ok(options) = PackOptions::from_toml(choice) else {
        return html! { pre.wide tabindex="0" { bdi { (choice) } } };
    };
    let t = |key: &str| ctx.t(key);
    let kinds = |list: &[String]| -> Vec<String> {
        let known = |kind: &String| KINDS.contains(&kind.as_str());
        let one = |kind: &String| match known(kind) {
            true => t(&format!("pack-kind-{kind}")),
            false => kind.clone(),
        };
        list.iter().map(one).collect()
    };
    let days = |day: &Option<String>| -> Vec<String> {
        let words = |text: &String| Day::parse(text).map_or_else(|| text.clone(), Day::words);
        day.iter().map(words).collect()
    };
    let yes = |key: &str, on: bool| if on { vec![t(key)] } else { Vec::new() };
    let time = TIMES.iter().find(|(_, time)| *time == options.times);
    let shown = ATTACHED
        .iter()
        .find(|(_, shown)| *shown == options.attachments);
    let named = |prefix: &str, found: Option<&str>| -> Vec<String> {
        found
            .iter()
            .map(|name| t(&format!("{prefix}-{name}")))
            .collect()
    };
    let leave = &options.leave_out;
    let context = options.context.map(|n| n.to_string());
    let all: Vec<(&str, Vec<String>)> = vec![
        ("pack-ask", vec![options.ask.clone()]),
        (
            "pack-what",
            vec![t(&format!("pack-what-{}", what_of(&options)))],
        ),
        ("pack-persons", options.persons.clone()),
        ("pack-thread", options.threads.clone()),
        ("pack-withhold", options.words.clone()),
        ("pack-from", days(&options.from)),
        ("pack-to", days(&options.to)),
        ("pack-kinds", kinds(&options.kinds)),
        ("pack-accounts", options.accounts.clone()),
        ("pack-search", options.search.clone()),
        ("pack-events", options.events.clone()),
        ("pack-context", context.into_iter().collect()),
        ("pack-without-persons", leave.persons.clone()),
        ("pack-without-kinds", kinds(&leave.kinds)),
        ("pack-without-accounts", leave.accounts.clone()),
        ("pack-without-threads", leave.threads.clone()),
        ("pack-without-search", leave.search.clone()),
        (
            "pack-withhold-events",
            [&options.withheld[..], &leave.events].concat(),
        ),
        (
            "pack-attached",
            named("pack-attached", shown.map(|(name, _)| *name)),
        ),
        (
            "pack-times",
            named("pack-times", time.map(|(name, _)| *name)),
        ),
        (
            "pack-originals",
            yes("pack-originals-yes", options.originals),
        ),
        ("pack-exhibits", options.exhibits.clone()),
        ("pack-third", yes("pack-third-yes", options.third_parties)),
        ("pack-places", yes("pack-places-yes", options.places)),
    ];
    let said = |(key, list): (&str, Vec<String>)| {
        let text = list.join(", ");
        (!text.is_empty()).then(|| Line::new(t(key), text))
    };
    let lines: Vec<Line> = all.into_iter().filter_map(said).collect();
    summary_list(ctx, &lines)
}

fn strs(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

fn choices<'a>(words: &'a [(&'a str, String, String)]) -> Vec<Choice<'a>> {
    let one = |(value, label, hint): &'a (&'a str, String, String)| Choice { value, label, hint };
    words.iter().map(one).collect()
}

struct Parts([String; 3]);

impl Parts {
    fn each(&self) -> (&str, &str, &str) {
        (&self.0[0], &self.0[1], &self.0[2])
    }
}

fn parts(day: Option<&str>) -> Parts {
    let mut parts = day.unwrap_or("").splitn(3, '-');
    let mut next = || parts.next().unwrap_or("").to_owned();
    let (year, month, day) = (next(), next(), next());
    let short = |text: String| text.trim_start_matches('0').to_owned();
    Parts([short(day), short(month), year])
}
