//! The text of pages, in the order in which the content streams show it (ISO 32000-1, 9.4). Where
//! letters stand matters only as far as it begins a new line or parts two words.

use super::file::File;
use super::fonts::Font;
use super::object::{Dictionary, Lexer, Object, VALUES, is_space};
use memchr::memmem;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Bytes of text that are kept.
pub(super) const TEXT: usize = 1 << 20;
/// Forms within forms.
const DEPTH: usize = 8;
/// Fonts of a file that are read; the tables of more would fill the memory.
const FONTS: usize = 64;

/// Six numbers as the format orders them.
type Matrix = [f64; 6];
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn multiply(left: Matrix, right: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = left;
    let [g, h, i, j, k, l] = right;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}

pub(super) struct Reader<'f, 'd> {
    file: &'f File<'d>,
    fonts: BTreeMap<u32, Rc<Font>>,
    plain: Rc<Font>,
    pub(super) text: String,
    pub(super) is_cut: bool,
    /// Codes stood in the pages that no table explains.
    pub(super) has_unknown_codes: bool,
    pub(super) unread_contents: usize,
    state: State,
}

#[derive(Clone)]
struct State {
    font: Rc<Font>,
    size: f64,
    leading: f64,
    space: Matrix,
    line: Matrix,
    kept: Vec<(Matrix, Rc<Font>, f64)>,
    /// Where the last text began, and how many signs it had.
    shown: Option<(f64, f64, usize)>,
}

impl<'f, 'd> Reader<'f, 'd> {
    pub(super) fn new(file: &'f File<'d>) -> Self {
        let plain = Rc::new(Font::plain());
        Self {
            file,
            fonts: BTreeMap::new(),
            text: String::new(),
            is_cut: false,
            has_unknown_codes: false,
            unread_contents: 0,
            state: State {
                font: plain.clone(),
                size: 1.0,
                leading: 0.0,
                space: IDENTITY,
                line: IDENTITY,
                kept: Vec::new(),
                shown: None,
            },
            plain,
        }
    }

