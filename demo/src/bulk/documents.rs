//! Loose documents, one file a record: PDF.

use super::source::Source;
use crate::calendar::fields;
use crate::story::Deed;
use fs_err as fs;
use std::io;
use std::path::Path;

/// A folder of one-page PDF files with a line of text and a date with its offset.
pub(super) fn pdfs(mut source: Source, path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)?;
    let mut n = 0;
    while let Some(said) = source.said() {
        let Deed::Text(text) = &said.deed else {
            continue;
        };
        // The standard fonts have no more than these characters.
        let plain: String = text
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == ' ')
            .take(80)
            .collect();
        let (year, month, day, hour, minute, second, _) = fields(said.at_ms.div_euclid(1_000));
        let date = format!("D:{year}{month:02}{day:02}{hour:02}{minute:02}{second:02}Z");
        n += 1;
        fs::write(path.join(format!("letter {n}.pdf")), pdf(&plain, &date))?;
    }
    Ok(())
}

fn pdf(text: &str, date: &str) -> Vec<u8> {
    let stream = format!("BT /F1 12 Tf 72 720 Td ({text}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        format!("<< /Producer (Invented) /CreationDate ({date}) >>"),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", n + 1).as_bytes());
    }
    let table = out.len();
    out.extend_from_slice(
        format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes(),
    );
    for place in places {
        out.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    let size = objects.len() + 1;
    out.extend_from_slice(
        format!("trailer\n<< /Size {size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{table}\n%%EOF\n")
            .as_bytes(),
    );
    out
}
