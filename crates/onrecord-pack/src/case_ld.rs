//! The events, threads and exhibits once more in CASE/UCO JSON-LD, for the forensic tools that read
//! it. Ontology: <https://caseontology.org>, classes and properties of UCO 1.4. Holds only what the
//! openings show; nothing rests on it, and the openings decide where it differs.

use crate::input::{ExhibitFacts, Inclusion};
use onrecord_model::canonical::{Field, read_kind, read_sender, read_when};
use onrecord_model::disclose::Opening;
use onrecord_model::json::json_string;
use onrecord_model::{Account, Digest};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Namespaces are names, not links: nothing is fetched by them.
const CONTEXT: &str = r#"{"@context":{"kb":"urn:onrecord:","case":"https://ontology.caseontology.org/case/investigation/","core":"https://ontology.unifiedcyberontology.org/uco/core/","obs":"https://ontology.unifiedcyberontology.org/uco/observable/","tool":"https://ontology.unifiedcyberontology.org/uco/tool/","types":"https://ontology.unifiedcyberontology.org/uco/types/","xsd":"http://www.w3.org/2001/XMLSchema#"},"@graph":[
"#;

/// A graph under way. Memory: one account each.
pub(crate) struct CaseGraph<W> {
    out: W,
    accounts: BTreeMap<String, String>,
    exhibits: BTreeMap<String, String>,
    first: bool,
}

/// `kb:message-…`: a UUID made from what the node is (marked version 5, as validators expect), so that the same pack
/// gives the same names.
fn id(kind: &str, of: &[&str]) -> String {
    let mut text = kind.to_owned();
    of.iter()
        .for_each(|part| text.push_str(&format!("\0{part}")));
    let mut bytes = Digest::of(text.as_bytes()).0;
    bytes[6] = bytes[6] & 0x0f | 0x50;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = Digest(bytes).to_hex();
    let groups = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..32],
    ];
    format!("kb:{kind}-{}", groups.join("-"))
}

fn string(text: &str) -> String {
    let mut out = String::new();
    json_string(text, &mut out);
    out
}

fn reference(id: &str) -> String {
    format!("{{\"@id\":\"{id}\"}}")
}

impl<W: Write> CaseGraph<W> {
    pub(crate) fn new(mut out: W, tool: &str, exhibits: &[ExhibitFacts]) -> io::Result<Self> {
        out.write_all(CONTEXT.as_bytes())?;
        let mut graph = Self {
            out,
            accounts: BTreeMap::new(),
            exhibits: BTreeMap::new(),
            first: true,
        };
        graph.node(
            &id("tool", &[tool]),
            "tool:Tool",
            &format!(",\"core:name\":{}", string(tool)),
        )?;
        for exhibit in exhibits
            .iter()
            .filter(|exhibit| exhibit.inclusion != Inclusion::Withheld)
        {
            graph.exhibit(exhibit)?;
        }
        Ok(graph)
    }

    fn node(&mut self, id: &str, kind: &str, rest: &str) -> io::Result<()> {
        let comma = if core::mem::take(&mut self.first) {
            ""
        } else {
            ",\n"
        };
        write!(
            self.out,
            "{comma}{{\"@id\":\"{id}\",\"@type\":\"{kind}\"{rest}}}"
        )
    }

    fn exhibit(&mut self, exhibit: &ExhibitFacts) -> io::Result<()> {
        let file = id("file", &[&exhibit.reference]);
        let facets = format!(
            ",\"core:hasFacet\":[{{\"@id\":\"{}\",\"@type\":\"obs:FileFacet\",\"obs:fileName\":{},\"obs:sizeInBytes\":{{\"@type\":\"xsd:integer\",\"@value\":\"{}\"}}}},{{\"@id\":\"{}\",\"@type\":\"obs:ContentDataFacet\",\"obs:hash\":{{\"@id\":\"{}\",\"@type\":\"types:Hash\",\"types:hashMethod\":\"SHA256\",\"types:hashValue\":{{\"@type\":\"xsd:hexBinary\",\"@value\":\"{}\"}}}}}}]",
            id("file-facet", &[&exhibit.reference]),
            string(&exhibit.name),
            exhibit.size,
            id("content-facet", &[&exhibit.reference]),
            id("hash", &[&exhibit.reference]),
            exhibit.digest.to_hex().to_ascii_uppercase(),
        );
        self.node(&file, "obs:File", &facets)?;
        let record = format!(
            ",\"case:exhibitNumber\":{},\"core:description\":{},\"core:object\":{}",
            string(&exhibit.reference),
            string(&format!("{} Grade: {}.", exhibit.source, exhibit.grade)),
            reference(&file)
        );
        self.node(
            &id("provenance", &[&exhibit.reference]),
            "case:ProvenanceRecord",
            &record,
        )?;
        self.exhibits.insert(exhibit.reference.clone(), file);
        Ok(())
    }

