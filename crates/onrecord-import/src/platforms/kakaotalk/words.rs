//! What KakaoTalk itself writes into a chat, and what it says of a line. Knows neither days nor clocks.
//!
//! A phrase refines what a line is; a line that no phrase matches is kept all the same. Sources:
//! `seen` = in a peer's test, sample or parser of real exports; `known` = general knowledge.

use crate::kit::text_chats::Body;
use onrecord_model::{Kind, Mark};

/// `(language, source, phrases)`: whole texts in the place of a picture, recording or sticker, with or
/// without `<…>` or `(…)` around them.
#[rustfmt::skip] // one language a line is easier to check
const OMITTED: &[(&str, &str, &[&str])] = &[
    ("ko", "seen", &["사진", "동영상", "이모티콘", "음성메시지", "음성 메시지", "연락처"]),
    ("en", "seen", &["photo", "photos", "video", "emoticon", "emoticons", "voice message", "voice note"]),
];

/// `사진 3장`, `동영상 2개`, `3 photos`: what stands beside a number.
#[rustfmt::skip] // one language a line is easier to check
const COUNTED: &[(&str, &str, &str, &str)] = &[
    ("ko", "seen", "사진 ", "장"),
    ("ko", "seen", "동영상 ", "개"),
    ("en", "known", "", " photos"),
];

/// What stands before a file's name or a place.
const FILES: &[&str] = &["파일: ", "File: "];
const PLACES: &[&str] = &["지도: ", "Map: ", "Location: "];

/// Whole texts of what was deleted, without the final stop.
#[rustfmt::skip] // one language a line is easier to check
const DELETED: &[(&str, &str, &[&str])] = &[
    ("ko", "seen", &["삭제된 메시지입니다", "이 메시지는 삭제되었습니다", "삭제된 메세지입니다"]),
    ("en", "known", &["this message was deleted", "this message has been deleted", "deleted message"]),
];

/// Calls: the app's names for them, whether they have pictures, and what follows where nobody answered.
#[rustfmt::skip] // one name a line is easier to check
const CALLS: &[(&str, &str, bool)] = &[
    ("seen", "보이스톡", false),
    ("seen", "페이스톡", true),
    ("known", "그룹콜", false),
    ("known", "Voice Call", false),
    ("known", "Video Call", true),
];
const MISSED: &[&str] = &["부재중", "취소", "Missed", "Canceled", "No answer"];
/// A call begins.
const BEGINS: &[&str] = &["해요", "시작"];

/// Endings of sentences about who is in the chat, without the final stop; the name stands before those
/// of the first list.
#[rustfmt::skip] // one language a line is easier to check
const COMES_AND_GOES: &[(&str, &str, &[&str])] = &[
    ("ko", "seen", &["님이 들어왔습니다", "님이 나갔습니다"]),
    ("en", "seen", &[" joined this chatroom", " left this chatroom"]),
];
#[rustfmt::skip] // one language a line is easier to check
const MEMBERSHIP: &[(&str, &str, &[&str])] = &[
    ("ko", "seen", &["님을 초대했습니다", "님을 내보냈습니다"]),
    ("en", "seen", &[" has been removed from this chatroom"]),
];
const INVITED: &[&str] = &[" invited "];

/// No text of KakaoTalk's in the place of something is longer, in bytes.
const LONGEST: usize = 60;

/// What the owner of the phone is called.
pub(super) const OWNER: &[&str] = &["회원님", "You", "you"];

/// What somebody wrote, or what KakaoTalk wrote under their name.
pub(super) fn message(text: &str) -> Body<'_> {
    let mut body = Body::of(Kind::Message);
    let plain = text.trim_start();
    if text.len() > 300 || !may_be_of_platform(plain) || text.contains('\n') {
        return body;
    }
    let plain = plain.trim_end();
    // All but the name of a file or a place is short.
    let is_short = plain.len() <= LONGEST;
    if let Some(name) = FILES.iter().find_map(|words| plain.strip_prefix(words)) {
        body.marks.add(Mark::AttachmentOmitted);
        body.file = Some(name.trim()).filter(|name| !name.is_empty());
    } else if PLACES.iter().any(|words| plain.starts_with(words)) {
        body.marks.add(Mark::Location);
    } else if is_short && is_deleted(plain) {
        body.kind = Kind::Deletion;
        body.marks.add(Mark::Deleted);
    } else if is_short && is_omitted(plain) {
        body.marks.add(Mark::AttachmentOmitted);
    } else if is_short {
        call(plain, &mut body);
    }
    body
}

