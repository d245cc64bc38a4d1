//! Fuzzes the importer `sms_backup_restore`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    onrecord_fuzz::read(onrecord_fuzz::importer("sms_backup_restore"), data);
});