    fn account(&mut self, account: &Account) -> io::Result<String> {
        let key = account.key().0.to_string();
        if let Some(id) = self.accounts.get(&key) {
            return Ok(id.clone());
        }
        let node = id("account", &[&key]);
        let identifier = account.stable_id.as_deref().or(account.handle.as_deref());
        let facet = format!(
            ",\"core:name\":{},\"core:hasFacet\":[{{\"@id\":\"{}\",\"@type\":\"obs:AccountFacet\",\"obs:accountIdentifier\":{}}}]",
            string(account.label()),
            id("account-facet", &[&key]),
            string(identifier.unwrap_or(&key)),
        );
        self.node(&node, "obs:Account", &facet)?;
        self.accounts.insert(key, node.clone());
        Ok(node)
    }

    /// A thread, and that it stands in its exhibits.
    pub(crate) fn thread(&mut self, thread: &str, exhibits: &[String]) -> io::Result<()> {
        let node = id("thread", &[thread]);
        let name = format!(
            ",\"core:name\":{},\"core:hasFacet\":[{{\"@id\":\"{}\",\"@type\":\"obs:MessageThreadFacet\",\"obs:visibility\":{{\"@type\":\"xsd:boolean\",\"@value\":\"false\"}}}}]",
            string(thread),
            id("thread-facet", &[thread])
        );
        self.node(&node, "obs:MessageThread", &name)?;
        for exhibit in exhibits {
            let file = self.exhibits.get(exhibit).cloned();
            if let Some(file) = file {
                self.within(&node, &file, &[thread, exhibit])?;
            }
        }
        Ok(())
    }

    fn within(&mut self, inner: &str, outer: &str, of: &[&str]) -> io::Result<()> {
        let rest = format!(
            ",\"core:source\":{},\"core:target\":{},\"core:kindOfRelationship\":\"Contained_Within\",\"core:isDirectional\":{{\"@type\":\"xsd:boolean\",\"@value\":\"true\"}}",
            reference(inner),
            reference(outer)
        );
        self.node(&id("relationship", of), "obs:ObservableRelationship", &rest)
    }

    /// A shown event.
    pub(crate) fn event(&mut self, thread: &str, opening: &Opening) -> io::Result<()> {
        let position = (opening.index + 1).to_string();
        let value = |field| opening.value(field);
        let sender = value(Field::Sender)
            .as_ref()
            .and_then(read_sender)
            .flatten();
        let from = match &sender {
            Some(account) => Some(self.account(account)?),
            None => None,
        };
        let mut facet = format!(
            "{{\"@id\":\"{}\",\"@type\":\"obs:MessageFacet\"",
            id("message-facet", &[thread, &position])
        );
        if let Some((kind, _)) = value(Field::Kind).as_ref().and_then(read_kind) {
            facet.push_str(&format!(",\"obs:messageType\":{}", string(kind.name())));
        }
        if let Some(text) = opening.text().flatten() {
            facet.push_str(&format!(",\"obs:messageText\":{}", string(&text)));
        }
        let stated = value(Field::Time)
            .as_ref()
            .and_then(read_when)
            .and_then(|when| when.truth.instant());
        if let Some(instant) = stated {
            facet.push_str(&format!(
                ",\"obs:sentTime\":{{\"@type\":\"xsd:dateTime\",\"@value\":\"{instant}\"}}"
            ));
        }
        if let Some(from) = from {
            facet.push_str(&format!(",\"obs:from\":{}", reference(&from)));
        }
        facet.push('}');
        let node = id("message", &[thread, &position]);
        let rest = format!(
            ",\"core:name\":{},\"core:hasFacet\":[{facet}]",
            string(&format!("{thread}, {position}"))
        );
        self.node(&node, "obs:Message", &rest)?;
        self.within(&node, &id("thread", &[thread]), &[thread, &position])
    }

    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok(self.out)
    }
}
