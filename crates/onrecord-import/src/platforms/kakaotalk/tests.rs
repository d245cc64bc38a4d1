//! A second, independent count of every record: lines looked at one by one, in no more than is needed
//! to count them.

use crate::kit::text_chats::count_again;
use crate::{Answers, Importer, MemoryExport};

/// Whether a line begins with a date and a time, or a name and a time in brackets.
fn is_message(line: &str) -> bool {
    if let Some(inside) = line.strip_prefix('[') {
        return inside
            .split("] [")
            .nth(1)
            .and_then(|rest| rest.split(']').next())
            .is_some_and(|clock| clock.contains(':') && clock.chars().count() <= 9);
    }
    if line.starts_with("Date Saved") || line.starts_with("저장한 날짜") {
        return false;
    }
    // The year stands early, and a clock with a comma or a colon behind it.
    let head: String = line.chars().take(34).collect();
    let has_clock = head
        .as_bytes()
        .windows(3)
        .any(|at| at[0] == b':' && at[1].is_ascii_digit() && at[2].is_ascii_digit());
    let ends = head.contains(", ") && line.contains(" : ")
        || head.contains("님이")
        || [" invited ", " left this chatroom"]
            .iter()
            .any(|words| line.contains(words));
    has_clock && head.contains("20") && ends
}

#[test]
fn a_second_walk_counts_the_same_records() {
    let count = |text: &String| {
        let text = text.trim_start_matches('\u{feff}');
        let lines: Vec<&str> = text.lines().collect();
        let is_titled = lines
            .iter()
            .take(2)
            .any(|line| line.contains("카카오톡 대화") || line.contains("KakaoTalk"));
        let is_computer = lines.iter().any(|line| line.starts_with("----"));
        let counts = |line: &&&str| {
            let is_sentence = ["님이 들어왔습니다.", "님이 나갔습니다."]
                .iter()
                .any(|end| line.ends_with(end));
            match is_computer {
                true => line.starts_with('[') && is_message(line) || is_sentence,
                false => is_message(line),
            }
        };
        usize::from(is_titled) + lines.iter().filter(counts).count()
    };
    let files = count_again(&super::IMPORTER, |case, texts| {
        let days_alone = match case {
            "days-without-messages" => 3,
            _ => 0,
        };
        texts.iter().map(count).sum::<usize>() + days_alone
    });
    assert!(files > 8, "{files}");
}

#[test]
fn other_texts_are_no_chat() {
    let accepts = |name: &str, text: &str| {
        let export = MemoryExport::new(name).with(name, text.as_bytes());
        super::IMPORTER
            .open(&export, &Answers::default())
            .map(|opened| opened.is_ok())
    };
    let table = "Date,User,Message\n2021-03-05 14:22:33,\"Robin\",\"hi\"\n";
    assert_eq!(accepts("KakaoTalk_Chat.csv", table), None);
    assert_eq!(
        accepts("a.txt", "[Robin] [2:37 PM] hi\n[Robin] [2:38 PM] hi\n"),
        None
    );
    assert_eq!(accepts("a.txt", "Jul 9, 2015, 8:34 PM, Robin : hi\n"), None);
    let two = "Jul 9, 2015, 8:34 PM, Robin : hi\nJul 9, 2015, 8:35 PM, Robin : hi\n";
    assert_eq!(accepts("a.txt", two), Some(true));
    let other = "하늘 님과 카카오톡 대화\n저장한 날짜 : 2021/3/5\n\nhello\n";
    assert_eq!(accepts("a.txt", other), Some(false));
}

/// WhatsApp's old iPhone layout has a colon behind the time too.
#[test]
fn sentences_of_an_iphone_are_not_whatsapps() {
    let text = "합창단 (3명)과 카카오톡 대화-1.txt\n저장한 날짜 : 2015. 8. 3. 오전 12:15\n\n2015년 7월 9일 목요일\n\
                2015. 7. 9. 오후 8:34: 하늘님이 바다님을 초대했습니다.\n2015. 7. 9. 오후 8:35: 들님이 나갔습니다.\n";
    let export = MemoryExport::new("a.txt").with("a.txt", text.as_bytes());
    let plan = crate::detect::plan(&export, crate::IMPORTERS, &Answers::default());
    assert!(plan.choices.is_empty());
    let names: Vec<_> = plan
        .readings
        .iter()
        .map(|reading| reading.importer.manifest().name)
        .collect();
    assert_eq!(names, ["kakaotalk"]);
}
