//! Puts the page together: one file, in which the policy names the digest of its one script and its
//! one style, so that a browser runs and fetches nothing else. Knows nothing of what they do.

use onrecord_model::json::json_string;
use onrecord_model::{Digest, base64};

/// The program of the page, as `cargo xtask page` built it.
pub const WASM: &[u8] = include_bytes!("../built/check-this-pack.wasm");
/// With which compiler; another one gives other bytes.
pub const TOOLCHAIN: &str = include_str!("../built/toolchain.txt");

const PAGE: &str = include_str!("../assets/page.html");
const STYLE: &str = include_str!("../assets/page.css");
const ENGINE: &str = include_str!("../assets/engine.js");
const WORKER: &str = include_str!("../assets/worker.js");
const SCRIPTS: [&str; 3] = [
    include_str!("../assets/page.js"),
    include_str!("../assets/drawings.js"),
    include_str!("../assets/reading.js"),
];

/// A source expression of a Content Security Policy (level 3, section 2.3.1).
fn source_of(text: &str) -> String {
    format!(
        "'sha256-{}'",
        base64::encode(&Digest::of(text.as_bytes()).0)
    )
}

/// The whole page. It is the same each time.
pub fn page() -> String {
    let mut script = String::from("const WORKER = ");
    json_string(&format!("{ENGINE}\n{WORKER}"), &mut script);
    script.push_str(&format!(";\nconst WASM = \"{}\";\n", base64::encode(WASM)));
    SCRIPTS.iter().for_each(|part| script.push_str(part));
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; worker-src blob:; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
         trusted-types check-this-pack",
        source_of(&script),
        source_of(STYLE)
    );
    // The script last, so that nothing in it is taken for a place to fill.
    PAGE.replace("{{policy}}", &policy)
        .replace("{{version}}", env!("CARGO_PKG_VERSION"))
        .replace("{{style}}", STYLE)
        .replace("{{script}}", &script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_fetches_nothing_and_holds_one_script_and_one_style() {
        let page = page();
        for (what, times) in [
            ("<script>", 1),
            ("</script>", 1),
            ("<style>", 1),
            ("</style>", 1),
        ] {
            assert_eq!(page.matches(what).count(), times, "{what}");
        }
        for what in [
            "http://",
            "https://",
            "src=",
            "<link",
            "<img",
            "@import",
            "url(",
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "srcdoc",
            "fetch(",
            "XMLHttpRequest",
            "WebSocket",
            "eval(",
            "{{",
            "style=",
        ] {
            let without_wasm = page.replace(&base64::encode(WASM), "");
            assert!(!without_wasm.contains(what), "{what}");
        }
        assert!(page.contains("default-src 'none'"));
    }

    #[test]
    fn it_is_small() {
        assert!(WASM.len() < 400_000, "{} bytes", WASM.len());
        assert!(page().len() < 600_000, "{} bytes", page().len());
    }
}
