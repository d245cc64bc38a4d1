//! Writes the testkit of damaged packs into a folder, for whoever tests another verifier:
//! `cargo run -p onrecord-pack --example testkit -- FOLDER`. See `testkit/README.md`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a generator for tests")]
#![allow(dead_code, reason = "it uses a part of the synthetic case")]

#[path = "../../../testkit/recipes.rs"]
mod recipes;
#[path = "../../../testkit/synthetic_case.rs"]
mod synthetic_case;

use onrecord_verify::{Folder, Source as _};
use std::path::Path;
use synthetic_case::{pack, synthetic};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = std::env::args().nth(1).ok_or("give a folder")?;
    let out = Path::new(&out);
    fs_err::create_dir_all(out)?;
    let case = synthetic(3);
    let whole = out.join("whole");
    pack(&case, &whole)?;
    let mut sound = recipes::Files::new();
    for found in Folder(whole.clone()).found()? {
        let bytes = fs_err::read(whole.join(&found.name))?;
        sound.insert(found.name, bytes);
    }
    fs_err::remove_dir_all(&whole)?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testkit/damaged");
    for recipe in recipes::recipes(&folder) {
        let place = out.join(&recipe.name);
        fs_err::create_dir_all(place.join("pack"))?;
        fs_err::write(place.join("expect.txt"), &recipe.text)?;
        for (name, bytes) in recipe.apply(&case, &sound) {
            fs_err::write(place.join("pack").join(name), bytes)?;
        }
    }
    Ok(())
}
