//! Finding out which importer reads what. Being written.
