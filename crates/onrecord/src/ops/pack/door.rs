//! The door through which a pack sees a case: what is chosen, and nothing else.

use super::chosen::Chosen;
use super::survey::{Survey, walk_thread, walk_thread_backwards};
use super::withheld::blanked;
use super::{GapTimes, PackOptions};
use crate::ops::OpError;
use crate::ops::case::Case;
use crate::ops::record::{self, MOST_ATTACHMENT};
use onrecord_model::canonical::Field;
use onrecord_model::disclose::{FieldSet, Opening};
use onrecord_model::{Kind, Marks, Place};
use onrecord_pack::input::{self, Also, AttachmentShow, Facts, PackError, ShownEvent, ThreadItem};
use onrecord_vault::index::{CopiesOf, EventNumber};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// See the module.
pub struct Door<'c> {
    case: &'c Case,
    options: &'c PackOptions,
    chosen: &'c Chosen,
    survey: &'c Survey,
    facts: Facts,
    exhibit_at: BTreeMap<onrecord_model::Digest, usize>,
}

fn failed(error: impl std::fmt::Display) -> PackError {
    PackError::Case(error.to_string())
}

impl<'c> Door<'c> {
    /// A door to `chosen`.
    pub fn new(
        case: &'c Case,
        options: &'c PackOptions,
        chosen: &'c Chosen,
        survey: &'c Survey,
        facts: Facts,
    ) -> Self {
        let exhibit_at = case
            .state
            .exhibits
            .iter()
            .enumerate()
            .map(|(at, exhibit)| (exhibit.digest, at))
            .collect();
        Self {
            case,
            options,
            chosen,
            survey,
            facts,
            exhibit_at,
        }
    }

    fn also(&self, copies: &mut CopiesOf<'_>, event: EventNumber) -> Result<Vec<Also>, PackError> {
        let elsewhere = self.chosen.elsewhere(self.case, copies, event);
        let mut out = Vec::new();
        for (thread, row) in elsewhere.map_err(failed)? {
            let digest = row.exhibit.map(|(digest, _)| digest);
            let exhibit = digest.and_then(|digest| self.exhibit_at.get(&digest).copied());
            out.push(Also {
                thread,
                index: row.position,
                exhibit: exhibit.ok_or_else(|| failed("an event's exhibit is not in the log"))?,
            });
        }
        Ok(out)
    }

    fn shown(
        &self,
        row: onrecord_vault::index::EventRow,
        seed: &onrecord_model::commit::ThreadSeed,
        copies: &mut CopiesOf<'_>,
    ) -> Result<ShownEvent, PackError> {
        let also = self.also(copies, row.number)?;
        let (digest, member) = row
            .exhibit
            .ok_or_else(|| failed("an event has no exhibit"))?;
        let exhibit = *self
            .exhibit_at
            .get(&digest)
            .ok_or_else(|| failed("an event's exhibit is not in the log"))?;
        let opening = self.chosen.rules.open(row.position, &row.event, seed);
        // A picture's file says where it was taken, whatever is withheld beside it.
        let tells_place = self.chosen.rules.hides_place(&row.event);
        let account = row.event.account.as_ref();
        let account = account.filter(|_| opening.shows(Field::Sender));
        let account = account.and_then(|account| self.survey.account(account));
        let attachments = row
            .event
            .attachments
            .iter()
            .map(
                |attachment| match (&attachment.place, &attachment.content) {
                    (Place::Entry(_) | Place::Inline { .. }, Some((_, size)))
                        if *size <= MOST_ATTACHMENT && !tells_place =>
                    {
                        self.options.attachments
                    }
                    _ => AttachmentShow::Listed,
                },
            )
            .collect();
        Ok(ShownEvent {
            index: row.position,
            account,
            event: blanked(row.event, &opening),
            opening,
            exhibit,
            member,
            sort: row.sort_key.instant(),
            attachments,
            also,
        })
    }
}

