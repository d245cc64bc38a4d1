//! A form with files, from the browser into the spool: through a short queue to the thread that
//! encrypts and writes. Nothing is taken before the question about pictures is answered.

use super::question::{LONGEST_SAID, UNDER_18, answer};
use crate::ops::add::{AddOptions, Under18};
use crate::ops::spool::{Spool, SpoolError, SpoolWriter};
use crate::web::multipart::{Parser, Piece, boundary};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use http_body::Body as _;
use std::future::poll_fn;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Pieces between the browser and the disk. A piece is as long as what the network gave at once.
const QUEUE: usize = 8;

/// What came.
pub struct Arrived {
    /// The files.
    pub spool: Spool,
    /// What was said with them.
    pub options: AddOptions,
    /// They are sealed and never shown.
    pub unseen: bool,
}

/// Why nothing was kept.
#[derive(Debug)]
pub enum Trouble {
    /// The question about pictures was not answered before the first file.
    NoAnswer,
    /// There was no file.
    NoFiles,
    /// Too many bytes.
    TooLarge,
    /// Too many files.
    TooMany,
    /// Another upload is under way, or waits.
    Another,
    /// The browser stopped.
    BrokenOff,
    /// It is no such form.
    Form,
    /// It could not be written.
    Disk(std::io::Error),
}

impl From<SpoolError> for Trouble {
    fn from(error: SpoolError) -> Self {
        match error {
            SpoolError::TooLarge => Self::TooLarge,
            SpoolError::TooMany => Self::TooMany,
            SpoolError::Io(error) => Self::Disk(error),
        }
    }
}

/// The next bytes of a body; `None` at its end.
async fn next(body: &mut Body) -> Option<Result<Bytes, axum::Error>> {
    loop {
        let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await?;
        match frame.map(|frame| frame.into_data()) {
            Ok(Ok(bytes)) => return Some(Ok(bytes)),
            // Trailers are nothing to us.
            Ok(Err(_)) => {}
            Err(error) => return Some(Err(error)),
        }
    }
}

/// Lets the rest go by.
pub async fn drain(body: &mut Body) {
    while let Some(Ok(_)) = next(body).await {}
}

enum ToDisk {
    Begin(String),
    Bytes(Vec<u8>),
    Finished,
}

/// The fields that are not files.
#[derive(Default)]
struct Said {
    under_18: Option<Under18>,
    said: Option<String>,
    described: Option<String>,
    unseen: bool,
}

impl Said {
    fn take(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Trouble> {
        let text = String::from_utf8(bytes).map_err(|_| Trouble::Form)?;
        let text = text.trim();
        let some = (!text.is_empty()).then(|| text.to_owned());
        match name {
            UNDER_18 => self.under_18 = answer(text),
            "said" => self.said = some,
            "described" => self.described = some,
            "unseen" => self.unseen = some.is_some(),
            _ => {}
        }
        Ok(())
    }
}

/// Receives a form.
///
/// # Errors
/// Nothing of it was kept.
pub async fn receive(
    folder: &Path,
    headers: &HeaderMap,
    body: &mut Body,
) -> Result<Arrived, Trouble> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let boundary = kind.and_then(boundary).ok_or(Trouble::Form)?;
    let mut parser = Parser::new(boundary);
    let mut said = Said::default();
    let mut field: Option<(String, Vec<u8>)> = None;
    let mut disk: Option<Disk> = None;
    let mut is_file = false;
    let mut pieces = Vec::new();
    while !parser.is_finished() {
        let bytes = match next(body).await {
            None => return Err(Trouble::BrokenOff),
            Some(bytes) => bytes.map_err(|_| Trouble::BrokenOff)?,
        };
        parser
            .feed(&bytes, &mut pieces)
            .map_err(|_| Trouble::Form)?;
        for piece in pieces.drain(..) {
            match piece {
                Piece::Begin { name, file: None } => {
                    is_file = false;
                    field = Some((name, Vec::new()));
                }
                Piece::Begin {
                    file: Some(file), ..
                } => {
                    // A field in which no file was chosen has no name.
                    is_file = !file.is_empty();
                    if is_file && disk.is_none() {
                        let careful = match said.under_18 {
                            None => return Err(Trouble::NoAnswer),
                            Some(answer) => answer == Under18::YesOrUnsure,
                        };
                        disk = Some(Disk::begin(folder.to_owned(), careful));
                    }
                    if let (true, Some(disk)) = (is_file, &disk) {
                        send(&disk.to, ToDisk::Begin(file)).await;
                    }
                }
                Piece::Bytes(bytes) => match (&mut field, &disk) {
                    (Some((_, text)), _) => {
                        text.extend(bytes);
                        if text.len() > LONGEST_SAID {
                            return Err(Trouble::Form);
                        }
                    }
                    (None, Some(disk)) if is_file => send(&disk.to, ToDisk::Bytes(bytes)).await,
                    _ => {}
                },
                Piece::End => {
                    if let Some((name, text)) = field.take() {
                        said.take(&name, text)?;
                    }
                }
                Piece::Finished => {}
            }
        }
        // Where the disk is full, the rest is not waited for.
        if disk.as_ref().is_some_and(|disk| disk.to.is_closed()) {
            break;
        }
    }
    let Some(disk) = disk else {
        return Err(match said.under_18 {
            None => Trouble::NoAnswer,
            Some(_) => Trouble::NoFiles,
        });
    };
    send(&disk.to, ToDisk::Finished).await;
    let spool = disk.written.await.unwrap_or(Err(Trouble::BrokenOff))?;
    if spool.files() == 0 && spool.left_out() == 0 && spool.problems().is_empty() {
        return Err(Trouble::NoFiles);
    }
    Ok(Arrived {
        spool,
        unseen: said.unseen,
        options: AddOptions {
            said: said.said,
            described: said.described,
            under_18: said.under_18,
            ..AddOptions::default()
        },
    })
}

/// A thread that has stopped has an error to tell, which is asked for at the end.
async fn send(to: &Sender<ToDisk>, piece: ToDisk) {
    let _ = to.send(piece).await;
}

/// The thread that writes.
struct Disk {
    to: Sender<ToDisk>,
    written: tokio::task::JoinHandle<Result<Spool, Trouble>>,
}

impl Disk {
    fn begin(folder: PathBuf, careful: bool) -> Self {
        let (to, from) = channel(QUEUE);
        Self {
            to,
            written: tokio::task::spawn_blocking(move || write(&folder, careful, from)),
        }
    }
}

/// Writes what comes. Where the form ends early, what was written goes.
fn write(folder: &Path, careful: bool, mut from: Receiver<ToDisk>) -> Result<Spool, Trouble> {
    let mut out = SpoolWriter::new(folder, careful).map_err(Trouble::Disk)?;
    let mut wanted = false;
    while let Some(piece) = from.blocking_recv() {
        match piece {
            ToDisk::Begin(name) => wanted = out.begin(&name)?,
            ToDisk::Bytes(bytes) => wanted = wanted && out.write(&bytes)?,
            ToDisk::Finished => return out.finish().map_err(Trouble::Disk),
        }
    }
    Err(Trouble::BrokenOff)
}
