//! What a person says: who is who, what happened, what was reported and what was answered. Their
//! words, kept as they were written; edits are new records with the same id, and the log keeps every
//! one. What somebody believes stands apart from what they say happened.

use crate::record::{choice, record};
use crate::{AccountKey, Digest, EventId, Instant};

choice! {
    /// Who somebody is to the person whose case this is.
    Role;
    /// The person whose case this is.
    Me = "me",
    /// Somebody they know.
    Known = "known",
    /// Somebody they do not know.
    #[default]
    NotKnown = "not-known",
}

record! {
    /// Somebody whom the user names, and the accounts that the user says are theirs. Accounts
    /// themselves are never merged.
    PersonStatement = "person", version 1;
    /// Given once, kept through edits.
    id: Box<str>,
    /// What the user calls them.
    name: Box<str>,
    /// Who they are to the user.
    role: Role,
    /// Anything else the user says of them.
    note: Option<Box<str>>,
    /// Accounts that the user says are theirs.
    accounts: Vec<AccountKey>,
    /// What they could tell, where they were contacted as well.
    can_say: Option<Box<str>>,
}

choice! {
    /// How the time of an incident is known.
    HowKnown;
    /// From memory.
    #[default]
    Memory = "memory",
    /// From a note or diary made then.
    NoteMadeThen = "note-made-then",
    /// From the records of this case.
    Records = "records",
    /// Somebody else said so.
    SaidByOther = "said-by-other",
    /// It is not known.
    NotKnown = "not-known",
}

record! {
    /// Something that happened, in the user's own words.
    Incident = "incident", version 1;
    /// Given once, kept through edits.
    id: Box<str>,
    /// When it happened, as the user says it: "the week after Easter" is an answer.
    happened: Box<str>,
    /// The earliest day that this can mean, `YYYY-MM-DD`, where the user gave one.
    from: Option<Box<str>>,
    /// The latest day that this can mean, `YYYY-MM-DD`, where the user gave one.
    to: Option<Box<str>>,
    /// How that time is known.
    how_known: HowKnown,
    /// When this version was written, by the computer's clock.
    written: Instant,
    /// Whether it was written while it was fresh, as the user says.
    contemporaneous: bool,
    /// What happened.
    words: Box<str>,
    /// Where it happened, as the user says it.
    place: Option<Box<str>>,
    /// Who else saw or heard it, as the user says it.
    witnesses: Option<Box<str>>,
    /// What it did to them: fear, sleep, work, money, changed habits.
    impact: Option<Box<str>>,
    /// What the user believes, for instance who did it. Belief, and labelled so wherever shown.
    belief: Option<Box<str>>,
    /// Events that show it.
    events: Vec<EventId>,
    /// Exhibits that show it.
    exhibits: Vec<Digest>,
    /// Accounts that took part, as the user says.
    accounts: Vec<AccountKey>,
    /// What could still show it, and who holds it.
    still_needed: Option<Box<str>>,
}

choice! {
    /// How the person doing this was told to stop.
    OrderKind;
    /// The user, or somebody for them, asked for it to stop.
    #[default]
    AskedToStop = "asked-to-stop",
    /// The police warned them.
    PoliceWarning = "police-warning",
    /// A condition of bail or of release.
    BailCondition = "bail-condition",
    /// A court's order: a stalking protection order, an injunction, a restraining order.
    CourtOrder = "court-order",
    /// A platform removed or restricted an account.
    PlatformMeasure = "platform-measure",
    /// An employer, school or landlord warned them.
    Warning = "warning",
    /// Something else.
    Other = "other",
}

record! {
    /// An order, a warning or a plain "stop". What came after it is counted from the records.
    OrderGiven = "order", version 1;
    /// Given once, kept through edits.
    id: Box<str>,
    /// What it was.
    kind: OrderKind,
    /// The day from which it was known to them, `YYYY-MM-DD`.
    given: Box<str>,
    /// The last day on which it holds, `YYYY-MM-DD`, where it ends.
    until: Option<Box<str>>,
    /// Who gave it.
    by: Option<Box<str>>,
    /// Its words, or what was said.
    words: Option<Box<str>>,
    /// Its number or reference.
    reference: Option<Box<str>>,
    /// How the user knows that it reached them.
    how_reached: Option<Box<str>>,
    /// When this version was written, by the computer's clock.
    written: Instant,
    /// Events that show it.
    events: Vec<EventId>,
    /// Exhibits that show it.
    exhibits: Vec<Digest>,
}

choice! {
    /// In what part of life it is felt.
    ImpactArea;
    /// Fear, distress.
    #[default]
    Fear = "fear",
    /// Sleep.
    Sleep = "sleep",
    /// Health, medicine, counselling.
    Health = "health",
    /// Work or study.
    Work = "work",
    /// Home: moved, locks, cameras.
    Home = "home",
    /// Family and friends.
    People = "people",
    /// What was given up: going out, a number, a profile.
    Habits = "habits",
    /// Money.
    Money = "money",
    /// Another.
    Other = "other",
}

