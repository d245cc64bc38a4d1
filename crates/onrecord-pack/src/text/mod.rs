//! The pack's own instructions: `04-VERIFY.txt` and the two halves of `05-verify.py`. Fixed words; of the
//! case they hold the key, the fingerprint and dates.

use crate::input::Facts;

/// The verifier that goes into each pack; shares no code with the program.
pub const VERIFY_PY: &str = include_str!("../../../../testkit/verify.py");
/// Its other half.
pub const VERIFY_TABLES_PY: &str = include_str!("../../../../testkit/verify_tables.py");

/// What `04-VERIFY.txt` says.
pub fn verify_text(facts: &Facts) -> String {
    let proof = &facts.proof;
    let stamp = match proof.timestamps.last() {
        None => NO_STAMP.to_owned(),
        Some((size, _, _)) => STAMP
            .replace("{size}", &size.to_string())
            .replace(
                "{epoch}",
                &facts.made_at.0.div_euclid(1_000_000).to_string(),
            )
            .replace("{made}", &facts.made_at.to_string())
            .replace(
                "{chain}",
                if proof.chains.is_empty() {
                    CHAIN_ASKED
                } else {
                    ""
                },
            ),
    };
    include_str!("VERIFY.txt")
        .replace("{tool}", &facts.tool)
        .replace("{made}", &facts.made_at.to_string())
        .replace("{fingerprint}", &proof.fingerprint)
        .replace("{key}", &proof.verifier_key)
        .replace("{stamp}", &stamp)
}

const NO_STAMP: &str =
    "This pack has no timestamp from an outside authority. The custody log proves an
order, not a date. The dates in it are those of the computer's clock.
";

const CHAIN_ASKED: &str =
    "The authority's certificates are not in the pack. Get them from the authority.
";

const STAMP: &str = "An outside authority stamped the first {size} entries of the custody log.
With openssl, in this folder:

    openssl ts -reply -in 08-timestamp.tsr -text
    openssl ts -verify -data 07-timestamp.note -in 08-timestamp.tsr \\
        -CAfile 09-timestamp-chain.pem -attime {epoch}

The first shows the time. The second must say \"Verification: OK\". The number is
the moment at which the pack was made ({made}); it matters once the
authority's certificate has expired.
{chain}
It proves: these entries existed at the time that the authority states, if you
trust that authority. Compare its certificate with the one it publishes.
It does not prove: that what the entries describe happened at that time.
";
