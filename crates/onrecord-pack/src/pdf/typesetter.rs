//! Faces opened, coverage asked, words shaped and remembered. It must not know pages.
//!
//! Real conversations repeat their words: each is shaped once per face and direction, in ems, and
//! looked up afterwards. That is what keeps hundreds of pages within a few seconds.

use super::escapes::is_ignorable;
use super::fonts::{CARRIED, EMOJI, FontStore};
use super::glyphs::{FaceId, PlacedGlyph, Shaped};
use super::text::Family;
use krilla::text::Font;
use rustybuzz::{Direction, Script, ShapePlan, UnicodeBuffer};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Shaped words remembered before the memory is cleared; hostile text has no repeated words.
const MAX_REMEMBERED: usize = 60_000;
/// Longer pieces are not worth remembering.
const MAX_REMEMBERED_LENGTH: usize = 48;

struct OpenFace<'s> {
    shaper: rustybuzz::Face<'s>,
    font: Font,
    em: f32,
    space: u16,
    plans: Vec<(Direction, Script, ShapePlan)>,
    remembered: [BTreeMap<Box<str>, Rc<Shaped>>; 2],
}

/// Faces and shaped words. One serves any number of documents, one after another.
pub struct Typesetter<'s> {
    store: &'s FontStore,
    /// `None`: not yet opened. `Some(None)`: cannot be used.
    faces: Vec<Option<Option<Box<OpenFace<'s>>>>>,
    chosen: BTreeMap<(Family, char), Option<FaceId>>,
    buffer: Option<UnicodeBuffer>,
    remembered: usize,
}

impl<'s> Typesetter<'s> {
    /// A typesetter over the faces of a store.
    pub fn new(store: &'s FontStore) -> Self {
        let count = CARRIED.len() + store.system.len();
        Self {
            store,
            faces: (0..count).map(|_| None).collect(),
            chosen: BTreeMap::new(),
            buffer: None,
            remembered: 0,
        }
    }

    /// Text as it will be printed: what has no look or no glyph is spelled out.
    pub fn printed(&mut self, text: &str) -> String {
        super::clean::clean(self, &[super::text::Span::body(text)]).text
    }

    /// The face that `family` asks for first.
    pub(super) fn primary(family: Family) -> FaceId {
        FaceId(match family {
            Family::Regular => 0,
            Family::Bold => 1,
            Family::Italic => 2,
            Family::Mono => 3,
        })
    }

