//! The program `onrecord`: a thin skin over [`ops`]. Catches what must never reach a user.

mod cmd;
mod ops;
mod web;

use std::process::ExitCode;

/// The memory of the whole program, of SQLite's C too. What people download is static, and the memory of
/// its C library (musl) made an archive of mails take two and a half times as long; beside glibc's it saves a sixth,
/// since the system gives it larger pages.
#[cfg(target_os = "linux")]
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // A panic is a defect of ours. Its text could hold evidence, so it is not printed.
    std::panic::set_hook(Box::new(|_| {}));
    match std::panic::catch_unwind(cmd::run) {
        Ok(code) => code,
        Err(_) => {
            cmd::out::tell(
                "Something went wrong inside the program. What was sealed is safe. Please run the \
                 command again; if it happens again, tell us which command it was.",
            );
            ExitCode::from(1)
        }
    }
}
