//! Compiles SQLite3 Multiple Ciphers (SQLite with page encryption) with a C compiler and nothing
//! else. What the options are for stands beside each; docs/decisions/index-encryption.md has the
//! figures.
/// `-D` options, each with its reason.
const OPTIONS: &[(&str, &str)] = &[
    // Nothing of the evidence may reach a temporary file in the clear: sorting stays in memory,
    // and a PRAGMA cannot change that.
    ("SQLITE_TEMP_STORE", "3"),
    // One cipher: an authenticated one. The others would only be ways to get it wrong.
    ("HAVE_CIPHER_AES_128_CBC", "0"),
    ("HAVE_CIPHER_AES_256_CBC", "0"),
    ("HAVE_CIPHER_SQLCIPHER", "0"),
    ("HAVE_CIPHER_RC4", "0"),
    ("HAVE_CIPHER_ASCON128", "0"),
    ("HAVE_CIPHER_AEGIS", "0"),
    ("CODEC_TYPE", "CODEC_TYPE_CHACHA20"),
    // Full text search.
    ("SQLITE_ENABLE_FTS5", "1"),
    // A connection is used by one thread at a time; several may exist.
    ("SQLITE_THREADSAFE", "2"),
    // Schema text cannot reach functions or tables with side effects.
    ("SQLITE_TRUSTED_SCHEMA", "0"),
    ("SQLITE_DQS", "0"),
    ("SQLITE_DEFAULT_MEMSTATUS", "0"),
    ("SQLITE_DEFAULT_FOREIGN_KEYS", "0"),
    ("SQLITE_LIKE_DOESNT_MATCH_BLOBS", "1"),
    ("SQLITE_OMIT_LOAD_EXTENSION", "1"),
    ("SQLITE_OMIT_SHARED_CACHE", "1"),
    ("SQLITE_OMIT_DEPRECATED", "1"),
    ("SQLITE_USE_ALLOCA", "1"),
    ("SQLITE_ENABLE_API_ARMOR", "1"),
    ("HAVE_USLEEP", "1"),
    ("HAVE_ISNAN", "1"),
    ("HAVE_LOCALTIME_R", "1"),
];

fn main() {
    let source = sqlite3mc_src::source_dir().join(sqlite3mc_src::SOURCE_FILE);
    println!("cargo::rerun-if-changed=build.rs");
    let mut build = cc::Build::new();
    build
        .file(&source)
        .warnings(false)
        .opt_level(2)
        .debug(false);
    for (name, value) in OPTIONS {
        build.define(name, *value);
    }
    // The whole archive is handed to the linker, because the crate that holds the bindings may
    // stand on either side of this one in the linker's order.
    build.link_lib_modifier("+whole-archive");
    build.compile("onrecord_sqlite3mc");
}
