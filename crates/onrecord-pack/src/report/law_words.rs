//! Fixed words of the sections on days and elements.

/// Heading: the matrix of elements.
pub const SECTION_ELEMENTS: &str = "Elements of the offence";
/// Heading: clocks.
pub const SECTION_CLOCKS: &str = "Days to keep";
/// Above the clocks.
pub const CLOCKS_SAY: &str =
    "Computed from the incidents and the ledger, always on the worst case. Law of";
/// Where there are none.
pub const CLOCKS_NONE: &str = "No days were computed.";
/// Group of clocks.
pub const CLOCKS_TO_COME: &str = "To come";
/// Group of clocks.
pub const CLOCKS_PASSED: &str = "Passed, or done late";
/// Group of clocks.
pub const CLOCKS_OPEN: &str = "Without a day";
/// Group of clocks.
pub const CLOCKS_DONE: &str = "Done in time";
/// Column of the clocks.
pub const CLOCK_DAY: &str = "Last day";
/// Column of the clocks.
pub const CLOCK_WHAT: &str = "What";
/// Column of the clocks.
pub const CLOCK_COUNTED: &str = "How it is counted, and what would change it";
/// Column of the clocks.
pub const CLOCK_FROM: &str = "From";
/// Heading of the sources of rules.
pub const CLOCK_SOURCES: &str = "Where the rules stand";
/// Above the matrix.
pub const ELEMENTS_SAY: &str = "What shows each element, as the person or an advocate said. The program assigns nothing. A gap means only that nothing was assigned.";
/// Where there is no matrix.
pub const ELEMENTS_NONE: &str = "No elements are listed.";
/// Column of the matrix.
pub const ELEMENT: &str = "Element";
/// Column of the matrix.
pub const ELEMENT_SHOWN_BY: &str = "What shows it";
/// Column of the matrix.
pub const ELEMENT_MISSING: &str = "What is missing";
/// Events that were assigned and are not in this pack.
pub const ELEMENT_WITHHELD: &str = "not in this pack";
