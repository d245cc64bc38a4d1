//! What connects accounts, and what speaks against it, side by side. It prints no number of likelihood
//! and nobody's name; what was decided is belief, and labelled so.

use super::citations::Places;
use super::{remark, say};
use crate::input::{Facts, LinkGround, LinkGroup, LinkPair, LinkState, LinkStyle, PackError};
use crate::pdf::{Column, Composer, Span, Square, Style, Tie, graph_height, grid_height, letter};

/// Heading.
pub(super) const SECTION: &str = "What connects the accounts";

const SAYS: &str = "This is association, not identity. It says what accounts have in common, and what speaks against one person behind them. It names nobody. It is to help decide what to ask for: records of the platforms, or an expert.";
const CAUTION: &str = "No figure here says how probable it is that one person wrote both. Of numbers, lines, pictures and times no ratio is given: that needs data that nobody has. Only the way of writing has one, within caps, and it is never enough alone. See R v T [2010] EWCA Crim 2439 on such figures.";
const GRAPH: &str = "Numbers are the accounts above, letters the things in the table below. A whole line: the person reporting confirmed that account, as belief. A broken line: it is proposed, not decided.";
const HOURS: &str = "What this pack shows of these accounts, by the case's clock. The larger the square, the more. Hours alone connect nobody: many people write at the same times.";
const TIPPETT: &str = "The whole line: pairs by one person. The broken line: pairs by two people. The further apart, the better the method. Small marks at the bottom are the ratios told in this pack.";
const TOGETHER: &str = "Together they have more text. It rests on the belief that they are one person's, and it proposes nothing.";
const EITHER: &str = "Either one person wrote what the accounts wrote, or different people did. Each ground below is for or against the first.";
const KEY: &str = "Full square: confirmed by the person reporting, as belief. Broken square: proposed by the comparison, not decided. Small square: something shared that two people can share. Empty: nothing found between these two. No square follows from two others.";

/// Accounts in one drawing.
const MOST_DRAWN: usize = 40;
/// Shared things told of a group.
const MOST_SHOWN: usize = 24;
/// Shared things in one drawing: more lines cannot be told apart.
const MOST_THINGS: usize = 12;

pub(super) fn write(
    composer: &mut Composer<'_, '_>,
    facts: &Facts,
    places: &Places,
) -> Result<(), PackError> {
    let linkage = &facts.linkage;
    remark(composer, SAYS);
    say(composer, EITHER);
    searched(composer, facts);
    remark(composer, CAUTION);
    for (nth, group) in linkage.groups.iter().enumerate() {
        if composer.volume_is_full() {
            composer.next_volume()?;
        }
        group_section(composer, facts, places, group, nth + 1);
    }
    if !linkage.told.is_empty() {
        composer.need(160.0);
        composer.heading(2, "Pairs, with both sides");
        for pair in &linkage.told {
            if composer.volume_is_full() {
                composer.next_volume()?;
            }
            pair_section(composer, facts, places, pair);
        }
    }
    if let Some(style) = &linkage.style {
        if composer.volume_is_full() {
            composer.next_volume()?;
        }
        style_section(composer, style);
    }
    composer.need(120.0);
    composer.heading(2, "What always speaks against such a comparison");
    let items: Vec<Vec<Span<'_>>> = linkage
        .always_against
        .iter()
        .map(|text| vec![Span::body(text.as_str())])
        .collect();
    composer.bullets(&items);
    if !linkage.lines.is_empty() {
        composer.heading(3, "Lines that became known");
        for (line, from, source) in &linkage.lines {
            let told = if source.is_empty() {
                String::new()
            } else {
                format!(" ({source})")
            };
            composer.paragraph(&[
                Span::new(format!("Known from {from}{told}: "), Style::LABEL),
                Span::cell(line.as_str()),
            ]);
        }
    }
    Ok(())
}