    pub(super) fn page(&mut self, page: &Dictionary, resources: &Object) {
        let mut streams = Vec::new();
        match page.get(&b"Contents"[..]) {
            Some(contents @ Object::Reference(_)) => match self.file.resolve(contents) {
                Object::Array(parts) => streams.extend(parts.iter().cloned()),
                _ => streams.push(contents.clone()),
            },
            Some(Object::Array(parts)) => streams.extend(parts.iter().cloned()),
            _ => {}
        }
        let mut content = Vec::new();
        for stream in &streams {
            match self.file.stream(stream) {
                Some((_, bytes)) => content.extend_from_slice(&bytes),
                None => self.unread_contents += 1,
            }
            content.push(b'\n');
        }
        self.state.font = self.plain.clone();
        self.state.space = IDENTITY;
        self.state.kept.clear();
        self.state.shown = None;
        while self.text.ends_with(['\n', ' ']) {
            self.text.pop();
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let resources = self.file.resolve(resources);
        self.run(&content, &resources, 0);
    }

    fn run(&mut self, content: &[u8], resources: &Object, depth: usize) {
        let mut lexer = Lexer::new(content, 0);
        let mut operands: Vec<Object> = Vec::new();
        let named = |kind: &[u8]| match resources.dictionary() {
            Some(resources) => self.file.get(resources, kind),
            None => Object::Null,
        };
        let (fonts, forms) = (named(b"Font"), named(b"XObject"));
        // Naming the same font for every word must not read it every time.
        let mut by_name: BTreeMap<Box<[u8]>, Rc<Font>> = BTreeMap::new();
        while !self.is_cut {
            lexer.values_left = VALUES;
            let Some(value) = lexer.object() else { return };
            let Object::Word(operator) = value else {
                if operands.len() < 64 {
                    operands.push(value);
                }
                continue;
            };
            match (&*operator, operands.as_slice()) {
                (b"Tf", [Object::Name(name), Object::Number(size)]) => {
                    let font = by_name.entry(name.as_ref().into());
                    let font = match font {
                        std::collections::btree_map::Entry::Occupied(known) => known.get().clone(),
                        std::collections::btree_map::Entry::Vacant(free) => {
                            let reference = fonts.dictionary().and_then(|fonts| fonts.get(&**name));
                            let font =
                                read_font(self.file, &mut self.fonts, &self.plain, reference);
                            free.insert(font).clone()
                        }
                    };
                    self.state.font = font;
                    self.state.size = *size;
                }
                (b"Do", [Object::Name(name)]) if depth < DEPTH => {
                    let reference = forms.dictionary().and_then(|forms| forms.get(&**name));
                    if let Some(reference) = reference {
                        self.form(&reference.clone(), resources, depth);
                    }
                }
                (b"BI", _) => skip_picture(&mut lexer),
                (operator, operands) => self.operate(operator, operands),
            }
            operands.clear();
            if self.text.len() > TEXT {
                self.is_cut = true;
                let end = self.text.floor_char_boundary(TEXT);
                self.text.truncate(end);
            }
        }
    }

    fn form(&mut self, reference: &Object, resources: &Object, depth: usize) {
        let value = self.file.resolve(reference);
        let Some(dictionary) = value.dictionary() else {
            return;
        };
        if self.file.get(dictionary, b"Subtype").name() != Some(b"Form") {
            return;
        }
        let Some((dictionary, content)) = self.file.stream(reference) else {
            self.unread_contents += 1;
            return;
        };
        let own = match self.file.get(&dictionary, b"Resources") {
            Object::Null => resources.clone(),
            own => own,
        };
        let before = self.state.clone();
        if let Object::Array(matrix) = self.file.get(&dictionary, b"Matrix")
            && let Some(matrix) = matrix_of(&matrix)
        {
            self.state.space = multiply(matrix, self.state.space);
        }
        self.run(&content, &own, depth + 1);
        let shown = self.state.shown;
        self.state = State { shown, ..before };
    }

    fn operate(&mut self, operator: &[u8], operands: &[Object]) {
        let state = &mut self.state;
        match (operator, operands) {
            (b"q", _) if state.kept.len() < 64 => {
                let kept = (state.space, state.font.clone(), state.size);
                state.kept.push(kept);
            }
            (b"Q", _) => {
                if let Some((space, font, size)) = state.kept.pop() {
                    (state.space, state.font, state.size) = (space, font, size);
                }
            }
            (b"cm", numbers) => {
                if let Some(matrix) = matrix_of(numbers) {
                    state.space = multiply(matrix, state.space);
                }
            }
            (b"BT", _) => state.line = IDENTITY,
            (b"Tm", numbers) => {
                if let Some(matrix) = matrix_of(numbers) {
                    state.line = matrix;
                }
            }
            (b"TL", [Object::Number(leading)]) => state.leading = *leading,
            (b"Td", [Object::Number(x), Object::Number(y)]) => self.move_by(*x, *y),
            (b"TD", [Object::Number(x), Object::Number(y)]) => {
                state.leading = -y;
                self.move_by(*x, *y);
            }
            (b"T*", _) => self.next_line(),
            (b"Tj", [Object::Text(codes)]) => self.show(codes),
            (b"'", [Object::Text(codes)]) | (b"\"", [_, _, Object::Text(codes)]) => {
                self.next_line();
                self.show(codes);
            }
            (b"TJ", [Object::Array(parts)]) => {
                for part in parts.iter() {
                    match part {
                        Object::Text(codes) => self.show(codes),
                        // Thousandths of the size; a blank is seldom narrower than this.
                        Object::Number(back) if *back < -180.0 => self.part_words(),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn move_by(&mut self, x: f64, y: f64) {
        self.state.line = multiply([1.0, 0.0, 0.0, 1.0, x, y], self.state.line);
    }

    fn next_line(&mut self) {
        // Without a leading the lines would lie on each other; it was forgotten then.
        let leading = match self.state.leading {
            0.0 => self.state.size,
            leading => leading,
        };
        self.move_by(0.0, -leading);
    }

    fn part_words(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n', '\u{a0}']) {
            self.text.push(' ');
        }
    }

    fn show(&mut self, codes: &[u8]) {
        let [a, b, _, _, x, y] = multiply(self.state.line, self.state.space);
        let size = (self.state.size * a.hypot(b)).abs().max(0.01);
        let mut signs_before = 0;
        if let Some((old_x, old_y, signs)) = self.state.shown {
            if (old_y - y).abs() > size * 0.3 {
                while self.text.ends_with(' ') {
                    self.text.pop();
                }
                if !self.text.is_empty() && !self.text.ends_with('\n') {
                    self.text.push('\n');
                }
            } else if old_x == x {
                signs_before = signs;
            } else if x < old_x || signs > 1 || x - old_x > size * 0.7 {
                // Letters that are placed one by one stay a word.
                self.part_words();
            }
        }
        let font = self.state.font.clone();
        let (signs, is_known) = font.push(codes, &mut self.text);
        self.has_unknown_codes |= !is_known;
        self.state.shown = Some((x, y, signs_before + signs));
    }
}

fn read_font(
    file: &File<'_>,
    known: &mut BTreeMap<u32, Rc<Font>>,
    plain: &Rc<Font>,
    reference: Option<&Object>,
) -> Rc<Font> {
    let Some(reference) = reference else {
        return plain.clone();
    };
    if let Object::Reference(number) = reference
        && let Some(font) = known.get(number)
    {
        return font.clone();
    }
    let value = file.resolve(reference);
    let Some(dictionary) = value.dictionary() else {
        return plain.clone();
    };
    if known.len() >= FONTS {
        file.is_cut.set(true);
        return plain.clone();
    }
    let font = Rc::new(Font::read(file, dictionary));
    if let Object::Reference(number) = reference {
        known.insert(*number, font.clone());
    }
    font
}

fn matrix_of(numbers: &[Object]) -> Option<Matrix> {
    let [a, b, c, d, e, f] = numbers else {
        return None;
    };
    Some([
        a.number()?,
        b.number()?,
        c.number()?,
        d.number()?,
        e.number()?,
        f.number()?,
    ])
}

/// A picture between the operators: its bytes are not operators.
fn skip_picture(lexer: &mut Lexer<'_>) {
    let rest = lexer.rest();
    let end = memmem::find_iter(rest, b"EI").find(|at| {
        let before = at.checked_sub(1).and_then(|at| rest.get(at));
        let after = rest.get(at + 2);
        before.is_some_and(|byte| is_space(*byte)) && after.is_none_or(|byte| is_space(*byte))
    });
    lexer.at += end.map_or(rest.len(), |end| end + 2);
}
