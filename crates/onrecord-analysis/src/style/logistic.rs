//! Logistic regression with a ridge, by Newton's method: weights that turn scores into log-likelihood
//! ratios. Must not know what the scores measure.

/// One pair of known truth.
#[derive(Debug, Clone)]
pub struct Example {
    /// What was measured; the first is usually 1.
    pub features: Vec<f64>,
    /// One author wrote both.
    pub same: bool,
    /// How much it counts.
    pub weight: f64,
}

/// Weights so that `sum(weight * feature)` is a log-likelihood ratio: both classes count the same in
/// all, whatever their numbers. `ridge` draws every weight towards `towards`.
pub fn fit(examples: &[Example], ridge: &[f64], towards: &[f64]) -> Vec<f64> {
    let width = ridge.len();
    let total = |same: bool| -> f64 {
        examples
            .iter()
            .filter(|one| one.same == same)
            .map(|one| one.weight)
            .sum()
    };
    let scale = [
        1.0 / total(false).max(f64::MIN_POSITIVE),
        1.0 / total(true).max(f64::MIN_POSITIVE),
    ];
    let mut weights = towards.to_vec();
    for _ in 0..100 {
        let mut gradient: Vec<f64> = (0..width)
            .map(|i| ridge[i] * (weights[i] - towards[i]))
            .collect();
        let mut hessian = vec![0.0; width * width];
        for i in 0..width {
            hessian[i * width + i] = ridge[i].max(1e-9);
        }
        for example in examples {
            let logit: f64 = example
                .features
                .iter()
                .zip(&weights)
                .map(|(x, w)| x * w)
                .sum();
            let probability = 1.0 / (1.0 + (-logit).exp());
            let count = example.weight * scale[usize::from(example.same)];
            let error = count * (probability - f64::from(u8::from(example.same)));
            let curve = count * probability * (1.0 - probability);
            for i in 0..width {
                gradient[i] += error * example.features[i];
                for j in 0..=i {
                    hessian[i * width + j] += curve * example.features[i] * example.features[j];
                }
            }
        }
        let step = solve(&hessian, &gradient, width);
        let mut largest = 0f64;
        for (weight, step) in weights.iter_mut().zip(&step) {
            let step = step.clamp(-2.0, 2.0);
            *weight -= step;
            largest = largest.max(step.abs());
        }
        if largest < 1e-9 {
            break;
        }
    }
    weights
}

/// Solves `a x = b` for a positive definite `a`, of which the lower half is filled (Cholesky).
fn solve(a: &[f64], b: &[f64], width: usize) -> Vec<f64> {
    let mut lower = vec![0.0; width * width];
    for i in 0..width {
        for j in 0..=i {
            let mut sum = a[i * width + j];
            for k in 0..j {
                sum -= lower[i * width + k] * lower[j * width + k];
            }
            lower[i * width + j] = if i == j {
                sum.max(1e-12).sqrt()
            } else {
                sum / lower[j * width + j]
            };
        }
    }
    let mut x = b.to_vec();
    for i in 0..width {
        for k in 0..i {
            x[i] -= lower[i * width + k] * x[k];
        }
        x[i] /= lower[i * width + i];
    }
    for i in (0..width).rev() {
        for k in i + 1..width {
            x[i] -= lower[k * width + i] * x[k];
        }
        x[i] /= lower[i * width + i];
    }
    x
}
