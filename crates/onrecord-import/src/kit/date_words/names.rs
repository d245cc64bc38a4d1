//! The words of dates in several languages. From the Unicode CLDR (months and days, wide forms, as
//! they stand alone and within a date), whose words phones and platforms write.

use super::further;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Names of months by number. A word is looked up whole first, then as the beginning of a name, so
/// that `sept.` and `Sep` need no entry.
const MONTHS: [&str; 12] = [
    // en es fr de it pt nl/id sv/da nb pl tr ru ar cy ro cs hu fi el uk fa hi ur bn bg sr he ms ca sk et sl
    "january enero janvier januar jänner gennaio janeiro januari styczeń stycznia ocak \
     январь января يناير كانون.الثاني جانفي ionawr ianuarie leden ledna január tammikuu \
     tammikuuta ιανουάριος ιανουαρίου січень січня ژانویه जनवरी جنوری জানুয়ারী জানুয়ারি \
     януари јануар ינואר בינואר gener januára jaanuar",
    "february febrero février februar febbraio fevereiro februari luty lutego şubat февраль \
     февраля فبراير شباط فيفري chwefror februarie únor února február helmikuu helmikuuta \
     φεβρουάριος φεβρουαρίου лютий лютого فوریه फ़रवरी फरवरी فروری ফেব্রুয়ারী ফেব্রুয়ারি \
     февруари фебруар פברואר בפברואר febrer februára veebruar",
    "mar march marzo mars märz março maart mrt mrz maret marts marzec marca mart март марта \
     مارس آذار mawrth martie březen března március maaliskuu maaliskuuta μάρτιος μαρτίου \
     березень березня मार्च مارچ মার্চ מרץ במרץ mac març marec märts",
    "april abril avril aprile kwiecień kwietnia nisan апрель апреля أبريل إبريل نيسان أفريل \
     ebrill aprilie duben dubna április huhtikuu huhtikuuta απρίλιος απριλίου квітень квітня \
     آوریل अप्रैल اپریل এপ্রিল април אפריל באפריל apríl apríla aprill",
    "may mayo mai maggio maio mei maj maja mayıs май мая مايو أيار ماي květen května május \
     toukokuu toukokuuta μάιος μαΐου травень травня مه मई مئی মে мај מאי במאי maig máj mája",
    "june junio juin juni giugno junho czerwiec czerwca haziran июнь июня يونيو يونيه حزيران \
     جوان mehefin iunie červen června június kesäkuu kesäkuuta ιούνιος ιουνίου червень \
     червня ژوئن जून جون জুন юни јун יוני ביוני juny jún júna juuni junij",
    "july julio juillet juli luglio julho lipiec lipca temmuz июль июля يوليو يوليه تموز \
     جويلية gorffennaf iulie červenec července július heinäkuu heinäkuuta ιούλιος ιουλίου \
     липень липня ژوئیه जुलाई جولائی জুলাই юли јул יולי ביולי julai juliol júl júla juuli \
     julij",
    "august agosto août aout augustus agustus augusti sierpień sierpnia ağustos август \
     августа أغسطس آب أوت awst srpna srpen augusztus elokuu elokuuta αύγουστος αυγούστου \
     серпень серпня اوت अगस्त اگست আগস্ট אוגוסט באוגוסט ogos agost augusta avgust",
    "september setembre septiembre setiembre septembre settembre setembro wrzesień września eylül \
     сентябрь сентября سبتمبر أيلول medi septembrie září szeptember syyskuu syyskuuta \
     σεπτέμβριος σεπτεμβρίου вересень вересня سپتامبر सितंबर सितम्बर ستمبر সেপ্টেম্বর \
     септември септембар ספטמבר בספטמבר septembra",
    "october octubre octobre oktober ottobre outubro październik października ekim октябрь \
     октября أكتوبر تشرين.الأول hydref octombrie říjen října október lokakuu lokakuuta \
     οκτώβριος οκτωβρίου жовтень жовтня اکتبر अक्टूबर अक्तूबर اکتوبر অক্টোবর октомври \
     октобар אוקטובר באוקטובר októbra oktoober",
    "november noviembre novembre novembro listopad listopada kasım ноябрь ноября نوفمبر \
     تشرين.الثاني tachwedd noiembrie listopadu marraskuu marraskuuta νοέμβριος νοεμβρίου \
     листопад листопада نوامبر नवंबर नवम्बर نومبر নভেম্বর ноември новембар נובמבר בנובמבר \
     novembra",
    "december desembre diciembre décembre dezember dicembre dezembro desember grudzień grudnia aralık \
     декабрь декабря ديسمبر كانون.الأول rhagfyr decembrie prosinec prosince joulukuu \
     joulukuuta δεκέμβριος δεκεμβρίου грудень грудня دسامبر दिसंबर दिसम्बर دسمبر ডিসেম্বর \
     декември децембар דצמבר בדצמבר disember decembra detsember",
];

