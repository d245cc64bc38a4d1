//! Fuzzes one importer: the one that the variable `ONRECORD_IMPORTER` names. One target for all, so
//! that a new platform brings nothing but its folder.

#![no_main]

use onrecord_import::Importer;
use std::sync::LazyLock;

static IMPORTER: LazyLock<&'static dyn Importer> = LazyLock::new(|| {
    let name = std::env::var("ONRECORD_IMPORTER").expect("ONRECORD_IMPORTER names an importer");
    onrecord_fuzz::importer(&name)
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    onrecord_fuzz::read(*IMPORTER, data);
});
