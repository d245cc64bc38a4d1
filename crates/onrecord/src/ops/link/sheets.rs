//! The comparison as a screen shows it: everything owned, accounts by the index's numbers. Nothing is weighed
//! or decided here.

use super::{
    ChannelRow, Channels, Linkage, StyleFigures, confirmed, decided, decision, groups, hours_of,
    pairs_of, standing_lines, standing_notices, style_figures, together_says,
};
use crate::ops::case::Case;
use crate::ops::{OpError, OpResult};
use onrecord_analysis::link::{Level, PairDossier, Searched, Shown, Weighed};
use onrecord_analysis::patterns::Week;
use onrecord_model::linkage::{LineKnown, LinkDecided, LinkDecision, Noticed, Points};
use onrecord_model::{AccountKey, Instant};
use onrecord_vault::index::AccountNumber;
use std::sync::Arc;

/// Pairs outside groups that are listed.
const MOST_PAIRS: usize = 100;
/// Shared things of a group that are listed.
pub const MOST_SHOWN: usize = 40;

/// An account on a page. Its label is somebody else's making: escape it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its number in the index.
    pub number: u64,
    /// What it is called.
    pub label: String,
    /// Where.
    pub platform: String,
}

/// Two accounts in a list.
#[derive(Clone, Debug)]
pub struct PairLine {
    /// The one and the other.
    pub accounts: [Named; 2],
    /// What the comparison makes of them.
    pub level: Level,
    /// What the user decided.
    pub decision: LinkDecision,
}

/// What a mark says, with the names of the accounts it is about.
#[derive(Clone, Debug)]
pub struct MarkLine {
    /// Such as `N-1`.
    pub id: String,
    /// In the user's words, or the line.
    pub words: String,
    /// Accounts, or since when and where.
    pub about: String,
    /// It points to different people.
    pub against: bool,
}

/// The whole comparison.
#[derive(Clone, Debug)]
pub struct Overview {
    /// How much was searched.
    pub searched: Searched,
    /// Blocks, those followed within the hour, and the part of the time, in thousandths of a percent.
    pub blocks: Option<(u64, u64, u64)>,
    /// Groups, the largest first.
    pub groups: Vec<Vec<Named>>,
    /// Other pairs: proposed first.
    pub pairs: Vec<PairLine>,
    /// Pairs that are not listed.
    pub more_pairs: usize,
    /// What was left out before ways of writing were compared, or why they were not.
    pub style: Option<String>,
    /// What the user noticed.
    pub notices: Vec<MarkLine>,
    /// Lines that became known.
    pub lines: Vec<MarkLine>,
}

/// Two accounts, both sides.
#[derive(Clone, Debug)]
pub struct PairSheet {
    /// The two, in the dossier's order.
    pub accounts: [Named; 2],
    /// What speaks for and against.
    pub dossier: PairDossier,
    /// What the user decided, and why.
    pub decided: Option<LinkDecided>,
    /// Both accounts' events by day of the week and hour.
    pub hours: Week,
    /// How style did on people it was not fitted on.
    pub figures: Option<StyleFigures>,
    /// How much was searched.
    pub searched: Searched,
    /// The case's zone.
    pub zone: String,
}

/// One account's course, in words of the case's clock.
#[derive(Clone, Debug)]
pub struct StepLine {
    /// The account.
    pub account: Named,
    /// First event, and which.
    pub first: Option<(String, u64)>,
    /// Last.
    pub last: Option<(String, u64)>,
    /// Block.
    pub blocked: Option<(String, u64)>,
    /// Place in the sequence of the account whose block came within the hour before, and the minutes.
    pub after: Option<(usize, i64)>,
    /// To whom it wrote first, in order.
    pub wrote_to: Vec<Named>,
}

/// What several of a group show.
#[derive(Clone, Debug)]
pub struct ShownLine {
    /// As it was found.
    pub shown: Shown,
    /// Places in the sequence of the accounts that show it, each with its first event.
    pub by: Vec<(usize, Option<u64>)>,
    /// Since when it is known to others.
    pub known_from: Option<String>,
}

/// A group as a whole.
#[derive(Clone, Debug)]
pub struct GroupSheet {
    /// Accounts in the order in which they came.
    pub steps: Vec<StepLine>,
    /// What several of them show.
    pub shown: Vec<ShownLine>,
    /// How many more things they show.
    pub more_shown: usize,
    /// Every pair, by places in the sequence.
    pub pairs: Vec<(usize, usize, Level, LinkDecision)>,
    /// Every channel over all pairs.
    pub channels: Vec<ChannelRow>,
    /// How style did.
    pub figures: Option<StyleFigures>,
    /// Places of the accounts of which the user confirmed every pair.
    pub confirmed: Vec<usize>,
    /// Taken together, what style says of these and other accounts; `None` where that was not compared.
    pub together: Option<Vec<(Vec<usize>, String)>>,
    /// Events by day of the week and hour.
    pub hours: Week,
    /// The case's zone.
    pub zone: String,
    /// How much was searched.
    pub searched: Searched,
}