fn searched(composer: &mut Composer<'_, '_>, facts: &Facts) {
    let linkage = &facts.linkage;
    composer.heading(2, "What was searched, and what would pass by chance");
    let mut text = format!(
        "Over the whole case, {} accounts of nobody the person reporting named were compared: {} pairs. {} were proposed.",
        linkage.accounts, linkage.pairs, linkage.proposed
    );
    match linkage.by_chance_at_most {
        Some(most) => text.push_str(&format!(
            " Of {} pairs of accounts of different people, as the person reporting named them, the same test proposes {}. So at most {most} of the pairs compared would pass by chance.",
            linkage.different, linkage.different_proposed
        )),
        None => text.push_str(&format!(
            " How many would pass by chance cannot be said: only {} pairs of different people are known in this case.",
            linkage.different
        )),
    }
    if let Some((blocks, followed, part)) = linkage.blocks {
        text.push_str(&format!(
            " {followed} of {blocks} blocks were followed by a new account within the hour. These hours are {}.{:03} % of the time from the first block to the last.",
            part / 1_000,
            part % 1_000
        ));
    }
    if linkage.pairs_withheld > 0 {
        text.push_str(&format!(
            " Of {} pairs that are tied or proposed, an account is not in this pack.",
            linkage.pairs_withheld
        ));
    }
    say(composer, &text);
}

fn label(facts: &Facts, account: usize) -> String {
    facts
        .accounts
        .get(account)
        .map_or_else(String::new, |account| {
            format!("{} ({})", account.label, account.platform)
        })
}

fn group_section(
    composer: &mut Composer<'_, '_>,
    facts: &Facts,
    places: &Places,
    group: &LinkGroup,
    number: usize,
) {
    composer.need(220.0);
    composer.heading(
        2,
        &format!("Group {number}: {} accounts", group.steps.len()),
    );
    let mut text = "Every two of these have grounds of their own. Nothing is said of two because both are tied to a third.".to_owned();
    if group.withheld > 0 {
        text.push_str(&format!(
            " {} more accounts of the group are not in this pack.",
            group.withheld
        ));
    }
    remark(composer, &text);
    composer.heading(3, "In the order in which they came");
    composer.table(&[
        Column::number("No.", 0.5),
        Column::new("Account", 3.6),
        Column::new("First in this pack", 1.8),
        Column::new("Last", 1.8),
        Column::new("Blocked, and what came before", 3.0),
    ]);
    for (nth, step) in group.steps.iter().enumerate() {
        let mut last = Vec::new();
        if !step.blocked.is_empty() {
            last.push(format!("blocked {}", step.blocked));
        }
        if let Some((before, minutes)) = step.after {
            last.push(format!(
                "began {minutes} min after {} was blocked",
                label(facts, before)
            ));
        }
        composer.row(&[
            vec![Span::cell((nth + 1).to_string())],
            vec![Span::new(
                label(facts, step.account),
                Style::BOLD.sized(8.5),
            )],
            vec![Span::cell(step.first.as_str())],
            vec![Span::cell(step.last.as_str())],
            vec![Span::cell(last.join("; "))],
        ]);
    }
    composer.end_table();
    if group.steps.len() <= MOST_DRAWN {
        drawing(composer, group);
    }
    graph(composer, group);
    composer.need(120.0);
    composer.heading(3, "What several of them show");
    composer.table(&[
        Column::new("Letter", 0.8),
        Column::new("What", 4.0),
        Column::new("Accounts", 1.8),
        Column::new("What speaks against it", 2.3),
        Column::new("Where", 2.4),
    ]);
    for (nth, shown) in group.shown.iter().take(MOST_SHOWN).enumerate() {
        let by: Vec<String> = shown.by.iter().map(|at| (at + 1).to_string()).collect();
        composer.row(&[
            vec![Span::new(letter(nth), Style::BOLD.sized(8.5))],
            vec![
                Span::new(format!("{}\n", shown.kind), Style::LABEL),
                Span::cell(clipped(&shown.what, 240)),
            ],
            vec![Span::cell(format!(
                "{} of {}: {}",
                shown.by.len(),
                group.steps.len(),
                by.join(", ")
            ))],
            vec![Span::new(
                if shown.against.is_empty() {
                    "Nothing is known."
                } else {
                    shown.against.as_str()
                },
                Style::ITALIC.sized(8.5),
            )],
            vec![Span::cell(cited(facts, places, &shown.events, 3))],
        ]);
    }
    composer.end_table();
    if group.shown.len() > MOST_SHOWN {
        remark(
            composer,
            &format!(
                "{} more stand in data/linkage.json of the evidence.",
                group.shown.len() - MOST_SHOWN
            ),
        );
    }
    channels(composer, group);
    together(composer, facts, group);
    hours(composer, group);
}

