//! Opens an export for one of the two platforms: decides, gathers what must be known first, and
//! says what will not be read.

use super::Platform;
use super::context::{Context, Owner};
use super::flat::FlatWalk;
use super::html::{self, PageWalk, Pages};
use super::labels::{self, Label};
use super::layout::{Layout, ThreadFiles};
use super::list::ListWalk;
use super::people::{People, text_of};
use super::thread::ThreadWalk;
use crate::kit::attachments::AttachmentNames;
use crate::kit::json_stream::value::Raw;
use crate::kit::peek::whole_entry;
use crate::kit::text::listed;
use crate::{Export, Opened, Refusal};
use onrecord_model::{Account, Defect, Event, Marks};
use std::collections::VecDeque;
use std::sync::Arc;

/// Looks at an export for `platform`.
pub(crate) fn open<'a>(
    platform: &'static Platform,
    export: &'a dyn Export,
) -> Option<Result<Opened<'a>, Refusal>> {
    let layout = Layout::of(export, platform)?;
    let has_anything = !layout.threads.is_empty()
        || !layout.flat.is_empty()
        || !layout.lists.is_empty()
        || !layout.page_threads.is_empty()
        || !layout.page_lists.is_empty();
    if !has_anything {
        return None;
    }
    let platform_name: Arc<str> = platform.name.into();
    let context = Context {
        export,
        platform,
        names: AttachmentNames::of(export),
        owner: owner(export, platform, &platform_name, &layout),
        roots: layout.roots.clone(),
        platform_name,
    };
    let remarks = remarks(platform, &layout, context.owner.as_ref());
    let mut entries: Vec<Arc<str>> = layout.media.clone();
    let mut jobs = VecDeque::new();
    entries.extend(layout.siblings.iter().cloned());
    entries.extend(layout.doubles.iter().cloned());
    entries.extend(layout.indexes.iter().cloned());
    for thread in layout.threads {
        entries.extend(thread.files.iter().cloned());
        jobs.push_back(Job::Thread(thread));
    }
    for (root, entry) in layout.flat {
        entries.push(entry.clone());
        jobs.push_back(Job::Flat(root, entry));
    }
    for (root, entry) in layout.lists {
        entries.push(entry.clone());
        jobs.push_back(Job::List(root, entry));
    }
    for thread in layout.page_threads {
        entries.extend(thread.files.iter().cloned());
        jobs.push_back(Job::Pages(Pages::Conversation(thread)));
    }
    for (root, entry) in layout.page_lists {
        entries.push(entry.clone());
        jobs.push_back(Job::Pages(Pages::List(root, entry)));
    }
    entries.sort();
    Some(Ok(Opened {
        records: Box::new(Records {
            people: People::new(&context.platform_name),
            context,
            jobs,
            walk: Walk::None,
            out: VecDeque::new(),
        }),
        questions: Vec::new(),
        entries,
        remarks,
    }))
}

fn remarks(platform: &Platform, layout: &Layout, owner: Option<&Owner>) -> Vec<String> {
    let mut remarks = Vec::new();
    if !layout.is_certain {
        remarks.push(format!(
            "Nothing in these files says whether they came from Facebook or from Instagram. They \
             were read as {}.",
            platform.title
        ));
    }
    match owner {
        Some(owner) => remarks.push(format!(
            "{} says that this export belongs to {}. Messages count as sent by them where exactly \
             one participant bears that name.",
            owner.source,
            owner.account.label()
        )),
        None => remarks.push(
            "Nothing in this export says whose it is, so no message is marked as sent or received."
                .to_owned(),
        ),
    }
    if !layout.siblings.is_empty() {
        remarks.push(format!(
            "Not part of the numbered files, and not read: {}.",
            listed(&layout.siblings)
        ));
    }
    if !layout.doubles.is_empty() {
        remarks.push(format!(
            "{} web pages (HTML) were not read, because the same is here as JSON: {}.",
            layout.doubles.len(),
            listed(&layout.doubles)
        ));
    }
    if !layout.indexes.is_empty() {
        remarks.push(format!(
            "{} web pages only lead to others, and were not read: {}.",
            layout.indexes.len(),
            listed(&layout.indexes)
        ));
    }
    if !layout.page_threads.is_empty() || !layout.page_lists.is_empty() {
        remarks.push(
            "Web pages (HTML) show times without their zone and to the minute. The same export as \
             JSON states them exactly."
                .to_owned(),
        );
    }
    if !layout.others.is_empty() {
        remarks.push(format!(
            "{} files are of a kind that is not read: {}.",
            layout.others.len(),
            listed(&layout.others)
        ));
    }
    remarks
}

