//! The sentences by which Meta's pages tell of calls and of what was taken back. They stand where a
//! message's text stands, so only a whole sentence with the sender's own name counts.

/// What a sentence says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// A call.
    Call,
    /// A call that was not answered.
    MissedCall,
    /// A video call.
    VideoCall,
    /// A video call that was not answered.
    MissedVideoCall,
    /// A message was taken back.
    Unsent,
}

/// The sentence, with `{}` for a name. English, Spanish, French, German, Italian, Portuguese and
/// Dutch, as Messenger words them.
const SENTENCES: &[(&str, Said)] = &[
    ("{} called you", Said::Call),
    ("you called {}", Said::Call),
    ("{} started a call", Said::Call),
    ("you missed a call from {}", Said::MissedCall),
    ("{} missed your call", Said::MissedCall),
    ("{} missed a call from you", Said::MissedCall),
    ("{} started a video chat", Said::VideoCall),
    ("the video chat ended", Said::VideoCall),
    ("you missed a video chat with {}", Said::MissedVideoCall),
    ("{} missed your video chat", Said::MissedVideoCall),
    ("{} missed a video chat with you", Said::MissedVideoCall),
    ("{} unsent a message", Said::Unsent),
    ("you unsent a message", Said::Unsent),
    ("{} removed a message", Said::Unsent),
    ("{} te ha llamado", Said::Call),
    ("{} te llamó", Said::Call),
    ("llamaste a {}", Said::Call),
    ("has llamado a {}", Said::Call),
    ("perdiste una llamada de {}", Said::MissedCall),
    ("has perdido una llamada de {}", Said::MissedCall),
    ("{} anuló el envío de un mensaje", Said::Unsent),
    ("{} ha anulado el envío de un mensaje", Said::Unsent),
    ("{} vous a appelé", Said::Call),
    ("{} vous a appelée", Said::Call),
    ("vous avez appelé {}", Said::Call),
    ("vous avez manqué un appel de {}", Said::MissedCall),
    ("{} a manqué votre appel", Said::MissedCall),
    ("{} a retiré un message", Said::Unsent),
    ("{} a annulé l’envoi d’un message", Said::Unsent),
    ("{} hat dich angerufen", Said::Call),
    ("du hast {} angerufen", Said::Call),
    ("du hast einen anruf von {} verpasst", Said::MissedCall),
    ("{} hat deinen anruf verpasst", Said::MissedCall),
    ("{} hat eine nachricht zurückgenommen", Said::Unsent),
    ("{} hat eine nachricht zurückgezogen", Said::Unsent),
    ("{} ti ha chiamato", Said::Call),
    ("{} ti ha chiamata", Said::Call),
    ("hai chiamato {}", Said::Call),
    ("hai perso una chiamata da {}", Said::MissedCall),
    ("{} ha ritirato un messaggio", Said::Unsent),
    ("{} ha annullato l'invio di un messaggio", Said::Unsent),
    ("{} ligou para você", Said::Call),
    ("você ligou para {}", Said::Call),
    ("você perdeu uma ligação de {}", Said::MissedCall),
    ("{} cancelou o envio de uma mensagem", Said::Unsent),
    ("{} heeft je gebeld", Said::Call),
    ("je hebt {} gebeld", Said::Call),
    ("je hebt een oproep van {} gemist", Said::MissedCall),
    ("{} heeft een bericht ingetrokken", Said::Unsent),
];

/// What `text` says, if it is one of the sentences about `sender` or about whoever is in `names`.
pub(super) fn said(text: &str, sender: &str, title: Option<&str>) -> Option<Said> {
    if text.len() > 400 {
        return None;
    }
    let plain = text.trim().trim_end_matches('.').to_lowercase();
    SENTENCES.iter().find_map(|(sentence, said)| {
        let Some((before, after)) = sentence.split_once("{}") else {
            return (plain == *sentence).then_some(*said);
        };
        let name = plain.strip_prefix(before)?.strip_suffix(after)?;
        [Some(sender), title]
            .into_iter()
            .flatten()
            .any(|known| known.to_lowercase() == name)
            .then_some(*said)
    })
}

/// Words that join the last two names of a list.
const ANDS: &[&str] = &[
    " and ", " y ", " et ", " und ", " e ", " en ", " och ", " og ", " i ", " ve ", " и ", " و",
    " a ", " ac ", " & ",
];

/// The names of a line such as `Participants: Ann, Bob and Cara`, in any language, if one of them is
/// known to take part.
pub(super) fn participants(line: &str, known: impl Fn(&str) -> bool) -> Vec<&str> {
    let Some((_, list)) = line.split_once(':') else {
        return Vec::new();
    };
    let mut names: Vec<&str> = list.split(',').map(str::trim).collect();
    if let Some(last) = names.pop() {
        let split = ANDS
            .iter()
            .find_map(|and| last.rsplit_once(and))
            .filter(|_| !known(last));
        match split {
            Some((one, other)) => names.extend([one.trim(), other.trim()]),
            None => names.push(last),
        }
    }
    names.retain(|name| !name.is_empty());
    if names.iter().any(|name| known(name)) {
        names
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_sentences_with_a_known_name_count() {
        let say = |text| said(text, "Ann Example", Some("Bea Example"));
        assert_eq!(say("Ann Example called you."), Some(Said::Call));
        assert_eq!(
            say("You missed a call from Bea Example."),
            Some(Said::MissedCall)
        );
        assert_eq!(
            say("Ann Example hat eine Nachricht zurückgenommen"),
            Some(Said::Unsent)
        );
        assert_eq!(say("Somebody called you."), None);
        assert_eq!(say("I think Ann Example called you."), None);
    }

    #[test]
    fn a_list_of_names_is_split_where_one_is_known() {
        let known = |name: &str| name == "Ann Example";
        assert_eq!(
            participants("Teilnehmer: Bea, Cara und Ann Example", known),
            ["Bea", "Cara", "Ann Example"]
        );
        assert_eq!(
            participants("Participants: Ann Example", known),
            ["Ann Example"]
        );
        assert!(participants("Generated: Bea, Cara", known).is_empty());
    }
}