/// Accounts beside what several of them show. The tables above and below say the same.
fn graph(composer: &mut Composer<'_, '_>, group: &LinkGroup) {
    let things = group.shown.len().min(MOST_THINGS);
    if things == 0 || group.steps.len() > MOST_DRAWN {
        return;
    }
    let is_confirmed = |at: usize| {
        let account = group.steps.get(at).map(|step| step.account);
        group.pairs.iter().any(|(one, other, state)| {
            *state == LinkState::Confirmed && (Some(*one) == account || Some(*other) == account)
        })
    };
    let ties: Vec<Tie> = group.shown[..things]
        .iter()
        .enumerate()
        .flat_map(|(thing, shown)| shown.by.iter().map(move |account| (thing, *account)))
        .map(|(thing, account)| Tie {
            account,
            thing,
            whole: is_confirmed(account),
        })
        .collect();
    composer.need(graph_height(group.steps.len(), things) + 60.0);
    composer.heading(3, "Accounts, and what they show");
    composer.graph(
        group.steps.len(),
        things,
        &ties,
        &format!(
            "{} accounts on the left, {things} things on the right, {} lines where an account shows a thing; the table below says the same",
            group.steps.len(),
            ties.len()
        ),
    );
    remark(composer, GRAPH);
}

/// Every channel, with what speaks against it.
fn channels(composer: &mut Composer<'_, '_>, group: &LinkGroup) {
    if group.channels.is_empty() {
        return;
    }
    composer.need(140.0);
    composer.heading(3, "Channel by channel");
    remark(
        composer,
        &format!(
            "Counted over the {} pairs of this group, as far as this pack shows what a ground rests on.",
            group.pairs.len()
        ),
    );
    composer.table(&[
        Column::new("Channel", 2.2),
        Column::new("For one person", 2.4),
        Column::new("Against", 4.4),
        Column::new("No claim", 2.4),
    ]);
    let amounts = |all: &[(String, u64)]| -> String {
        let each = all.iter().map(|(says, pairs)| {
            format!(
                "{says} ({pairs} {})",
                if *pairs == 1 { "pair" } else { "pairs" }
            )
        });
        each.collect::<Vec<_>>().join("\n")
    };
    for channel in &group.channels {
        let for_one = match channel.pairs_for {
            0 => "Nothing.".to_owned(),
            1 => format!("1 pair ({})", channel.strongest),
            more => format!("{more} pairs (at most: {})", channel.strongest),
        };
        composer.row(&[
            vec![Span::new(channel.title.as_str(), Style::BOLD.sized(8.5))],
            vec![Span::cell(for_one)],
            vec![Span::cell(amounts(&channel.against))],
            vec![Span::cell(amounts(&channel.unsaid))],
        ]);
    }
    composer.end_table();
}

