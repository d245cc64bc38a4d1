//! The words of the demonstration: small talk, and what the person doing this writes. Mild on
//! purpose; nothing explicit or graphic belongs here.

use crate::random::Random;

/// How every new account begins. The same line, hardly changed, is what ties them together.
pub const OPENINGS: [&str; 5] = [
    "Hi Wren, have you got a minute? There is something you should know about your friends.",
    "hi Wren have you got a minute? there is something you should know about your friends",
    "Hi Wren, have you got a minute? There is something you should know about your friends...",
    "Hi Wren have you got a minute?? There is something you should know about your friends.",
    "Hi Wren, have you got a min? There is something you should know about your friends.",
];

/// What follows.
pub const PRESSING: [&str; 36] = [
    "You never answer me",
    "I know you saw this",
    "Your friends talk about you when you leave the room",
    "I only want to help you, Wren",
    "Why did you block me again",
    "It is rude not to answer",
    "I know you are awake",
    "You looked tired in the blue coat today",
    "Nice new bicycle",
    "So you changed your number",
    "Everybody at work will hear about this",
    "I can make as many accounts as I like",
    "Blocking does not work, you know that",
    "Ask Juniper what she really thinks of you",
    "Sorrel told me all about it",
    "You should be careful who you trust",
    "I will just keep writing until you answer",
    "Answer me and I stop",
    "Ok last chance",
    "You think you are better than me",
    "How was the cinema",
    "The light in your kitchen is still on",
    "Do not ignore me",
    "Hello??",
    "Wren",
    "Wren answer",
    "I have told your manager what you are like",
    "Your sister seems nice",
    "We could still be friends",
    "You made me do this",
    "I have got all night",
    "Who is Rowan to you",
    "Shall I ask your mum instead",
    "Not so clever now are you",
    "I saw your post",
    "See you soon then",
];

/// What the owner answers before she blocks an account.
pub const STOPPING: [&str; 8] = [
    "Who is this?",
    "Please stop writing to me.",
    "I don't know you. Please leave me alone.",
    "I have asked you to stop. Do not contact me again.",
    "Do not contact me or my friends.",
    "I am keeping all of this.",
    "I don't want any contact with you. Stop.",
    "I have told you before. Stop.",
];

/// What friends say when they have been written to.
pub const FRIENDS: [&str; 8] = [
    "Somebody called {name} just wrote to me about you. Is that one of them again?",
    "Got a message from {name} asking where you live now. I did not answer.",
    "{name} added me and wants to talk about you. Screenshot follows.",
    "There is a {name} in my requests with your picture!",
    "Just so you know, {name} wrote to me this morning. Same first line as the last one.",
    "I've been asked by {name} if you still work at the library. Blocked.",
    "{name} says to be a friend of yours. I don't believe a word of it.",
    "Another one: {name}. I have kept the message for you.",
];

const OPENERS: [&str; 16] = [
    "Morning!",
    "Hiya",
    "Quick one:",
    "Guess what,",
    "By the way,",
    "Oh,",
    "Right,",
    "Listen,",
    "Haha",
    "Yes,",
    "No,",
    "Sorry,",
    "Just home.",
    "On the bus.",
    "Well,",
    "Ok so",
];
const MIDDLES: [&str; 28] = [
    "are we still on for Thursday",
    "the heron is back on the canal",
    "I finished the book you lent me",
    "the choir moved to half past seven",
    "can you bring the big pan",
    "Mum says thank you for the plums",
    "the boiler man never came",
    "I got two tickets for the museum",
    "the cat has eaten the butter again",
    "my train is late as ever",
    "it is pouring here",
    "we need more paint for the shed",
    "the library closes early on Friday",
    "I found your green scarf",
    "soup or pasta tonight",
    "the quiz was far too hard",
    "I will be ten minutes late",
    "the new neighbours have a trombone",
    "don't forget the form for the allotment",
    "shall I book the hut for June",
    "I cannot find the spare key",
    "that cake was wonderful",
    "Dad asks if you want the old desk",
    "the market has the good cheese",
    "I slept badly again",
    "work was long today",
    "let's walk on Sunday if it is dry",
    "the ferry goes at nine",
];
const ENDINGS: [&str; 18] = [
    ".",
    "?",
    "!",
    " x",
    " 😂",
    " 🙂",
    " 🌧️",
    " ❤️",
    ".",
    ".",
    "?",
    " 👍",
    "...",
    " xx",
    ", what do you think?",
    ", let me know",
    " if that's ok",
    " 🎉",
];