/// Days of the week, which say nothing here but may stand in a date.
const DAYS: &str = "monday tuesday wednesday thursday friday saturday sunday lunes martes miércoles jueves \
     viernes sábado domingo lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag \
     mittwoch donnerstag freitag samstag sonnabend sonntag lunedì martedì mercoledì giovedì \
     venerdì sabato domenica segunda terça quarta quinta sexta feira maandag dinsdag woensdag \
     donderdag vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag mandag \
     tirsdag lørdag søndag poniedziałek wtorek środa czwartek piątek sobota niedziela pazartesi \
     salı çarşamba perşembe cuma cumartesi pazar понедельник вторник среда четверг пятница \
     суббота воскресенье الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد llun mawrth \
     mercher iau gwener sadwrn sul dydd सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार \
     شنبه یکشنبه دوشنبه چهارشنبه پنجشنبه جمعه понеделник сряда четвъртък петък събота неделя \
     יום ראשון שני שלישי רביעי חמישי שישי שבת dilluns dimarts dimecres dijous divendres dissabte \
     diumenge isnin senin selasa rabu khamis kamis jumaat jumat sabtu ahad minggu";

/// Words that join the parts of a date and say nothing.
const FILLERS: &str = "at on of the um à a las alle ore om kl klo klockan klokken klokka às as o de del den der die \
     el la le il i в г года р року ve saat am uhr heures heure u godz ob ora na dne st nd rd th er \
     ère e h hs t da dia di الساعة في ar yr y μ ώρα ч pukul jam \
     को बजे ساعت در کو بجے בשעה";

/// What a word says within a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A month, from 1.
    Month(u8),
    /// The beginning of the names of different months.
    AnyOfMonths,
    /// Before noon.
    Morning,
    /// After noon.
    Afternoon,
    /// Before noon at the end of a date; nothing elsewhere.
    LateMorning,
    /// After noon at the end of a date; nothing elsewhere.
    LateAfternoon,
    /// A month of Croatian, and another of Polish and Czech.
    MonthOf { croatian: u8, other: u8 },
    /// Universal time.
    Utc,
    /// Nothing.
    Filler,
    /// Not a word of a date.
    Unknown,
}

/// Words of Croatian that are names of other months in Polish or Czech: there, and here.
const UNLIKE: [(&str, u8, u8); 5] = [
    ("lip", 6, 7),
    ("srp", 7, 8),
    ("lis", 10, 11),
    ("listopad", 10, 11),
    ("listopada", 10, 11),
];
/// Beginnings of the names of months that only Croatian has, and that only Polish or Czech has.
const CROATIAN: &str = "sij velj ožu tra svi kol ruj stu lipn srpn prosinca";
const POLISH_OR_CZECH: &str =
    "sty lut kwi cze sie wrz paź gru led úno bře dub kvě čvn čvc červ zář říj lipc lipi";

/// The short names that English-speaking phones write in every message.
const SHORT: &str = "jan feb mar apr may jun jul aug sep sept oct nov dec am pm";

/// What every word of the lists means, worked out once: looking through them takes long.
static KNOWN: LazyLock<BTreeMap<&str, Word>> = LazyLock::new(|| {
    let months = MONTHS.into_iter().chain(further::MONTHS);
    let others = [
        DAYS,
        FILLERS,
        SHORT,
        further::FILLERS,
        further::MORNING,
        further::AFTERNOON,
        further::LATE_MORNING,
        further::LATE_AFTERNOON,
        further::UTC,
    ];
    let lists = months.chain(others);
    let words = lists.flat_map(str::split_ascii_whitespace);
    words.map(|word| (word, looked_up(word))).collect()
});

/// The meaning of a word in lower case, without its dots.
pub(super) fn meaning(word: &str) -> Word {
    match KNOWN.get(word) {
        Some(known) => *known,
        None => looked_up(word),
    }
}

