//! What connects accounts, and what speaks against it, side by side. It prints no number of likelihood
//! and nobody's name; what was decided is belief, and labelled so.

use super::citations::Places;
use super::{remark, say};
use crate::input::{Facts, LinkGround, LinkGroup, LinkPair, LinkState, PackError};
use crate::pdf::{Column, Composer, Span, Square, Style, grid_height};

/// Heading.
pub(super) const SECTION: &str = "What connects the accounts";

const SAYS: &str = "This is association, not identity. It says what accounts have in common, and what speaks against one person behind them. It names nobody. It is to help decide what to ask for: records of the platforms, or an expert.";
const CAUTION: &str = "No figure here says how probable it is that one person wrote both. Such figures need data that nobody has for these grounds. See R v T [2010] EWCA Crim 2439 on figures without such data.";
const EITHER: &str = "Either one person wrote what the accounts wrote, or different people did. Each ground below is for or against the first.";
const KEY: &str = "Full square: confirmed by the person reporting, as belief. Broken square: proposed by the comparison, not decided. Small square: something shared that two people can share. Empty: nothing found between these two. No square follows from two others.";

/// Accounts in one drawing.
const MOST_DRAWN: usize = 40;
/// Shared things told of a group.
const MOST_SHOWN: usize = 24;

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
    composer.need(120.0);
    composer.heading(3, "What several of them show");
    composer.table(&[
        Column::new("What", 4.4),
        Column::number("Accounts", 1.1),
        Column::new("What speaks against it", 2.6),
        Column::new("Where", 2.9),
    ]);
    for shown in group.shown.iter().take(MOST_SHOWN) {
        composer.row(&[
            vec![
                Span::new(format!("{}\n", shown.kind), Style::LABEL),
                Span::cell(clipped(&shown.what, 240)),
            ],
            vec![Span::cell(format!(
                "{} of {}",
                shown.accounts,
                group.steps.len()
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
    composer.need(150.0);
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
