//! Fuzzes the importer `photos`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    onrecord_fuzz::read(onrecord_fuzz::importer("photos"), data);
});
