//! How probable each account's text is under a model of each other account's text: interpolated
//! n-gram models, all accounts at once. Must not know what the symbols stand for.
//!
//! Where all pairs are asked for, most of the work of one model is the work of every other. So the
//! contexts of all accounts are walked as one tree, and at each context only the accounts that used
//! it are looked at: for the others the probability is that of the shorter context.

use std::collections::BTreeMap;

/// How counts become probabilities.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Smoothing {
    /// Kneser and Ney 1995, interpolated, with one fixed discount: shorter contexts count in how
    /// many different longer ones a symbol stood.
    KneserNey(f64),
    /// Method C of prediction by partial matching, interpolated (Moffat 1990).
    PartialMatching,
}

/// The symbol before the first of a message. Nothing is known before it.
pub const START: u16 = 0;
/// The symbol after the last of a message.
pub const END: u16 = 1;
/// The first number that is free for symbols of a text.
pub const FIRST_FREE: u16 = 2;
/// The longest context, in symbols.
pub const LONGEST_CONTEXT: usize = 5;

/// One place in a text: context (nearest first), symbol, account, packed so that sorting groups them.
/// 5 x 16 bits of context, 16 of symbol, 32 of account; a context that begins before the message is
/// filled with [`START`].
type Place = u128;

fn context_symbol(place: Place, depth: usize) -> u16 {
    (place >> (112 - 16 * depth)) as u16
}
fn symbol_of(place: Place) -> u16 {
    (place >> 32) as u16
}
fn account(place: Place) -> u32 {
    place as u32
}

/// `scores[text * accounts + model]`: the log-probability of all symbols of a text under each model,
/// in nats. The diagonal means nothing.
#[derive(Debug, Clone)]
pub struct Likelihoods {
    /// Row by row.
    pub scores: Vec<f32>,
    /// How many symbols each text has, ends of messages counted.
    pub symbols: Vec<u32>,
}

/// Texts of accounts as symbols, to be compared.
#[derive(Debug, Default)]
pub struct Corpus {
    places: Vec<Place>,
    symbols: Vec<u32>,
    largest: u16,
}

impl Corpus {
    /// Begins the next account's text.
    pub fn begin_account(&mut self) {
        self.symbols.push(0);
    }

    /// Adds a message of the account begun last.
    pub fn message(&mut self, text: &[u16]) {
        let Some(count) = self.symbols.last_mut() else {
            return;
        };
        *count += text.len() as u32 + 1;
        let who = (self.symbols.len() - 1) as Place;
        let mut context: Place = 0;
        for next in text.iter().copied().chain([END]) {
            self.largest = self.largest.max(next);
            self.places
                .push(context << 48 | Place::from(next) << 32 | who);
            context = (context >> 16) | Place::from(next) << (16 * (LONGEST_CONTEXT - 1));
        }
    }

    /// As [`Corpus::likelihoods`], and for the text of account `watched` what each symbol after each
    /// other adds: `(symbol before, symbol)`, how often, and the log-probability under each model.
    pub fn contributions(
        self,
        order: usize,
        smoothing: Smoothing,
        base: &[f64],
        watched: usize,
        go_on: &mut dyn FnMut(f32) -> bool,
    ) -> Option<Watched> {
        let watched = watched as u32;
        let accounts = self.symbols.len();
        let mut seen = Watched::new();
        for place in self
            .places
            .iter()
            .filter(|place| account(**place) == watched)
        {
            seen.entry((context_symbol(*place, 0), symbol_of(*place)))
                .or_insert_with(|| (0, vec![0.0; accounts]))
                .0 += 1;
        }
        self.walk(order, smoothing, base, Some((watched, seen)), go_on)?
            .watch
            .map(|watch| watch.1)
    }

    /// The log-probability of every text under every model of order `order` (context + 1).
    /// `base` is what is assumed of a symbol before anything is known of an account. `None` if `go_on`
    /// said to stop.
    pub fn likelihoods(
        self,
        order: usize,
        smoothing: Smoothing,
        base: &[f64],
        go_on: &mut dyn FnMut(f32) -> bool,
    ) -> Option<Likelihoods> {
        let symbols = self.symbols.clone();
        let walk = self.walk(order, smoothing, base, None, go_on)?;
        Some(Likelihoods {
            scores: walk.scores,
            symbols,
        })
    }