/// When the accounts of a group wrote: a drawing and the same as a table.
fn hours(composer: &mut Composer<'_, '_>, group: &LinkGroup) {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let all: u64 = group.hours.iter().flatten().sum();
    if all == 0 {
        return;
    }
    let night: u64 = group
        .hours
        .iter()
        .map(|day| day[23] + day[..6].iter().sum::<u64>())
        .sum();
    composer.need(180.0);
    composer.heading(3, "Hours of the week");
    composer.week(
        &group.hours,
        &format!("{all} events of this group by weekday and hour; {night} between 23:00 and 06:00"),
    );
    remark(composer, HOURS);
    let of = |from: usize| format!("{from:02}-{:02}", from + 3);
    let heads: Vec<String> = (0..24).step_by(3).map(of).collect();
    let columns: Vec<Column<'_>> = std::iter::once(Column::new("Day", 1.2))
        .chain(heads.iter().map(|head| Column::number(head, 1.0)))
        .collect();
    composer.table(&columns);
    for (name, day) in DAYS.iter().zip(&group.hours) {
        let mut cells = vec![vec![Span::cell(*name)]];
        let threes = day.chunks(3).map(|hours| hours.iter().sum::<u64>());
        cells.extend(threes.map(|count| vec![Span::cell(count.to_string())]));
        composer.row(&cells);
    }
    composer.end_table();
}

/// So many accounts are named where several are told of at once.
const FEW_NAMED: usize = 4;

fn together(composer: &mut Composer<'_, '_>, facts: &Facts, group: &LinkGroup) {
    if group.together.is_empty() {
        return;
    }
    composer.need(120.0);
    composer.heading(
        3,
        &format!("The {} confirmed accounts, taken as one", group.confirmed),
    );
    remark(composer, TOGETHER);
    composer.table(&[
        Column::new("Compared with", 3.0),
        Column::new("Way of writing", 8.0),
    ]);
    for (with, says) in &group.together {
        // A few by name; more by the numbers of the table above, where all are of it.
        let numbers: Vec<String> = with
            .iter()
            .filter_map(|account| group.steps.iter().position(|step| step.account == *account))
            .map(|at| (at + 1).to_string())
            .collect();
        let named = if with.len() > FEW_NAMED && numbers.len() == with.len() {
            format!("{} accounts: {}", with.len(), numbers.join(", "))
        } else {
            let names: Vec<String> = with.iter().map(|at| label(facts, *at)).collect();
            names.join(", ")
        };
        composer.row(&[
            vec![Span::new(named, Style::BOLD.sized(8.5))],
            vec![Span::cell(says.as_str())],
        ]);
    }
    composer.end_table();
}

/// How ways of writing were compared, and how that did elsewhere.
fn style_section(composer: &mut Composer<'_, '_>, style: &LinkStyle) {
    composer.need(240.0);
    composer.heading(2, "How ways of writing were compared");
    for says in &style.says {
        say(composer, says);
    }
    let (same, different): (Vec<f64>, Vec<f64>) = style
        .tippett
        .iter()
        .map(|(_, same, different)| (*same, *different))
        .unzip();
    // The heading stays with its plot.
    composer.need(230.0);
    composer.heading(3, "Tested pairs at or above each ratio (Tippett plot)");
    composer.tippett(
        &same,
        &different,
        &style.ratios,
        "Share of tested pairs at or above each ratio, by one person and by two people; the table below says the same",
    );
    remark(composer, TIPPETT);
    composer.table(&[
        Column::new("Ratio", 2.0),
        Column::number("By one person", 2.0),
        Column::number("By two people", 2.0),
    ]);
    for (ratio, same, different) in &style.tippett {
        composer.row(&[
            vec![Span::cell(ratio.as_str())],
            vec![Span::cell(format!("{same:.3}"))],
            vec![Span::cell(format!("{different:.3}"))],
        ]);
    }
    composer.end_table();
}

/// Every pair of a group as a square: the numbers are those of the table above it.
fn drawing(composer: &mut Composer<'_, '_>, group: &LinkGroup) {
    let at = |account: usize| group.steps.iter().position(|step| step.account == account);
    let mut squares = Vec::new();
    let (mut confirmed, mut proposed) = (0, 0);
    for (one, other, state) in &group.pairs {
        let (Some(one), Some(other)) = (at(*one), at(*other)) else {
            continue;
        };
        let square = match state {
            LinkState::Confirmed => Square::Full,
            LinkState::Proposed => Square::Broken,
            LinkState::Tied => Square::Small,
            LinkState::Nothing | LinkState::Rejected => continue,
        };
        confirmed += usize::from(square == Square::Full);
        proposed += usize::from(square == Square::Broken);
        squares.push((one.min(other), one.max(other), square));
    }
    composer.need(grid_height(group.steps.len()) + 60.0);
    composer.heading(3, "Every pair");
    composer.grid(
        group.steps.len(),
        &squares,
        &format!(
            "{confirmed} pairs confirmed, {proposed} proposed, of {} pairs of this group",
            group.pairs.len()
        ),
    );
    remark(composer, KEY);
}

