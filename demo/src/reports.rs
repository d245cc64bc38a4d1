//! What the owner of the demonstration reported and what she was told. The forces are invented;
//! the answers follow the pattern that `product.md` describes.

use crate::story::DAY;

/// A report and its answer. Days are seconds since the epoch.
#[derive(Clone, Debug, Default)]
pub struct Reported {
    /// Day.
    pub on: i64,
    /// Force or platform.
    pub body: &'static str,
    /// How.
    pub channel: &'static str,
    /// Who answered.
    pub officer: &'static str,
    /// Their reference.
    pub reference: &'static str,
    /// What was said.
    pub said: &'static str,
    /// What was answered, word for word.
    pub answered: &'static str,
    /// What was promised.
    pub promised: &'static str,
    /// What came of it.
    pub outcome: &'static str,
    /// What kind of step it was, by its stable name.
    pub happening: &'static str,
    /// The day the thing itself was done.
    pub happened: Option<i64>,
    /// By when it was promised.
    pub due: Option<i64>,
    /// The day the promise was kept.
    pub kept: Option<i64>,
    /// Which earlier one it answers: its place in the list.
    pub answers: Option<usize>,
}

/// What she says that her incidents show: the element, and why.
pub(crate) mod shows {
    pub(crate) const FIRST: &[(&str, &str)] = &[
        (
            "contacting",
            "It wrote to me every night until I blocked it.",
        ),
        (
            "repeated",
            "It was the first of many, and they all began alike.",
        ),
    ];
    pub(crate) const NAME: &[(&str, &str)] = &[
        (
            "publishing",
            "It used my name and my picture, as if it were me.",
        ),
        ("q7-others", "It wrote to my sister and my friends."),
    ];
    pub(crate) const CALLS: &[(&str, &str)] = &[
        ("contacting", "The number rang again and again."),
        (
            "obsessive",
            "It rang for hours, in the middle of the night.",
        ),
        (
            "serious-distress",
            "I missed work and sleep with the phone switched off.",
        ),
        ("q1-frightened", "I was afraid to be alone in the flat."),
    ];
    pub(crate) const LAST: &[(&str, &str)] = &[
        (
            "contacting",
            "A new account, right after the others were blocked.",
        ),
        ("unwanted", "I had told every account before it to stop."),
    ];
}

/// Every report, oldest first, for a story that begins then.
pub(crate) fn reports(begins: i64) -> Vec<Reported> {
    let day = |n: i64| begins + n * DAY;
    vec![
        Reported {
            on: day(21),
            body: "Northshire Police",
            channel: "telephone (101)",
            officer: "call handler, no name given",
            reference: "NS-0311-23",
            said: "Somebody I do not know writes to me every night and knows who my friends are.",
            answered: "There is no immediate danger. Block the account and change your settings.",
            outcome: "closed the same day",
            happening: "report",
            ..Reported::default()
        },
        Reported {
            on: day(36),
            body: "Northshire Police",
            channel: "e-mail",
            officer: "Crime Desk",
            reference: "NS-0311-23",
            said: "I asked what had been done.",
            answered: "It was decided not to investigate further, as there is no line of enquiry.",
            happening: "decision-not-to-investigate",
            happened: Some(day(26)),
            ..Reported::default()
        },
        Reported {
            on: day(64),
            body: "Facebook",
            channel: "report form",
            said: "Fake profile that harasses me. I sent the link and four pictures of the screen.",
            answered: "We have reviewed the profile and found that it does not go against our standards.",
            outcome: "profile stayed up",
            happening: "report",
            ..Reported::default()
        },
        Reported {
            on: day(158),
            body: "Northshire Police",
            channel: "online form",
            officer: "PC 4471 Dunnock",
            reference: "NS-1177-23",
            said: "Nine accounts so far, one after the other, each begins with the same line. My friends are written to as well.",
            answered: "As each account has only sent a few messages, this does not meet the threshold at this time.",
            promised: "a call back within a week",
            outcome: "nobody called",
            happening: "report",
            due: Some(day(165)),
            ..Reported::default()
        },
        Reported {
            on: day(301),
            body: "Eastmere Constabulary",
            channel: "in person, front desk",
            officer: "PC 208 Sandpiper",
            reference: "EM/24/00519",
            said: "An account with my name and picture writes to my sister and my manager. I also get missed calls at night.",
            answered: "It would have to be reported to Northshire because that is where you lived when it began.",
            outcome: "passed on; I heard nothing",
            happening: "report",
            ..Reported::default()
        },
        Reported {
            on: day(402),
            body: "Northshire Police",
            channel: "telephone (101)",
            officer: "PC 4471 Dunnock",
            reference: "NS-1177-23",
            said: "I asked what had happened to my report, and told him about the calls at night.",
            answered: "It was filed as malicious communications, no suspect identified. You could change your number.",
            promised: "an e-mail with the reference",
            outcome: "the e-mail came three weeks later",
            happening: "no-further-action",
            happened: Some(day(380)),
            kept: Some(day(423)),
            ..Reported::default()
        },
        Reported {
            on: day(420),
            body: "Northshire Police",
            channel: "online form",
            reference: "NS-C-0052-24",
            said: "I complained that each account was looked at alone, and that nobody called back.",
            answered: "Your complaint has been recorded.",
            happening: "complaint",
            ..Reported::default()
        },
        Reported {
            on: day(486),
            body: "Northshire Police",
            channel: "letter",
            officer: "Professional Standards Department",
            reference: "NS-C-0052-24",
            answered: "The service provided was acceptable.",
            happening: "complaint-outcome",
            happened: Some(day(483)),
            // The complaint, counted with the entries that stand between.
            answers: Some(6),
            ..Reported::default()
        },
        Reported {
            on: day(501),
            body: "Police and Crime Commissioner for Northshire",
            channel: "online form",
            reference: "PCC-R-0117",
            said: "I asked for a review of the outcome of my complaint.",
            answered: "We have received your application.",
            outcome: "they asked the force to look at the reports together",
            happening: "review-request",
            answers: Some(7),
            ..Reported::default()
        },
        Reported {
            on: day(655),
            body: "Northshire Police",
            channel: "in person, by appointment",
            officer: "DC 1902 Fieldfare",
            reference: "NS-0094-25",
            said: "I brought print-outs of twenty-two accounts.",
            answered: "I can see that this is more than one thing. I will need it in a form I can send to the CPS.",
            promised: "an answer from the platforms' liaison by the end of the month",
            outcome: "open",
            happening: "answer",
            due: Some(day(658)),
            ..Reported::default()
        },
        Reported {
            on: day(1_290),
            body: "Northshire Police",
            channel: "e-mail",
            officer: "DC 1902 Fieldfare",
            reference: "NS-0094-25",
            said: "Two new accounts and a new number since we spoke. Shall I send it all?",
            answered: "Yes please, in one file if you can, with dates.",
            promised: "a meeting when the file is there",
            outcome: "open",
            happening: "answer",
            ..Reported::default()
        },
        Reported {
            on: day(1_301),
            body: "Northshire Police",
            channel: "e-mail",
            officer: "DC 1902 Fieldfare",
            reference: "NS-0094-25",
            said: "I asked whether the platforms keep what they have.",
            answered: "I asked two platforms this week to keep their records.",
            happening: "preservation-asked",
            happened: Some(day(1_299)),
            ..Reported::default()
        },
    ]
}
