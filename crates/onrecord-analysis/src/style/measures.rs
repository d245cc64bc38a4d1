//! How good likelihood ratios are, as the field measures it: Cllr, its least value by isotonic
//! regression, equal error rate, area under the curve. Must not know where scores come from.

/// Cost of log-likelihood-ratio (Brummer and du Preez 2006), natural logarithms in; 1 for saying
/// nothing.
pub fn cllr(same: &[f64], different: &[f64]) -> f64 {
    let mean = |values: &[f64], sign: f64| {
        values.iter().map(|lr| softplus(sign * lr)).sum::<f64>() / values.len().max(1) as f64
    };
    (mean(same, -1.0) + mean(different, 1.0)) / (2.0 * std::f64::consts::LN_2)
}

fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

/// How many same-author and different-author pairs stand at each score, the lowest first.
fn by_score(same: &[f64], different: &[f64]) -> Vec<(f64, f64)> {
    let mut all: Vec<(f64, bool)> = same
        .iter()
        .map(|s| (*s, true))
        .chain(different.iter().map(|s| (*s, false)))
        .collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all.chunk_by(|a, b| a.0 == b.0)
        .map(|tied| {
            let yes = tied.iter().filter(|one| one.1).count();
            (yes as f64, (tied.len() - yes) as f64)
        })
        .collect()
}

/// The probability that a same-author pair scores above a different-author pair; ties count half.
pub fn area(same: &[f64], different: &[f64]) -> f64 {
    let (mut below, mut sum) = (0f64, 0f64);
    for (yes, no) in by_score(same, different) {
        sum += yes * (below + no / 2.0);
        below += no;
    }
    sum / (same.len() as f64 * different.len() as f64).max(1.0)
}

/// The least Cllr that any monotone map of the scores could reach on these pairs.
pub fn cllr_min(same: &[f64], different: &[f64]) -> f64 {
    // Pools of adjacent violators: (same, different), their ratio rising.
    let mut pools: Vec<(f64, f64)> = Vec::new();
    for mut pool in by_score(same, different) {
        while let Some(last) = pools.last()
            && last.0 * (pool.0 + pool.1) >= pool.0 * (last.0 + last.1)
        {
            pool = (pool.0 + last.0, pool.1 + last.1);
            pools.pop();
        }
        pools.push(pool);
    }
    let (all_same, all_different) = (same.len() as f64, different.len() as f64);
    let mut cost = 0.0;
    for (yes, no) in pools {
        let ratio = (yes / all_same) / (no / all_different);
        if yes > 0.0 {
            cost += yes / all_same * (1.0 + 1.0 / ratio).log2();
        }
        if no > 0.0 {
            cost += no / all_different * (1.0 + ratio).log2();
        }
    }
    cost / 2.0
}

/// Where as many same-author pairs lie below as different-author pairs above.
pub fn equal_error_rate(same: &[f64], different: &[f64]) -> f64 {
    let mut same = same.to_vec();
    let mut different = different.to_vec();
    same.sort_by(f64::total_cmp);
    different.sort_by(f64::total_cmp);
    let mut best = (f64::INFINITY, 0.5);
    for threshold in same.iter().chain(&different) {
        let missed = same.partition_point(|s| s < threshold) as f64 / same.len().max(1) as f64;
        let wrong = (different.len() - different.partition_point(|s| s < threshold)) as f64
            / different.len().max(1) as f64;
        if (missed - wrong).abs() < best.0 {
            best = ((missed - wrong).abs(), (missed + wrong) / 2.0);
        }
    }
    best.1
}

/// The least and greatest log-likelihood ratio that these pairs support: beyond them, one more
/// misleading pair on either side would make saying nothing the better choice (the idea of the
/// empirical lower and upper bounds of Vergeer and others 2016).
pub fn supported(same: &[f64], different: &[f64]) -> (f64, f64) {
    let mut same = same.to_vec();
    let mut different = different.to_vec();
    same.sort_by(f64::total_cmp);
    different.sort_by(f64::total_cmp);
    let missed = |lr: f64| (same.partition_point(|s| *s < lr) + 1) as f64 / (same.len() + 1) as f64;
    let wrong = |lr: f64| {
        (different.len() - different.partition_point(|s| *s < lr) + 1) as f64
            / (different.len() + 1) as f64
    };
    let step = 0.01;
    let mut upper = 0.0;
    while upper < 10.0 && missed(upper + step) + (upper + step).exp() * wrong(upper + step) < 1.0 {
        upper += step;
    }
    let mut lower = 0.0;
    while lower > -10.0 && missed(lower - step) * (step - lower).exp() + wrong(lower - step) < 1.0 {
        lower -= step;
    }
    (lower, upper)
}
