//! What the dates of one file tell of each other.

use super::{DateOrder, decides, is_croatian, may_be_croatian, when_among};
use onrecord_model::{Truth, When};

/// How a file writes its dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// The order of day and month, where dates in numbers decide it and none contradicts.
    pub order: Option<DateOrder>,
    /// Whether names of months are Croatian, and not Polish or Czech.
    pub is_croatian: Option<bool>,
}

impl Habits {
    /// These, and where they say nothing, those of the file before.
    pub fn or(self, before: Self) -> Self {
        Self {
            order: self.order.or(before.order),
            is_croatian: self.is_croatian.or(before.is_croatian),
        }
    }

    /// What `text` says as a date, if it says nothing else.
    pub fn when(self, text: &str) -> Option<When> {
        let when = when_among(text, self.is_croatian)?;
        Some(match (when.truth, self.order) {
            (
                Truth::DayMonthAmbiguous {
                    day_first,
                    month_first,
                },
                Some(order),
            ) => When {
                truth: Truth::WallZoneUnknown(match order {
                    DateOrder::DayFirst => day_first,
                    DateOrder::MonthFirst => month_first,
                }),
                ..when
            },
            _ => when,
        })
    }
}

/// Dates of a file, as far as they were looked at. Constant memory.
#[derive(Debug, Default)]
pub struct Learning {
    orders: Agreed<DateOrder>,
    tongues: Agreed<bool>,
    is_open: bool,
}

impl Learning {
    /// Looks at a date.
    pub fn take(&mut self, text: &str) {
        self.orders.take(decides(text));
        self.tongues.take(is_croatian(text));
        self.is_open |= may_be_croatian(text);
    }

    /// Whether a month was met that may be one of two, and nothing that tells which.
    pub fn is_open(&self) -> bool {
        self.is_open && matches!(self.tongues, Agreed::Nothing)
    }

    /// What they tell.
    pub fn habits(self) -> Habits {
        Habits {
            order: self.orders.found(),
            is_croatian: self.tongues.found(),
        }
    }
}

/// What several say together.
#[derive(Debug, Default)]
enum Agreed<T> {
    #[default]
    Nothing,
    One(T),
    Differ,
}

impl<T: PartialEq> Agreed<T> {
    fn take(&mut self, said: Option<T>) {
        match (&*self, said) {
            (_, None) | (Self::Differ, _) => {}
            (Self::Nothing, Some(first)) => *self = Self::One(first),
            (Self::One(held), Some(next)) if *held == next => {}
            (Self::One(_), Some(_)) => *self = Self::Differ,
        }
    }

    /// The one thing that all say; nothing where they differ.
    fn found(self) -> Option<T> {
        match self {
            Self::One(found) => Some(found),
            Self::Nothing | Self::Differ => None,
        }
    }
}
