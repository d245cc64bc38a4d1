//! A page as a list of things to draw, and how that list is written. It must not know why
//! something stands where it does.

use super::lines::Run;
use super::picture::Picture;
use super::tags::{SlotId, Tags};
use super::text::Colour;
use super::typesetter::Typesetter;
use krilla::Document;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use std::sync::Arc;

/// A4, points.
pub const PAGE_WIDTH: f32 = 595.276;
/// A4, points.
pub const PAGE_HEIGHT: f32 = 841.89;
/// Where content begins.
pub const LEFT: f32 = 62.0;
/// First usable y below the running header.
pub const TOP: f32 = 72.0;
/// Last usable y above the running footer.
pub const BOTTOM: f32 = PAGE_HEIGHT - 70.0;
/// Between the margins.
pub const CONTENT_WIDTH: f32 = PAGE_WIDTH - 2.0 * LEFT;

/// What a thing on the page is to a reader who does not see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Ornament.
    Ornament,
    /// Running header.
    Header,
    /// Running footer.
    Footer,
    /// Content: a leaf of the structure tree.
    Slot(SlotId),
}

/// `(x, y, width, height)`, from the page's top left.
pub(super) type Area = (f32, f32, f32, f32);

/// Points that are joined by straight lines.
pub(super) type Line2 = Vec<(f32, f32)>;

/// One thing to draw.
pub(super) enum Op {
    Text {
        run: Run,
        x: f32,
        baseline: f32,
        mark: Mark,
    },
    Fill {
        areas: Vec<Area>,
        colour: Colour,
        mark: Mark,
    },
    Lines {
        lines: Vec<Line2>,
        width: f32,
        /// Drawn, then left out.
        dash: Option<(f32, f32)>,
        colour: Colour,
        mark: Mark,
    },
    Picture {
        picture: Arc<Picture>,
        area: Area,
        mark: Mark,
    },
    Link {
        area: Area,
        page: usize,
        y: f32,
        words: String,
        slot: SlotId,
    },
}

impl Op {
    fn mark(&self) -> Option<Mark> {
        match self {
            Self::Text { mark, .. }
            | Self::Fill { mark, .. }
            | Self::Lines { mark, .. }
            | Self::Picture { mark, .. } => Some(*mark),
            Self::Link { .. } => None,
        }
    }
}

/// Writes one page.
pub(super) fn write_page(
    document: &mut Document,
    setter: &mut Typesetter<'_>,
    tags: &mut Tags,
    ops: &[Op],
) -> Result<(), String> {
    let settings = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT).ok_or("page size")?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    let mut open: Option<Mark> = None;
    for op in ops {
        let Some(mark) = op.mark() else { continue };
        if open != Some(mark) {
            if open.is_some() {
                surface.end_tagged();
            }
            begin(&mut surface, tags, mark);
            open = Some(mark);
        }
        draw(&mut surface, setter, op);
    }
    if open.is_some() {
        surface.end_tagged();
    }
    surface.finish();
    for op in ops {
        if let Op::Link {
            area,
            page: target,
            y,
            words,
            slot,
        } = op
            && let Some(rect) = rect(*area)
        {
            let destination = XyzDestination::new(*target, Point::from_xy(LEFT, *y));
            let target = Target::Destination(destination.into());
            let link = LinkAnnotation::new(rect, target);
            let annotation = Annotation::new_link(link, Some(words.clone()));
            tags.fill(*slot, page.add_tagged_annotation(annotation));
        }
    }
    page.finish();
    Ok(())
}

fn begin(surface: &mut Surface<'_>, tags: &mut Tags, mark: Mark) {
    let artifact = |kind| ContentTag::Artifact(Artifact::with_kind(kind));
    match mark {
        Mark::Ornament => {
            surface.start_tagged(artifact(ArtifactType::Layout));
        }
        Mark::Header => {
            surface.start_tagged(artifact(ArtifactType::Header));
        }
        Mark::Footer => {
            surface.start_tagged(artifact(ArtifactType::Footer));
        }
        Mark::Slot(slot) => {
            let identifier = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            tags.fill(slot, identifier);
        }
    }
}

fn draw(surface: &mut Surface<'_>, setter: &mut Typesetter<'_>, op: &Op) {
    match op {
        Op::Text {
            run, x, baseline, ..
        } => {
            if let Some(font) = setter.font(run.face) {
                surface.set_fill(Some(fill(run.colour)));
                let at = Point::from_xy(x + run.x, *baseline);
                surface.draw_glyphs(at, &run.glyphs, font, &run.text, run.size, false);
            }
        }
        Op::Fill { areas, colour, .. } => {
            let mut path = PathBuilder::new();
            for rect in areas.iter().filter_map(|area| rect(*area)) {
                path.push_rect(rect);
            }
            if let Some(path) = path.finish() {
                surface.set_fill(Some(fill(*colour)));
                surface.draw_path(&path);
            }
        }
        Op::Lines {
            lines,
            width,
            dash,
            colour,
            ..
        } => {
            let mut path = PathBuilder::new();
            for line in lines {
                for (nth, (x, y)) in line.iter().enumerate() {
                    match nth {
                        0 => path.move_to(*x, *y),
                        _ => path.line_to(*x, *y),
                    }
                }
            }
            if let Some(path) = path.finish() {
                surface.set_fill(None);
                surface.set_stroke(Some(Stroke {
                    paint: rgb::Color::new(colour.0, colour.1, colour.2).into(),
                    width: *width,
                    dash: dash.map(|(drawn, left_out)| StrokeDash {
                        array: vec![drawn, left_out],
                        offset: 0.0,
                    }),
                    ..Stroke::default()
                }));
                surface.draw_path(&path);
                surface.set_stroke(None);
            }
        }
        Op::Picture { picture, area, .. } => {
            if let (Ok(image), Some(size)) = (picture.image(), Size::from_wh(area.2, area.3)) {
                surface.push_transform(&Transform::from_translate(area.0, area.1));
                surface.draw_image(image, size);
                surface.pop();
            }
        }
        Op::Link { .. } => {}
    }
}

fn fill(colour: Colour) -> Fill {
    Fill {
        paint: rgb::Color::new(colour.0, colour.1, colour.2).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}

fn rect((x, y, width, height): Area) -> Option<Rect> {
    Rect::from_xywh(x, y, width, height)
}
