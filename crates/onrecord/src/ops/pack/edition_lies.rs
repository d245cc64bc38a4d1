//! Lies about a thread that keep the shape of its lines, for the tests: what the holder of the key might
//! change and sign again.

/// What a lie changes of the lines of one thread; false where there is nothing to change.
pub(super) type Lie = fn(&mut Vec<String>, &[String]) -> bool;

fn first(lines: &[String], part: &str) -> Option<usize> {
    lines.iter().position(|line| line.contains(part))
}

fn renumber(line: &str, by: i64) -> String {
    let start = if line.starts_with("{\"index\":") {
        9
    } else {
        8
    };
    let digits = line[start..].bytes().take_while(u8::is_ascii_digit).count();
    let number: i64 = line[start..start + digits].parse().unwrap();
    format!(
        "{}{}{}",
        &line[..start],
        number + by,
        &line[start + digits..]
    )
}

/// `"body":["salt","value"` of a line that shows it.
fn body(line: &str) -> Option<(usize, usize, usize)> {
    let salt = line.find("\"body\":[\"")? + 9;
    let value = salt + 35;
    Some((salt, value, value + line[value..].find('"')?))
}

/// The lines of a thread, and those of another of the pack.
pub(super) const LIES: [(&str, Lie); 12] = [
    ("move", |lines, _| {
        let two = lines
            .windows(2)
            .position(|two| two.iter().all(|line| line.contains("\"index\"")));
        let Some(at) = two else { return false };
        let (one, other) = (renumber(&lines[at], 1), renumber(&lines[at + 1], -1));
        (lines[at], lines[at + 1]) = (other, one);
        true
    }),
    ("drop", |lines, _| {
        let Some(at) = first(lines, "\"index\"") else {
            return false;
        };
        lines.remove(at);
        lines
            .iter_mut()
            .skip(at)
            .for_each(|line| *line = renumber(line, -1));
        true
    }),
    ("drop into a gap", |lines, _| {
        let Some(at) = first(lines, "\"index\"") else {
            return false;
        };
        let digits = lines[at][9..].split(',').next().unwrap().to_owned();
        lines[at] = format!("{{\"from\":{digits},\"withheld\":1}}");
        true
    }),
    ("duplicate", |lines, _| {
        let Some(at) = first(lines, "\"index\"") else {
            return false;
        };
        lines.insert(at + 1, lines[at].clone());
        lines
            .iter_mut()
            .skip(at + 1)
            .for_each(|line| *line = renumber(line, 1));
        true
    }),
    ("splice from another thread", |lines, others| {
        let (Some(at), Some(other)) = (first(lines, "\"index\""), first(others, "\"index\""))
        else {
            return false;
        };
        let number = |line: &str| line[9..].split(',').next().unwrap().parse::<i64>().unwrap();
        lines[at] = renumber(&others[other], number(&lines[at]) - number(&others[other]));
        true
    }),
    ("a gap of another size", |lines, _| {
        let Some(at) = first(lines, "\"withheld\"") else {
            return false;
        };
        let (start, count) = lines[at].split_once("\"withheld\":").unwrap();
        let count: u64 = count.trim_end_matches('}').parse().unwrap();
        lines[at] = format!("{start}\"withheld\":{}}}", count + 1);
        lines
            .iter_mut()
            .skip(at + 1)
            .for_each(|line| *line = renumber(line, 1));
        true
    }),
    ("a time level: times of gaps dropped", |lines, _| {
        // What tells a time only has a digest in the place of its kind.
        let Some(at) = lines
            .iter()
            .position(|line| line.contains("\"time\":[") && line.contains("\"kind\":\""))
        else {
            return false;
        };
        let digits = lines[at][9..].split(',').next().unwrap().to_owned();
        lines[at] = format!("{{\"from\":{digits},\"withheld\":1}}");
        true
    }),
    ("a guess of a withheld text", |lines, _| {
        // The right words under a salt that the pack shows elsewhere.
        let Some(at) = lines
            .iter()
            .position(|line| line.contains("\"body\":\"") || line.contains("\"pieces\""))
        else {
            return false;
        };
        let salt = lines
            .iter()
            .find_map(|line| Some(line[body(line)?.0..][..32].to_owned()));
        let from = lines[at].find("\"body\":").unwrap() + 7;
        let to = from + lines[at][from..].find(",\"details\"").unwrap();
        // CBOR ["yes"].
        let guess = format!("[\"{}\",\"8163796573\"]", salt.unwrap_or("00".repeat(16)));
        lines[at].replace_range(from..to, &guess);
        true
    }),
    ("pieces of a text swapped", |lines, _| {
        for line in lines {
            if let Some(from) = line.find("{\"pieces\":[").map(|at| at + 11) {
                let to = from + line[from..].find("]}").unwrap();
                let pieces = line[from..to]
                    .replace("],", "]\n")
                    .replace("\",\"", "\"\n\"")
                    .replace(",[", "\n[");
                // Salt and text of a piece were parted too: they are put together again.
                let mut whole: Vec<String> = Vec::new();
                for part in pieces.lines() {
                    match whole
                        .last_mut()
                        .filter(|last| last.starts_with('[') && !last.ends_with(']'))
                    {
                        Some(last) => last.push_str(&format!(",{part}")),
                        None => whole.push(part.to_owned()),
                    }
                }
                whole.swap(0, 1);
                line.replace_range(from..to, &whole.join(","));
                return true;
            }
        }
        false
    }),
    (
        "a piece shortened by giving its first letter to its salt",
        |lines, _| {
            for line in lines {
                let shown = line.find("{\"pieces\":[").and_then(|from| {
                    Some(
                        from + line[from..]
                            .find("[[\"")
                            .or_else(|| line[from..].find(",[\""))?,
                    )
                });
                if let Some(at) = shown.map(|at| at + 3) {
                    let part = &line[at..];
                    let moved = format!("{}{}\",\"{}", &part[..32], &part[35..37], &part[37..]);
                    line.replace_range(at.., &moved);
                    return true;
                }
            }
            false
        },
    ),
    ("a text shortened", |lines, _| {
        for line in lines {
            if let Some((_, from, to)) = body(line)
                && line[from..].starts_with("81")
                && to - from > 8
                && !line[from..].starts_with("8178")
            {
                let length = u8::from_str_radix(&line[from + 2..from + 4], 16).unwrap() - 1;
                let shorter = format!("81{length:02x}{}", &line[from + 4..to - 2]);
                line.replace_range(from..to, &shorter);
                return true;
            }
        }
        false
    }),
    ("pieces of a whole text swapped", |lines, _| {
        for line in lines {
            let Some((_, from, to)) = body(line) else {
                continue;
            };
            // [two pieces of at most 23 bytes, …]
            let bytes: Vec<u8> = (from..to)
                .step_by(2)
                .map(|at| u8::from_str_radix(&line[at..at + 2], 16).unwrap())
                .collect();
            let piece = |at: usize| {
                bytes
                    .get(at)
                    .filter(|head| (0x61..0x78).contains(*head))
                    .map(|head| at + 1 + usize::from(head - 0x60))
            };
            if !(0x82..0x98).contains(&bytes[0]) {
                continue;
            }
            if let Some(end) = piece(1)
                && let Some(after) = piece(end)
                && bytes[1..end] != bytes[end..after]
            {
                let swapped = [
                    &bytes[..1],
                    &bytes[end..after],
                    &bytes[1..end],
                    &bytes[after..],
                ]
                .concat();
                let hex: String = swapped.iter().map(|byte| format!("{byte:02x}")).collect();
                line.replace_range(from..to, &hex);
                return true;
            }
        }
        false
    }),
];
