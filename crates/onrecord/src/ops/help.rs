//! Where to turn: texts from data files that carry their sources.

/// Where to turn when a picture may show somebody under 18.
pub fn under_18() -> String {
    let mut out = String::from("Please do not open, copy or send it. You can turn to:\n");
    let table: toml::Table = include_str!("../../data/under-18.toml")
        .parse()
        .unwrap_or_default();
    let places = table.get("place").and_then(|places| places.as_array());
    for place in places.into_iter().flatten() {
        let text = |key: &str| {
            place
                .get(key)
                .and_then(|value| value.as_str())
                .unwrap_or_default()
        };
        out.push_str(&format!("  - {}: {}\n", text("who"), text("text")));
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
