//! Accounts as they were found and the people that the user names: what is known of each, from the
//! records and from the user, kept apart. Accounts are never merged.

use crate::ops::OpResult;
use crate::ops::case::Case;
use crate::ops::find;
use crate::ops::say::{self, PersonWords};
use onrecord_model::custody::Act;
use onrecord_model::statement::{PersonStatement, Role};
use onrecord_model::{Account, AccountKey};
use onrecord_vault::index::{AccountNumber, AccountRow, Relation, ThreadNumber};

/// Everybody: people as named, and accounts as found.
pub struct Everybody {
    /// In the order named.
    pub people: Vec<PersonStatement>,
    /// A page of accounts, in the order first seen.
    pub accounts: Vec<Found>,
    /// How many there are.
    pub all: usize,
}

/// An account as found.
pub struct Found {
    /// Its names and counts.
    pub row: AccountRow,
    /// Whose it is, as the user said.
    pub person: Option<(String, Role)>,
}

/// Accounts on a page.
pub const PAGE: usize = 50;

/// Everybody, with the accounts from the `skip`-th on.
///
/// # Errors
/// The index cannot be read.
pub fn everybody(case: &Case, skip: usize) -> OpResult<Everybody> {
    let forms = case.index.account_forms()?;
    let who = find::who_is_who(case);
    let mut accounts = Vec::new();
    for (number, key, _) in forms.iter().skip(skip).take(PAGE) {
        accounts.push(Found {
            row: case.index.account(*number)?,
            person: who.get(key).cloned(),
        });
    }
    let people = case.state.persons.iter().map(|person| person.now().clone());
    Ok(Everybody {
        people: people.collect(),
        accounts,
        all: forms.len(),
    })
}

/// An account, and with whom it has to do.
pub struct AccountSheet {
    /// As found.
    pub found: Found,
    /// Threads in which it did something: number, title, platform, who else takes part.
    pub threads: Vec<(Relation<ThreadNumber>, String, Vec<Account>)>,
    /// Accounts to which it addressed something.
    pub addressed: Vec<(Relation<AccountNumber>, Account)>,
}

/// Everything about an account.
///
/// # Errors
/// There is none of that number.
pub fn account(case: &Case, number: AccountNumber) -> OpResult<AccountSheet> {
    let row = case.index.account(number)?;
    let who = find::who_is_who(case);
    let key = AccountKey(row.key.as_str().into());
    let own = |account: &Account| account.key() == key;
    let mut threads = Vec::new();
    for relation in case.index.threads_of(number)? {
        let thread = case.index.thread(relation.with)?.thread;
        let title = thread.title.as_ref().unwrap_or(&thread.key).to_string();
        let others = thread.participants.iter().filter(|other| !own(other));
        let others = others.map(|other| (**other).clone()).collect();
        threads.push((relation, title, others));
    }
    let forms = case.index.account_forms()?;
    let mut addressed = Vec::new();
    for relation in case.index.addressed_by(number)? {
        let found = forms.iter().find(|(other, ..)| *other == relation.with);
        if let Some(form) = found.and_then(|(.., forms)| forms.first()) {
            addressed.push((relation, form.clone()));
        }
    }
    Ok(AccountSheet {
        found: Found {
            person: who.get(&key).cloned(),
            row,
        },
        threads,
        addressed,
    })
}

/// What the user says of a person on a form. Empty texts of somebody who is known already take
/// nothing away: [`say::person`] keeps what is not said.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Their name.
    pub name: String,
    /// Who they are.
    pub role: Option<Role>,
    /// Anything else.
    pub note: Option<String>,
    /// What they could tell.
    pub can_say: Option<String>,
}

/// Says whose an account is, or says something of a person. Gives the person's id.
///
/// # Errors
/// There is no name, or no such account.
pub fn say(case: &mut Case, said: &Said, account: Option<AccountNumber>) -> OpResult<String> {
    let name = said.name.trim();
    if name.is_empty() {
        return Err(crate::ops::OpError::NeedsAnswer(
            "Write a name, as you would call them. Nothing was changed.".into(),
        ));
    }
    let accounts = match account {
        Some(number) => vec![case.index.account(number)?.key],
        None => Vec::new(),
    };
    if let Some(number) = account {
        nobodys(case, number, Some(name))?;
    }
    let words = PersonWords {
        role: said.role,
        accounts,
        note: said.note.clone(),
        can_say: said.can_say.clone(),
    };
    say::person(case, name, &words)
}

/// Takes back whose an account is, of everybody but `except`. Earlier statements stay in the log.
///
/// # Errors
/// There is no such account.
pub fn nobodys(case: &mut Case, account: AccountNumber, except: Option<&str>) -> OpResult<()> {
    let key = AccountKey(case.index.account(account)?.key.into());
    let except = except.map(str::to_lowercase);
    let people = case.state.persons.iter().map(|person| person.now());
    let changed: Vec<PersonStatement> = people
        .filter(|person| person.accounts.contains(&key))
        .filter(|person| except.as_ref() != Some(&person.name.to_lowercase()))
        .map(|person| {
            let mut person = person.clone();
            person.accounts.retain(|other| *other != key);
            person
        })
        .collect();
    for person in changed {
        case.act(Act::PersonStated, &person.id, person.to_value())?;
    }
    Ok(())
}