impl Door<'_> {
    /// A withheld event with its time, and with its sender where all of them are told.
    fn timed(
        &self,
        row: onrecord_vault::index::EventRow,
        seed: &onrecord_model::commit::ThreadSeed,
    ) -> Result<ShownEvent, PackError> {
        let mut fields = FieldSet::NONE.with(Field::Time);
        let may = self.chosen.rules.fields(&row.event);
        if self.chosen.times == GapTimes::All && may.has(Field::Sender) {
            fields = fields.with(Field::Sender);
        }
        let opening = Opening::new(row.position, &row.event, seed, fields);
        let exhibit = row.exhibit.as_ref();
        let exhibit = exhibit.and_then(|(digest, _)| self.exhibit_at.get(digest).copied());
        let mut event = blanked(row.event, &opening);
        event.kind = Kind::Message;
        event.marks = Marks::NONE;
        Ok(ShownEvent {
            index: row.position,
            event,
            opening,
            account: None,
            exhibit: exhibit.ok_or_else(|| failed("an event's exhibit is not in the log"))?,
            member: None,
            sort: row.sort_key.instant(),
            attachments: Vec::new(),
            also: Vec::new(),
        })
    }

    fn walk(
        &self,
        thread: usize,
        backwards: bool,
        visit: &mut dyn FnMut(ThreadItem) -> Result<(), PackError>,
    ) -> Result<(), PackError> {
        let chosen = self
            .chosen
            .threads
            .get(thread)
            .ok_or_else(|| failed("no such thread"))?;
        let mut stopped = None;
        let mut copies = self.case.index.copies_of();
        let mut each = |row: onrecord_vault::index::EventRow| {
            let told = match self.chosen.times {
                GapTimes::Count => false,
                GapTimes::Ends => self.survey.gap_ends[thread].contains(&row.position),
                GapTimes::All => true,
            };
            let item = if self.chosen.shows(&row) {
                self.shown(row, &chosen.seed, &mut copies)
                    .map(|shown| ThreadItem::Shown(Box::new(shown)))
            } else if told {
                self.timed(row, &chosen.seed)
                    .map(|told| ThreadItem::Timed(Box::new(told)))
            } else {
                let leaf =
                    Opening::new(row.position, &row.event, &chosen.seed, FieldSet::NONE).leaf();
                Ok(ThreadItem::Withheld {
                    index: row.position,
                    leaf,
                })
            };
            item.and_then(&mut *visit).map_err(|error| {
                stopped = Some(error);
                OpError::Interrupted
            })
        };
        let (number, n) = (chosen.row.number, chosen.row.commitment.n);
        let walked = if backwards {
            walk_thread_backwards(self.case, number, n, &mut each)
        } else {
            walk_thread(self.case, number, &mut each)
        };
        match (stopped, walked) {
            (Some(error), _) => Err(error),
            (None, walked) => walked.map_err(failed),
        }
    }
}

impl input::Case for Door<'_> {
    fn facts(&self) -> &Facts {
        &self.facts
    }

    fn thread(
        &self,
        thread: usize,
        visit: &mut dyn FnMut(ThreadItem) -> Result<(), PackError>,
    ) -> Result<(), PackError> {
        self.walk(thread, false, visit)
    }

    fn thread_to_read(
        &self,
        thread: usize,
        visit: &mut dyn FnMut(ThreadItem) -> Result<(), PackError>,
    ) -> Result<(), PackError> {
        self.walk(
            thread,
            self.survey
                .newest_first
                .get(thread)
                .copied()
                .unwrap_or(false),
            visit,
        )
    }

    fn original(&self, exhibit: usize) -> Result<Box<dyn Read + '_>, PackError> {
        let digest = self
            .case
            .state
            .exhibits
            .get(exhibit)
            .ok_or_else(|| failed("no such exhibit"))?
            .digest;
        Ok(Box::new(self.case.vault.open_blob(digest).map_err(failed)?))
    }

    fn attachment(
        &self,
        thread: usize,
        shown: &ShownEvent,
        attachment: usize,
    ) -> Result<Box<dyn Read + '_>, PackError> {
        let chosen = self
            .chosen
            .threads
            .get(thread)
            .ok_or_else(|| failed("no such thread"))?;
        let source = self
            .case
            .state
            .source(&chosen.read.source)
            .ok_or_else(|| failed("no such source"))?;
        let wanted = shown
            .event
            .attachments
            .get(attachment)
            .ok_or_else(|| failed("no such attachment"))?;
        if let Place::Entry(entry) = &wanted.place
            && let Some(item) = source
                .source
                .items
                .iter()
                .find(|item| *item.path == **entry)
        {
            return Ok(Box::new(
                self.case.vault.open_blob(item.digest).map_err(failed)?,
            ));
        }
        let content =
            record::attachment(self.case, source, &shown.event, attachment).map_err(failed)?;
        Ok(Box::new(Cursor::new(content)))
    }
}
