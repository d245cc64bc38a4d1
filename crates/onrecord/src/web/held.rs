//! A form that was sent while the app was locked, or while a job had the case: kept in memory until it can
//! be sent again, so that neither loses anything. Knows nothing of what the form means.

use zeroize::Zeroizing;

/// The longest form that is kept.
pub const LONGEST: usize = 256 * 1024;

/// The form as it came.
pub struct Held {
    /// Its path inside the app.
    pub path: String,
    /// Names and values in order.
    pub fields: Vec<(String, Zeroizing<String>)>,
}

impl Held {
    /// Takes a form over from its body.
    pub fn new(path: String, body: &[u8]) -> Self {
        let fields = form_urlencoded::parse(body)
            .map(|(name, value)| (name.into_owned(), Zeroizing::new(value.into_owned())))
            .collect();
        Self { path, fields }
    }
}