/// Whether a month of this name is Croatian, and not Polish or Czech; `None` where its name says
/// nothing of that.
pub(super) fn is_croatian(word: &str) -> Option<bool> {
    let begins = |list: &str| {
        let mut names = list.split_ascii_whitespace();
        names.any(|name| word.starts_with(name))
    };
    match (begins(CROATIAN), begins(POLISH_OR_CZECH)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Whether a month of this name may be Croatian, and Polish or Czech as well.
pub(super) fn is_in_both(word: &str) -> bool {
    matches!(word, "pro" | "maj" | "mar") || UNLIKE.iter().any(|(name, ..)| *name == word)
}

fn looked_up(word: &str) -> Word {
    if let Some((_, croatian, other)) = UNLIKE.into_iter().find(|(name, ..)| *name == word) {
        return Word::MonthOf { croatian, other };
    }
    let months = |fits: &dyn Fn(&str) -> bool| {
        let mut found = None;
        for (month, names) in (1u8..).zip(MONTHS) {
            if names.split_ascii_whitespace().any(fits) {
                match found {
                    None => found = Some(Word::Month(month)),
                    Some(_) => return Some(Word::AnyOfMonths),
                }
            }
        }
        found
    };
    if let Some(month) = months(&|name| name == word) {
        return month;
    }
    match word {
        "am"
        | "ص"
        | "صباحا"
        | "صباحًا"
        | "öö"
        | "πμ"
        | "дп"
        | "오전"
        | "上午"
        | "午前"
        | "yb"
        | "قظ"
        | "قبلازظهر"
        | "पूर्वाह्न"
        | "পূর্বাহ্ণ"
        | "முற்பகல்"
        | "ಪೂರ್ವಾಹ್ನ"
        | "ก่อนเที่ยง"
        | "凌晨"
        | "清晨"
        | "早上" => {
            return Word::Morning;
        }
        "pm"
        | "م"
        | "مساء"
        | "مساءً"
        | "ös"
        | "μμ"
        | "пп"
        | "오후"
        | "下午"
        | "午後"
        | "yh"
        | "بظ"
        | "بعدازظهر"
        | "अपराह्न"
        | "অপরাহ্ণ"
        | "பிற்பகல்"
        | "ಅಪರಾಹ್ನ"
        | "หลังเที่ยง"
        | "中午"
        | "晚上" => {
            return Word::Afternoon;
        }
        _ => {}
    }
    let is_in = |list: &str| list.split_ascii_whitespace().any(|one| one == word);
    if let Some(month) = (1u8..)
        .zip(further::MONTHS)
        .find_map(|(month, names)| is_in(names).then_some(month))
    {
        return Word::Month(month);
    }
    for (list, meaning) in [
        (further::MORNING, Word::Morning),
        (further::AFTERNOON, Word::Afternoon),
        (further::LATE_MORNING, Word::LateMorning),
        (further::LATE_AFTERNOON, Word::LateAfternoon),
        (further::UTC, Word::Utc),
        (further::FILLERS, Word::Filler),
    ] {
        if is_in(list) {
            return meaning;
        }
    }
    if is_in(FILLERS) || is_in(DAYS) {
        return Word::Filler;
    }
    let letters = word.chars().count();
    if letters >= 3
        && let Some(month) = months(&|name| name.starts_with(word))
    {
        return month;
    }
    if letters >= 2
        && DAYS
            .split_ascii_whitespace()
            .any(|day| day.starts_with(word))
    {
        return Word::Filler;
    }
    Word::Unknown
}

/// Whether a word before or after a time of day may also be a filler (`am 5. Mai`).
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.split_ascii_whitespace().any(|one| one == word)
}

/// Words behind the hour, the minute and the second.
const HOURS_AND_MINUTES: &str = "h min 時 时 點 点 시 นาฬิกา ໂມງ 分 분 นาที ນາທີ";
const SECONDS: &str = "s 秒 초 วินาที ວິນາທີ";

pub(super) fn is_second(word: &str) -> bool {
    SECONDS.split_ascii_whitespace().any(|one| one == word)
}

pub(super) fn is_unit_of_time(word: &str) -> bool {
    let mut units = HOURS_AND_MINUTES.split_ascii_whitespace();
    is_second(word) || units.any(|one| one == word)
}

/// Whether a word after the time may be the abbreviation of a zone. Nothing else in capitals is
/// passed over: it may be half of the day in a language that is not known here.
pub(super) fn may_be_zone(written: &str) -> bool {
    let is_short = (2..=5).contains(&written.len());
    let is_upper = written.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_other = matches!(
        written,
        "MSK" | "MSD" | "WIB" | "WITA" | "MEZ" | "MESZ" | "HAEC"
    );
    is_short && is_upper && (written.ends_with('T') || is_other)
}