/// What is at hand to lay out a page.
struct Desk<'c> {
    case: &'c Case,
    linkage: &'c Linkage,
    weighed: Weighed<'c>,
}

impl<'c> Desk<'c> {
    fn new(case: &'c Case, linkage: &'c Linkage) -> Self {
        Self {
            case,
            linkage,
            weighed: linkage.weighed(case),
        }
    }

    fn named(&self, at: usize) -> OpResult<Named> {
        let seen = &self.linkage.accounts()[at];
        let number = self.case.index.find_account_key(&seen.key)?;
        Ok(Named {
            number: number.map_or(0, |number| number.0),
            label: seen.account.label().to_owned(),
            platform: seen.account.platform.to_string(),
        })
    }

    fn key(&self, at: usize) -> &AccountKey {
        &self.linkage.accounts()[at].key
    }

    fn clock(&self, at: Option<(Instant, u64)>) -> Option<(String, u64)> {
        at.map(|(at, event)| (self.linkage.clock(at), event))
    }
}

/// The whole comparison, or nothing where none stands.
///
/// # Errors
/// The index cannot be read.
pub fn overview(case: &Case) -> OpResult<Option<Overview>> {
    let Some(linkage) = super::standing(case)? else {
        return Ok(None);
    };
    let desk = Desk::new(case, &linkage);
    let all = groups(case, &linkage, &desk.weighed);
    let in_group = |one: usize, other: usize| {
        all.iter()
            .any(|group| group.contains(&one) && group.contains(&other))
    };
    let mut pairs: Vec<(usize, usize, Level)> = desk
        .weighed
        .pairs()
        .filter(|(one, other, _)| !in_group(*one, *other))
        .collect();
    pairs.sort_by_key(|(one, other, level)| (std::cmp::Reverse(*level), *one, *other));
    let more_pairs = pairs.len().saturating_sub(MOST_PAIRS);
    pairs.truncate(MOST_PAIRS);
    let line = |(one, other, level): (usize, usize, Level)| -> OpResult<PairLine> {
        Ok(PairLine {
            accounts: [desk.named(one)?, desk.named(other)?],
            level,
            decision: decision(case, desk.key(one), desk.key(other)),
        })
    };
    let group = |group: &Vec<usize>| group.iter().map(|at| desk.named(*at)).collect();
    let trouble = linkage.styles_trouble.clone();
    Ok(Some(Overview {
        searched: desk.weighed.searched(),
        blocks: desk.weighed.after_blocks(),
        groups: all.iter().map(group).collect::<OpResult<_>>()?,
        pairs: pairs.into_iter().map(line).collect::<OpResult<_>>()?,
        more_pairs,
        style: trouble.or_else(|| linkage.styles().map(|styles| styles.left_out().says())),
        notices: standing_notices(case)
            .map(|marked| notice_line(&linkage, &marked.said))
            .collect(),
        lines: standing_lines(case)
            .map(|marked| known_line(&marked.said))
            .collect(),
    }))
}

fn notice_line(linkage: &Linkage, said: &Noticed) -> MarkLine {
    let label = |key: &AccountKey| {
        let at = linkage.gathered().account(key);
        let found = at.map(|at| linkage.accounts()[at].account.label());
        found.unwrap_or(&key.0).to_owned()
    };
    let about: Vec<String> = said.accounts.iter().map(label).collect();
    MarkLine {
        id: said.id.to_string(),
        words: said.words.to_string(),
        about: about.join(", "),
        against: said.points == Points::Against,
    }
}

fn known_line(said: &LineKnown) -> MarkLine {
    let source = said.source.as_deref();
    MarkLine {
        id: said.id.to_string(),
        words: said.line.to_string(),
        about: source.map_or_else(
            || said.from.to_string(),
            |source| format!("{} ({source})", said.from),
        ),
        against: false,
    }
}

/// The index in the comparison of an account of the index.
///
/// # Errors
/// It is not there, or did nothing in this case.
pub fn place_of(case: &Case, linkage: &Linkage, number: u64) -> OpResult<usize> {
    let row = case.index.account(AccountNumber(number))?;
    let at = linkage
        .gathered()
        .account(&AccountKey(row.key.as_str().into()));
    at.ok_or_else(|| OpError::Other("Nothing that this account did is in the case.".into()))
}

