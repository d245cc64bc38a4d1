//! Names and blocked people: `wa.db` of Android, and the lists of an iPhone. Knows nothing of
//! messages.

use super::jids::Jids;
use super::{Record, Records};
use crate::kit::sqlite::{Database, Row, Table};
use onrecord_model::{Event, Kind};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Names that are remembered.
const NAMES: usize = 200_000;

/// Tables of names: id, then the columns that may hold a name, the best first.
const LISTS: [(&str, &str, &[&str]); 4] = [
    (
        "wa_contacts",
        "jid",
        &["display_name", "wa_name", "nickname"],
    ),
    ("ZWACHATSESSION", "ZCONTACTJID", &["ZPARTNERNAME"]),
    (
        "ZWAGROUPMEMBER",
        "ZMEMBERJID",
        &["ZCONTACTNAME", "ZFIRSTNAME"],
    ),
    ("ZWAPROFILEPUSHNAME", "ZJID", &["ZPUSHNAME"]),
];

/// What people are called, by WhatsApp's id for them.
#[derive(Default)]
pub(super) struct Names(BTreeMap<Box<str>, Box<str>>);

impl Names {
    /// The first name that is found counts: the owner's own contacts come first.
    pub(super) fn learn(&mut self, database: &Database<'_>) {
        let mut left_out = 0_u64;
        for (table, id, names) in LISTS {
            let Some(table) = database.table(table) else {
                continue;
            };
            for row in database.rows(table).flatten() {
                let name = names.iter().find_map(|name| row.word(table.column(name)));
                if let (Some(jid), Some(name)) = (row.word(table.column(id)), name) {
                    if self.0.len() < NAMES {
                        self.0.entry(jid.into()).or_insert_with(|| name.into());
                    } else if !self.0.contains_key(&*jid) {
                        left_out += 1;
                    }
                }
            }
        }
        if left_out > 0 {
            database.leave_out(format!(
                "{left_out} names of people are not shown beside their messages: no more than \
                 {NAMES} are remembered."
            ));
        }
    }

    pub(super) fn of(&self, jid: &str) -> Option<&str> {
        self.0.get(jid).map(|name| &**name)
    }
}

/// The contacts and the blocked of a database, where it has them.
pub(super) fn records<'a>(database: &Rc<Database<'a>>) -> Vec<Records<'a>> {
    let lists = [
        ("wa_contacts", "jid", Kind::Connection),
        ("wa_block_list", "jid", Kind::Block),
        ("ZWABLACKLISTITEM", "ZJID", Kind::Block),
    ];
    lists
        .into_iter()
        .filter_map(|(name, id, kind)| {
            let table = database.table(name)?.clone();
            let mut names = Names::default();
            names.learn(database);
            let mut jids = Jids::new(database, Rc::new(names));
            let records = database.rows(&table).map(move |row| -> Record {
                Ok(event(&table, &row?, id, kind.clone(), &mut jids))
            });
            Some(Box::new(records) as Records<'a>)
        })
        .collect()
}

fn event(table: &Table, row: &Row, id: &str, kind: Kind, jids: &mut Jids) -> Event {
    let column = table.column(id);
    let mut event = row.event(jids.thread(&table.name, None), kind);
    if let Some(jid) = row.word(column) {
        event.others = vec![jids.account(&jid)];
    }
    row.rest(&[column], &mut event.details, &mut event.marks);
    event
}
