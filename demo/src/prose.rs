//! Prose of somebody's own: sentences put together from small pieces in a manner of writing that stays with its
//! speaker, so that hardly any line stands twice and a way of writing can be seen. Mild on purpose. Knows nothing
//! of who speaks or why.

use crate::random::Random;
use crate::words::PLACES;

/// What everybody's small talk is made of.
const WHO: [&str; 14] = [
    "I",
    "we",
    "I",
    "we",
    "my mum",
    "Dad",
    "the neighbour",
    "my cousin",
    "the man from the shop",
    "our teacher",
    "I",
    "somebody",
    "the whole choir",
    "my brother",
];
const DID: [&str; 40] = [
    "finally mended",
    "nearly forgot",
    "went to see",
    "painted",
    "could not find",
    "brought back",
    "has lost",
    "borrowed",
    "washed",
    "carried home",
    "sat next to",
    "never got",
    "is still waiting for",
    "gave away",
    "cannot stand",
    "found",
    "dropped",
    "took a picture of",
    "is looking for",
    "made",
    "bought",
    "talked about",
    "sold",
    "put away",
    "tidied up",
    "ordered",
    "unpacked",
    "was asked about",
    "picked up",
    "dreamt of",
    "wants to keep",
    "showed everybody",
    "tripped over",
    "wrapped up",
    "left behind",
    "counted",
    "swapped",
    "wrote down",
    "fell asleep over",
    "was late for",
];
const WHAT_KIND: [&str; 30] = [
    "blue", "old", "wooden", "second", "tiny", "borrowed", "broken", "yellow", "other", "heavy",
    "new", "striped", "quiet", "last", "cheap", "round", "empty", "warm", "muddy", "left", "wrong",
    "lucky", "green", "spare", "noisy", "early", "huge", "sweet", "rusty", "long",
];
const WHAT: [&str; 96] = [
    "kettle", "bus", "ladder", "scarf", "parcel", "tent", "teapot", "train", "bicycle", "lamp",
    "umbrella", "jar", "bench", "recipe", "carpet", "window", "boat", "radio", "pan", "coat",
    "fence", "clock", "basket", "piano", "drawer", "map", "puzzle", "candle", "mirror", "wheel",
    "kite", "bell", "blanket", "letter", "shelf", "garden", "cupboard", "trumpet", "pillow", "hat",
    "cake", "door", "poster", "stove", "hammock", "picture", "spoon", "rug", "chair", "trolley",
    "rake", "notebook", "ticket", "jigsaw", "rope", "suitcase", "gate", "jumper", "plate", "tray",
    "torch", "whistle", "barrel", "apron", "magazine", "curtain", "stool", "camera", "bucket",
    "glove", "violin", "pump", "bowl", "tyre", "sledge", "penknife", "thermos", "table", "album",
    "boot", "cushion", "drum", "ribbon", "oven", "hammer", "tap", "brush", "bottle", "wardrobe",
    "pocket", "heron", "ferry", "plum", "quiz", "shed", "market",
];
const WHEN: [&str; 24] = [
    "this morning",
    "after work",
    "on the way home",
    "before lunch",
    "at the weekend",
    "on Tuesday",
    "last night",
    "in the rain",
    "for once",
    "without asking",
    "all by hand",
    "in ten minutes",
    "as ever",
    "on the phone",
    "with the window open",
    "during the film",
    "for the third time",
    "just now",
    "in the dark",
    "for the party",
    "by mistake",
    "between two trains",
    "on my birthday",
    "at the very end",
];
/// What somebody writes who will not stop.
const PRESSES: [&str; 14] = [
    "you never",
    "you still",
    "your friends",
    "your sister",
    "that colleague of yours",
    "everybody at work",
    "you",
    "you always",
    "one of them",
    "the one you trust",
    "you really",
    "they all",
    "your mum",
    "nobody but you",
];
const PRESSING: [&str; 24] = [
    "told me about",
    "answered about",
    "forget",
    "asked me for",
    "laughed about",
    "should have kept",
    "hide",
    "will miss",
    "lied about",
    "cannot explain",
    "thank me for",
    "talk about",
    "threw away",
    "noticed",
    "remember",
    "wanted",
    "deserve",
    "gave me",
    "sold",
    "left me",
    "look for",
    "mentioned",
    "saw",
    "paid for",
];