    fn walk(
        mut self,
        order: usize,
        smoothing: Smoothing,
        base: &[f64],
        watch: Option<(u32, Watched)>,
        go_on: &mut dyn FnMut(f32) -> bool,
    ) -> Option<Walk> {
        self.places.sort_unstable();
        let accounts = self.symbols.len();
        let mut walk = Walk {
            accounts,
            deepest: order.saturating_sub(1).min(LONGEST_CONTEXT),
            smoothing,
            scores: vec![0.0; accounts * accounts],
            watch,
            done: 0,
            all: self.places.len().max(1),
        };
        let symbols: Vec<u16> = (0..=self.largest).collect();
        let assumed = |symbol: &u16| base.get(usize::from(*symbol)).copied().unwrap_or(1e-6) as f32;
        let values = symbols
            .iter()
            .flat_map(|symbol| std::iter::repeat_n(assumed(symbol), accounts))
            .collect();
        let known = Table {
            models: (0..accounts as u32).collect(),
            symbols,
            values,
        };
        if !self.places.is_empty() {
            walk.visit(&self.places, 0, &known, go_on)?;
        }
        Some(walk)
    }
}

/// What each symbol after each other adds to a text's log-probability under each model.
pub type Watched = BTreeMap<(u16, u16), (u32, Vec<f32>)>;

/// Probabilities of symbols under models, for one context.
struct Table {
    models: Vec<u32>,
    symbols: Vec<u16>,
    /// `values[symbol * models + model]`
    values: Vec<f32>,
}

struct Walk {
    accounts: usize,
    deepest: usize,
    smoothing: Smoothing,
    scores: Vec<f32>,
    watch: Option<(u32, Watched)>,
    done: usize,
    all: usize,
}

impl Walk {
    /// `places` share a context of `depth` symbols; `parent` holds what the shorter context gives.
    fn visit(
        &mut self,
        places: &[Place],
        depth: usize,
        parent: &Table,
        go_on: &mut dyn FnMut(f32) -> bool,
    ) -> Option<()> {
        // What only one account wrote says nothing of the others.
        let first = account(places[0]);
        if depth > 0 && places.iter().all(|place| account(*place) == first) {
            return Some(());
        }
        let counts = self.counts(places, depth);
        let table = self.table(&counts, parent);
        self.add(places, &table, parent, depth);
        // A message has nothing before its start.
        let from_start = depth > 0 && context_symbol(places[0], depth - 1) == START;
        if depth < self.deepest && !from_start {
            let mut rest = places;
            while let Some(first) = rest.first() {
                let next = context_symbol(*first, depth);
                let length = rest.partition_point(|place| context_symbol(*place, depth) == next);
                let (child, others) = rest.split_at(length);
                self.visit(child, depth + 1, &table, go_on)?;
                if depth == 0 {
                    self.done += length;
                    if !go_on(self.done as f32 / self.all as f32) {
                        return None;
                    }
                }
                rest = others;
            }
        }
        Some(())
    }

    /// `(symbol, account, count)` of this context, sorted.
    fn counts(&self, places: &[Place], depth: usize) -> Vec<(u16, u32, u32)> {
        let distinct = matches!(self.smoothing, Smoothing::KneserNey(_)) && depth < self.deepest;
        let from_start = depth > 0 && context_symbol(places[0], depth - 1) == START;
        let mut seen: Vec<u64> = places
            .iter()
            .map(|place| {
                let before = if distinct && !from_start {
                    context_symbol(*place, depth)
                } else {
                    0
                };
                u64::from(symbol_of(*place)) << 48
                    | u64::from(account(*place)) << 16
                    | u64::from(before)
            })
            .collect();
        seen.sort_unstable();
        if distinct && !from_start {
            // Each start of a message is a different one.
            seen.dedup_by(|a, b| a == b && *a as u16 != START);
        }
        let mut counts: Vec<(u16, u32, u32)> = Vec::new();
        for key in seen {
            let (symbol, account) = ((key >> 48) as u16, (key >> 16) as u32);
            match counts.last_mut() {
                Some(last) if last.0 == symbol && last.1 == account => last.2 += 1,
                _ => counts.push((symbol, account, 1)),
            }
        }
        counts
    }

