//! Where to turn: texts from data files that carry their sources.

/// A place to turn to.
#[derive(Clone, Debug)]
pub struct TurnTo {
    /// Who.
    pub who: String,
    /// How, and what they do.
    pub text: String,
}

/// Places to turn to when a picture may show somebody under 18.
pub fn under_18_places() -> Vec<TurnTo> {
    let table: toml::Table = include_str!("../../data/under-18.toml")
        .parse()
        .unwrap_or_default();
    let places = table.get("place").and_then(|places| places.as_array());
    let places = places.into_iter().flatten().map(|place| {
        let text = |key: &str| {
            let value = place.get(key).and_then(|value| value.as_str());
            value.unwrap_or_default().to_owned()
        };
        TurnTo {
            who: text("who"),
            text: text("text"),
        }
    });
    places.collect()
}

/// The same as a text.
pub fn under_18() -> String {
    let mut out = String::from("Please do not open, copy or send it. You can turn to:\n");
    for place in under_18_places() {
        out.push_str(&format!("  - {}: {}\n", place.who, place.text));
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_place_has_a_name_a_text_and_a_source() {
        let table: toml::Table = include_str!("../../data/under-18.toml").parse().unwrap();
        for place in table["place"].as_array().unwrap() {
            for key in ["who", "text", "source"] {
                assert!(!place[key].as_str().unwrap().is_empty());
            }
        }
        assert_eq!(super::under_18().lines().count(), 4);
    }
}
