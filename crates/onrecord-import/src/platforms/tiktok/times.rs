//! The ways in which TikTok writes times. Knows no records.

use crate::kit::iso_time;
use onrecord_model::When;

/// `2023-01-02 03:04:05`, of unknown zone, or with ` UTC`. What cannot be read is kept as written.
pub(super) fn when(text: &str) -> When {
    iso_time::parse_or_keep(text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_believed_only_where_it_stands() {
        let shown = |text: &str| {
            let when = when(text);
            let wall = when.truth.wall().map(|wall| wall.to_string());
            let instant = when.truth.instant().map(|instant| instant.to_string());
            (when.truth.name(), instant.or(wall).unwrap_or_default())
        };
        for (text, truth, time) in [
            ("2023-01-02 03:04:05", "zone-unknown", "2023-01-02T03:04:05"),
            ("2023-01-02 03:04:05 UTC", "stated", "2023-01-02T03:04:05Z"),
            // The hour that British clocks skip, and the one that they show twice, are as others.
            ("2023-03-26 01:30:00", "zone-unknown", "2023-03-26T01:30:00"),
            ("2023-10-29 01:30:00 UTC", "stated", "2023-10-29T01:30:00Z"),
            ("2023-01-02T03:04:05Z", "stated", "2023-01-02T03:04:05Z"),
            ("2023-02-30 03:04:05", "undated", ""),
            ("1672628645", "undated", ""),
            ("N/A", "undated", ""),
            ("", "undated", ""),
        ] {
            assert_eq!(shown(text), (truth, time.to_owned()), "{text}");
        }
    }
}
