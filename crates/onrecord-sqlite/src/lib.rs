//! SQLite with page encryption, as one door: the safe `rusqlite` over a library that `build.rs`
//! compiles. It knows nothing of keys, cases or schemas.
//!
//! Whoever needs SQLite uses it from here, so that only one copy of it is ever linked.

pub use rusqlite;

#[cfg(test)]
mod tests {
    use super::rusqlite::Connection;

    fn options(connection: &Connection) -> Vec<String> {
        let mut statement = connection.prepare("PRAGMA compile_options").unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    }

    /// The bindings come from one crate and the library from another: they must fit.
    #[test]
    fn the_library_is_ours_and_has_what_the_index_needs() {
        let connection = Connection::open_in_memory().unwrap();
        let version: String = connection
            .query_row("SELECT sqlite3mc_version()", [], |row| row.get(0))
            .unwrap();
        assert!(
            version.starts_with("SQLite3 Multiple Ciphers 2."),
            "{version}"
        );
        let cipher: String = connection
            .query_row("PRAGMA cipher", [], |row| row.get(0))
            .unwrap();
        assert_eq!(cipher, "chacha20");
        let options = options(&connection);
        for wanted in ["ENABLE_FTS5", "TEMP_STORE=3", "OMIT_LOAD_EXTENSION"] {
            assert!(
                options.iter().any(|option| option == wanted),
                "{wanted}: {options:?}"
            );
        }
    }
}
