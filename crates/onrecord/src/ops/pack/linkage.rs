//! What a pack says of linkage. The comparison is over the whole case, so that what speaks against a
//! ground is never left out by choosing what to show; what is printed of a ground is only what this pack
//! shows in full. A ground that rests on anything else is counted, and nothing of it is told.

use super::chosen::Chosen;
use super::survey::Survey;
use crate::ops::OpResult;
use crate::ops::case::Case;
use crate::ops::link::{self, Linkage};
use onrecord_analysis::link::{
    About, Bearing, Channel, Ground, Level, PairDossier, Shown, Step, Weighed,
};
use onrecord_analysis::patterns::Week;
use onrecord_model::canonical::Field;
use onrecord_model::linkage::LinkDecision;
use onrecord_pack::input::{
    LinkChannel, LinkGround, LinkGroup, LinkPair, LinkShown, LinkState, LinkStep, LinkStyle,
    LinkageFacts,
};
use onrecord_vault::index::EventNumber;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Pairs that are told one by one, besides those that were decided.
const MOST_TOLD: usize = 12;
/// Shared things of a group that are kept.
const MOST_SHOWN: usize = 400;

struct Dossier<'c> {
    case: &'c Case,
    chosen: &'c Chosen,
    survey: &'c Survey,
    linkage: &'c Linkage,
    weighed: &'c Weighed<'c>,
    /// Where events that were asked for before are shown.
    places: RefCell<BTreeMap<u64, Place>>,
}

/// A thread and a position, or nothing where the pack does not show the event in full.
type Place = Option<(usize, u64)>;

/// Compares, and keeps what this pack shows.
///
/// # Errors
/// The case cannot be read.
pub fn facts(case: &Case, chosen: &Chosen, survey: &Survey) -> OpResult<LinkageFacts> {
    let linkage = link::compared(case, &mut |_| Ok(()))?;
    let weighed = linkage.weighed(case);
    let dossier = Dossier {
        case,
        chosen,
        survey,
        linkage: &linkage,
        weighed: &weighed,
        places: RefCell::default(),
    };
    dossier.facts()
}

