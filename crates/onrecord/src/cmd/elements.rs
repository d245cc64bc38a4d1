//! `onrecord elements`, `onrecord element`: what shows what, and the gaps.

use crate::cmd::args::{Element, ElementAction};
use crate::cmd::failure::Failure;
use crate::cmd::show::safe;
use crate::cmd::{Session, out};
use crate::ops::case::Case;
use crate::ops::elements::{self, AssignmentWords};
use crate::ops::law;
use crate::ops::state::AssignmentState;
use serde_json::{Value, json};

fn assignment<'c>(case: &'c Case, reference: &str) -> Option<&'c AssignmentState> {
    elements::standing(case).find(|state| *state.said.id == *reference)
}

fn exhibits(case: &Case, state: &AssignmentState) -> Vec<String> {
    let all = state.said.exhibits.iter();
    all.map(|digest| case.state().reference(digest)).collect()
}

/// The matrix.
pub fn elements(session: &Session<'_>) -> Result<(), Failure> {
    let case = session.open()?;
    let law = law::law_of(&case)?;
    for group in elements::with_proposals(&case, &law)? {
        if !session.json {
            out::line(&format!("{}\n{}", group.title, group.says))?;
            out::line(&format!(
                "Source: {} <{}>, read {}\n",
                group.source.name, group.source.address, group.read
            ))?;
        }
        for limb in &group.limbs {
            let states = limb.assigned.iter().filter_map(|id| assignment(&case, id));
            if session.json {
                let shown: Vec<Value> = states
                    .map(|state| {
                        json!({
                            "assignment": &*state.said.id, "incidents": elements::incidents_of(&case, state).collect::<Vec<_>>(),
                            "events": state.said.events.iter().map(ToString::to_string).collect::<Vec<_>>(),
                            "exhibits": exhibits(&case, state), "because": state.said.because.as_deref(),
                            "by": state.by, "written": state.said.written.to_string(), "log_entry": state.entry,
                        })
                    })
                    .collect();
                let proposed: Vec<Value> = limb
                    .proposals
                    .iter()
                    .map(|proposal| json!({ "why": proposal.why, "incidents": proposal.incidents, "events": proposal.events }))
                    .collect();
                out::json(&json!({
                    "type": "element", "law": law.id, "group": group.id, "element": limb.id, "says": limb.says,
                    "shown_by": shown, "missing": limb.missing, "proposed": proposed,
                    "source": { "name": group.source.name, "address": group.source.address }, "read": group.read.to_string(),
                }))?;
                continue;
            }
            out::line(&format!("  {:<18} {}", limb.id, limb.says))?;
            for state in states {
                let named = elements::incidents_of(&case, state);
                let mut what: Vec<String> = named.map(str::to_owned).collect();
                if !state.said.events.is_empty() {
                    let events = state.said.events.len();
                    what.push(format!(
                        "{events} event{}",
                        if events == 1 { "" } else { "s" }
                    ));
                }
                what.extend(exhibits(&case, state));
                let because = state
                    .said
                    .because
                    .as_deref()
                    .map_or(String::new(), |text| format!(": {}", safe(text)));
                out::line(&format!(
                    "      {} {}{because}",
                    state.said.id,
                    what.join(", ")
                ))?;
            }
            if let Some(missing) = &limb.missing {
                out::line(&format!("      {missing}"))?;
            }
            for proposal in &limb.proposals {
                let from = if proposal.incidents.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", proposal.incidents.join(", "))
                };
                out::line(&format!("      Perhaps: {}{from}", safe(&proposal.why)))?;
            }
        }
        if !session.json {
            out::line("")?;
        }
    }
    if !session.json {
        out::line(
            "\"Perhaps\" is only counted. You decide: onrecord element assign contacting --incident I-1",
        )?;
        out::line(&law.caution)?;
    }
    Ok(())
}

/// Assigns, or takes back.
pub fn element(session: &Session<'_>, arguments: &Element) -> Result<(), Failure> {
    let mut case = session.open()?;
    match &arguments.action {
        ElementAction::Assign {
            element,
            incidents,
            events,
            exhibits,
            because,
        } => {
            let words = AssignmentWords {
                incidents: incidents.clone(),
                events: events.clone(),
                exhibits: exhibits.clone(),
                because: because.clone(),
            };
            let id = elements::assign(&mut case, element, &words)?;
            out::line(&format!("Kept as {id}."))?;
        }
        ElementAction::Undo {
            assignment,
            because,
        } => {
            elements::undo(&mut case, assignment, because.as_deref())?;
            out::line(&format!(
                "{assignment} was taken back. Both stay in the log."
            ))?;
        }
    }
    Ok(())
}
