//! What LINE itself writes into a chat, by language, and what it says of a line. Knows neither days
//! nor clocks.
//!
//! A phrase refines what a line is; a line that no phrase matches is kept all the same. Sources:
//! `seen` = in a peer's test, sample or parser of real exports; `known` = general knowledge, to be
//! confirmed by a real export in that language.

use crate::kit::text_chats::Body;
use onrecord_model::{Kind, Mark};

/// What a phrase says of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// A picture, recording, sticker or contact, which is left out.
    Omitted,
    /// A file, whose name may follow.
    File,
    Location,
    Missed,
    Unsent,
    Membership,
    Profile,
}

type Table = &'static [(&'static str, &'static str, What, &'static [&'static str])];

/// Whole texts in square brackets, as phones write them.
#[rustfmt::skip] // one language a line is easier to check
const BRACKETED: Table = &[
    ("en", "seen", What::Omitted, &["Photo", "Video", "Sticker", "Voice message", "Contact", "Gift"]),
    ("ja", "seen", What::Omitted, &["写真", "動画", "スタンプ", "ボイスメッセージ", "連絡先", "画像"]),
    ("zh-TW", "seen", What::Omitted, &["照片", "影片", "貼圖", "語音訊息", "聯絡資訊", "圖片"]),
    ("zh-CN", "seen", What::Omitted, &["图片", "视频", "视频", "贴图", "语音消息", "联系人", "表情贴图"]),
    ("ko", "seen", What::Omitted, &["사진", "동영상", "스티커", "음성메시지", "음성 메시지", "연락처"]),
    ("th", "seen", What::Omitted, &["รูป", "รูปภาพ", "ภาพ", "วิดีโอ", "สติกเกอร์", "ข้อความเสียง", "ผู้ติดต่อ"]),
    ("id", "known", What::Omitted, &["Foto", "Stiker", "Pesan suara", "Kontak"]),
    ("en", "seen", What::File, &["File"]),
    ("ja", "seen", What::File, &["ファイル"]),
    ("zh", "seen", What::File, &["檔案", "文件"]),
    ("ko", "seen", What::File, &["파일"]),
    ("th", "seen", What::File, &["ไฟล์"]),
    ("id", "known", What::File, &["Berkas"]),
    ("en", "seen", What::Location, &["Location"]),
    ("ja", "seen", What::Location, &["位置情報"]),
    ("zh", "known", What::Location, &["位置訊息", "位置資訊", "位置信息", "位置"]),
    ("ko", "known", What::Location, &["위치정보", "위치 정보", "위치"]),
    ("th", "seen", What::Location, &["ตำแหน่ง"]),
    ("id", "known", What::Location, &["Lokasi"]),
];

/// Whole texts without brackets, as computers write them.
#[rustfmt::skip] // one language a line is easier to check
const BARE: Table = &[
    ("en", "seen", What::Omitted, &["Photos", "Videos", "Stickers", "Voice message"]),
    ("ja", "seen", What::Omitted, &["画像", "写真", "動画", "スタンプ", "ボイスメッセージ"]),
    ("zh", "known", What::Omitted, &["圖片", "照片", "影片", "貼圖", "图片", "视频", "贴图"]),
    ("ko", "known", What::Omitted, &["사진", "동영상", "스티커"]),
    ("th", "seen", What::Omitted, &["รูป", "รูปภาพ", "วิดีโอ", "สติกเกอร์"]),
    ("th", "seen", What::Missed, &["ไม่ได้รับสาย"]),
    ("en", "seen", What::Missed, &["Missed call", "No answer", "Canceled call"]),
    ("ja", "seen", What::Missed, &["不在着信", "通話に応答がありませんでした", "通話をキャンセルしました"]),
];

/// What follows `☎` where nobody answered.
#[rustfmt::skip] // one language a line is easier to check
const MISSED: &[(&str, &str, &[&str])] = &[
    ("en", "seen", &["Missed call", "No answer", "Canceled call", "Cancelled call"]),
    ("ja", "seen", &["不在着信", "通話に応答がありませんでした", "通話をキャンセルしました"]),
    ("zh-TW", "seen", &["未接來電", "無人接聽", "您已取消通話", "已取消通話"]),
    ("zh-CN", "seen", &["未接来电", "无人接听", "您已取消通话", "已取消通话"]),
    ("ko", "seen", &["부재중 전화", "부재중", "응답 없음", "취소"]),
    ("th", "seen", &["ไม่ได้รับสาย", "ไม่มีผู้รับสาย", "ยกเลิกการโทร"]),
    ("id", "known", &["Panggilan tak terjawab", "Tidak ada jawaban"]),
];

/// Sentences of a name and these words, without the final stop.
#[rustfmt::skip] // one language a line is easier to check
const ENDS: Table = &[
    ("en", "seen", What::Unsent, &[" unsent a message"]),
    ("ja", "seen", What::Unsent, &["がメッセージの送信を取り消しました"]),
    ("zh", "seen", What::Unsent, &["已收回訊息", "收回了訊息", "已收回讯息", "已撤回消息", "撤回了一条消息"]),
    ("ko", "known", What::Unsent, &["님이 메시지 보내기를 취소했습니다", "님이 메시지를 취소했습니다"]),
    ("th", "seen", What::Unsent, &["ยกเลิกการส่งข้อความ", "ยกเลิกข้อความแล้ว", "ยกเลิกข้อความ"]),
    ("id", "known", What::Unsent, &[" membatalkan pengiriman pesan"]),
    ("en", "seen", What::Membership, &[" joined the group", " left the group", " joined the chat", " left the chat"]),
    ("ja", "seen", What::Membership, &["がグループに参加しました", "がグループを退会しました", "が参加しました", "が退会しました", "が退出しました"]),
    ("zh", "seen", What::Membership, &["加入聊天", "離開聊天", "已加入群組", "已退出群組", "加入群組", "退出群組", "离开聊天", "加入群组", "退出群组"]),
    ("ko", "known", What::Membership, &["님이 그룹에 참여했습니다", "님이 참여했습니다", "님이 나갔습니다"]),
    ("th", "seen", What::Membership, &["เข้าร่วมกลุ่ม", "ออกจากกลุ่ม"]),
    ("id", "known", What::Membership, &[" bergabung dengan grup", " meninggalkan grup", " bergabung", " keluar dari grup"]),
];

/// Whole sentences without a name.
#[rustfmt::skip] // one language a line is easier to check
const WHOLE: Table = &[
    ("ja", "seen", What::Unsent, &["メッセージの送信を取り消しました"]),
    ("en", "known", What::Unsent, &["Message unsent"]),
];

/// Words within a sentence of the platform.
#[rustfmt::skip] // one language a line is easier to check
const WITHIN: Table = &[
    ("en", "seen", What::Membership, &[" invited ", " added ", " removed "]),
    ("ja", "seen", What::Membership, &["招待しました", "をグループに追加しました", "を退会させました", "グループから削除しました"]),
    ("zh", "known", What::Membership, &["邀請", "邀请", "移出群組", "移出群组", "退出群組"]),
    ("ko", "known", What::Membership, &["초대했습니다", "내보냈습니다"]),
    ("th", "seen", What::Membership, &["เข้ากลุ่ม", "เชิญ", "ออกจากกลุ่ม"]),
    ("id", "seen", What::Membership, &["mengundang", "meninggalkan", "bergabung"]),
    ("en", "seen", What::Profile, &["changed the group name", "changed the group's profile", "changed the name of the group"]),
    ("ja", "known", What::Profile, &["グループ名を", "グループのプロフィール"]),
    ("zh", "known", What::Profile, &["群組名稱", "群组名称", "群組圖片"]),
];

/// The owner of the phone, where LINE names them so.
const YOU: &[&str] = &["You", "you", "您", "你", "คุณ", "Anda", "あなた"];

fn say(body: &mut Body<'_>, what: What) {
    match what {
        What::Omitted | What::File => body.marks.add(Mark::AttachmentOmitted),
        What::Location => body.marks.add(Mark::Location),
        What::Missed => {
            body.kind = Kind::Call;
            body.marks.add(Mark::Missed);
        }
        What::Unsent => {
            body.kind = Kind::Deletion;
            body.marks.add(Mark::Unsent);
        }
        What::Membership => body.kind = Kind::Membership,
        What::Profile => body.kind = Kind::ProfileChange,
    }
}

fn find(table: Table, is_it: impl Fn(&str) -> bool) -> Option<What> {
    let found = table
        .iter()
        .find(|row| row.3.iter().any(|words| is_it(words)));
    found.map(|row| row.2)
}

/// What somebody wrote, or what LINE wrote under their name.
pub(super) fn message(text: &str, is_of_computer: bool) -> Body<'_> {
    let mut body = Body::of(Kind::Message);
    if let Some(rest) = text.strip_prefix('☎') {
        call(rest.trim(), &mut body);
    } else if let Some(rest) = text.strip_prefix('[') {
        if let Some((inside, after)) = rest.split_once(']')
            && let Some(what) = find(BRACKETED, |words| words == inside)
        {
            let after = after.trim();
            // Words behind are an address or a file's name; a sticker has none.
            if after.is_empty() || what != What::Omitted {
                say(&mut body, what);
            }
            if what == What::File && !after.is_empty() && !after.contains('\n') {
                body.file = Some(after);
            }
        }
    } else if is_of_computer
        && text.len() < 64
        && let Some(what) = find(BARE, |words| words == text)
    {
        say(&mut body, what);
    }
    body
}

