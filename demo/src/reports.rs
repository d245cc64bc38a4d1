//! What the owner of the demonstration reported and what she was told. The forces are invented;
//! the answers follow the pattern that `product.md` describes.

use crate::story::{DAY, Reported};

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
            promised: "",
            outcome: "closed the same day",
        },
        Reported {
            on: day(64),
            body: "Facebook",
            channel: "report form",
            officer: "",
            reference: "",
            said: "Fake profile that harasses me. I sent the link and four pictures of the screen.",
            answered: "We have reviewed the profile and found that it does not go against our standards.",
            promised: "",
            outcome: "profile stayed up",
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
        },
        Reported {
            on: day(301),
            body: "Eastmere Constabulary",
            channel: "in person, front desk",
            officer: "PC 208 Sandpiper",
            reference: "EM/24/00519",
            said: "An account with my name and picture writes to my sister and my manager. I also get missed calls at night.",
            answered: "It would have to be reported to Northshire because that is where you lived when it began.",
            promised: "",
            outcome: "passed on; I heard nothing",
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
        },
    ]
}