impl Dossier<'_> {
    fn facts(&self) -> OpResult<LinkageFacts> {
        let searched = self.weighed.searched();
        let all = link::groups(self.case, self.linkage, self.weighed);
        let mut groups = Vec::new();
        for group in &all {
            groups.extend(self.group(group)?);
        }
        let shows_all =
            self.chosen.withheld_threads.0 == 0 && self.survey.gaps.iter().all(|gaps| *gaps == 0);
        let mut pairs_withheld = 0;
        let mut pairs = Vec::new();
        for (one, other, level) in self.weighed.pairs() {
            if self.account(one).is_none() || self.account(other).is_none() {
                pairs_withheld += 1;
            } else if level == Level::Proposed || self.state(one, other) != LinkState::Tied {
                pairs.push((one, other));
            }
        }
        let told = self.told(pairs)?;
        let style = self.style(&groups)?;
        Ok(LinkageFacts {
            style,
            accounts: searched.accounts,
            pairs: searched.pairs,
            proposed: searched.proposed,
            different: searched.different,
            different_proposed: searched.different_proposed,
            by_chance_at_most: searched.by_chance_at_most(),
            always_against: Weighed::always_against().map(Into::into).to_vec(),
            blocks: self.weighed.after_blocks().filter(|_| shows_all),
            groups,
            told,
            lines: link::standing_lines(self.case)
                .map(|marked| {
                    let source = marked.said.source.as_deref().unwrap_or_default();
                    (
                        marked.said.line.to_string(),
                        marked.said.from.to_string(),
                        source.to_owned(),
                    )
                })
                .collect(),
            pairs_withheld,
        })
    }

    /// The index of an account in the pack, where it shows something that the account did.
    fn account(&self, at: usize) -> Option<usize> {
        let seen = self.linkage.accounts().get(at)?;
        let index = self.survey.account(&seen.account)?;
        (self.survey.accounts[index].shown > 0).then_some(index)
    }

    /// Where the pack shows an event in full: its sender and every word.
    fn place(&self, number: u64) -> OpResult<Place> {
        if let Some(known) = self.places.borrow().get(&number) {
            return Ok(*known);
        }
        let place = self.looked_up(number)?;
        self.places.borrow_mut().insert(number, place);
        Ok(place)
    }

    fn looked_up(&self, number: u64) -> OpResult<Place> {
        let row = self.case.index.event(EventNumber(number))?;
        let Some(thread) = self.chosen.place_of(&row) else {
            return Ok(None);
        };
        let rules = &self.chosen.rules;
        let fields = rules.fields(&row.event);
        let words_shown = row
            .event
            .text
            .as_deref()
            .is_none_or(|text| !rules.in_text(text));
        let shown = [Field::Sender, Field::Body, Field::Time]
            .iter()
            .all(|field| fields.has(*field));
        Ok((shown && words_shown).then_some((thread, row.position)))
    }

    fn places(&self, events: &[u64]) -> OpResult<Vec<(usize, u64)>> {
        let mut out = Vec::new();
        for event in events {
            out.extend(self.place(*event)?);
        }
        Ok(out)
    }

    /// Whether the pack shows everything that an account did in the case.
    fn shows_all_of(&self, at: usize) -> bool {
        let shown = self
            .account(at)
            .map(|index| self.survey.accounts[index].shown);
        shown == self.linkage.accounts().get(at).map(|seen| seen.events)
    }

    fn state(&self, one: usize, other: usize) -> LinkState {
        let all = self.linkage.accounts();
        match link::decision(self.case, &all[one].key, &all[other].key) {
            LinkDecision::Confirmed => LinkState::Confirmed,
            LinkDecision::Rejected => LinkState::Rejected,
            LinkDecision::Open => match self.weighed.level(one, other) {
                Level::Proposed => LinkState::Proposed,
                Level::Tied => LinkState::Tied,
                Level::Nothing => LinkState::Nothing,
            },
        }
    }

    /// The pairs told one by one: decided ones, also where nothing was found; then the strongest.
    fn told(&self, mut pairs: Vec<(usize, usize)>) -> OpResult<Vec<LinkPair>> {
        for link in self.case.state.links.iter().map(|versions| versions.now()) {
            if let [one, other] = link.accounts.as_slice()
                && link.decision != LinkDecision::Open
                && let Some(one) = self.linkage.gathered().account(one)
                && let Some(other) = self.linkage.gathered().account(other)
                && self.account(one).is_some()
                && self.account(other).is_some()
            {
                let pair = (one.min(other), one.max(other));
                if !pairs.contains(&pair) {
                    pairs.push(pair);
                }
            }
        }
        let mut dossiers: Vec<(bool, usize, PairDossier)> = Vec::new();
        let decided = |pair: &(usize, usize)| {
            matches!(
                self.state(pair.0, pair.1),
                LinkState::Confirmed | LinkState::Rejected
            )
        };
        let (first, mut rest): (Vec<_>, Vec<_>) = pairs.into_iter().partition(decided);
        rest.sort_by_key(|pair| (pair.1 - pair.0, pair.0));
        for (nth, pair) in first.iter().chain(rest.iter().take(MOST_TOLD)).enumerate() {
            let dossier = self.linkage.pair(self.case, self.weighed, pair.0, pair.1);
            dossiers.push((!decided(pair), nth, dossier));
        }
        dossiers.sort_by_key(|(open, nth, _)| (*open, *nth));
        let all = dossiers.iter();
        all.map(|(.., dossier)| self.pair(dossier)).collect()
    }

    fn pair(&self, dossier: &PairDossier) -> OpResult<LinkPair> {
        let (one, other) = dossier.accounts;
        let all = self.linkage.accounts();
        let decided = link::decided(self.case, &all[one].key, &all[other].key);
        let index = |at: usize| self.account(at).unwrap_or_default();
        let mut pair = LinkPair {
            accounts: (index(one), index(other)),
            state: self.state(one, other),
            because: decided
                .and_then(|link| link.because.as_deref())
                .unwrap_or_default()
                .to_owned(),
            ..LinkPair::default()
        };
        let whole = self.shows_all_of(one) && self.shows_all_of(other);
        let unsaid = dossier.unsaid.iter();
        pair.unsaid = unsaid
            .map(|(channel, says)| (channel.says().to_owned(), says.clone()))
            .collect();
        for ground in &dossier.grounds {
            let shown = self.ground(ground, whole)?;
            match (ground.about, ground.bearing, shown) {
                (About::Impersonation, _, shown) => pair.posing.extend(shown),
                (_, Bearing::For, Some(shown)) => pair.speaks_for.push(shown),
                (_, Bearing::For, None) => pair.withheld_for += 1,
                (_, Bearing::Against, Some(shown)) => pair.against.push(shown),
                (_, Bearing::Against, None) => pair.withheld_against += 1,
            }
        }
        Ok(pair)
    }

    /// A ground, where the pack shows all that it rests on.
    fn ground(&self, ground: &Ground, whole: bool) -> OpResult<Option<LinkGround>> {
        let events = self.places(&ground.events)?;
        // A way of writing is in everything that an account wrote.
        let of_all = ground.events.is_empty() || ground.channel == Channel::Style;
        if events.len() < ground.events.len() || of_all && ground.of_events > 0 && !whole {
            return Ok(None);
        }
        Ok(Some(LinkGround {
            channel: ground.channel.name().into(),
            says: ground.says.clone(),
            strength: ground.strength.says().into(),
            quotes: ground.quotes.clone(),
            rarity: ground.rarity,
            events,
        }))
    }

    fn group(&self, group: &[usize]) -> OpResult<Option<LinkGroup>> {
        let shown: Vec<usize> = group
            .iter()
            .copied()
            .filter(|at| self.account(*at).is_some())
            .collect();
        if shown.len() < 2 {
            return Ok(None);
        }
        let mut out = LinkGroup {
            withheld: (group.len() - shown.len()) as u64,
            ..LinkGroup::default()
        };
        for step in self.weighed.sequence(&shown) {
            out.steps.extend(self.step(&step)?);
        }
        let order: Vec<usize> = out.steps.iter().map(|step| step.account).collect();
        for one in self.weighed.shown_by(&shown).iter().take(MOST_SHOWN) {
            out.shown.extend(self.shown(one, &order)?);
        }
        let mut channels = link::Channels::default();
        for (one, other) in link::pairs_of(&shown) {
            channels.add(&self.shown_of(one, other)?);
        }
        out.channels = channels.rows().into_iter().map(channel).collect();
        out.hours = self.hours(&shown);
        self.together(group, &shown, &mut out)?;
        for (nth, one) in shown.iter().enumerate() {
            for other in &shown[nth + 1..] {
                if let (Some(first), Some(second)) = (self.account(*one), self.account(*other)) {
                    out.pairs.push((first, second, self.state(*one, *other)));
                }
            }
        }
        Ok(Some(out))
    }

    /// A pair's dossier with those grounds only that the pack shows.
    fn shown_of(&self, one: usize, other: usize) -> OpResult<PairDossier> {
        let mut dossier = self.linkage.pair(self.case, self.weighed, one, other);
        let whole = self.shows_all_of(one) && self.shows_all_of(other);
        let mut grounds = Vec::new();
        for ground in std::mem::take(&mut dossier.grounds) {
            if self.ground(&ground, whole)?.is_some() {
                grounds.push(ground);
            }
        }
        dossier.grounds = grounds;
        Ok(dossier)
    }

    /// Events of these accounts that the pack shows, by weekday and hour.
    fn hours(&self, shown: &[usize]) -> Week {
        let mut all = Week::default();
        for account in shown.iter().filter_map(|at| self.account(*at)) {
            let own = &self.survey.accounts[account].hours;
            for (day, own) in all.iter_mut().zip(own) {
                for (hour, count) in day.iter_mut().zip(own) {
                    *hour += count;
                }
            }
        }
        all
    }

    /// The accounts of which every pair was confirmed, compared as one with each other one; told where the
    /// pack shows everything that they wrote.
    fn together(&self, group: &[usize], shown: &[usize], out: &mut LinkGroup) -> OpResult<()> {
        let confirmed = link::confirmed(self.case, self.linkage, group);
        if confirmed.is_empty() || !confirmed.iter().all(|at| self.shows_all_of(*at)) {
            return Ok(());
        }
        let styles = self
            .linkage
            .together(self.weighed, &confirmed, &mut |_| Ok(()))?;
        out.confirmed = confirmed.len() as u64;
        let others = shown.iter().copied();
        let others = others.filter(|at| !confirmed.contains(at) && self.shows_all_of(*at));
        for (of, says) in link::together_says(styles.as_deref(), confirmed[0], others) {
            let of = of.iter().filter_map(|at| self.account(*at)).collect();
            out.together.push((of, says));
        }
        Ok(())
    }

    /// How ways of writing were compared, with the ratios of those pairs of these groups that the pack tells.
    fn style(&self, groups: &[LinkGroup]) -> OpResult<Option<LinkStyle>> {
        let Some(styles) = self.linkage.styles() else {
            let trouble = self.linkage.styles_trouble.clone();
            return Ok(trouble.map(|trouble| LinkStyle {
                says: vec![trouble],
                ..LinkStyle::default()
            }));
        };
        let mut at = BTreeMap::new();
        for index in 0..self.linkage.accounts().len() {
            if let Some(account) = self.account(index) {
                at.insert(account, index);
            }
        }
        let pairs: Vec<(usize, usize)> = groups
            .iter()
            .flat_map(|group| &group.pairs)
            .filter_map(|(one, other, _)| Some((*at.get(one)?, *at.get(other)?)))
            .filter(|(one, other)| self.shows_all_of(*one) && self.shows_all_of(*other))
            .collect();
        let Some(figures) = link::style_figures(self.linkage, &pairs) else {
            return Ok(None);
        };
        let mut says = vec![styles.left_out().says()];
        says.push(format!(
            "Of the {} pairs of groups of which this pack shows everything, style supports one view in {}, and neither in {}. For {} there is not enough text, so no claim is made.",
            pairs.len(),
            figures.ratios.len(),
            figures.neither,
            figures.silent
        ));
        says.extend(figures.sentences());
        let validated = &figures.validated;
        Ok(Some(LinkStyle {
            says,
            messages: validated.messages,
            same: validated.same,
            different: validated.different,
            auc: validated.auc,
            cllr: validated.cllr,
            eer: validated.eer,
            tippett: figures
                .tippett()
                .map(|(ratio, same, different)| (ratio.to_owned(), same, different))
                .collect(),
            ratios: figures.ratios,
        }))
    }

    fn step(&self, step: &Step) -> OpResult<Option<LinkStep>> {
        let Some(account) = self.account(step.account) else {
            return Ok(None);
        };
        let seen = &self.survey.accounts[account];
        let clock = |at: Option<onrecord_model::Instant>| {
            at.map_or(String::new(), |at| self.linkage.clock(at))
        };
        let is_shown = |event: Option<u64>| -> OpResult<bool> {
            Ok(match event {
                Some(event) => self.place(event)?.is_some(),
                None => false,
            })
        };
        let blocked = is_shown(step.blocked.map(|(_, event)| event))?;
        let mut after = None;
        if let Some((before, minutes)) = step.after {
            let block = self.weighed.sequence(&[before]);
            let block = block.first().and_then(|step| step.blocked);
            if is_shown(block.map(|(_, event)| event))?
                && is_shown(step.first.map(|(_, event)| event))?
            {
                after = self.account(before).map(|before| (before, minutes));
            }
        }
        Ok(Some(LinkStep {
            account,
            first: clock(seen.first.as_ref().map(|(at, _)| *at)),
            last: clock(seen.last.as_ref().map(|(at, _)| *at)),
            blocked: if blocked {
                clock(step.blocked.map(|(at, _)| at))
            } else {
                String::new()
            },
            after,
        }))
    }

    /// A thing that several accounts show, as far as the pack shows it for two of them at least.
    fn shown(&self, one: &Shown, order: &[usize]) -> OpResult<Option<LinkShown>> {
        let mut events = Vec::new();
        let mut by = Vec::new();
        for (at, numbers) in &one.by {
            let places = self.places(numbers)?;
            let place = self.account(*at);
            let place = place.and_then(|at| order.iter().position(|own| *own == at));
            if let (Some(place), Some(first)) = (place, places.first()) {
                by.push(place);
                events.push(*first);
            }
        }
        by.sort_unstable();
        if by.len() < 2 {
            return Ok(None);
        }
        let mut against = Vec::new();
        if one.known > 0 {
            against.push("People the person reporting knows wrote it as well.".to_owned());
        }
        if let Some(from) = one.known_from {
            against.push(format!(
                "Known to others from {}.",
                self.linkage.clock(from)
            ));
        }
        if one.others > 0 {
            against.push(match one.others {
                1 => "1 more account outside the group shows it.".to_owned(),
                others => format!("{others} more accounts outside the group show it."),
            });
        }
        Ok(Some(LinkShown {
            kind: match one.kind {
                "text" => "The same line, or nearly the same".into(),
                "picture" => "The same picture".into(),
                "phone" => "The same telephone number".into(),
                "e-mail" => "The same e-mail address".into(),
                "link" => "The same web address".into(),
                other => format!("The same {}", other.replace('-', " ")),
            },
            what: one.what.clone(),
            by,
            against: against.join(" "),
            events,
        }))
    }
}

fn channel(row: link::ChannelRow) -> LinkChannel {
    let amounts = |all: Vec<link::Amount>| {
        all.into_iter()
            .map(|one| (one.says, one.pairs))
            .collect::<Vec<_>>()
    };
    LinkChannel {
        channel: row.channel.name().into(),
        title: row.channel.says().into(),
        pairs_for: row.pairs_for,
        strongest: row
            .strongest
            .map_or_else(String::new, |strength| strength.says().into()),
        pairs_against: row.pairs_against,
        against: amounts(row.against),
        unsaid: amounts(row.unsaid),
    }
}
