//! Dates as web pages write them, language by language.

use super::*;

fn read(text: &str) -> String {
    match parse(text, None) {
        None => "none".into(),
        Some(phrase) => match phrase.truth {
            Truth::WallZoneUnknown(wall) => format!("{wall} {}", phrase.precision.name()),
            Truth::Stated(instant) => format!("{instant} {}", phrase.precision.name()),
            Truth::DayMonthAmbiguous {
                day_first,
                month_first,
            } => format!("{day_first} or {month_first}"),
            other => other.name().into(),
        },
    }
}

#[test]
fn dates_of_many_languages_are_read_alike() {
    for text in [
        "Sep 22, 2017 2:37 pm",
        "Sep 22, 2017, 2:37 PM",
        "Sep 22, 2017, 2:37\u{202f}PM",
        "Sep 22, 2017 at 2:37 PM",
        "September 22nd, 2017 at 2:37pm",
        "Friday, September 22, 2017 at 2:37 PM",
        "22 Sep 2017, 14:37",
        "Fri, 22 Sep 2017 14:37",
        "22 sept 2017 14:37",
        "22 de septiembre de 2017 a las 14:37",
        "22 sept 2017, 2:37 p. m.",
        "22 sept. 2017, 2:37 p.\u{a0}m.",
        "sept. 22, 2017 2:37 pm",
        "22 sept. 2017 à 14:37",
        "vendredi 22 septembre 2017 à 14 h 37",
        "22 sept. 2017 14h37",
        "22. Sept. 2017, 14:37",
        "Freitag, 22. September 2017 um 14:37 Uhr",
        "am 22. September 2017 um 14:37",
        "22 set 2017, 14:37",
        "venerdì 22 settembre 2017 alle ore 14:37",
        "22 de set. de 2017 14:37",
        "sexta-feira, 22 de setembro de 2017 às 14:37",
        "22 sep. 2017 14:37",
        "vrijdag 22 september 2017 om 14:37",
        "22 sep. 2017 kl. 14:37",
        "fredag 22 september 2017 kl. 14:37",
        "22. sep. 2017 kl. 14.37",
        "22. sep. 2017, 14:37",
        "fredag den 22. september 2017 kl. 14.37",
        "22 wrz 2017, 14:37",
        "piątek, 22 września 2017 o 14:37",
        "22 Eyl 2017 14:37",
        "22 Eylül 2017 Cuma, 14:37",
        "22 Eyl 2017 ÖS 2:37",
        "22 сент. 2017 г., 14:37",
        "пятница, 22 сентября 2017 г. в 14:37",
        "22 سبتمبر 2017 2:37 م",
        "٢٢ سبتمبر ٢٠١٧، ٢:٣٧ م",
        "22 أيلول 2017 14:37",
        "22 सितंबर 2017 को 2:37 अपराह्न बजे",
        "22 सितंबर 2017, 2:37 अपराह्न",
        "২২ সেপ্টেম্বর ২০১৭ ২:৩৭ অপরাহ্ণ",
        "2017年9月22日 下午2:37",
        "22 Medi 2017, 14:37",
        "Gwener, 22 Medi 2017 am 14:37",
        "22 syyskuuta 2017 klo 14.37",
        "22. září 2017 14:37",
        "2017年9月22日 14:37",
        "2017년 9월 22일 오후 2:37",
        "2017-09-22 14:37",
        "2017-09-22T14:37",
        "22/09/2017, 14:37",
        "09/22/2017 2:37 PM",
        "22.09.2017 14:37",
        "\u{200f}22 سبتمبر 2017 في 2:37 م\u{200e}",
        "22. září 2017 2:37 odp.",
        "pátek 22. září 2017 14:37",
        "piatok 22. septembra 2017, 14:37",
        "2017. szeptember 22., péntek 14:37",
        "szept. 22, 2017 2:37 du.",
        "vineri, 22 septembrie 2017, 14:37",
        "petak, 22. rujna 2017. 14:37",
        "петак, 22. септембар 2017. 14:37",
        "e premte, 22 shtator 2017, 2:37\u{202f}m.d.",
        "Παρασκευή 22 Σεπτεμβρίου 2017 - 2:37\u{202f}μ.μ.",
        "sep. 22, 2017 2:37 em",
        "syys 22, 2017 2:37 ip.",
        "Jumaat, 22 September 2017 2:37\u{202f}PTG",
        "пʼятниця, 22 вересня 2017\u{202f}р., 14:37",
        "2017. gada 22. septembris 14:37",
        "2017 m. rugsėjo 22 d. 14:37",
        "22 სექ. 2017, 14:37",
        "2017 թ. սեպտեմբերի 22, ուրբաթ, 14:37",
        "2017\u{202f}ж. 22 қыркүйек, жұма, 14:37",
        "seshanba, 22-sentabr, 2017, 14:37",
        "14:37 Thứ Ba, 22 tháng 9, 2017",
        "14:37 22 thg 9, 2017",
        "thg 9 22, 2017 2:37 CH",
        "22 ก.ย. 2017 14:37 น.",
        "22 กันยายน พ.ศ. 2560 14:37",
        "22 กันยายน ค.ศ. 2017 14 นาฬิกา 37 นาที",
        "22 सितम्बर 2017, 2:37 pm",
        "22 செப்., 2017, 2:37 PM",
        "22 సెప్టెంబర్, 2017 2:37 PM",
        "22 সেপ, 2017 2:37 PM",
        "Biyernes, Setyembre 22, 2017, 2:37\u{202f}PM",
        "Ijumaa, 22 Septemba 2017 14:37",
        "9月 22, 2017 2:37 午後",
        "9월 22, 2017 2:37 오후",
        "2017년 9월 22일 금요일 오후 2시 37분",
        "2017年9月22日金曜日 14時37分",
        "2017年9月22日星期五 下午2:37",
        "22 בספט׳ 2017, 14:37",
        "venerdì 22 settembre 2017 14:37",
        "22 septembre 2017, 14 h 37 min",
    ] {
        assert_eq!(read(text), "2017-09-22T14:37:00 minute", "{text}");
    }
}