fn pair_section(composer: &mut Composer<'_, '_>, facts: &Facts, places: &Places, pair: &LinkPair) {
    composer.need(230.0);
    composer.heading(
        3,
        &format!(
            "{} and {}",
            label(facts, pair.accounts.0),
            label(facts, pair.accounts.1)
        ),
    );
    let mut text = format!("Now: {}.", pair.state.words());
    if !pair.because.is_empty() {
        text.push_str(&format!(
            " In the words of the person reporting: {}",
            pair.because
        ));
    }
    say(composer, &text);
    composer.table(&[Column::new("For", 5.0), Column::new("Against", 5.0)]);
    let most = pair.speaks_for.len().max(pair.against.len()).max(1);
    for nth in 0..most {
        composer.row(&[
            ground(
                facts,
                places,
                pair.speaks_for.get(nth),
                nth,
                pair.withheld_for,
            ),
            ground(
                facts,
                places,
                pair.against.get(nth),
                nth,
                pair.withheld_against,
            ),
        ]);
    }
    composer.end_table();
    for (channel, says) in &pair.unsaid {
        remark(composer, &format!("{channel}: {says}"));
    }
    let withheld = [
        (pair.withheld_for, "for"),
        (pair.withheld_against, "against"),
    ];
    for (count, which) in withheld {
        if count > 0 {
            let grounds = if count == 1 { "ground" } else { "grounds" };
            remark(
                composer,
                &format!("{count} more {grounds} {which} rest on what is not in this pack."),
            );
        }
    }
    if !pair.posing.is_empty() {
        remark(
            composer,
            "Apart from that: does one pose as somebody the person reporting knows? It says nothing of who wrote.",
        );
        for one in &pair.posing {
            composer.paragraph(&ground(facts, places, Some(one), 0, 0));
        }
    }
}

fn ground<'a>(
    facts: &Facts,
    places: &Places,
    ground: Option<&'a LinkGround>,
    nth: usize,
    withheld: u64,
) -> Vec<Span<'a>> {
    let Some(ground) = ground else {
        let none = if nth > 0 {
            ""
        } else if withheld > 0 {
            "Nothing that this pack shows."
        } else {
            "Nothing was found."
        };
        return vec![Span::new(none, Style::ITALIC.sized(8.5))];
    };
    let mut spans = vec![
        Span::cell(ground.says.as_str()),
        Span::new(format!(" ({})", ground.strength), Style::ITALIC.sized(8.0)),
    ];
    if let Some((shows, of)) = ground.rarity
        && ground.channel != "rhythm"
    {
        spans.push(Span::cell(format!(
            " {shows} of {of} accounts compared show it."
        )));
    }
    for quote in &ground.quotes {
        spans.push(Span::new(
            format!("\n“{}”", clipped(quote, 200)),
            Style::SMALL.sized(8.0),
        ));
    }
    let cited = cited(facts, places, &ground.events, 6);
    if !cited.is_empty() {
        spans.push(Span::new(format!("\n{cited}"), Style::BOLD.sized(8.0)));
    }
    spans
}

fn clipped(text: &str, most: usize) -> String {
    super::phrases::clip(text, most)
}

fn cited(facts: &Facts, places: &Places, events: &[(usize, u64)], most: usize) -> String {
    let more = events.len().saturating_sub(most);
    let cited = places.cite(facts, &events[..events.len().min(most)], &[]);
    if more > 0 {
        format!("{cited}; {more} more")
    } else {
        cited
    }
}
