//! What goes into a pack, as a file: written by hand for `pack --edition`, and kept with every pack that
//! was made, so that the same edition can be made again. Knows the options, and no case.
//!
//! ```toml
//! for = "Northshire Police"
//! threads = ["T3"]
//! search = ["station"]
//! context = 3
//! withhold = ["07700 900123"]
//! times = "ends"            # count, ends, all
//! [leave-out]
//! kinds = ["call"]
//! ```

use super::{GapTimes, LeaveOut, PackOptions};
use crate::ops::{OpError, OpResult};
use onrecord_model::json::json_string;
use onrecord_pack::input::AttachmentShow;
use toml::{Table, Value};

const TIMES: [GapTimes; 3] = [GapTimes::Count, GapTimes::Ends, GapTimes::All];
const ATTACHMENTS: [(&str, AttachmentShow); 3] = [
    ("listed", AttachmentShow::Listed),
    ("covered", AttachmentShow::Covered),
    ("shown", AttachmentShow::Shown),
];

fn wrong(key: &str, wanted: &str) -> OpError {
    OpError::Other(format!(
        "In the edition file, \"{key}\" must be {wanted}. Nothing was made."
    ))
}

fn list(table: &mut Table, key: &str) -> OpResult<Vec<String>> {
    let Some(value) = table.remove(key) else {
        return Ok(Vec::new());
    };
    let texts = value.as_array().and_then(|values| {
        let texts = values.iter().map(|value| value.as_str().map(str::to_owned));
        texts.collect::<Option<Vec<_>>>()
    });
    texts.ok_or_else(|| wrong(key, "a list of texts, such as [\"T3\"]"))
}

fn text(table: &mut Table, key: &str) -> OpResult<Option<String>> {
    match table.remove(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(Value::Datetime(date)) => Ok(Some(date.to_string())),
        Some(_) => Err(wrong(key, "a text")),
    }
}

fn truth(table: &mut Table, key: &str) -> OpResult<bool> {
    match table.remove(key) {
        None => Ok(false),
        Some(Value::Boolean(truth)) => Ok(truth),
        Some(_) => Err(wrong(key, "true or false")),
    }
}

fn nothing_left(table: &Table) -> OpResult<()> {
    match table.keys().next() {
        None => Ok(()),
        Some(key) => Err(OpError::Other(format!(
            "The edition file has {key:?}, which is not known. Nothing was made."
        ))),
    }
}

/// A basic string of TOML, which but for one character is one of JSON.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    json_string(text, &mut out);
    out.replace('\u{7f}', "\\u007f")
}

impl PackOptions {
    /// Reads an edition file.
    ///
    /// # Errors
    /// It is not TOML, or says something that is not known.
    pub fn from_toml(typed: &str) -> OpResult<Self> {
        let mut table: Table = toml::from_str(typed).map_err(|error| {
            OpError::Other(format!(
                "The edition file cannot be read: {}. Nothing was made.",
                error.message()
            ))
        })?;
        let leave_out = match table.remove("leave-out") {
            None => LeaveOut::default(),
            Some(Value::Table(mut table)) => {
                let leave_out = LeaveOut {
                    persons: list(&mut table, "persons")?,
                    accounts: list(&mut table, "accounts")?,
                    threads: list(&mut table, "threads")?,
                    kinds: list(&mut table, "kinds")?,
                    search: list(&mut table, "search")?,
                    events: list(&mut table, "events")?,
                };
                nothing_left(&table)?;
                leave_out
            }
            Some(_) => return Err(wrong("leave-out", "a table")),
        };
        let context = match table.remove("context") {
            None => None,
            Some(value) => {
                let number = value.as_integer().and_then(|n| u64::try_from(n).ok());
                Some(number.ok_or_else(|| wrong("context", "a number"))?)
            }
        };
        let times = text(&mut table, "times")?.unwrap_or_else(|| "count".into());
        let times = TIMES.into_iter().find(|level| level.name() == times);
        let shown = text(&mut table, "attachments")?.unwrap_or_else(|| "listed".into());
        let shown = ATTACHMENTS.into_iter().find(|(name, _)| *name == shown);
        let options = Self {
            recipient: text(&mut table, "for")?,
            ask: text(&mut table, "ask")?.unwrap_or_default(),
            threads: list(&mut table, "threads")?,
            all: truth(&mut table, "everything")?,
            from: text(&mut table, "from")?,
            to: text(&mut table, "to")?,
            withheld: Vec::new(),
            attachments: shown
                .ok_or_else(|| wrong("attachments", "listed, covered or shown"))?
                .1,
            originals: truth(&mut table, "originals")?,
            exhibits: list(&mut table, "exhibits")?,
            places: truth(&mut table, "places")?,
            persons: list(&mut table, "persons")?,
            accounts: list(&mut table, "accounts")?,
            kinds: list(&mut table, "kinds")?,
            search: list(&mut table, "search")?,
            events: list(&mut table, "events")?,
            context,
            leave_out,
            words: list(&mut table, "withhold")?,
            times: times.ok_or_else(|| wrong("times", "count, ends or all"))?,
            third_parties: truth(&mut table, "third-parties")?,
        };
        nothing_left(&table)?;
        Ok(options)
    }