/// Where somebody's small talk is about: everybody has places of their own.
const PLACES: [&str; 36] = [
    "Candlerush Wharf",
    "the Fogmere allotments",
    "Inkpenny Lane",
    "the Pebblethorpe baths",
    "Oddfellow Yard",
    "the Quillfeather",
    "Saltmarsh Road",
    "Tumbledown Farm",
    "the Umberlake hut",
    "Wimblestraw Green",
    "the old Kettlebeck mill",
    "Lanternby station",
    "Muddleford bridge",
    "the Netherbrook market",
    "Rushlight House",
    "Thistledown Court",
    "the Winterbourne",
    "Mossgate chapel",
    "Dewpond Crescent",
    "the Honeyfield café",
    "Juniperley school",
    "Puddlewick Rise",
    "the Underbough woods",
    "Larkspur Mews",
    "Bramblehurst",
    "the Cloverleigh pool",
    "Damson Hill",
    "Fennel Street",
    "the Gorse Park kiosk",
    "Hyssop Gardens",
    "Ivybridge Lane",
    "Jonquil Terrace",
    "the Kestrel hide",
    "Lovage Wharf",
    "the Mallow rooms",
    "Nettlecombe",
];

/// A line of small talk by the speaker of that number: each has subjects and places of their own.
pub fn small_talk(random: &mut Random, speaker: usize) -> String {
    const SUBJECTS: i64 = 4;
    let speakers = MIDDLES.len() / SUBJECTS as usize;
    let mut subject = || {
        let nth = random.between(0, SUBJECTS) as usize;
        let middle = MIDDLES[nth * speakers + speaker % speakers];
        format!("{middle} at {}", PLACES[speaker % PLACES.len()])
    };
    let (first, second) = (subject(), subject());
    let mut text = String::new();
    if random.one_in(2) {
        text.push_str(random.pick(&OPENERS));
        text.push(' ');
    }
    text.push_str(&first);
    if random.one_in(6) {
        text.push_str(", and ");
        text.push_str(&second);
    }
    text.push_str(random.pick(&ENDINGS));
    if random.one_in(40) {
        text.push('\n');
        text.push_str(&second);
    }
    text
}

const FIRST: [&str; 30] = [
    "Marigold",
    "Clover",
    "Bryony",
    "Fern",
    "Tansy",
    "Linnet",
    "Merle",
    "Saffron",
    "Yarrow",
    "Briar",
    "Sage",
    "Teasel",
    "Damson",
    "Campion",
    "Avens",
    "Bramble",
    "Cicely",
    "Dill",
    "Eglantine",
    "Fennel",
    "Gorse",
    "Hyssop",
    "Ivy",
    "Jonquil",
    "Kestrel",
    "Lovage",
    "Mallow",
    "Nettle",
    "Orris",
    "Pimpernel",
];
const LAST: [&str; 24] = [
    "Puddlewick",
    "Underbough",
    "Mossgate",
    "Thistledown",
    "Larkspurling",
    "Winterbourne-Quill",
    "Dewpond",
    "Candlerush",
    "Fogwarden",
    "Honeyfield",
    "Inkpenny",
    "Juniperley",
    "Kettlebeck",
    "Lanternby",
    "Muddleford",
    "Netherbrook",
    "Oddfellow-Reed",
    "Pebblethorpe",
    "Quillfeather",
    "Rushlight",
    "Saltmarsh",
    "Tumbledown",
    "Umberlake",
    "Wimblestraw",
];

/// The n-th invented name; 720 differ.
pub fn persona(n: usize) -> String {
    format!(
        "{} {}",
        FIRST[n % FIRST.len()],
        LAST[(n / FIRST.len() * 7 + n * 5) % LAST.len()]
    )
}