/// `Call time 1:23`, `Missed call`: what follows the telephone.
fn call<'t>(rest: &'t str, body: &mut Body<'t>) {
    body.kind = Kind::Call;
    if MISSED
        .iter()
        .any(|(_, _, words)| words.iter().any(|words| rest.starts_with(words)))
    {
        body.marks.add(Mark::Missed);
        return;
    }
    let digits = rest
        .find(|c: char| c.is_ascii_digit())
        .map(|at| &rest[at..]);
    body.duration = digits.filter(|duration| {
        duration.contains(':')
            && duration
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b':')
    });
}

/// What the platform says without a name in front.
pub(super) fn of_platform(text: &str) -> Body<'_> {
    let mut body = Body::of(Kind::System);
    let plain = text.trim().trim_end_matches(['.', '。']);
    if let Some(rest) = plain.strip_prefix('☎') {
        call(rest.trim(), &mut body);
        return body;
    }
    if let Some(what) = find(WHOLE, |words| words == plain) {
        say(&mut body, what);
        return body;
    }
    for (_, _, what, endings) in ENDS {
        for ending in *endings {
            let Some(name) = plain.strip_suffix(ending) else {
                continue;
            };
            say(&mut body, *what);
            let name = name.trim();
            if YOU.contains(&name) {
                body.marks.add(Mark::Outgoing);
            } else if !name.is_empty() && !name.contains('\n') {
                body.name = Some(name);
            }
            return body;
        }
    }
    if let Some(what) = find(BARE, |words| words == plain).filter(|what| *what == What::Missed) {
        say(&mut body, what);
    } else if let Some(what) = find(WITHIN, |words| plain.contains(words)) {
        say(&mut body, what);
    }
    body
}

