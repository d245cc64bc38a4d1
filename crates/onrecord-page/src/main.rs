//! The program inside the page: WebAssembly, called by `assets/engine.js` once a question. It holds
//! the memory hand-over between JavaScript and Rust, and nothing else. Elsewhere than in WebAssembly
//! it does nothing.
//!
//! **The one `unsafe` of the workspace.** A program for `wasm32-unknown-unknown` has no standard
//! input: it can only call functions that whoever starts it provides, and declaring a foreign
//! function is `unsafe`, since the compiler must take the declaration's word. What is promised:
//! `engine.js`, which travels in the same file, writes only inside the bytes that a call hands it,
//! while the call lasts, and keeps no address. A JavaScript that broke this could disturb this
//! program's own memory, which the browser keeps apart from everything else. Nothing is exported
//! but `main` and the memory, no address is ever read back, and no other line is unsafe.

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
fn main() {
    browser::one_question();
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use onrecord_page::desk::Desk;
    use onrecord_page::host::Host;
    use std::cell::RefCell;

    #[allow(
        unsafe_code,
        reason = "foreign functions can be declared in no other way; see the head of this file"
    )]
    #[link(wasm_import_module = "page")]
    unsafe extern "C" {
        /// Bytes of the question.
        safe fn question_length() -> u32;
        /// Writes the question, at most `most` bytes.
        safe fn question(into: *mut u8, most: u32);
        /// Reads a file; bytes read, or -1. A double holds any offset below 2^53.
        safe fn read(file: u32, at: f64, into: *mut u8, most: u32) -> i32;
        /// So many more bytes were checked.
        safe fn progress(bytes: f64);
        /// Takes the answer.
        safe fn answer(from: *const u8, length: u32);
    }

    struct Browser;

    impl Host for Browser {
        fn read(&self, file: u32, at: u64, into: &mut [u8]) -> Option<usize> {
            let most = u32::try_from(into.len()).ok()?;
            let read = read(file, at as f64, into.as_mut_ptr(), most);
            usize::try_from(read)
                .ok()
                .filter(|read| *read <= into.len())
        }

        fn progress(&self, bytes: u64) {
            progress(bytes as f64);
        }
    }

    thread_local! {
        static DESK: RefCell<Desk> = RefCell::default();
    }

    pub fn one_question() {
        let mut text = vec![0; question_length() as usize];
        question(text.as_mut_ptr(), text.len() as u32);
        let said =
            DESK.with_borrow_mut(|desk| desk.answer(&String::from_utf8_lossy(&text), &Browser));
        answer(said.as_ptr(), said.len() as u32);
    }
}