#[test]
fn every_month_of_every_language_has_its_number() {
    let rows = [
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "ene feb mar abr may jun jul ago sept oct nov dic",
        "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
        "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.",
        "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.",
        "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.",
        "sty lut mar kwi maj cze lip sie wrz paź lis gru",
        "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
        "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "Ion Chwef Maw Ebr Mai Meh Gorff Awst Medi Hyd Tach Rhag",
        "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
        "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
        "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
        "জানুয়ারী ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
        "януари февруари март април май юни юли август септември октомври ноември декември",
        "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
        "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember",
        "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
        "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
        "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
    ];
    for row in rows {
        for (month, name) in (1..).zip(row.split(' ')) {
            let expected = format!("2021-{month:02}-05T23:09:00 minute");
            assert_eq!(read(&format!("5 {name} 2021 23:09")), expected, "{name}");
        }
    }
    assert_eq!(
        read("5 كانون الثاني 2021 23:09"),
        "2021-01-05T23:09:00 minute"
    );
    assert_eq!(
        read("5 تشرين الثاني 2021 23:09"),
        "2021-11-05T23:09:00 minute"
    );
}

/// Polish and Czech call by the same name what Croatian calls another month.
#[test]
fn months_that_two_languages_name_alike_are_told_by_dots_or_by_their_neighbours() {
    for (text, expected) in [
        ("20 lip 2021, 09:05", "2021-07-20T09:05:00 minute"),
        ("20. lip 2021. 09:05", "2021-06-20T09:05:00 minute"),
        ("10 listopada 2021 09:05", "2021-11-10T09:05:00 minute"),
        ("10. listopada 2021. 09:05", "2021-10-10T09:05:00 minute"),
        ("20. srp 2021 09:05", "2021-08-20T09:05:00 minute"),
        ("lip 20, 2021 9:05 AM", "none"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
    let month = |is_croatian| {
        let when = when_among("lip 20, 2021 9:05 AM", is_croatian)?;
        Some(when.truth.wall()?.to_string())
    };
    assert_eq!(month(Some(true)).as_deref(), Some("2021-06-20T09:05:00"));
    assert_eq!(month(Some(false)).as_deref(), Some("2021-07-20T09:05:00"));
    for (text, expected) in [
        ("ožu 16, 2021 12:30 AM", Some(true)),
        ("paź 10, 2021 9:05 AM", Some(false)),
        ("čvc 10, 2021 9:05 dop.", Some(false)),
        ("lip 20, 2021 9:05 AM", None),
        ("Sep 22, 2021 9:05 AM", None),
    ] {
        assert_eq!(is_croatian(text), expected, "{text}");
    }
}

/// Half of the day in one language, a word of a date or nothing in another.
#[test]
fn a_word_after_the_time_is_no_zone_unless_it_may_be_one() {
    for (text, expected) in [
        ("14 Jan 2021, 9:45 PTG", "2021-01-14T21:45:00 minute"),
        ("14 Jan 2021 14:45 Sa", "2021-01-14T14:45:00 minute"),
        ("jan. 14, 2021 12:30 de.", "2021-01-14T00:30:00 minute"),
        ("9:45 14 de enero de 2021", "2021-01-14T09:45:00 minute"),
        ("14 Jan 2021 9:45 CEST", "2021-01-14T09:45:00 minute"),
        ("14 Jan 2021 9:45 XYZ", "none"),
        (
            "14 janvier 2021, 09:45:00 TU",
            "2021-01-14T09:45:00Z second",
        ),
        (
            "09:05:07 UTC Thứ Năm, 14 tháng 1, 2021",
            "2021-01-14T09:05:07Z second",
        ),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn a_number_above_twelve_decides() {
    for (text, expected) in [
        ("23/04/2023 14:07", Some(DateOrder::DayFirst)),
        ("04/23/2023, 2:07 PM", Some(DateOrder::MonthFirst)),
        ("03/04/2023 14:07", None),
        ("04/04/2023 14:07", None),
        ("Apr 23, 2023 2:07 pm", None),
        ("2023-04-23 14:07", None),
        ("no date", None),
    ] {
        assert_eq!(decides(text), expected, "{text}");
    }
}

#[test]
fn clocks_zones_and_what_is_open() {
    for (text, expected) in [
        ("Sep 22, 2017 12:05 am", "2017-09-22T00:05:00 minute"),
        ("Sep 22, 2017 12:05 pm", "2017-09-22T12:05:00 minute"),
        ("Jun 02, 2024 10:20:00 am", "2024-06-02T10:20:00 second"),
        ("2024-03-31 01:30:00 UTC", "2024-03-31T01:30:00Z second"),
        (
            "Monday, 1 January 2018 at 10:00 UTC",
            "2018-01-01T10:00:00Z minute",
        ),
        (
            "۳ نوامبر ۲۰۲۳، ساعت ۲۳:۵۹:۵۰ (UTC)",
            "2023-11-03T23:59:50Z second",
        ),
        (
            "शुक्रवार, 3 नवंबर 2023 को 11:59:50 pm UTC बजे",
            "2023-11-03T23:59:50Z second",
        ),
        ("3 בנובמבר 2023 בשעה 14:07", "2023-11-03T14:07:00 minute"),
        (
            "November 12, 2008 at 8:53pm UTC+01",
            "2008-11-12T19:53:00Z minute",
        ),
        (
            "Mon, 17 Dec 2018 11:28:18 -0730",
            "2018-12-17T18:58:18Z second",
        ),
        (
            "Tue Nov 22 2022 10:00:00 GMT+0000",
            "2022-11-22T10:00:00Z second",
        ),
        ("5 May 2021 10:00 UTC-03:30", "2021-05-05T13:30:00Z minute"),
        ("Feb 19, 2016 at 4:22pm PST", "2016-02-19T16:22:00 minute"),
        (
            "2024-01-05T10:00:00.250Z",
            "2024-01-05T10:00:00.250Z millisecond",
        ),
        ("1986-02-27", "1986-02-27T00:00:00 day"),
        ("5 May 2021", "2021-05-05T00:00:00 day"),
        (
            "03/04/2022, 10:00",
            "2022-04-03T10:00:00 or 2022-03-04T10:00:00",
        ),
        ("03.04.2022", "2022-04-03T00:00:00 or 2022-03-04T00:00:00"),
        ("04/04/2022, 10:00", "2022-04-04T10:00:00 minute"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
    assert_eq!(
        parse("03/04/2022", Some(DateOrder::MonthFirst)).map(|phrase| phrase.truth),
        Wall::new(2022, 3, 4, 0, 0, 0, 0).map(Truth::WallZoneUnknown)
    );
}

#[test]
fn what_is_not_a_date_is_none() {
    for text in [
        "",
        "2017",
        "see you 22 Sep 2017 at 14:37",
        "22 Sep 2017 14:37 maybe",
        "31 Feb 2021 10:00",
        "5 jui 2021 10:00",
        "5 May 2021 25:00",
        "5 May 2021 10:61",
        "14:30 am 5 May 2021 a",
        "Sep 22, 2017 14:37 am",
        "07700 900123",
        "5 May 6 June 2021 10:00 11:00",
        "1 2 3 4 5 6 7 8 9",
        "5 May 99999999999 10:00",
        "😀 5 May 2021 10:00",
        "5 May 2021 <b>",
    ] {
        assert_eq!(read(text), "none", "{text}");
    }
}
