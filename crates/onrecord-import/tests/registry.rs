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

/// One fuzz target serves every importer; its seeds are the importer's cases.
#[test]
fn nothing_outside_its_folder_and_the_registry_names_an_importer_to_the_build() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let files = [
        "fuzz/Cargo.toml",
        "fuzz/fuzz_targets/importer.rs",
        "fuzz/src/lib.rs",
        "crates/onrecord-import/Cargo.toml",
        "crates/onrecord-import/src/detect.rs",
        "crates/onrecord-import/src/lib.rs",
    ];
    for file in files {
        let text = fs_err::read_to_string(root.join(file)).unwrap();
        for importer in onrecord_import::IMPORTERS {
            let name = importer.manifest().name;
            let quoted = format!("\"{name}\"");
            let path = format!("platforms::{name}");
            assert!(
                !text.contains(&quoted) && !text.contains(&path),
                "{file} names {name}"
            );
        }
    }
}

/// `docs/FORMATS.md`, from what the importers say of themselves.
fn formats_page() -> String {
    let mut page = String::from(
        "# What can be read, and how to get it\n\n\
         Written by a test from what each importer says of itself; `UPDATE_DOCS=1 cargo test -p \
         onrecord-import --test registry` writes it again. On the command line: `onrecord formats`, \
         `onrecord formats whatsapp`.\n\n",
    );
    let importers = onrecord_import::IMPORTERS.iter();
    let manifests: Vec<_> = importers
        .map(|importer| importer.manifest())
        .chain(onrecord_import::GUIDES)
        .collect();
    for manifest in &manifests {
        page.push_str(&format!("- [{}](#{})\n", manifest.title, manifest.name));
    }
    for manifest in manifests {
        let version = match manifest.version {
            0 => "no importer of its own".to_owned(),
            version => format!("version {version}"),
        };
        page.push_str(&format!(
            "\n<a id=\"{0}\"></a>\n\n## {1}\n\n`{0}`, {version}\n",
            manifest.name, manifest.title
        ));
        for (title, lines) in [
            ("What it reads", manifest.accepts),
            ("How to get it", manifest.how_to_get),
            ("What its times state", &[manifest.times]),
            ("What to know", manifest.caveats),
            ("What such an export leaves out", manifest.omits),
            ("Layouts checked", manifest.layouts),
        ] {
            if lines.is_empty() {
                continue;
            }
            page.push_str(&format!("\n**{title}**\n\n"));
            for line in lines {
                page.push_str(&format!("- {}\n", line.replace('<', "\\<")));
            }
        }
    }
    page
}

#[test]
fn the_page_of_formats_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/FORMATS.md");
    let page = formats_page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs_err::write(&path, &page).unwrap();
    }
    let written = fs_err::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/FORMATS.md is not what the importers say; write it again with UPDATE_DOCS=1"
    );
}
