//! Builds the cases' databases from SQL and counts rows by SQLite itself.

use super::IMPORTER;
use crate::containers::open_path;
use crate::kit::sqlite::cases;
use crate::{Answers, Importer};
use onrecord_sqlite::rusqlite::Connection;
use std::path::Path;

#[test]
fn the_case_databases_are_what_their_sql_says() {
    cases::check("whatsapp_db", str::to_owned);
}

/// Rows of these tables are events. What else has a `message_row_id` is told with its message, or
/// as an event of its own where that message is gone: each SQL file says how many of those.
const TABLES: [&str; 7] = [
    "message",
    "message_add_on",
    "call_log",
    "wa_contacts",
    "wa_block_list",
    "ZWAMESSAGE",
    "ZWABLACKLISTITEM",
];

#[test]
fn every_row_is_an_event_or_a_defect() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/whatsapp_db/cases");
    let mut checked = 0;
    for case in ["android", "legacy", "iphone"] {
        let input = here.join(case).join("input");
        let root = open_path(&input).unwrap();
        let opened = IMPORTER.open(&*root, &Answers::default()).unwrap().unwrap();
        let mut rows = 0;
        for file in fs_err::read_dir(&input).unwrap() {
            let file = file.unwrap().path();
            if !file.is_file() {
                continue;
            }
            let connection = Connection::open(&file).unwrap();
            let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
            for table in TABLES {
                rows += count(&format!("SELECT count(*) FROM {table}")).unwrap_or(0);
            }
            let old = "SELECT count(*) FROM messages";
            let both = "SELECT count(*) FROM messages WHERE _id IN (SELECT _id FROM message)";
            rows += count(old).unwrap_or(0) - count(both).unwrap_or(0);
            for side in ["message_revoked", "receipt_user"] {
                let orphans = format!(
                    "SELECT count(*) FROM {side} WHERE message_row_id NOT IN (SELECT _id FROM message)"
                );
                rows += count(&orphans).unwrap_or(0);
            }
        }
        assert_eq!(opened.records.count() as i64, rows, "{case}");
        checked += 1;
    }
    assert_eq!(checked, 3);
}

#[test]
fn what_one_message_has_too_much_of_is_counted() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/whatsapp_db/cases");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("msgstore.db");
    fs_err::copy(here.join("android/input/msgstore.db"), &path).unwrap();
    let connection = Connection::open(&path).unwrap();
    let before: i64 = connection
        .query_row(
            "SELECT count(*) FROM receipt_user WHERE message_row_id = 1",
            [],
            |row| row.get(0),
        )
        .unwrap();
    connection
        .execute_batch(
            "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 4100)
             INSERT INTO receipt_user (message_row_id, receipt_user_jid_row_id)
             SELECT 1, 1 FROM n;",
        )
        .unwrap();
    let root = open_path(folder.path()).unwrap();
    let opened = IMPORTER.open(&*root, &Answers::default()).unwrap().unwrap();
    let left_out = before + 4_100 - 4_096;
    let said = format!("{left_out} rows of the table receipt_user are not shown");
    assert!(
        opened
            .remarks
            .iter()
            .any(|remark| remark.starts_with(&said)),
        "{:?}",
        opened.remarks
    );
}