/// Whether what KakaoTalk writes in the place of something can begin so. Nearly no text has to be compared
/// with all of it.
fn may_be_of_platform(text: &str) -> bool {
    const BEGINNINGS: [bool; 256] = {
        let mut beginnings = [false; 256];
        let mut row = 0;
        while row < OMITTED.len() {
            add(&mut beginnings, OMITTED[row].2);
            row += 1;
        }
        row = 0;
        while row < DELETED.len() {
            add(&mut beginnings, DELETED[row].2);
            row += 1;
        }
        row = 0;
        while row < COUNTED.len() {
            // Without words in front the number comes first.
            match COUNTED[row].2.is_empty() {
                true => add(&mut beginnings, DIGITS),
                false => add(&mut beginnings, &[COUNTED[row].2]),
            }
            row += 1;
        }
        row = 0;
        while row < CALLS.len() {
            add(&mut beginnings, &[CALLS[row].1]);
            row += 1;
        }
        add(&mut beginnings, FILES);
        add(&mut beginnings, PLACES);
        add(&mut beginnings, AROUND);
        beginnings
    };
    BEGINNINGS[sign_of(text.as_bytes()) as usize]
}

const DIGITS: &[&str] = &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
/// What can stand around a word for a picture.
const AROUND: &[&str] = &["<", "("];

const fn add(beginnings: &mut [bool; 256], texts: &[&str]) {
    let mut at = 0;
    while at < texts.len() {
        let sign = sign_of(texts[at].as_bytes());
        beginnings[sign.to_ascii_lowercase() as usize] = true;
        beginnings[sign.to_ascii_uppercase() as usize] = true;
        at += 1;
    }
}

/// The last byte of a text's first character: of letters of one script it tells the most.
const fn sign_of(text: &[u8]) -> u8 {
    match text {
        [0xf0..=0xff, _, _, last, ..]
        | [0xe0..=0xef, _, last, ..]
        | [0xc0..=0xdf, last, ..]
        | [last, ..] => *last,
        [] => 0,
    }
}

fn is_in(table: &[(&str, &str, &[&str])], plain: &str) -> bool {
    let is_it = |words: &&str| words.eq_ignore_ascii_case(plain);
    table.iter().any(|row| row.2.iter().any(is_it))
}

fn is_deleted(plain: &str) -> bool {
    let plain = plain.trim_end_matches('.');
    plain.len() <= LONGEST && is_in(DELETED, plain)
}

fn is_omitted(plain: &str) -> bool {
    if plain.len() > 40 {
        return false;
    }
    let inside = plain
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .or_else(|| {
            plain
                .strip_prefix('(')
                .and_then(|rest| rest.strip_suffix(')'))
        })
        .unwrap_or(plain);
    is_in(OMITTED, inside)
        || COUNTED.iter().any(|(_, _, before, behind)| {
            let number = inside
                .strip_prefix(before)
                .and_then(|rest| rest.strip_suffix(behind));
            number.is_some_and(|number| {
                (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
            })
        })
}

/// `보이스톡 해요`, `보이스톡 0:17`, `보이스톡 부재중`.
fn call<'t>(plain: &'t str, body: &mut Body<'t>) {
    for (_, name, has_pictures) in CALLS {
        let Some(rest) = plain.strip_prefix(name) else {
            continue;
        };
        let rest = rest.trim().trim_end_matches('.');
        let is_time = rest.contains(':')
            && rest.len() <= 8
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b':');
        let is_missed = MISSED.contains(&rest);
        if !is_time && !is_missed && !BEGINS.contains(&rest) {
            return;
        }
        body.kind = Kind::Call;
        body.duration = is_time.then_some(rest);
        if is_missed {
            body.marks.add(Mark::Missed);
        }
        if *has_pictures {
            body.marks.add(Mark::Video);
        }
    }
}

