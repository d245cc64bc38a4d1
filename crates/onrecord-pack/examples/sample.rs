//! Writes the documents of an invented case into a folder, to be looked at page by page:
//! `cargo run -p onrecord-pack --example sample -- FOLDER [twin|empty|plain]`.

#[path = "../tests/invented/mod.rs"]
mod invented;

use invented::{Measure, invent};
use onrecord_model::Instant;
use onrecord_pack::pdf::{FontStore, Profile, SystemFonts, Typesetter};
use onrecord_pack::report::{
    Choices, Citations, Places, RecoverySheet, volume_file_name, write_exhibits,
    write_recovery_sheet, write_report,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("give a folder")?;
    let mode = arguments.next().unwrap_or_default();
    let measure = match mode.as_str() {
        "empty" => Measure {
            messages: 0,
            threads: 0,
            accounts: 0,
            incidents: 0,
            exhibits: 0,
            log: 0,
            hostile: false,
        },
        _ => Measure::SAMPLE,
    };
    let fonts = if mode == "plain" {
        SystemFonts::Ignore
    } else {
        SystemFonts::Use
    };
    let mut case = invent(measure);
    if mode == "empty" {
        case.facts.front = onrecord_pack::input::Front::default();
        case.facts.persons.clear();
        case.facts.undated = 0;
    }
    let store = FontStore::new(fonts);
    let mut setter = Typesetter::new(&store);
    let choices = Choices {
        profile: if mode == "twin" {
            Profile::Twin
        } else {
            Profile::Archive
        },
        ..Choices::default()
    };
    let save = |stem: &'static str| {
        let folder = folder.clone();
        move |volume: onrecord_pack::pdf::Volume| {
            let path = format!("{folder}/{}", volume_file_name(stem, &volume));
            Ok(fs_err::write(path, &volume.bytes)?)
        }
    };
    let citations = Citations::find(&case)?;
    let exhibits = write_exhibits(
        &case,
        &mut setter,
        choices,
        &citations,
        &mut save("exhibits"),
    )?;
    let places = Places::from(exhibits);
    write_report(
        &case,
        &mut setter,
        choices,
        &citations,
        &places,
        &mut save("report"),
    )?;
    let sheet = RecoverySheet {
        case: "Garden notes".into(),
        made_at: Instant(invented::START),
        key: "AGE-SECRET-KEY-1INVENTEDNOTREALQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ".into(),
        words: "orchard velvet marble thunder gentle harbour copper window silver meadow canyon puzzle lantern basket ribbon forest candle button market anchor planet gravel winter saddle"
            .split(' ')
            .map(str::to_owned)
            .collect(),
        check: "K7QF-93".into(),
        tool: "On Record 0.1.0".into(),
    };
    let bytes = write_recovery_sheet(&sheet, &mut setter)?;
    fs_err::write(format!("{folder}/recovery-sheet.pdf"), bytes)?;
    Ok(())
}
