//! What the running process must not leave behind. The binary calls this first, before it asks
//! for a passphrase.

use crate::error::{Result, VaultError};

/// Forbids core dumps, which would hold keys and evidence in the clear, and (on Linux) keeps other
/// processes of the same user from reading this one's memory. An error means that the system
/// refused; the binary then says so and goes on only if the person agrees.
pub fn forbid_core_dumps() -> Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        setrlimit(Resource::Core, none).map_err(|error| VaultError::from_io(error.into()))?;
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        set_dumpable_behavior(DumpableBehavior::NotDumpable)
            .map_err(|error| VaultError::from_io(error.into()))?;
    }
    Ok(())
}
