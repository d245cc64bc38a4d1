//! The registry lists every importer that is there.

#[path = "../../../xtask/src/importers.rs"]
mod importers;

use std::path::Path;

#[test]
fn the_registry_is_current() {
    let platforms = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms");
    let written = fs_err::read_to_string(platforms.join("mod.rs")).unwrap();
    let expected = importers::registry(&platforms).unwrap();
    assert_eq!(written, expected, "run `cargo xtask importers`");
}

#[test]
fn names_are_unique_and_manifests_are_complete() {
    let names: Vec<_> = onrecord_import::IMPORTERS
        .iter()
        .map(|importer| importer.manifest().name)
        .collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), names.len());
    for importer in onrecord_import::IMPORTERS {
        let manifest = importer.manifest();
        assert!(manifest.version > 0, "{}", manifest.name);
        for list in [
            manifest.accepts,
            manifest.how_to_get,
            manifest.layouts,
            manifest.caveats,
            manifest.omits,
        ] {
            assert!(!list.is_empty(), "{}", manifest.name);
        }
        assert!(!manifest.title.is_empty() && !manifest.times.is_empty());
    }
}

#[test]
fn every_importer_has_a_fuzz_target_and_seeds() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    for importer in onrecord_import::IMPORTERS {
        let name = importer.manifest().name;
        assert!(
            fuzz.join(format!("fuzz_targets/{name}.rs")).is_file(),
            "{name} has no fuzz target"
        );
        assert!(
            fuzz.join("corpus").join(name).is_dir(),
            "{name} has no seeds to fuzz from"
        );
    }
}