    fn table(&self, counts: &[(u16, u32, u32)], parent: &Table) -> Table {
        let mut models: Vec<u32> = counts.iter().map(|count| count.1).collect();
        models.sort_unstable();
        models.dedup();
        let mut symbols: Vec<u16> = counts.iter().map(|count| count.0).collect();
        symbols.dedup();
        let mut total = vec![0u32; models.len()];
        let mut types = vec![0u32; models.len()];
        let columns: Vec<u32> = {
            let mut column_of = vec![0u32; self.accounts];
            for (column, model) in models.iter().enumerate() {
                column_of[*model as usize] = column as u32;
            }
            counts
                .iter()
                .map(|count| column_of[count.1 as usize])
                .collect()
        };
        for (count, column) in counts.iter().zip(&columns) {
            total[*column as usize] += count.2;
            types[*column as usize] += 1;
        }
        let (discount, kneser) = match self.smoothing {
            Smoothing::KneserNey(discount) => (discount as f32, true),
            Smoothing::PartialMatching => (0.0, false),
        };
        let mut carry = Vec::with_capacity(models.len());
        let mut divide = Vec::with_capacity(models.len());
        for (total, types) in total.iter().zip(&types) {
            let (total, types) = (*total as f32, *types as f32);
            if kneser {
                carry.push(discount * types / total);
                divide.push(1.0 / total);
            } else {
                carry.push(types / (total + types));
                divide.push(1.0 / (total + types));
            }
        }
        let parent_columns: Vec<u32> = merge_columns(&models, &parent.models);
        let mut values = Vec::with_capacity(symbols.len() * models.len());
        let mut parent_row = 0;
        let mut next = 0;
        for symbol in &symbols {
            while parent.symbols[parent_row] != *symbol {
                parent_row += 1;
            }
            let from = &parent.values[parent_row * parent.models.len()..][..parent.models.len()];
            let start = values.len();
            values.extend(
                parent_columns
                    .iter()
                    .zip(&carry)
                    .map(|(column, carry)| from[*column as usize] * carry),
            );
            while next < counts.len() && counts[next].0 == *symbol {
                let column = columns[next] as usize;
                values[start + column] += (counts[next].2 as f32 - discount) * divide[column];
                next += 1;
            }
        }
        Table {
            models,
            symbols,
            values,
        }
    }

    /// Adds what this context changes to the scores of the texts that stand in it.
    fn add(&mut self, places: &[Place], table: &Table, parent: &Table, depth: usize) {
        let mut uses: Vec<u64> = places
            .iter()
            .map(|place| u64::from(symbol_of(*place)) << 32 | u64::from(account(*place)))
            .collect();
        uses.sort_unstable();
        let width = table.models.len();
        let parent_columns = merge_columns(&table.models, &parent.models);
        let mut change: Vec<f32> = vec![0.0; width];
        let mut at = 0;
        let mut parent_row = 0;
        for (row, symbol) in table.symbols.iter().enumerate() {
            while parent.symbols[parent_row] != *symbol {
                parent_row += 1;
            }
            let now = &table.values[row * width..][..width];
            if depth == 0 {
                for (change, now) in change.iter_mut().zip(now) {
                    *change = now.ln();
                }
            } else {
                let before =
                    &parent.values[parent_row * parent.models.len()..][..parent.models.len()];
                for ((change, now), column) in change.iter_mut().zip(now).zip(&parent_columns) {
                    *change = (now / before[*column as usize]).ln();
                }
            }
            if let Some((watched, seen)) = &mut self.watch {
                let here = places
                    .iter()
                    .filter(|place| symbol_of(**place) == *symbol && account(**place) == *watched);
                for place in here {
                    if let Some((_, changes)) = seen.get_mut(&(context_symbol(*place, 0), *symbol))
                    {
                        table
                            .models
                            .iter()
                            .zip(&change)
                            .for_each(|(model, change)| changes[*model as usize] += change);
                    }
                }
            }
            while at < uses.len() && (uses[at] >> 32) as u16 == *symbol {
                let same = uses[at..]
                    .iter()
                    .take_while(|used| **used == uses[at])
                    .count();
                let text = uses[at] as u32 as usize;
                let scores = &mut self.scores[text * self.accounts..][..self.accounts];
                let times = same as f32;
                if width == self.accounts {
                    for (score, change) in scores.iter_mut().zip(&change) {
                        *score += times * change;
                    }
                } else {
                    for (model, change) in table.models.iter().zip(&change) {
                        scores[*model as usize] += times * change;
                    }
                }
                at += same;
            }
        }
    }
}

/// Where each of `models` stands in `parent`, which holds all of them; both are sorted.
fn merge_columns(models: &[u32], parent: &[u32]) -> Vec<u32> {
    if models.len() == parent.len() {
        return (0..models.len() as u32).collect();
    }
    let mut columns = Vec::with_capacity(models.len());
    let mut at = 0;
    for model in models {
        while parent[at] != *model {
            at += 1;
        }
        columns.push(at as u32);
    }
    columns
}
