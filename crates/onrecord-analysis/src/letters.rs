//! Letters drafted from facts, for the user to edit and send. What is not known stays a gap in square
//! brackets; nothing is made up and nothing is argued.

use crate::Day;
use std::fmt::Write as _;

/// What a letter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// To report it.
    Report,
    /// To ask what became of a report or a promise.
    Chase,
    /// To complain.
    Complaint,
    /// To ask the police to have platforms keep their records.
    Preservation,
}

/// A ledger entry as a letter tells it.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The day, in words.
    pub day: String,
    /// To whom.
    pub body: String,
    /// How.
    pub channel: String,
    /// Who answered.
    pub officer: String,
    /// Their reference.
    pub reference: String,
    /// What was said.
    pub said: String,
    /// The answer, word for word.
    pub answered: String,
    /// What was promised.
    pub promised: String,
    /// By when, in words.
    pub due: String,
    /// What came of it.
    pub outcome: String,
}

/// Contacts that the records show.
#[derive(Clone, Copy, Debug)]
pub struct Contacts {
    /// How many.
    pub count: u64,
    /// From how many accounts.
    pub accounts: u64,
    /// The first day.
    pub first: Day,
    /// The last.
    pub last: Day,
}

/// Everything that a letter may tell.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The user's name.
    pub owner: String,
    /// The day of the letter.
    pub on: Option<Day>,
    /// The entry that it is about, if one was named.
    pub about: Option<Told>,
    /// All entries, oldest first.
    pub ledger: Vec<Told>,
    /// Incidents: reference, when, words, what it did.
    pub incidents: Vec<[String; 4]>,
    /// Accounts said to belong to the person doing this, as people know them.
    pub accounts: Vec<String>,
    /// What the records show of contacts.
    pub contacts: Option<Contacts>,
    /// When a charge could lapse, for which offences, and where the rule stands.
    pub lapse: Option<(Day, String, String)>,
    /// Days that others had to keep and that have passed: a sentence each, with its source.
    pub passed: Vec<String>,
}

fn gap<'t>(text: &'t str, hint: &'t str) -> std::borrow::Cow<'t, str> {
    if text.trim().is_empty() {
        format!("[ {hint} ]").into()
    } else {
        text.trim().into()
    }
}

/// The draft.
pub fn draft(kind: Kind, facts: &Facts) -> String {
    let mut out = String::new();
    let about = facts.about.clone().unwrap_or_default();
    let _ = head(&mut out, kind, facts, &about);
    let _ = match kind {
        Kind::Report => report(&mut out, facts),
        Kind::Chase => chase(&mut out, &about),
        Kind::Complaint => complaint(&mut out, facts),
        Kind::Preservation => preservation(&mut out, facts),
    };
    if kind != Kind::Preservation {
        let _ = lapse(&mut out, facts);
    }
    let _ = write!(
        out,
        "\nPlease confirm that you have this letter, with a reference and a name.\n\n\
         Yours faithfully\n\n\n{}\n",
        gap(&facts.owner, "your name")
    );
    out
}

fn head(out: &mut String, kind: Kind, facts: &Facts, about: &Told) -> std::fmt::Result {
    let on = facts.on.map(Day::words).unwrap_or_default();
    writeln!(out, "[ your address, or how to reach you safely ]\n")?;
    writeln!(out, "{}\n", gap(&on, "date"))?;
    let to = match kind {
        Kind::Complaint => format!(
            "{}, Professional Standards Department",
            gap(&about.body, "the force")
        ),
        _ => gap(&about.body, "the force").into_owned(),
    };
    writeln!(out, "To: {to}")?;
    writeln!(out, "For: {}", gap(&about.officer, "the officer, if known"))?;
    writeln!(
        out,
        "Your reference: {}\n",
        gap(&about.reference, "reference, if you have one")
    )?;
    let subject = match kind {
        Kind::Report => "A report of stalking",
        Kind::Chase => "What became of my report",
        Kind::Complaint => "A complaint",
        Kind::Preservation => "Please ask the platforms to keep their records",
    };
    writeln!(out, "{subject}\n")
}

fn report(out: &mut String, facts: &Facts) -> std::fmt::Result {
    writeln!(
        out,
        "I want to report what follows. Please read it together, as one course of conduct.\n"
    )?;
    match &facts.contacts {
        Some(contacts) => writeln!(
            out,
            "My records show {} contacts from {} to {}, by {}.",
            contacts.count,
            contacts.first.words(),
            contacts.last.words(),
            match contacts.accounts {
                1 => "one account".to_owned(),
                many => format!("{many} accounts that I believe belong together"),
            }
        )?,
        None => writeln!(out, "It began on [ day ] and was last on [ day ].")?,
    }
    accounts(out, facts)?;
    writeln!(out, "\nWhat happened:\n")?;
    if facts.incidents.is_empty() {
        writeln!(out, "- [ what happened, when, and what it did to you ]")?;
    }
    for [reference, when, words, impact] in &facts.incidents {
        writeln!(out, "- {} ({reference}). {words}", gap(when, "when"))?;
        if !impact.is_empty() {
            writeln!(out, "  What it did to me: {impact}")?;
        }
    }
    if !facts.ledger.is_empty() {
        writeln!(out, "\nWhat I reported before:\n")?;
        entries(out, &facts.ledger)?;
    }
    writeln!(
        out,
        "\nPlease record this as a crime and give me its number.\n\
         Please ask me the stalking screening questions.\n\
         Please ask the platforms to keep their records of these accounts.\n\
         I keep the originals and can hand over a pack with proofs."
    )
}