/// The owner, where the personal information names them.
fn owner(
    export: &dyn Export,
    platform: &Platform,
    name: &Arc<str>,
    layout: &Layout,
) -> Option<Owner> {
    for (_, entry) in &layout.lists {
        let file = entry.rsplit('/').next().unwrap_or(entry);
        if !platform.owner_files.contains(&file) {
            continue;
        }
        let Ok(content) = whole_entry(export, entry, 1 << 20) else {
            continue;
        };
        let bytes = content.trim_ascii();
        if let Some(owner) = owner_of(Raw::new(bytes, 0), name, entry) {
            return Some(owner);
        }
    }
    let stem = |file: &str| file.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    for (_, entry) in &layout.page_lists {
        let file = entry.rsplit('/').next().unwrap_or(entry);
        let is_owners = platform
            .owner_files
            .iter()
            .any(|known| stem(known) == stem(file));
        if !is_owners {
            continue;
        }
        let Ok(content) = whole_entry(export, entry, 1 << 20) else {
            continue;
        };
        let (handle, full_name) = html::names_in_profile(&content);
        if let Some(owner) = owner_named(name, full_name, handle, entry) {
            return Some(owner);
        }
    }
    None
}

fn owner_of(root: Raw<'_>, platform: &Arc<str>, entry: &Arc<str>) -> Option<Owner> {
    let text = |raw: Option<Raw<'_>>| {
        let mut marks = Marks::NONE;
        let text = text_of(&raw?, &mut marks)?;
        (!text.is_empty()).then(|| text.into_owned())
    };
    // Facebook: `profile_v2.name.full_name`; Instagram: `profile_user[0].string_map_data`, and
    // until 2020 the file's own object.
    let profile = ["profile_v2", "profile"]
        .iter()
        .find_map(|key| root.get(key));
    let (name, handle) = match profile {
        Some(profile) => {
            let name = profile.get("name");
            let full = name.and_then(|name| name.get("full_name")).or(name);
            (text(full), text(profile.get("username")))
        }
        None => {
            let user = root
                .get("profile_user")
                .and_then(|list| list.elements().next()?.ok());
            match user.and_then(|user| user.get("string_map_data")) {
                Some(map) => {
                    let value = |label: Label| {
                        let mut fields = map.fields().filter_map(Result::ok);
                        let is_it = |name: &Raw<'_>| {
                            name.text()
                                .is_some_and(|name| labels::is(label, &name.text))
                        };
                        let (_, found) = fields.find(|(name, _)| is_it(name))?;
                        text(found.get("value"))
                    };
                    (value(Label::Name), value(Label::Username))
                }
                None => (text(root.get("name")), text(root.get("username"))),
            }
        }
    };
    owner_named(platform, name, handle, entry)
}

fn owner_named(
    platform: &Arc<str>,
    name: Option<String>,
    handle: Option<String>,
    entry: &Arc<str>,
) -> Option<Owner> {
    let account = match (&handle, &name) {
        (Some(handle), name) => Account::handled(platform, handle, name.as_deref()),
        (None, Some(name)) => Account::named(platform, name),
        (None, None) => return None,
    };
    Some(Owner {
        account: Arc::new(account),
        names: [name, handle]
            .into_iter()
            .flatten()
            .map(Into::into)
            .collect(),
        source: entry.clone(),
    })
}

enum Job {
    Thread(ThreadFiles),
    Flat(usize, Arc<str>),
    List(usize, Arc<str>),
    Pages(Pages),
}

enum Walk<'a> {
    None,
    Thread(Box<ThreadWalk<'a>>),
    Flat(Box<FlatWalk<'a>>),
    List(Box<ListWalk<'a>>),
    Pages(Box<PageWalk<'a>>),
}

struct Records<'a> {
    context: Context<'a>,
    people: People,
    jobs: VecDeque<Job>,
    walk: Walk<'a>,
    out: VecDeque<Result<Event, Defect>>,
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        // A record is filled where it is handed out.
        let mut slot = None;
        loop {
            if !self.out.is_empty() {
                slot = self.out.pop_front();
                return slot;
            }
            let (context, people, out) = (&self.context, &mut self.people, &mut self.out);
            let goes_on = match &mut self.walk {
                Walk::None => false,
                Walk::Thread(walk) => walk.step(context, people, &mut slot, out),
                Walk::Flat(walk) => walk.step(context, out),
                Walk::List(walk) => walk.step(context, out),
                Walk::Pages(walk) => walk.step(context, people, out),
            };
            if slot.is_some() {
                return slot;
            }
            if goes_on {
                continue;
            }
            if !self.out.is_empty() {
                self.walk = Walk::None;
                continue;
            }
            let Some(job) = self.jobs.pop_front() else {
                return slot;
            };
            self.walk = match job {
                Job::Thread(thread) => {
                    Walk::Thread(Box::new(ThreadWalk::begin(context, thread, &mut self.out)))
                }
                Job::Flat(root, entry) => FlatWalk::begin(context, root, entry, &mut self.out)
                    .map_or(Walk::None, |walk| Walk::Flat(Box::new(walk))),
                Job::List(root, entry) => ListWalk::begin(context, root, entry, &mut self.out)
                    .map_or(Walk::None, |walk| Walk::List(Box::new(walk))),
                Job::Pages(pages) => Walk::Pages(Box::new(PageWalk::begin(context, pages))),
            };
        }
    }
}