/// Two accounts, or nothing where no comparison stands.
///
/// # Errors
/// One of them is not in the case, or they are the same.
pub fn pair_sheet(case: &Case, one: u64, other: u64) -> OpResult<Option<PairSheet>> {
    let Some(linkage) = super::standing(case)? else {
        return Ok(None);
    };
    let pair = (
        place_of(case, &linkage, one)?,
        place_of(case, &linkage, other)?,
    );
    if pair.0 == pair.1 {
        return Err(OpError::Other("These are one and the same account.".into()));
    }
    let desk = Desk::new(case, &linkage);
    let dossier = linkage.pair(case, &desk.weighed, pair.0, pair.1);
    let (first, second) = dossier.accounts;
    Ok(Some(PairSheet {
        accounts: [desk.named(first)?, desk.named(second)?],
        decided: decided(case, desk.key(first), desk.key(second)).cloned(),
        hours: hours_of(&linkage, &[first, second]),
        figures: style_figures(&linkage, &[dossier.accounts]),
        searched: desk.weighed.searched(),
        zone: linkage.zone.name().to_owned(),
        dossier,
    }))
}

/// The group of that number, from 1.
fn group_of(desk: &Desk<'_>, number: usize) -> OpResult<Vec<usize>> {
    let mut all = groups(desk.case, desk.linkage, &desk.weighed);
    match number.checked_sub(1).filter(|at| *at < all.len()) {
        Some(at) => Ok(all.swap_remove(at)),
        None => Err(OpError::Other(format!(
            "There is no group {number}. There are {}.",
            all.len()
        ))),
    }
}

/// A group, or nothing where no comparison stands.
///
/// # Errors
/// There is none of that number.
pub fn group_sheet(case: &Case, number: usize) -> OpResult<Option<GroupSheet>> {
    let Some(linkage) = super::standing(case)? else {
        return Ok(None);
    };
    let desk = Desk::new(case, &linkage);
    let group = group_of(&desk, number)?;
    let sequence = desk.weighed.sequence(&group);
    let order: Vec<usize> = sequence.iter().map(|step| step.account).collect();
    let place = |at: &usize| order.iter().position(|own| own == at);
    let mut steps = Vec::new();
    for step in &sequence {
        let to = step.wrote_to.iter();
        steps.push(StepLine {
            account: desk.named(step.account)?,
            first: desk.clock(step.first),
            last: desk.clock(step.last),
            blocked: desk.clock(step.blocked),
            after: step
                .after
                .and_then(|(before, minutes)| Some((place(&before)?, minutes))),
            wrote_to: to
                .map(|(to, ..)| desk.named(*to))
                .collect::<OpResult<_>>()?,
        });
    }
    let mut shown = desk.weighed.shown_by(&group);
    let more_shown = shown.len().saturating_sub(MOST_SHOWN);
    shown.truncate(MOST_SHOWN);
    let shown = shown.into_iter().map(|shown| ShownLine {
        by: shown
            .by
            .iter()
            .filter_map(|(at, events)| Some((place(at)?, events.first().copied())))
            .collect(),
        known_from: shown.known_from.map(|at| linkage.clock(at)),
        shown,
    });
    let pairs = pairs_of(&order);
    let mut channels = Channels::default();
    let mut levels = Vec::with_capacity(pairs.len());
    for (one, other) in &pairs {
        let dossier = linkage.pair(case, &desk.weighed, *one, *other);
        channels.add(&dossier);
        levels.push(dossier.level);
    }
    let sure = confirmed(case, &linkage, &group);
    let known = linkage.known_together(&sure);
    let together = known.map(|styles| {
        let others = order.iter().copied().filter(|at| !sure.contains(at));
        let all = together_says(styles.as_deref(), sure[0], others).into_iter();
        all.map(|(of, says)| (of.iter().filter_map(place).collect(), says))
            .collect()
    });
    Ok(Some(GroupSheet {
        steps,
        shown: shown.collect(),
        more_shown,
        pairs: pairs
            .iter()
            .zip(&levels)
            .filter_map(|((one, other), level)| {
                let decision = decision(case, desk.key(*one), desk.key(*other));
                Some((place(one)?, place(other)?, *level, decision))
            })
            .collect(),
        channels: channels.rows(),
        figures: style_figures(&linkage, &pairs),
        confirmed: sure.iter().filter_map(place).collect(),
        together,
        hours: hours_of(&linkage, &group),
        zone: linkage.zone.name().to_owned(),
        searched: desk.weighed.searched(),
    }))
}

/// Compares how the confirmed accounts of a group write, taken as one person's, with the others.
///
/// # Errors
/// There is no such group, or it was stopped.
pub fn compare_together(
    case: &Case,
    linkage: &Arc<Linkage>,
    number: usize,
    progress: super::Progress<'_>,
) -> OpResult<()> {
    let desk = Desk::new(case, linkage);
    let group = group_of(&desk, number)?;
    let sure = confirmed(case, linkage, &group);
    if !sure.is_empty() {
        linkage.together(&desk.weighed, &sure, progress)?;
    }
    Ok(())
}