record! {
    /// What all of it did, beside what each incident did.
    Impact = "impact", version 1;
    /// Given once, kept through edits.
    id: Box<str>,
    /// In what part of life.
    area: ImpactArea,
    /// In the user's words.
    words: Box<str>,
    /// Since when, as the user says it.
    since: Option<Box<str>>,
    /// What it cost, as the user says it.
    cost: Option<Box<str>>,
    /// Who else can say so: a doctor, an employer, a friend.
    who_can_say: Option<Box<str>>,
    /// When this version was written, by the computer's clock.
    written: Instant,
    /// Exhibits that show it: a receipt, a sick note.
    exhibits: Vec<Digest>,
}

choice! {
    /// To what kind of body something was reported.
    Body;
    /// A police force.
    #[default]
    Police = "police",
    /// A platform or its support.
    Platform = "platform",
    /// An employer, school or landlord.
    Employer = "employer",
    /// A helpline, charity or advocate.
    Support = "support",
    /// A court or prosecutor.
    Court = "court",
    /// Another body.
    Other = "other",
}

choice! {
    /// What kind of step a contact was, as the user says. The law's files count from some of them.
    Happening;
    /// The user reported something.
    #[default]
    Report = "report",
    /// A report or request was acknowledged.
    Acknowledgement = "acknowledgement",
    /// Somebody answered.
    Answer = "answer",
    /// Somebody was arrested.
    Arrest = "arrest",
    /// Somebody was interviewed about it.
    Interview = "interview",
    /// Somebody was released, on bail or not.
    Release = "release",
    /// Bail conditions were changed or ended.
    BailChange = "bail-change",
    /// It was decided not to investigate.
    NotInvestigated = "decision-not-to-investigate",
    /// It was decided to take no further action, or to bring no charge.
    NoFurtherAction = "no-further-action",
    /// Somebody was charged.
    Charge = "charge",
    /// A warning was given to the person doing this.
    Warning = "warning",
    /// A court or the police made an order.
    Order = "order",
    /// The user complained.
    Complaint = "complaint",
    /// A complaint was answered.
    ComplaintOutcome = "complaint-outcome",
    /// The user asked for a review.
    ReviewRequest = "review-request",
    /// A review was answered.
    ReviewOutcome = "review-outcome",
    /// The keeping of a platform's records was asked for.
    PreservationAsked = "preservation-asked",
    /// Something else.
    Other = "other",
}

record! {
    /// One contact with police, a platform or an employer: said, answered, promised, due, outcome.
    LedgerEntry = "ledger", version 1;
    /// Given once, kept through edits.
    id: Box<str>,
    /// The day of the contact, `YYYY-MM-DD`.
    date: Box<str>,
    /// The time of the contact, as the user says it.
    time: Option<Box<str>>,
    /// What kind of body.
    body: Body,
    /// Which one: the force, the platform, the employer.
    body_name: Box<str>,
    /// How: telephone, online form, at the counter, e-mail, letter, visit.
    channel: Option<Box<str>>,
    /// The officer or member of staff.
    officer: Option<Box<str>>,
    /// Their collar number or other number.
    officer_number: Option<Box<str>>,
    /// The crime number, log number or ticket.
    reference: Option<Box<str>>,
    /// What the user said or sent.
    said: Option<Box<str>>,
    /// What was answered, word for word.
    answered: Option<Box<str>>,
    /// What was promised.
    promised: Option<Box<str>>,
    /// By when, `YYYY-MM-DD`.
    due: Option<Box<str>>,
    /// What came of it.
    outcome: Option<Box<str>>,
    /// When this version was written, by the computer's clock.
    written: Instant,
    /// Incidents that it was about, by id.
    incidents: Vec<Box<str>>,
    /// Exhibits that show it: a letter, a recording, a form's receipt.
    exhibits: Vec<Digest>,
    /// What kind of step it was, where the user said.
    happening: Option<Happening>,
    /// The day on which the thing itself was done or decided, `YYYY-MM-DD`, where that is not the
    /// day of the contact: an arrest is told of later.
    happened: Option<Box<str>>,
    /// The day on which they acknowledged it, `YYYY-MM-DD`.
    acknowledged: Option<Box<str>>,
    /// The day on which what was promised was done, `YYYY-MM-DD`.
    kept: Option<Box<str>>,
    /// The earlier entry that this one answers, by id.
    answers: Option<Box<str>>,
}

record! {
    /// Somebody says that something shows a limb of an offence, or answers a screening question.
    /// Which limbs there are stands in the law's files.
    ElementAssignment = "element", version 1;
    /// Given once, kept.
    id: Box<str>,
    /// The limb, as the law's file names it.
    limb: Box<str>,
    /// Incidents that show it, by id.
    incidents: Vec<Box<str>>,
    /// Events that show it.
    events: Vec<EventId>,
    /// Exhibits that show it.
    exhibits: Vec<Digest>,
    /// Why, in the words of whoever says so.
    because: Option<Box<str>>,
    /// When this was written, by the computer's clock.
    written: Instant,
}
