//! The program `onrecord`: a thin skin over [`ops`]. Catches what must never reach a user.

mod cmd;
mod ops;
mod web;

use std::process::ExitCode;

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
