//! How nouns that a person writes or that sealing records become CBOR maps and come back: one
//! declaration a noun. A key that this version does not know is kept, so that an older program that
//! edits a newer one's record loses nothing. Knows no noun.

use crate::encode::Value;
use crate::{AccountKey, Digest, EventId, Instant, Wall, json};
use std::collections::BTreeMap;

/// What can stand as a value of a record's key.
pub trait Form: Sized {
    /// The value; `None` leaves the key out.
    fn to_form(&self) -> Option<Value>;
    /// Reads the value; `None` for another form.
    fn from_form(value: &Value) -> Option<Self>;
    /// What a missing key means; `None` where the key must be there.
    fn absent() -> Option<Self> {
        None
    }
}

/// A record whose key is missing or has another form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordError {
    /// The kind of record.
    pub record: &'static str,
    /// The key; empty where the whole is not a map of this kind.
    pub key: &'static str,
}

impl core::fmt::Display for RecordError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Self { record, key } = self;
        if key.is_empty() {
            write!(f, "this is not a {record} record")
        } else {
            write!(f, "the {record} record has no readable \"{key}\"")
        }
    }
}

impl core::error::Error for RecordError {}

impl Form for Box<str> {
    fn to_form(&self) -> Option<Value> {
        Some((&**self).into())
    }
    fn from_form(value: &Value) -> Option<Self> {
        value.as_text().map(Into::into)
    }
}

impl Form for u64 {
    fn to_form(&self) -> Option<Value> {
        Some((*self).into())
    }
    fn from_form(value: &Value) -> Option<Self> {
        value.as_u64()
    }
}

impl Form for bool {
    fn to_form(&self) -> Option<Value> {
        Some((*self).into())
    }
    fn from_form(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Form for Instant {
    fn to_form(&self) -> Option<Value> {
        Some(self.0.into())
    }
    fn from_form(value: &Value) -> Option<Self> {
        value.as_i64().map(Self)
    }
}

impl Form for Wall {
    fn to_form(&self) -> Option<Value> {
        Some(self.0.into())
    }
    fn from_form(value: &Value) -> Option<Self> {
        value.as_i64().map(Self)
    }
}

impl Form for Digest {
    fn to_form(&self) -> Option<Value> {
        Some(self.0[..].into())
    }
    fn from_form(value: &Value) -> Option<Self> {
        json::bytes_or_hex(value)?[..].try_into().ok().map(Self)
    }
}

impl Form for EventId {
    fn to_form(&self) -> Option<Value> {
        Some(self.0[..].into())
    }
    fn from_form(value: &Value) -> Option<Self> {
        json::bytes_or_hex(value)?[..].try_into().ok().map(Self)
    }
}

impl Form for AccountKey {
    fn to_form(&self) -> Option<Value> {
        self.0.to_form()
    }
    fn from_form(value: &Value) -> Option<Self> {
        Box::from_form(value).map(Self)
    }
}

impl<T: Form> Form for Option<T> {
    fn to_form(&self) -> Option<Value> {
        self.as_ref()?.to_form()
    }
    fn from_form(value: &Value) -> Option<Self> {
        T::from_form(value).map(Some)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Form> Form for Vec<T> {
    fn to_form(&self) -> Option<Value> {
        let all = self.iter().filter_map(Form::to_form).collect();
        (!self.is_empty()).then_some(Value::Array(all))
    }
    fn from_form(value: &Value) -> Option<Self> {
        value.as_array()?.iter().map(T::from_form).collect()
    }
    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

/// Keys that this version does not know.
pub type Rest = BTreeMap<Box<str>, Value>;

/// Takes a key's value out of `map`.
pub(crate) fn take<T: Form>(
    map: &mut Rest,
    record: &'static str,
    key: &'static str,
) -> Result<T, RecordError> {
    let found = match map.remove(key) {
        Some(value) => T::from_form(&value),
        None => T::absent(),
    };
    found.ok_or(RecordError { record, key })
}

/// Declares a noun: a struct, its map form with a version, and the way back.
macro_rules! record {
    (
        $(#[$doc:meta])*
        $name:ident = $record:literal, version $version:literal;
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
            /// Keys that this version does not know, kept as they came.
            pub rest: $crate::record::Rest,
        }

        impl $name {
            /// The map `{record, version, …}`; keys are the fields' names.
            pub fn to_value(&self) -> $crate::encode::Value {
                let mut map = $crate::record::Rest::new();
                map.insert("version".into(), $crate::encode::Value::Unsigned($version));
                // A newer version's number, and what it added, stay.
                map.extend(self.rest.iter().map(|(key, value)| (key.clone(), value.clone())));
                map.insert("record".into(), $record.into());
                $(
                    let key = stringify!($field);
                    match $crate::record::Form::to_form(&self.$field) {
                        Some(value) => map.insert(key.into(), value),
                        None => map.remove(key),
                    };
                )*
                $crate::encode::Value::Map(map)
            }

            /// Reads [`Self::to_value`], with bytes as byte strings or hexadecimal text.
            ///
            /// # Errors
            /// Names the key that is missing or has another form.
            pub fn from_value(
                value: &$crate::encode::Value,
            ) -> Result<Self, $crate::record::RecordError> {
                let wrong = $crate::record::RecordError { record: $record, key: "" };
                let mut map = value.as_map().ok_or(wrong)?.clone();
                let named = map.remove("record");
                if named.as_ref().and_then(|name| name.as_text()) != Some($record) {
                    return Err(wrong);
                }
                match map.get("version").and_then($crate::encode::Value::as_u64) {
                    Some($version) => drop(map.remove("version")),
                    Some(version) if version > $version => {}
                    _ => return Err($crate::record::RecordError { key: "version", ..wrong }),
                }
                $(let $field = $crate::record::take(&mut map, $record, stringify!($field))?;)*
                Ok(Self { $($field,)* rest: map })
            }
        }
    };
}

/// Declares a choice: an enum whose values have stable names.
macro_rules! choice {
    (
        $(#[$doc:meta])*
        $name:ident;
        $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)*
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// Every choice, in order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The choice of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)* _ => None }
            }
        }

        impl $crate::record::Form for $name {
            fn to_form(&self) -> Option<$crate::encode::Value> {
                Some(self.name().into())
            }
            fn from_form(value: &$crate::encode::Value) -> Option<Self> {
                Self::from_name(value.as_text()?)
            }
        }
    };
}

pub(crate) use {choice, record};