/// Habits, of which everybody has some.
const OPENINGS: [&str; 20] = [
    "Morning!",
    "Hiya,",
    "so",
    "guess what,",
    "By the way,",
    "Oh,",
    "Right,",
    "listen,",
    "haha",
    "yes,",
    "No,",
    "Sorry,",
    "well",
    "ok so",
    "hey",
    "Ah,",
    "tbh",
    "honestly,",
    "and",
    "Anyway,",
];
const LINKS: [&str; 16] = [
    "and",
    "but",
    "because",
    "so",
    "though",
    "and then",
    "while",
    "since",
    "cos",
    "which is why",
    "or maybe",
    "as",
    "just when",
    "until",
    "even if",
    "plus",
];
const ASIDES: [&str; 12] = [
    "I think",
    "you know",
    "of course",
    "I suppose",
    "apparently",
    "maybe",
    "to be fair",
    "as if",
    "I mean",
    "again",
    "for what it is worth",
    "no idea why",
];
const ENDINGS: [&str; 20] = [
    ".",
    "?",
    "!",
    " x",
    " 😂",
    "...",
    ", what do you think?",
    ", let me know",
    " if that's ok",
    " 🙂",
    " lol",
    "!!",
    " xx",
    " though",
    " really",
    " :)",
    "?!",
    " isn't it",
    " right?",
    " ❤️",
];

/// Habits of whoever is doing this, which nobody else has.
const THEIR_OPENINGS: [&str; 3] = ["look,", "just so you know,", "fine then,"];
const THEIR_LINKS: [&str; 3] = ["yet", "unless", "whether or not"];
const THEIR_ASIDES: [&str; 2] = ["obviously", "as always"];
const THEIR_ENDINGS: [&str; 3] = [" ok?", "..", " and that is that"];

/// One of a few of a list that are this speaker's.
fn habit<'w>(random: &mut Random, speaker: usize, list: &[&'w str], theirs: &[&'w str]) -> &'w str {
    if speaker == THEIRS {
        return random.pick(theirs);
    }
    let nth = random.between(0, theirs.len() as i64) as usize;
    list[(speaker * 7 + speaker / list.len() + nth * 5) % list.len()]
}

/// A sentence or two.
fn sentence(random: &mut Random, speaker: usize, who: &[&str], did: &[&str]) -> String {
    let clause = |random: &mut Random| {
        let what = WHAT[(speaker * 11 + random.between(0, 24) as usize * 4) % WHAT.len()];
        let mut clause = format!("{} ", random.pick(who));
        if random.one_in(5) {
            clause.push_str(&format!(
                "{} ",
                habit(random, speaker, &ASIDES, &THEIR_ASIDES)
            ));
        }
        clause.push_str(&format!(
            "{} the {} {what}",
            random.pick(did),
            random.pick(&WHAT_KIND)
        ));
        if random.one_in(3) {
            let place = PLACES[(speaker + random.between(0, 6) as usize * 6) % PLACES.len()];
            clause.push_str(&format!(" at {place}"));
        } else {
            clause.push_str(&format!(" {}", random.pick(&WHEN)));
        }
        clause
    };
    let mut text = String::new();
    if random.one_in(2) {
        text.push_str(habit(random, speaker, &OPENINGS, &THEIR_OPENINGS));
        text.push(' ');
    }
    text.push_str(&clause(random));
    if !random.one_in(3) {
        let comma = if speaker.is_multiple_of(2) { ", " } else { " " };
        text.push_str(&format!(
            "{comma}{} ",
            habit(random, speaker, &LINKS, &THEIR_LINKS)
        ));
        text.push_str(&clause(random));
    }
    text.push_str(habit(random, speaker, &ENDINGS, &THEIR_ENDINGS));
    manner(speaker, &text)
}

/// How a speaker spells.
fn manner(speaker: usize, text: &str) -> String {
    match speaker % 5 {
        0 => text.to_owned(),
        1 => text.to_lowercase(),
        2 => {
            let mut characters = text.chars();
            let first = characters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(characters).collect()
        }
        3 => text
            .to_lowercase()
            .replace("you", "u")
            .replace(" and ", " n ")
            .replace(", ", " "),
        _ => text.replace("I ", "i ").replace(" the ", " that "),
    }
}

/// A line of small talk by the speaker of that number.
pub(crate) fn small_talk(random: &mut Random, speaker: usize) -> String {
    sentence(random, speaker, &WHO, &DID)
}

/// The number under which the person doing this writes, whatever the account is called.
const THEIRS: usize = 1_001;

/// A line by the person doing this.
pub(crate) fn pressing(random: &mut Random) -> String {
    sentence(random, THEIRS, &PRESSES, &PRESSING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn hardly_a_line_stands_twice_and_a_speaker_keeps_a_manner() {
        let mut random = Random::new(3);
        let lines: Vec<String> = (0..20_000)
            .map(|n| small_talk(&mut random, n % 40))
            .collect();
        let distinct: BTreeSet<&String> = lines.iter().collect();
        assert!(distinct.len() > 19_990, "{}", distinct.len());
        let theirs: Vec<String> = (0..200).map(|_| pressing(&mut random)).collect();
        assert!(theirs.iter().all(|line| *line == line.to_lowercase()));
        assert!(
            lines
                .iter()
                .chain(&theirs)
                .all(|line| line.split(' ').count() >= 6)
        );
    }
}
