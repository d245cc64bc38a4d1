//! Reading an export with whatever importers know it. Needs no case; a case's reading goes through
//! here too.

use crate::ops::{OpError, OpResult};
use onrecord_import::detect::{self, Plan};
use onrecord_import::{Answers, Export, IMPORTERS, Question};
use onrecord_model::{Defect, Event};

/// What happens during a reading.
pub enum Step<'s> {
    /// A part is being read by that importer.
    Part(&'static str),
    /// A record.
    Record(Box<Result<Event, Defect>>),
    /// A question that only the user can answer.
    Question(&'s Question),
    /// Something the user should know.
    Remark(&'s str),
    /// A file that nobody reads, and why.
    Unread(&'s str, &'s str),
    /// An importer knows a part but cannot read it: its name, what was seen, what to do.
    Refused(&'static str, &'s str, &'s str),
    /// Two importers accept a part; the user chooses with `--answer importer=NAME`.
    Choose(&'s [&'static str]),
}

/// Reads everything in an export and gives it to `sink`, in the order of the export.
///
/// # Errors
/// The sink's own, or that an archive inside cannot be opened.
pub fn read_all(
    export: &dyn Export,
    answers: &Answers,
    sink: &mut dyn FnMut(Step<'_>) -> OpResult<()>,
) -> OpResult<()> {
    let plan = detect::plan(export, IMPORTERS, answers);
    for reading in &plan.readings {
        sink(Step::Part(reading.importer.manifest().name))?;
        let mut stopped = Ok(());
        let found = detect::read(export, reading, answers, |record| {
            if stopped.is_ok() {
                stopped = sink(Step::Record(Box::new(record)));
            }
        })?;
        stopped?;
        match found {
            Ok(found) => {
                found
                    .questions
                    .iter()
                    .try_for_each(|question| sink(Step::Question(question)))?;
                found
                    .remarks
                    .iter()
                    .try_for_each(|remark| sink(Step::Remark(remark)))?;
            }
            Err(refusal) => sink(Step::Refused(
                reading.importer.manifest().name,
                &refusal.seen,
                &refusal.advice,
            ))?,
        }
    }
    tell_rest(&plan, sink)
}

/// Tells what of a plan is not read.
///
/// # Errors
/// The sink's own.
pub fn tell_rest(plan: &Plan, sink: &mut dyn FnMut(Step<'_>) -> OpResult<()>) -> OpResult<()> {
    for remark in &plan.remarks {
        sink(Step::Remark(remark))?;
    }
    for (_, name, refusal) in &plan.refusals {
        sink(Step::Refused(name, &refusal.seen, &refusal.advice))?;
    }
    for (_, names) in &plan.choices {
        sink(Step::Choose(names))?;
    }
    for (entry, reason) in &plan.unread {
        sink(Step::Unread(entry, reason))?;
    }
    Ok(())
}

/// `question=choice` as typed.
///
/// # Errors
/// There is no `=`.
pub fn answers(typed: &[String]) -> OpResult<Answers> {
    let mut answers = Answers::default();
    for one in typed {
        let (question, choice) = one.split_once('=').ok_or_else(|| {
            OpError::Other(format!(
                "\"{one}\" is not an answer: write QUESTION=CHOICE. Nothing was changed."
            ))
        })?;
        answers
            .0
            .insert(question.trim().into(), choice.trim().into());
    }
    Ok(answers)
}
