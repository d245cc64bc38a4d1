//! Clocks and elements as a pack prints them: computed and assigned elsewhere, with their sources.
//! Knows no rule of law and computes no day.

/// Legal and promised days, as they stand on one day.
#[derive(Clone, Debug, Default)]
pub struct ClockFacts {
    /// Whose law: `England and Wales`. Empty where a case has no clocks.
    pub jurisdiction: String,
    /// What stands under every list of clocks: not advice, dated, have a lawyer check.
    pub caution: String,
    /// The day for which days left are counted, `2026-11-22`.
    pub on: String,
    /// When a charge could lapse first; for the front page.
    pub charge_lapses: Option<ChargeLapse>,
    /// Every clock, the most pressing first.
    pub clocks: Vec<Clock>,
}

/// The last day on which a charge can surely still be brought, read the worst way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChargeLapse {
    /// `2027-05-10`.
    pub day: String,
    /// Days left; below 0 once it has passed.
    pub days_left: i64,
    /// Which offences, in a few words.
    pub offences: String,
    /// What the last incident is: `I-5`, or the last recorded contact.
    pub last_incident: String,
    /// Its day, read the earliest way, `2026-11-11`.
    pub last_day: String,
    /// The rule in one plain sentence.
    pub says: String,
    /// Where the rule stands.
    pub source: String,
}

/// How a clock stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClockState {
    /// The day has passed, and nothing says that it was met.
    Passed,
    /// Still to come, or today.
    Running,
    /// Something is missing; the clock says what.
    #[default]
    Unknown,
    /// It was done in time.
    Met,
    /// It was done, but late.
    MetLate,
    /// There is no day to keep.
    NoLimit,
    /// The rule does not apply here; the clock says why and where to turn.
    DoesNotApply,
}

impl ClockState {
    /// In words for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Running => "running",
            Self::Unknown => "not known yet",
            Self::Met => "done in time",
            Self::MetLate => "done, but late",
            Self::NoLimit => "no time limit",
            Self::DoesNotApply => "does not apply",
        }
    }
}

/// One clock.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// The rule's stable id.
    pub rule: String,
    /// What it is called.
    pub title: String,
    /// The rule in plain words.
    pub says: String,
    /// How it was counted here, with the worst case named.
    pub counted: String,
    /// Incidents and ledger entries used: `I-5`, `L-2`.
    pub inputs: Vec<String>,
    /// The day it is counted from, `2026-11-11`.
    pub from: Option<String>,
    /// The last day, `2027-05-10`.
    pub due: Option<String>,
    /// Days left on the day of the list; below 0 once it has passed.
    pub days_left: Option<i64>,
    /// How it stands.
    pub state: ClockState,
    /// What would change it, sentence by sentence.
    pub changes: Vec<String>,
    /// Name of the source.
    pub source: String,
    /// Its address.
    pub source_address: String,
    /// When it was read, `2026-11-22`.
    pub read: String,
}

/// What has been assigned to each limb of an offence or question, and what nothing shows yet.
#[derive(Clone, Debug, Default)]
pub struct ElementFacts {
    /// Groups, in the order of the law's file.
    pub groups: Vec<ElementGroup>,
    /// What stands under the matrix.
    pub caution: String,
}

/// The limbs of one offence, pattern or list of questions.
#[derive(Clone, Debug, Default)]
pub struct ElementGroup {
    /// What it is called.
    pub title: String,
    /// What it is, in plain words.
    pub says: String,
    /// Name of the source.
    pub source: String,
    /// Its address.
    pub source_address: String,
    /// When it was read.
    pub read: String,
    /// Its limbs.
    pub limbs: Vec<Limb>,
}

/// One limb.
#[derive(Clone, Debug, Default)]
pub struct Limb {
    /// Its stable id.
    pub id: String,
    /// In plain words.
    pub says: String,
    /// What was assigned to it, oldest first.
    pub shown_by: Vec<ShownBy>,
    /// What is missing: "Nothing yet shows monitoring."
    pub missing: Option<String>,
}

/// One assignment: somebody said that this shows that.
#[derive(Clone, Debug, Default)]
pub struct ShownBy {
    /// `E-2`.
    pub reference: String,
    /// Incidents, `I-3`.
    pub incidents: Vec<String>,
    /// Events of this pack: index into `Facts::threads` and position in the thread.
    pub events: Vec<(usize, u64)>,
    /// Events that were assigned and are not in this pack.
    pub withheld_events: u64,
    /// Exhibits that hold them, or that were assigned themselves: `AB/12`.
    pub exhibits: Vec<String>,
    /// Why, in the words of whoever assigned it.
    pub because: String,
    /// Who assigned it, as the custody log names them.
    pub by: String,
}
