//! `CREATE TABLE` as far as it says where a column's values stand. Knows nothing of rows.
//!
//! Source: <https://www.sqlite.org/lang_createtable.html>; affinity by section 3.1 of
//! <https://www.sqlite.org/datatype3.html>.

use super::values::{TextEncoding, Value};

/// A longer statement is not taken apart.
const STATEMENT: usize = 1 << 20;
/// Columns of one table: what SQLite allows at most.
const COLUMNS: usize = 32_767;

/// A column of a table, or of none: an absent one reads as NULL in every row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Column(pub(super) Option<u16>);

impl Column {
    /// Whether the table has it.
    pub fn is_there(self) -> bool {
        self.0.is_some()
    }
}

/// Where a column's value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The n-th value of the record.
    Stored(usize),
    /// It is the row's id.
    RowId,
    /// It is computed when read.
    Computed,
}

/// A literal default, for rows that were written before the column was added.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    Null,
    Integer(i64),
    Real(f64),
    Text(Vec<u8>),
    Blob(Vec<u8>),
}

impl Literal {
    pub(super) fn value(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Integer(number) => Value::Integer(*number),
            Self::Real(number) => Value::Real(*number),
            Self::Text(bytes) => Value::Text(bytes),
            Self::Blob(bytes) => Value::Blob(bytes),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Affinity {
    Integer,
    Text,
    Blob,
    Real,
    Numeric,
}

#[derive(Debug)]
pub(super) struct ColumnOf {
    pub(super) name: Box<str>,
    pub(super) is_real: bool,
    pub(super) default: Literal,
    pub(super) place: Place,
}

/// What a statement says of a table.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) columns: Vec<ColumnOf>,
    pub(super) without_rowid: bool,
    pub(super) encoding: TextEncoding,
}

impl Layout {
    pub(super) fn column(&self, name: &str) -> Column {
        let at = self
            .columns
            .iter()
            .position(|column| column.name.eq_ignore_ascii_case(name));
        Column(at.and_then(|at| u16::try_from(at).ok()))
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// A bare word or number.
    Word(String),
    /// A quoted name, or text in single quotes.
    Quoted(char, String),
    Mark(char),
}

impl Token {
    fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(found) if found.eq_ignore_ascii_case(word))
    }
    fn is_mark(&self, mark: char) -> bool {
        matches!(self, Self::Mark(found) if *found == mark)
    }
    fn name(&self) -> Option<&str> {
        match self {
            Self::Word(name) | Self::Quoted(_, name) => Some(name),
            Self::Mark(_) => None,
        }
    }
}

fn tokens(sql: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = sql.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            c if c.is_whitespace() => {}
            '-' if rest.peek() == Some(&'-') => {
                rest.by_ref().find(|c| *c == '\n');
            }
            '/' if rest.peek() == Some(&'*') => {
                let mut before = ' ';
                rest.next();
                rest.by_ref().find(|c| {
                    let ends = before == '*' && *c == '/';
                    before = *c;
                    ends
                });
            }
            '"' | '\'' | '`' | '[' => {
                let end = if character == '[' { ']' } else { character };
                let mut text = String::new();
                while let Some(c) = rest.next() {
                    if c == end {
                        if end == ']' || rest.peek() != Some(&end) {
                            break;
                        }
                        rest.next();
                    }
                    text.push(c);
                }
                tokens.push(Token::Quoted(character, text));
            }
            c if c.is_alphanumeric() || matches!(c, '_' | '$' | '.') || !c.is_ascii() => {
                let mut word = String::from(c);
                while let Some(next) = rest.next_if(|n| {
                    n.is_alphanumeric() || matches!(n, '_' | '$') || *n == '.' || !n.is_ascii()
                }) {
                    word.push(next);
                }
                tokens.push(Token::Word(word));
            }
            other => tokens.push(Token::Mark(other)),
        }
    }
    tokens
}

/// Parts at the commas that are in no bracket; ends at the bracket that closes. The second value
/// is what follows it.
fn definitions(tokens: &[Token]) -> (Vec<&[Token]>, &[Token]) {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut from = 0;
    for (at, token) in tokens.iter().enumerate() {
        if token.is_mark('(') {
            depth += 1;
        } else if token.is_mark(')') {
            if depth == 0 {
                parts.push(tokens.get(from..at).unwrap_or_default());
                return (parts, tokens.get(at + 1..).unwrap_or_default());
            }
            depth -= 1;
        } else if depth == 0 && token.is_mark(',') {
            parts.push(tokens.get(from..at).unwrap_or_default());
            from = at + 1;
        }
    }
    (parts, &[])
}

