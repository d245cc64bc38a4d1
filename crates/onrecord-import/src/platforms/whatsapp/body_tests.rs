//! Texts that are more than texts.

use super::*;

fn attached(text: &str) -> Option<&str> {
    Phrases::new()
        .message(text, &|name| name == "strange.xyz", true)
        .attachment
}

#[test]
fn four_layouts_of_attachments() {
    for (text, name) in [
        ("<attached: photo.jpg>", "photo.jpg"),
        ("\u{200e}<attached: photo.jpg>", "photo.jpg"),
        (
            "< attached: 00000042-PHOTO-2020-06-07-15-13-20.jpg >",
            "00000042-PHOTO-2020-06-07-15-13-20.jpg",
        ),
        (
            "2015-08-04-PHOTO-00004762.jpg <\u{200e}attached>",
            "2015-08-04-PHOTO-00004762.jpg",
        ),
        ("IMG-20240101.jpg (file attached)", "IMG-20240101.jpg"),
        (
            "\u{200e}IMG-20231230-WA0003.jpg (Datei angehängt)",
            "IMG-20231230-WA0003.jpg",
        ),
        (
            "IMG-20231230-WA0003.jpg (Datei angehängt)\nmit Text",
            "IMG-20231230-WA0003.jpg",
        ),
        (
            "IMG-20231230-WA0003.jpg (in a language of tomorrow)",
            "IMG-20231230-WA0003.jpg",
        ),
        (
            "report.pdf • \u{200e}1 page \u{200e}<attached: 00000007-report.pdf>",
            "00000007-report.pdf",
        ),
        ("look at this\n<attached: photo.jpg>", "photo.jpg"),
        ("strange.xyz (whatever)", "strange.xyz"),
    ] {
        assert_eq!(attached(text), Some(name), "{text}");
    }
    for text in [
        "I like cats (a lot)",
        "see a.b (there)",
        "<3",
        "<hello>",
        "x <y: z>",
        "notes.txt (old)",
        "",
    ] {
        assert_eq!(attached(text), None, "{text}");
    }
}

#[test]
fn what_whatsapp_says_under_a_name() {
    let phrases = Phrases::new();
    for (text, kind, marks) in [
        (
            "This message was deleted",
            Kind::Deletion,
            &[Mark::Deleted][..],
        ),
        (
            "You deleted this message.",
            Kind::Deletion,
            &[Mark::Deleted, Mark::Outgoing],
        ),
        (
            "Diese Nachricht wurde gelöscht.",
            Kind::Deletion,
            &[Mark::Deleted],
        ),
        ("此訊息已刪除。", Kind::Deletion, &[Mark::Deleted]),
        (
            "\u{200e}Missed voice call, \u{200e}Tap to call back",
            Kind::Call,
            &[Mark::Missed],
        ),
        (
            "Missed video call",
            Kind::Call,
            &[Mark::Missed, Mark::Video],
        ),
        ("Video call, 5 min", Kind::Call, &[Mark::Video]),
        ("\u{200e}Voice call, \u{200e}12 sec", Kind::Call, &[]),
        ("<Media omitted>", Kind::Message, &[Mark::AttachmentOmitted]),
        (
            "<Medien ausgeschlossen>\nplan.mod",
            Kind::Message,
            &[Mark::AttachmentOmitted],
        ),
        (
            "\u{200e}image omitted",
            Kind::Message,
            &[Mark::AttachmentOmitted],
        ),
        (
            "plan.pdf • \u{200e}3 pages \u{200e}document omitted",
            Kind::Message,
            &[Mark::AttachmentOmitted],
        ),
        (
            "see you \u{200e}<This message was edited>",
            Kind::Message,
            &[Mark::Edited],
        ),
        (
            "bis dann <Diese Nachricht wurde bearbeitet.>",
            Kind::Message,
            &[Mark::Edited],
        ),
        (
            "\u{200e}Ann changed the group description",
            Kind::ProfileChange,
            &[],
        ),
        ("\u{200e}etwas ganz Neues", Kind::System, &[]),
        (
            "location: https://maps.google.com/?q=51.5,-0.1",
            Kind::Message,
            &[Mark::Location],
        ),
        ("Verily, I say", Kind::Message, &[]),
        (
            "This message was deleted by me, I think",
            Kind::Message,
            &[],
        ),
    ] {
        let body = phrases.message(text, &|_| false, true);
        let found: Vec<_> = body.marks.iter().collect();
        let mut wanted = marks.to_vec();
        wanted.sort();
        assert_eq!((body.kind, found), (kind, wanted), "{text}");
    }
}

#[test]
fn what_the_platform_says() {
    let phrases = Phrases::new();
    for (text, kind) in [
        ("Messages and calls are end-to-end encrypted.", Kind::System),
        ("You created group \"Family\"", Kind::Membership),
        ("Ann added Bob", Kind::Membership),
        ("You blocked this contact. Tap to unblock.", Kind::Block),
        (
            "Your security code with Ann changed. Tap to learn more.",
            Kind::ProfileChange,
        ),
        ("Missed voice call", Kind::Call),
        ("Verpasster Sprachanruf um 12:03", Kind::Call),
        ("Jotain ihan muuta", Kind::System),
    ] {
        assert_eq!(phrases.system(text).kind, kind, "{text}");
    }
}

#[test]
fn a_mark_alone_makes_nobody_the_platform() {
    let phrases = Phrases::new();
    let kind = |text, may_speak| phrases.message(text, &|_| false, may_speak).kind;
    assert_eq!(kind("\u{200e}You are now in a group", true), Kind::System);
    assert_eq!(kind("\u{200e}You are now in a group", false), Kind::Message);
    assert_eq!(kind("\u{202e}You are now in a group", true), Kind::Message);
}

/// People write such words too, so they count only where WhatsApp marks them as its own.
#[test]
fn what_is_left_out_is_believed_behind_a_mark_alone() {
    let phrases = Phrases::new();
    let is_omitted = |text: &str| {
        let body = phrases.message(text, &|_| false, true);
        assert_eq!(body.kind, Kind::Message, "{text}");
        body.marks.has(Mark::AttachmentOmitted)
    };
    for (_, group) in crate::platforms::whatsapp::left_out::LEFT_OUT {
        for phrase in *group {
            for marked in [
                format!("\u{200e}{phrase}"),
                format!("\u{200f}{phrase}."),
                format!("report.pdf • \u{200e}{phrase}"),
                format!("<\u{200e}{phrase}>"),
            ] {
                assert!(is_omitted(&marked), "{marked}");
            }
            assert!(!is_omitted(phrase), "{phrase}");
        }
    }
}