/// What KakaoTalk says without a name in front.
pub(super) fn of_platform(text: &str) -> Body<'_> {
    let mut body = Body::of(Kind::System);
    let plain = text.trim().trim_end_matches('.');
    if is_deleted(plain) {
        body.kind = Kind::Deletion;
        body.marks.add(Mark::Deleted);
        return body;
    }
    let mut endings = COMES_AND_GOES.iter().flat_map(|row| row.2);
    let name = endings.find_map(|ending| plain.strip_suffix(ending));
    if let Some(name) = name.filter(|name| !name.contains('\n')) {
        body.kind = Kind::Membership;
        body.name = Some(name).filter(|name| !name.is_empty());
    } else if MEMBERSHIP
        .iter()
        .any(|row| row.2.iter().any(|ending| plain.ends_with(ending)))
        || INVITED.iter().any(|words| plain.contains(words))
    {
        body.kind = Kind::Membership;
    }
    body
}

/// Whether a line without a clock in a computer's file is KakaoTalk's own, and not somebody's text.
pub(super) fn is_sentence(line: &[u8]) -> bool {
    // All of them end so.
    let line = line.trim_ascii();
    let korean = "습니다.".as_bytes();
    if line.len() > 400 || !(line.ends_with(korean) || line.ends_with(b"chatroom.")) {
        return false;
    }
    let text = String::from_utf8_lossy(line);
    of_platform(&text).kind == Kind::Membership
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_place_of_media_and_calls() {
        for (text, kind, wanted) in [
            ("사진", "message", "attachment-omitted"),
            ("<사진>", "message", "attachment-omitted"),
            ("사진 3장", "message", "attachment-omitted"),
            ("<Photo>", "message", "attachment-omitted"),
            ("(emoticon)", "message", "attachment-omitted"),
            ("파일: 계획.pdf", "message", "attachment-omitted"),
            ("사진 보내줘", "message", ""),
            ("삭제된 메시지입니다.", "deletion", "deleted"),
            ("보이스톡 해요", "call", ""),
            ("보이스톡 0:17", "call", ""),
            ("보이스톡 부재중", "call", "missed"),
            ("페이스톡 취소", "call", "missed video"),
            ("보이스톡 할까", "message", ""),
            ("안녕\n사진", "message", ""),
        ] {
            let body = message(text);
            let marks: Vec<&str> = body.marks.iter().map(Mark::name).collect();
            assert_eq!(
                (body.kind.name(), marks.join(" ")),
                (kind, wanted.to_owned()),
                "{text}"
            );
        }
        assert_eq!(message("보이스톡 1:02:03").duration, Some("1:02:03"));
        assert_eq!(message("파일: 계획.pdf").file, Some("계획.pdf"));
    }

    #[test]
    fn whatever_kakaotalk_writes_is_looked_for() {
        let tables = [OMITTED, DELETED].into_iter().flatten();
        let words = tables.flat_map(|row| row.2).copied();
        let calls = CALLS.iter().map(|(_, name, _)| *name);
        let before = [FILES, PLACES, AROUND].into_iter().flatten().copied();
        for text in words
            .chain(calls)
            .chain(before)
            .chain(["3 photos", "사진 3장"])
        {
            for text in [text.to_owned(), text.to_ascii_uppercase()] {
                assert!(may_be_of_platform(&text), "{text}");
            }
        }
        assert!(!may_be_of_platform("안녕"));
        assert!(!may_be_of_platform("hello"));
        assert!(!may_be_of_platform(""));
    }

    #[test]
    fn sentences_of_the_platform() {
        for (text, kind, name) in [
            ("하늘님이 나갔습니다.", "membership", Some("하늘")),
            ("Robin left this chatroom.", "membership", Some("Robin")),
            ("하늘님이 바다님과 들님을 초대했습니다.", "membership", None),
            ("Robin invited Wren and Jay.", "membership", None),
            ("삭제된 메시지입니다.", "deletion", None),
            ("채팅방이 만들어졌습니다.", "system", None),
        ] {
            let body = of_platform(text);
            assert_eq!((body.kind.name(), body.name), (kind, name), "{text}");
        }
        assert!(is_sentence("하늘님이 들어왔습니다.".as_bytes()));
        assert!(!is_sentence("엄마가 나갔습니다.".as_bytes()));
        assert!(!is_sentence("하늘님이 나갔습니다. 그래서".as_bytes()));
    }
}