/// Takes a statement apart; `None` where it is not one, or names no column.
pub(super) fn parse(sql: &str, encoding: TextEncoding) -> Option<Layout> {
    // SQLite reads no statement beyond a NUL. One that has one is damaged, and what is left of its
    // columns would name the values wrongly.
    if sql.len() > STATEMENT || sql.contains('\0') {
        return None;
    }
    let tokens = tokens(sql);
    let open = tokens.iter().position(|token| token.is_mark('('))?;
    let head = tokens.get(..open)?;
    if !head.first()?.is("CREATE") || !head.iter().take(3).any(|token| token.is("TABLE")) {
        return None;
    }
    let (parts, options) = definitions(tokens.get(open + 1..)?);
    let without_rowid = options
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if a.is("WITHOUT") && b.is("ROWID")));
    let mut columns = Vec::new();
    let mut key: Vec<Box<str>> = Vec::new();
    let mut alias = None;
    let mut computed = Vec::new();
    for part in parts {
        let Some(first) = part.first() else { continue };
        if ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"]
            .iter()
            .any(|word| first.is(word))
        {
            key_of_constraint(part, &mut key);
            continue;
        }
        if columns.len() == COLUMNS {
            return None;
        }
        let column = column(part, encoding)?;
        if column.key {
            key.push(column.of.name.clone());
            if column.is_integer && !column.descending {
                alias = Some(columns.len());
            }
        }
        computed.push(column.of.place == Place::Computed);
        columns.push((column.of, column.is_integer));
    }
    if alias.is_none()
        && let [only] = &key[..]
    {
        alias = columns
            .iter()
            .position(|(of, is_integer)| *is_integer && of.name.eq_ignore_ascii_case(only));
        // `INTEGER PRIMARY KEY DESC` on the column itself is no alias: a bug that SQLite keeps.
        if let Some(at) = alias
            && columns
                .get(at)
                .is_some_and(|(of, _)| of.place == DESCENDING)
        {
            alias = None;
        }
    }
    let mut layout = Layout {
        columns: columns.into_iter().map(|(of, _)| of).collect(),
        without_rowid,
        encoding,
    };
    if layout.columns.is_empty() {
        return None;
    }
    place(&mut layout, &key, alias);
    Some(layout)
}

/// Stands for "not yet placed, and its own key runs downwards".
const DESCENDING: Place = Place::Stored(usize::MAX);

/// `PRIMARY KEY (a, b)` of a table.
fn key_of_constraint(part: &[Token], key: &mut Vec<Box<str>>) {
    let Some(at) = part
        .windows(2)
        .position(|pair| matches!(pair, [a, b] if a.is("PRIMARY") && b.is("KEY")))
    else {
        return;
    };
    let inside = part.get(at + 3..).unwrap_or_default();
    for name in definitions(inside).0 {
        if let Some(name) = name.first().and_then(Token::name) {
            key.push(name.into());
        }
    }
}

/// Says where each column's value stands in a record.
fn place(layout: &mut Layout, key: &[Box<str>], alias: Option<usize>) {
    let mut next = 0;
    if layout.without_rowid {
        for name in key {
            if let Some(column) = layout.columns.iter_mut().find(|column| {
                column.name.eq_ignore_ascii_case(name)
                    && matches!(column.place, Place::Stored(0 | usize::MAX))
            }) {
                // Counted from 1 for now, so that 0 still means "not yet placed".
                column.place = Place::Stored(next + 1);
                next += 1;
            }
        }
    }
    for (at, column) in layout.columns.iter_mut().enumerate() {
        match column.place {
            Place::Computed | Place::RowId => {}
            Place::Stored(placed @ 1..usize::MAX) => column.place = Place::Stored(placed - 1),
            Place::Stored(_) => {
                let is_alias = !layout.without_rowid && alias == Some(at);
                column.place = if is_alias {
                    Place::RowId
                } else {
                    Place::Stored(next)
                };
                // The record of an alias holds a NULL there.
                next += 1;
            }
        }
    }
}

struct Read {
    of: ColumnOf,
    key: bool,
    is_integer: bool,
    descending: bool,
}