fn accounts(out: &mut String, facts: &Facts) -> std::fmt::Result {
    const MOST: usize = 60;
    if facts.accounts.is_empty() {
        return writeln!(out, "\nThe accounts: [ platform and name of each ]");
    }
    writeln!(out, "\nThe accounts:\n")?;
    for account in facts.accounts.iter().take(MOST) {
        writeln!(out, "- {account}")?;
    }
    if facts.accounts.len() > MOST {
        writeln!(out, "- and {} more", facts.accounts.len() - MOST)?;
    }
    Ok(())
}

fn entries(out: &mut String, entries: &[Told]) -> std::fmt::Result {
    for entry in entries {
        write!(out, "- {}, {}", entry.day, entry.body)?;
        if !entry.channel.is_empty() {
            write!(out, " ({})", entry.channel)?;
        }
        if !entry.reference.is_empty() {
            write!(out, ", reference {}", entry.reference)?;
        }
        writeln!(out, ".")?;
        if !entry.answered.is_empty() {
            writeln!(out, "  I was told: \"{}\"", entry.answered)?;
        }
        if !entry.promised.is_empty() {
            let due = gap(&entry.due, "by when");
            writeln!(out, "  I was promised: {} ({due}).", entry.promised)?;
        }
        if !entry.outcome.is_empty() {
            writeln!(out, "  What came of it: {}.", entry.outcome)?;
        }
    }
    Ok(())
}

fn chase(out: &mut String, about: &Told) -> std::fmt::Result {
    writeln!(
        out,
        "On {} I was in touch with you ({}).",
        gap(&about.day, "day"),
        gap(&about.channel, "how")
    )?;
    writeln!(out, "I said: {}", gap(&about.said, "what you said"))?;
    writeln!(
        out,
        "I was told: \"{}\"",
        gap(&about.answered, "the answer, word for word")
    )?;
    if about.promised.is_empty() {
        writeln!(out, "\nSince then: {}", gap(&about.outcome, "nothing"))?;
    } else {
        writeln!(
            out,
            "I was promised: {} ({}).",
            about.promised,
            gap(&about.due, "by when")
        )?;
        writeln!(
            out,
            "What came of it: {}",
            gap(&about.outcome, "nothing so far")
        )?;
    }
    writeln!(
        out,
        "\nPlease tell me what was done, who deals with it now, and when I will hear.\n\
         If it was decided not to go on, please tell me the day of the decision and the reasons."
    )
}

fn complaint(out: &mut String, facts: &Facts) -> std::fmt::Result {
    writeln!(
        out,
        "I want to complain about how my reports were dealt with.\n\nWhat I reported, and what I was told:\n"
    )?;
    if facts.ledger.is_empty() {
        writeln!(out, "- [ day, to whom, what you said, what you were told ]")?;
    }
    entries(out, &facts.ledger)?;
    if !facts.passed.is_empty() {
        writeln!(out, "\nDays that were not kept:\n")?;
        for sentence in &facts.passed {
            writeln!(out, "- {sentence}")?;
        }
    }
    writeln!(
        out,
        "\nWhat I think went wrong: [ in your words ]\n\
         What I ask for: [ for instance: that the reports are read together, and that somebody is named who deals with them ]"
    )
}

fn preservation(out: &mut String, facts: &Facts) -> std::fmt::Result {
    writeln!(
        out,
        "Platforms keep some records for a short time only, and they act on a request of the police, not on mine. \
         Please ask each platform to keep what it holds on these accounts until you have decided whether to ask for it."
    )?;
    accounts(out, facts)?;
    let (first, last) = facts.contacts.as_ref().map_or_else(
        || ("[ first day ]".to_owned(), "[ last day ]".to_owned()),
        |contacts| (contacts.first.words(), contacts.last.words()),
    );
    writeln!(
        out,
        "\nThe period: {first} to {last}.\n\
         What matters: who opened the account, log-ins with their addresses and times, linked numbers and e-mail addresses, messages including deleted ones.\n\n\
         Please tell me on which day each platform was asked."
    )
}

fn lapse(out: &mut String, facts: &Facts) -> std::fmt::Result {
    if let Some((day, offences, source)) = &facts.lapse {
        writeln!(
            out,
            "\nAs I count it, a charge of {offences} can lapse as early as {} ({source}). \
             I have taken the earliest reading. Please check it.",
            day.words()
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_facts_a_letter_is_all_gaps() {
        for kind in [
            Kind::Report,
            Kind::Chase,
            Kind::Complaint,
            Kind::Preservation,
        ] {
            let text = draft(kind, &Facts::default());
            assert!(text.matches("[ ").count() >= 5, "{text}");
            assert!(!text.contains("victim") && !text.contains("suspect"));
        }
    }

    #[test]
    fn answers_stand_word_for_word() {
        let facts = Facts {
            ledger: vec![Told {
                day: "1 March 2024".into(),
                body: "Northshire Police".into(),
                answered: "There is no immediate danger.".into(),
                promised: "a call back".into(),
                ..Told::default()
            }],
            ..Facts::default()
        };
        let text = draft(Kind::Complaint, &facts);
        assert!(text.contains("I was told: \"There is no immediate danger.\""));
        assert!(text.contains("I was promised: a call back ([ by when ])."));
    }
}
