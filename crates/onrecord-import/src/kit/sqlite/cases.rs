//! Tests only: the databases of an importer's cases are made from readable SQL, which stands in
//! the importer's folder `sql/`. The first line of each is `-- cases/PATH`.

use onrecord_sqlite::rusqlite::{Connection, types::Value};
use std::path::Path;

/// Makes each database anew, and checks that the committed one holds the same; with
/// `UPDATE_CASES` set, writes it.
pub(crate) fn check(platform: &str, fill_in: impl Fn(&str) -> String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/platforms")
        .join(platform);
    let work = tempfile::tempdir().unwrap();
    let mut count = 0;
    for file in fs_err::read_dir(folder.join("sql")).unwrap() {
        let sql = fs_err::read_to_string(file.unwrap().path()).unwrap();
        let target = sql
            .lines()
            .next()
            .unwrap()
            .trim_start_matches("-- ")
            .to_owned();
        count += 1;
        let made = work.path().join(format!("{count}.db"));
        let connection = Connection::open(&made).unwrap();
        connection
            .execute_batch("PRAGMA page_size=512; PRAGMA auto_vacuum=0")
            .unwrap();
        connection
            .execute_batch(&fill_in(&sql))
            .unwrap_or_else(|error| panic!("{target}: {error}"));
        connection.execute_batch("VACUUM").unwrap();
        drop(connection);
        let target = folder.join(target);
        if std::env::var_os("UPDATE_CASES").is_some() {
            fs_err::create_dir_all(target.parent().unwrap()).unwrap();
            fs_err::copy(&made, &target).unwrap();
        }
        assert_eq!(content(&made), content(&target), "{}", target.display());
    }
    assert!(count > 0);
}

fn content(path: &Path) -> Vec<(String, Vec<Vec<Value>>)> {
    let connection = Connection::open(path).unwrap();
    let mut names = connection
        .prepare("SELECT name FROM sqlite_master WHERE type='table' AND rootpage > 0 ORDER BY name")
        .unwrap();
    let names: Vec<String> = names
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let rows = |name: &String| {
        let mut statement = connection
            .prepare(&format!("SELECT * FROM \"{name}\""))
            .unwrap();
        let width = statement.column_count();
        statement
            .query_map([], |row| (0..width).map(|at| row.get(at)).collect())
            .unwrap()
            .map(Result::unwrap)
            .collect()
    };
    names
        .iter()
        .map(|name| (name.clone(), rows(name)))
        .collect()
}

/// Rows of a table by SQLite itself.
pub(crate) fn count(path: &Path, table: &str) -> usize {
    let connection = Connection::open(path).unwrap();
    let count = format!("SELECT count(*) FROM \"{table}\"");
    connection
        .query_row(&count, [], |row| row.get::<_, i64>(0))
        .map_or(0, |count| count as usize)
}