/// Whether a computer's line, without its clock, is known to be LINE's own.
pub(super) fn is_of_platform(text: &str) -> bool {
    let body = of_platform(text);
    matches!(body.kind, Kind::Deletion | Kind::Call) || body.name.is_some() && !text.contains('"')
}

/// A text of several lines stands between quotation marks, those in it written twice.
pub(super) fn unquoted(text: &str) -> Option<String> {
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    if !inside.contains('\n') {
        return None;
    }
    let doubled = inside.matches("\"\"").count() * 2;
    let all = inside.bytes().filter(|byte| *byte == b'"').count();
    Some(match doubled == all {
        true => inside.replace("\"\"", "\""),
        // Written once: nothing is undone.
        false => inside.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_place_of_media_and_calls() {
        let marks = |text: &str, computer: bool| {
            let body = message(text, computer);
            let names: Vec<&str> = body.marks.iter().map(Mark::name).collect();
            (body.kind.name(), names.join(" "))
        };
        for (text, kind, wanted) in [
            ("[Photo]", "message", "attachment-omitted"),
            ("[スタンプ]", "message", "attachment-omitted"),
            ("[File] report.pdf", "message", "attachment-omitted"),
            ("[位置情報] 千代田区", "message", "location"),
            ("[Photo] of you", "message", ""),
            ("[hm]", "message", ""),
            ("☎ Missed call", "call", "missed"),
            ("☎ 未接來電", "call", "missed"),
            ("☎ Call time 1:23", "call", ""),
            ("Photos", "message", ""),
        ] {
            assert_eq!(marks(text, false), (kind, wanted.to_owned()), "{text}");
        }
        assert_eq!(marks("Photos", true).1, "attachment-omitted");
        assert_eq!(
            message("☎ 通話時間 1:02:03", false).duration,
            Some("1:02:03")
        );
        assert_eq!(message("[File] a b.pdf", false).file, Some("a b.pdf"));
    }

    #[test]
    fn sentences_of_the_platform() {
        for (text, kind, name) in [
            ("Bob unsent a message.", "deletion", Some("Bob")),
            ("You unsent a message.", "deletion", None),
            (
                "田中がメッセージの送信を取り消しました",
                "deletion",
                Some("田中"),
            ),
            ("メッセージの送信を取り消しました", "deletion", None),
            ("ยกเลิกข้อความแล้ว", "deletion", None),
            ("小美已收回訊息", "deletion", Some("小美")),
            ("Bob joined the group.", "membership", Some("Bob")),
            ("Bob invited Ann to the group.", "membership", None),
            (
                "Bob changed the group name to \"X\"",
                "profile-change",
                None,
            ),
            ("☎ 通話時間 5:32", "call", None),
            ("a new note was posted", "system", None),
        ] {
            let body = of_platform(text);
            assert_eq!((body.kind.name(), body.name), (kind, name), "{text}");
        }
        assert!(of_platform("您已收回訊息").marks.has(Mark::Outgoing));
    }

    #[test]
    fn quotation_marks_around_several_lines_are_undone() {
        assert_eq!(unquoted("\"a\nb\"").as_deref(), Some("a\nb"));
        assert_eq!(
            unquoted("\"a \"\"b\"\"\nc\"").as_deref(),
            Some("a \"b\"\nc")
        );
        assert_eq!(unquoted("\"a \"b\"\nc\"").as_deref(), Some("a \"b\"\nc"));
        assert_eq!(unquoted("\"a\""), None);
        assert_eq!(unquoted("a\n\"b\""), None);
    }
}