    fn open(&mut self, id: FaceId) -> Option<&mut OpenFace<'s>> {
        let store = self.store;
        let slot = self.faces.get_mut(usize::from(id.0))?;
        slot.get_or_insert_with(|| {
            let carried = CARRIED.get(usize::from(id.0));
            let (bytes, data): (&'s [u8], krilla::Data) = match carried {
                Some(carried) => (carried.bytes, carried.bytes.into()),
                None => {
                    let font = store.system.get(usize::from(id.0) - CARRIED.len())?;
                    let bytes = font.bytes()?;
                    (bytes.as_slice(), bytes.clone().into())
                }
            };
            let shaper = rustybuzz::Face::from_slice(bytes, 0)?;
            let em = shaper.units_per_em() as f32;
            let space = shaper.glyph_index(' ').map_or(0, |glyph| glyph.0);
            Some(Box::new(OpenFace {
                em,
                space,
                font: Font::new(data, 0)?,
                shaper,
                plans: Vec::new(),
                remembered: [BTreeMap::new(), BTreeMap::new()],
            }))
        })
        .as_deref_mut()
    }

    /// The writer's handle of a face that was chosen before.
    pub(super) fn font(&mut self, id: FaceId) -> Option<Font> {
        self.open(id).map(|face| face.font.clone())
    }

    fn has(&mut self, id: FaceId, ch: char) -> bool {
        if let Some(font) = usize::from(id.0)
            .checked_sub(CARRIED.len())
            .and_then(|index| self.store.system.get(index))
            && !font.has(ch)
        {
            return false;
        }
        self.open(id).is_some_and(|face| {
            face.shaper
                .glyph_index(ch)
                .is_some_and(|glyph| glyph.0 != 0)
        })
    }

    /// The face in which a cluster can be drawn whole, if there is one.
    pub(super) fn face_for(&mut self, family: Family, cluster: &str) -> Option<FaceId> {
        let mut chars = cluster.chars();
        let first = chars.next()?;
        if chars.next().is_none() {
            if let Some(known) = self.chosen.get(&(family, first)) {
                return *known;
            }
            let found = self.search(family, cluster);
            if self.chosen.len() < MAX_REMEMBERED {
                self.chosen.insert((family, first), found);
            }
            return found;
        }
        self.search(family, cluster)
    }

    fn search(&mut self, family: Family, cluster: &str) -> Option<FaceId> {
        let whole = |this: &mut Self, id: FaceId| {
            cluster
                .chars()
                .all(|ch| is_ignorable(ch) || this.has(id, ch))
        };
        let emoji = FaceId(EMOJI as u16);
        if cluster.contains('\u{FE0F}') && whole(self, emoji) {
            return Some(emoji);
        }
        let primary = Self::primary(family);
        if whole(self, primary) {
            return Some(primary);
        }
        let regular = Self::primary(Family::Regular);
        let others = (EMOJI..self.faces.len()).filter_map(|index| u16::try_from(index).ok());
        std::iter::once(regular)
            .chain(others.map(FaceId))
            .find(|id| whole(self, *id))
    }

    /// Shapes a piece in one face and direction. The face must have been chosen before.
    pub(super) fn shape(&mut self, id: FaceId, rtl: bool, text: &str) -> Rc<Shaped> {
        if self.remembered > MAX_REMEMBERED {
            self.remembered = 0;
            for face in self.faces.iter_mut().flatten().flatten() {
                face.remembered = [BTreeMap::new(), BTreeMap::new()];
            }
        }
        let mut buffer = self.buffer.take().unwrap_or_default();
        let Some(face) = self.open(id) else {
            return Rc::new(Shaped {
                glyphs: Vec::new(),
                width: 0.0,
                incomplete: true,
            });
        };
        if let Some(known) = face.remembered[usize::from(rtl)].get(text) {
            let known = Rc::clone(known);
            self.buffer = Some(buffer);
            return known;
        }
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let direction = if rtl {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        };
        buffer.set_direction(direction);
        let script = buffer.script();
        let place = face
            .plans
            .iter()
            .position(|plan| plan.0 == direction && plan.1 == script);
        let place = place.unwrap_or_else(|| {
            let plan = ShapePlan::new(&face.shaper, direction, Some(script), None, &[]);
            face.plans.push((direction, script, plan));
            face.plans.len() - 1
        });
        let output = rustybuzz::shape_with_plan(&face.shaper, &face.plans[place].2, buffer);
        let shaped = Rc::new(collect(&output, text, face.em, face.space));
        let keep = text.len() <= MAX_REMEMBERED_LENGTH;
        if keep {
            face.remembered[usize::from(rtl)].insert(text.into(), Rc::clone(&shaped));
        }
        self.remembered += usize::from(keep);
        self.buffer = Some(output.clear());
        shaped
    }
}

/// Turns the shaper's output into glyphs with the byte range of their cluster.
fn collect(output: &rustybuzz::GlyphBuffer, text: &str, em: f32, space: u16) -> Shaped {
    let infos = output.glyph_infos();
    let mut starts: Vec<u32> = infos.iter().map(|info| info.cluster).collect();
    starts.sort_unstable();
    starts.dedup();
    let end_of = |start: u32| {
        let next = starts.partition_point(|other| *other <= start);
        starts.get(next).copied().unwrap_or(text.len() as u32)
    };
    let mut shaped = Shaped {
        glyphs: Vec::with_capacity(infos.len()),
        width: 0.0,
        incomplete: false,
    };
    for (position, (info, place)) in infos.iter().zip(output.glyph_positions()).enumerate() {
        let same_cluster = |other: Option<&rustybuzz::GlyphInfo>| {
            other.is_some_and(|other| other.cluster == info.cluster)
        };
        let shares = same_cluster(infos.get(position + 1))
            || position
                .checked_sub(1)
                .is_some_and(|before| same_cluster(infos.get(before)));
        // The shaper leaves an empty glyph for a joiner or selector; the cluster's other glyphs
        // already stand for its text.
        if shares && info.glyph_id == u32::from(space) && place.x_advance == 0 {
            continue;
        }
        shaped.incomplete |= info.glyph_id == 0;
        let advance = place.x_advance as f32 / em;
        shaped.width += advance;
        shaped.glyphs.push(PlacedGlyph {
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            start: info.cluster,
            end: end_of(info.cluster),
            advance,
            x_offset: place.x_offset as f32 / em,
            y_offset: place.y_offset as f32 / em,
        });
    }
    shaped
}
