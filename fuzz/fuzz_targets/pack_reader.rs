//! Fuzzes what reads a pack. The first byte picks the reader, so that signatures and digests, which
//! no fuzzer gets past, do not hide what stands behind them.

#![no_main]

use onrecord_verify::lines::Line;
use onrecord_verify::threads::ThreadProof;
use onrecord_verify::{Memory, Options, exhibits, tables, timestamps, verify_pack, zip};
use std::io::Cursor;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((choice, data)) = data.split_first() else {
        return;
    };
    match choice % 6 {
        0 => {
            let _ = zip::read_directory(&mut Cursor::new(data));
        }
        1 => {
            if let Some(line) = Line::parse(data) {
                // One value, one spelling.
                assert_eq!(line.to_text().as_bytes(), data);
                if let Line::Shown {
                    opening,
                    exhibit,
                    sort,
                } = line
                {
                    let _ = tables::sort_fits(&opening, sort);
                    let _ = tables::rows("T1", &opening, &exhibit, sort);
                }
            }
        }
        2 => {
            if let Some(proof) = ThreadProof::parse(data) {
                assert_eq!(proof.to_text().as_bytes(), data);
            }
        }
        3 => {
            let _ = timestamps::imprint(data);
        }
        4 => {
            if let Ok(text) = core::str::from_utf8(data) {
                let _ = exhibits::read_csv(text, exhibits::COLUMNS);
            }
        }
        _ => {
            let mut pack = Memory::default();
            for name in [
                "03-evidence.zip",
                "06-checkpoint.note",
                "10-SHA256SUMS",
                "11-SHA256SUMS.note",
            ] {
                pack.0.insert(name.to_owned(), data.to_vec());
            }
            assert!(!verify_pack(&pack, Options { thorough: true }, &mut |_| ()).is_sound());
        }
    }
});
