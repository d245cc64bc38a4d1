//! The measures of a set of pairs of known truth, with intervals by resampling authors. Knows
//! nothing of how the pairs were compared.

use super::cases::Seen;
use super::draw::Draw;
use onrecord_analysis::style::measures;
use std::collections::BTreeMap;

const RESAMPLES: usize = 200;

/// A measure and its 95 % interval.
#[derive(Clone, Copy, Default)]
pub struct Measure {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

pub struct Outcome {
    pub same: usize,
    pub different: usize,
    pub authors: usize,
    pub auc: Measure,
    pub eer: Measure,
    pub cllr: Measure,
    pub cllr_min: Measure,
    /// Different-author pairs at 100 or over, before any cap but as a share of all.
    pub over_hundred: Measure,
}

/// Measures them; `ratio` is the natural logarithm that is judged, `bare` the one before any cap.
pub fn measure(
    seen: &[Seen],
    ratio: impl Fn(&Seen) -> f64,
    bare: impl Fn(&Seen) -> f64,
) -> Outcome {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for one in seen {
        for author in &one.authors {
            let next = names.len();
            names.entry(author).or_insert(next);
        }
    }
    let pairs: Vec<([usize; 2], bool, f64, f64)> = seen
        .iter()
        .map(|one| {
            (
                [
                    names[one.authors[0].as_str()],
                    names[one.authors[1].as_str()],
                ],
                one.same(),
                ratio(one),
                bare(one),
            )
        })
        .collect();
    let mut draw = Draw(7);
    let mut values: Vec<[f64; 5]> = Vec::new();
    for resample in 0..=RESAMPLES {
        // The first counts every author once.
        let mut times = vec![usize::from(resample == 0); names.len()];
        if resample > 0 {
            for _ in 0..names.len() {
                times[draw.below(names.len())] += 1;
            }
        }
        let (mut same, mut different, mut over) = (Vec::new(), Vec::new(), 0usize);
        for (authors, is_same, ratio, bare) in &pairs {
            let count = if *is_same {
                times[authors[0]]
            } else {
                times[authors[0]] * times[authors[1]]
            };
            for _ in 0..count {
                if *is_same {
                    same.push(*ratio);
                } else {
                    different.push(*ratio);
                    over += usize::from(*bare >= 100f64.ln());
                }
            }
        }
        if same.is_empty() || different.is_empty() {
            continue;
        }
        values.push([
            measures::area(&same, &different),
            measures::equal_error_rate(&same, &different),
            measures::cllr(&same, &different),
            measures::cllr_min(&same, &different),
            over as f64 / different.len() as f64,
        ]);
    }
    let measure = |which: usize| {
        let mut all: Vec<f64> = values.iter().skip(1).map(|value| value[which]).collect();
        all.sort_by(f64::total_cmp);
        let at = |share: f64| {
            all.get(((all.len().max(1) - 1) as f64 * share) as usize)
                .copied()
                .unwrap_or(f64::NAN)
        };
        Measure {
            value: values.first().map_or(f64::NAN, |value| value[which]),
            low: at(0.025),
            high: at(0.975),
        }
    };
    Outcome {
        same: seen.iter().filter(|one| one.same()).count(),
        different: seen.iter().filter(|one| !one.same()).count(),
        authors: names.len(),
        auc: measure(0),
        eer: measure(1),
        cllr: measure(2),
        cllr_min: measure(3),
        over_hundred: measure(4),
    }
}
