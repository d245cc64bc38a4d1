//! Fuzzes the reader of database files.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    onrecord_fuzz::sqlite(data);
});