    /// The same choice as a file.
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        let mut put = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                out.push_str(&format!("{key} = {value}\n"));
            }
        };
        let text = |text: &str| (!text.is_empty()).then(|| quoted(text));
        let list = |list: &[String]| {
            let texts: Vec<String> = list.iter().map(|text| quoted(text)).collect();
            (!list.is_empty()).then(|| format!("[{}]", texts.join(", ")))
        };
        let truth = |truth: bool| truth.then(|| "true".to_owned());
        put("for", self.recipient.as_deref().and_then(text));
        put("ask", text(&self.ask));
        put("everything", truth(self.all));
        put("threads", list(&self.threads));
        put("persons", list(&self.persons));
        put("accounts", list(&self.accounts));
        put("kinds", list(&self.kinds));
        put("search", list(&self.search));
        put("events", list(&self.events));
        put("from", self.from.as_deref().and_then(text));
        put("to", self.to.as_deref().and_then(text));
        put("context", self.context.map(|context| context.to_string()));
        put("withhold", list(&self.words));
        put("times", text(self.times.name()));
        let shown = |(name, show): &(&'static str, _)| (*show == self.attachments).then_some(*name);
        put(
            "attachments",
            ATTACHMENTS.iter().find_map(shown).and_then(text),
        );
        put("originals", truth(self.originals));
        put("exhibits", list(&self.exhibits));
        put("places", truth(self.places));
        put("third-parties", truth(self.third_parties));
        put("leave-out.persons", list(&self.leave_out.persons));
        put("leave-out.accounts", list(&self.leave_out.accounts));
        put("leave-out.threads", list(&self.leave_out.threads));
        put("leave-out.kinds", list(&self.leave_out.kinds));
        put("leave-out.search", list(&self.leave_out.search));
        let events: Vec<String> = self
            .withheld
            .iter()
            .chain(&self.leave_out.events)
            .cloned()
            .collect();
        put("leave-out.events", list(&events));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_is_written_as_it_is_read() {
        let typed = "for = \"Northshire \\\"Police\\\"\"\nthreads = [\"T3\"]\nsearch = [\"station\"]\ncontext = 2\nwithhold = [\"07700 900123\"]\ntimes = \"ends\"\nfrom = 2024-03-01\n[leave-out]\nkinds = [\"call\"]\nevents = [\"e5\"]\n";
        let options = PackOptions::from_toml(typed).unwrap();
        assert_eq!(options.context, Some(2));
        assert_eq!(options.times, GapTimes::Ends);
        let again = PackOptions::from_toml(&options.to_toml()).unwrap();
        assert_eq!(format!("{again:?}"), format!("{options:?}"));
        for bad in [
            "x = 1",
            "times = \"now\"",
            "context = -1",
            "threads = 3",
            "[leave-out]\nx=1",
        ] {
            assert!(PackOptions::from_toml(bad).is_err(), "{bad}");
        }
    }
}
