//! JSON Lines. Being written.