fn column(part: &[Token], encoding: TextEncoding) -> Option<Read> {
    const BEGINS_CONSTRAINT: [&str; 10] = [
        "CONSTRAINT",
        "PRIMARY",
        "NOT",
        "NULL",
        "UNIQUE",
        "CHECK",
        "DEFAULT",
        "COLLATE",
        "REFERENCES",
        "GENERATED",
    ];
    let (name, rest) = part.split_first()?;
    let name = name.name()?;
    let end = rest
        .iter()
        .position(|token| token.is("AS") || BEGINS_CONSTRAINT.iter().any(|word| token.is(word)))
        .unwrap_or(rest.len());
    let (declared, rest) = rest.split_at_checked(end)?;
    let words: Vec<String> = declared
        .iter()
        .filter_map(|token| token.name().map(str::to_ascii_uppercase))
        .collect();
    let declared = words.join(" ");
    let affinity = affinity(&declared);
    let mut read = Read {
        of: ColumnOf {
            name: name.into(),
            is_real: affinity == Affinity::Real,
            default: Literal::Null,
            place: Place::Stored(0),
        },
        key: false,
        is_integer: declared == "INTEGER",
        descending: false,
    };
    let mut depth = 0_usize;
    let mut is_computed = false;
    let mut is_stored = false;
    for (at, token) in rest.iter().enumerate() {
        let next = rest.get(at + 1);
        if token.is_mark('(') {
            depth += 1;
        } else if token.is_mark(')') {
            depth = depth.saturating_sub(1);
        } else if depth > 0 {
        } else if token.is("PRIMARY") && next.is_some_and(|next| next.is("KEY")) {
            read.key = true;
            read.descending = rest.get(at + 2).is_some_and(|token| token.is("DESC"));
        } else if token.is("DEFAULT") {
            read.of.default = default(rest.get(at + 1..)?, affinity, encoding);
        } else if token.is("AS") && next.is_some_and(|next| next.is_mark('(')) {
            is_computed = true;
        } else if token.is("STORED") {
            is_stored = true;
        }
    }
    if is_computed && !is_stored {
        read.of.place = Place::Computed;
    } else if read.descending {
        read.of.place = DESCENDING;
    }
    Some(read)
}

fn affinity(declared: &str) -> Affinity {
    let has = |word| declared.contains(word);
    if has("INT") {
        Affinity::Integer
    } else if has("CHAR") || has("CLOB") || has("TEXT") {
        Affinity::Text
    } else if has("BLOB") || declared.is_empty() {
        Affinity::Blob
    } else if has("REAL") || has("FLOA") || has("DOUB") {
        Affinity::Real
    } else {
        Affinity::Numeric
    }
}

/// The literal after `DEFAULT`, as a row would have stored it. Anything computed reads as NULL:
/// SQLite allows only literals for columns that were added later.
fn default(rest: &[Token], affinity: Affinity, encoding: TextEncoding) -> Literal {
    let mut rest = rest.iter().skip_while(|token| token.is_mark('('));
    let mut negative = false;
    let mut token = rest.next();
    while let Some(Token::Mark(sign @ ('-' | '+'))) = token {
        negative ^= *sign == '-';
        token = rest.next();
    }
    let literal = match token {
        Some(Token::Quoted(_, text)) => Literal::Text(encoding.encode(text)),
        Some(Token::Word(word)) if word.eq_ignore_ascii_case("true") => Literal::Integer(1),
        Some(Token::Word(word)) if word.eq_ignore_ascii_case("false") => Literal::Integer(0),
        Some(Token::Word(word)) if word.eq_ignore_ascii_case("x") => match rest.next() {
            Some(Token::Quoted('\'', digits)) => Literal::Blob(bytes_of_hex(digits)),
            _ => Literal::Null,
        },
        Some(Token::Word(word)) => number(word, negative).unwrap_or(Literal::Null),
        _ => Literal::Null,
    };
    match (literal, affinity) {
        (Literal::Integer(number), Affinity::Real) => Literal::Real(number as f64),
        (Literal::Integer(number), Affinity::Text) => {
            Literal::Text(encoding.encode(&number.to_string()))
        }
        (Literal::Text(bytes), Affinity::Integer | Affinity::Numeric | Affinity::Real) => {
            let text = encoding.decode(&bytes, &mut onrecord_model::Marks::NONE.clone());
            match (number(text.trim(), false), affinity) {
                (Some(Literal::Integer(number)), Affinity::Real) => Literal::Real(number as f64),
                (Some(number), _) => number,
                (None, _) => Literal::Text(bytes),
            }
        }
        (literal, _) => literal,
    }
}

fn number(word: &str, negative: bool) -> Option<Literal> {
    let signed = if negative {
        format!("-{word}")
    } else {
        word.to_owned()
    };
    if let Ok(number) = signed.parse() {
        return Some(Literal::Integer(number));
    }
    let starts = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
    if !word.starts_with(starts) {
        return None;
    }
    signed.parse().ok().map(Literal::Real)
}

fn bytes_of_hex(digits: &str) -> Vec<u8> {
    let digits: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(16)).collect();
    digits
        .as_chunks::<2>()
        .0
        .iter()
        .map(|[high, low]| (high * 16 + low) as u8)
        .collect()
}
