//! What WhatsApp itself writes into a chat, by language: a table and nothing else.
//!
//! A phrase refines what a line is; a line that no phrase matches is kept all the same. Sources:
//! `seen` = in a fixture, a peer's test or a published export; `peer` = in a peer's catalogue of
//! phrases; `known` = general knowledge, to be confirmed by a real export in that language.

/// What a phrase says of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Deleted,
    DeletedByOwner,
    MissedVoice,
    MissedVideo,
    VoiceCall,
    VideoCall,
    Omitted,
    ViewOnce,
    LocationOmitted,
    Waiting,
    Notice,
    Profile,
    Membership,
    Block,
}

/// `(language, source, what, phrases)`. Whole texts, lower case, without marks and final stop.
#[rustfmt::skip] // one language a line is easier to check
pub(super) const WHOLE: &[(&str, &str, What, &[&str])] = &[
    ("en", "seen", What::Deleted, &[
        "this message was deleted", "this message was deleted by admin",
    ]),
    ("en", "seen", What::DeletedByOwner, &[
        "you deleted this message", "you deleted this message as admin",
    ]),
    ("en", "seen", What::MissedVoice, &[
        "missed voice call", "missed group voice call", "silenced voice call", "missed call",
    ]),
    ("en", "seen", What::MissedVideo, &[
        "missed video call", "missed group video call", "silenced video call",
    ]),
    ("en", "seen", What::Omitted, &[
        "<media omitted>", "<video message omitted>", "<video note omitted>", "image omitted",
        "video omitted", "audio omitted", "sticker omitted", "gif omitted", "document omitted",
        "contact card omitted", "video note omitted",
    ]),
    ("en", "known", What::ViewOnce, &[
        "<view once message omitted>", "view once voice message omitted",
        "<view once voice message omitted>",
    ]),
    ("en", "known", What::LocationOmitted, &["live location shared", "live location ended"]),
    ("en", "known", What::Waiting, &[
        "waiting for this message", "waiting for this message. this may take a while",
    ]),
    ("de", "seen", What::Deleted, &["diese nachricht wurde gelöscht"]),
    ("de", "seen", What::DeletedByOwner, &["du hast diese nachricht gelöscht"]),
    ("de", "seen", What::MissedVoice, &[
        "verpasster sprachanruf", "verpasster gruppen-sprachanruf",
    ]),
    ("de", "seen", What::MissedVideo, &["verpasster videoanruf", "verpasster gruppen-videoanruf"]),
    ("de", "seen", What::Omitted, &[
        "<medien ausgeschlossen>", "<medien weggelassen>", "bild weggelassen", "video weggelassen",
        "audio weggelassen", "sticker weggelassen", "gif weggelassen", "dokument weggelassen",
        "kontaktkarte ausgelassen", "kontaktkarte weggelassen", "videonachricht weggelassen",
    ]),
    ("es", "peer", What::Deleted, &["se eliminó este mensaje", "este mensaje fue eliminado"]),
    ("es", "peer", What::DeletedByOwner, &["eliminaste este mensaje"]),
    ("es", "peer", What::MissedVoice, &["llamada perdida", "llamada de voz perdida"]),
    ("es", "peer", What::MissedVideo, &["videollamada perdida"]),
    ("es", "peer", What::Omitted, &[
        "<multimedia omitido>", "<archivo omitido>", "imagen omitida", "video omitido",
        "audio omitido", "sticker omitido", "gif omitido", "documento omitido",
        "tarjeta de contacto omitida",
    ]),
    ("fr", "peer", What::Deleted, &["ce message a été supprimé"]),
    ("fr", "peer", What::DeletedByOwner, &["vous avez supprimé ce message"]),
    ("fr", "peer", What::MissedVoice, &["appel vocal manqué"]),
    ("fr", "peer", What::MissedVideo, &["appel vidéo manqué"]),
    ("fr", "known", What::Omitted, &[
        "<médias omis>", "<fichier omis>", "image absente", "vidéo absente", "audio omis",
        "sticker omis", "gif retiré", "document omis", "fiche contact omise",
    ]),
    ("pt", "peer", What::Deleted, &[
        "essa mensagem foi apagada", "esta mensagem foi apagada", "mensagem apagada",
    ]),
    ("pt", "peer", What::DeletedByOwner, &[
        "você apagou esta mensagem", "apagou esta mensagem", "você apagou essa mensagem",
    ]),
    ("pt", "peer", What::MissedVoice, &["chamada de voz perdida", "ligação de voz perdida"]),
    ("pt", "peer", What::MissedVideo, &["chamada de vídeo perdida", "ligação de vídeo perdida"]),
    ("pt", "known", What::Omitted, &[
        "<mídia oculta>", "<arquivo de mídia oculto>", "<ficheiro não revelado>", "imagem ocultada",
        "imagem omitida", "vídeo omitido", "vídeo ocultado", "áudio ocultado", "áudio omitido",
        "figurinha omitida", "gif omitido", "documento omitido", "cartão do contato omitido",
    ]),
    ("it", "peer", What::Deleted, &["questo messaggio è stato eliminato"]),
    ("it", "peer", What::DeletedByOwner, &["hai eliminato questo messaggio"]),
    ("it", "peer", What::MissedVoice, &["chiamata vocale persa"]),
    ("it", "peer", What::MissedVideo, &["videochiamata persa"]),
    ("it", "known", What::Omitted, &[
        "<media omessi>", "<media omesso>", "immagine omessa", "video omesso", "audio omesso",
        "sticker omesso", "sticker non incluso", "gif esclusa", "documento omesso",
    ]),
    ("nl", "peer", What::Deleted, &["dit bericht is verwijderd", "dit bericht werd verwijderd"]),
    ("nl", "peer", What::DeletedByOwner, &[
        "u hebt dit bericht verwijderd", "je hebt dit bericht verwijderd",
    ]),
    ("nl", "known", What::MissedVoice, &["gemiste spraakoproep"]),
    ("nl", "known", What::MissedVideo, &["gemiste video-oproep"]),
    ("nl", "known", What::Omitted, &[
        "<media weggelaten>", "afbeelding weggelaten", "video weggelaten", "audio weggelaten",
        "sticker weggelaten", "gif weggelaten", "document weggelaten",
    ]),
    ("ru", "peer", What::Deleted, &[
        "это сообщение было удалено", "данное сообщение удалено", "сообщение удалено",
    ]),
    ("ru", "peer", What::DeletedByOwner, &[
        "вы удалили это сообщение", "вы удалили данное сообщение",
    ]),
    ("ru", "peer", What::MissedVoice, &["пропущенный аудиозвонок"]),
    ("ru", "peer", What::MissedVideo, &["пропущенный видеозвонок"]),
    ("ru", "known", What::Omitted, &[
        "<без медиафайлов>", "<медиафайл пропущен>", "изображение отсутствует", "видео отсутствует",
        "аудиофайл отсутствует", "документ отсутствует",
    ]),
    ("tr", "peer", What::Deleted, &["bu mesaj silindi"]),
    ("tr", "peer", What::DeletedByOwner, &["bu mesajı sildiniz", "bu mesajı silmişsiniz"]),
    ("tr", "peer", What::MissedVoice, &["cevapsız sesli arama"]),
    ("tr", "peer", What::MissedVideo, &["cevapsız görüntülü arama"]),
    ("tr", "known", What::Omitted, &[
        "<medya dahil edilmedi>", "görüntü dahil edilmedi", "video dahil edilmedi",
        "ses dahil edilmedi", "çıkartma dahil edilmedi", "belge dahil edilmedi",
    ]),
    ("pl", "known", What::Deleted, &[
        "ta wiadomość została usunięta", "wiadomość została usunięta",
    ]),
    ("pl", "known", What::DeletedByOwner, &[
        "usunąłeś tę wiadomość", "ta wiadomość została usunięta przez ciebie",
    ]),
    ("pl", "known", What::MissedVoice, &["nieodebrane połączenie głosowe"]),
    ("pl", "known", What::MissedVideo, &["nieodebrane połączenie wideo"]),
    ("pl", "known", What::Omitted, &[
        "<pominięto multimedia>", "<multimedia pominięto>", "obraz pominięto", "film pominięto",
    ]),
    ("ro", "known", What::Deleted, &["acest mesaj a fost șters"]),
    ("ro", "known", What::DeletedByOwner, &["ați șters acest mesaj", "ai șters acest mesaj"]),
    ("ro", "known", What::Omitted, &["<fișiere media omise>", "<media omisă>"]),
    ("sv", "known", What::Deleted, &["det här meddelandet har raderats"]),
    ("sv", "known", What::DeletedByOwner, &["du raderade det här meddelandet"]),
    ("sv", "known", What::Omitted, &["<media har utelämnats>", "<media utelämnad>"]),
    ("da", "known", What::Omitted, &["<mediefil udeladt>", "<medier udeladt>"]),
    ("nb", "known", What::Omitted, &["<media utelatt>", "<uten vedlegg>"]),
    ("fi", "known", What::Deleted, &["tämä viesti poistettiin"]),
    ("fi", "known", What::Omitted, &["<media jätettiin pois>", "<media poistettu>"]),
    ("cs", "known", What::Omitted, &["<média vynechána>"]),
    ("hu", "known", What::Omitted, &["<média elhagyva>", "<hiányzó médiafájl>"]),
    ("id", "known", What::Deleted, &["pesan ini dihapus", "pesan ini telah dihapus"]),
    ("id", "known", What::DeletedByOwner, &["anda menghapus pesan ini"]),
    ("id", "known", What::MissedVoice, &["panggilan suara tak terjawab"]),
    ("id", "known", What::MissedVideo, &["panggilan video tak terjawab"]),
    ("id", "known", What::Omitted, &[
        "<media tidak disertakan>", "gambar tidak disertakan", "video tidak disertakan",
        "audio tidak disertakan", "stiker tidak disertakan",
    ]),
    ("ms", "known", What::Omitted, &["<media disingkirkan>"]),
    ("el", "known", What::Omitted, &["<παράλειψη μέσων>", "<τα πολυμέσα παραλήφθηκαν>"]),
    ("he", "known", What::Deleted, &["הודעה זו נמחקה"]),
    ("he", "known", What::DeletedByOwner, &["מחקת הודעה זו"]),
    ("he", "known", What::Omitted, &["<המדיה לא נכללה>", "<מדיה הושמטה>", "התמונה הושמטה"]),
    ("ar", "peer", What::Deleted, &["تم حذف هذه الرسالة"]),
    ("ar", "known", What::DeletedByOwner, &["لقد حذفت هذه الرسالة", "حذفت هذه الرسالة"]),
    ("ar", "peer", What::MissedVoice, &["مكالمة صوتية فائتة"]),
    ("ar", "peer", What::MissedVideo, &["مكالمة فيديو فائتة"]),
    ("ar", "known", What::Omitted, &[
        "<تم استبعاد الوسائط>", "<الوسائط غير مضمنة>", "تم استبعاد الصورة",
    ]),
    ("fa", "known", What::Deleted, &["این پیام حذف شد", "این پیام حذف شده است"]),
    ("fa", "known", What::Omitted, &["<رسانه حذف شد>", "<پیوست نما/نما حذف شد>"]),
    ("hi", "known", What::Deleted, &["यह मैसेज मिटा दिया गया", "यह संदेश हटा दिया गया था"]),
    ("hi", "known", What::Omitted, &["<मीडिया शामिल नहीं है>", "<मीडिया के बिना>"]),
    ("ja", "peer", What::Deleted, &["このメッセージは削除されました"]),
    ("ja", "peer", What::DeletedByOwner, &["メッセージを削除しました", "このメッセージを削除しました"]),
    ("ja", "peer", What::MissedVoice, &["不在着信", "音声通話の不在着信"]),
    ("ja", "peer", What::MissedVideo, &["ビデオ通話の不在着信", "ビデオ通話不在着信"]),
    ("ja", "known", What::Omitted, &["<メディアは含まれていません>", "<メディア省略>", "画像が省略されました"]),
    ("ko", "peer", What::Deleted, &["삭제된 메시지입니다"]),
    ("ko", "peer", What::DeletedByOwner, &["메시지를 삭제했습니다", "이 메시지를 삭제했습니다"]),
    ("ko", "peer", What::MissedVoice, &["부재중 음성통화", "부재중 음성 통화"]),
    ("ko", "peer", What::MissedVideo, &["부재중 영상통화", "부재중 영상 통화"]),
    ("ko", "known", What::Omitted, &["<미디어 파일 제외됨>", "<미디어 파일을 생략한 내용입니다>"]),
    ("zh", "peer", What::Deleted, &["此訊息已刪除", "此消息已删除", "此消息已被删除"]),
    ("zh", "peer", What::DeletedByOwner, &["你已刪除這則訊息", "您已删除这条消息"]),
    ("zh", "peer", What::MissedVoice, &["未接語音通話", "未接语音通话"]),
    ("zh", "peer", What::MissedVideo, &["未接視訊通話", "未接视频通话"]),
    ("zh", "known", What::Omitted, &["<媒体文件已忽略>", "<省略多媒體檔>", "<省略媒体文件>", "忽略圖片", "已省略图像"]),
    ("af", "peer", What::Omitted, &[
        "<media weggelaat>",
    ]),
    ("az", "peer", What::Omitted, &[
        "<media buraxıldı>", "<media çıxarılmışdır>",
    ]),
    ("bg", "peer", What::Omitted, &[
        "<без файл>",
    ]),
    ("bn", "peer", What::Omitted, &[
        "<মিডিয়া বাদ দেওয়া হয়েছে>", "<মিডিয়া বাদ দেওয়া হয়েছে>",
    ]),
    ("ca", "peer", What::Omitted, &[
        "<fitxers multimèdia omesos>", "<mitjans omesos>",
    ]),
    ("cs", "peer", What::Omitted, &[
        "<média vynechány>",
    ]),
    ("el", "peer", What::Omitted, &[
        "<αρχείο παραλήφθηκε>", "<εξαίρεση πολυμέσων>",
    ]),
    ("et", "peer", What::Omitted, &[
        "<meedia välja jäetud>", "<meedia ära jäetud>",
    ]),
    ("fa", "peer", What::Omitted, &[
        "<پيوست نما/آهنگ حذف شد>",
    ]),
    ("fi", "peer", What::Omitted, &[
        "<media jätetty pois>",
    ]),
    ("gu", "peer", What::Omitted, &[
        "<મિડિયા છોડી મૂકાયું>", "<મીડિયા અવગણવામાં આવ્યા>",
    ]),
    ("hr", "peer", What::Omitted, &[
        "<medijski zapis izostavljen>",
    ]),
    ("ja", "peer", What::Omitted, &[
        "<メディアなし>",
    ]),
    ("kk", "peer", What::Omitted, &[
        "<файлдар қосылмаған>", "<файл қосылған жоқ>",
    ]),
    ("kn", "peer", What::Omitted, &[
        "<ಮಾಧ್ಯಮ ಕೈಬಿಡಲಾಗಿದೆ>",
    ]),
    ("ko", "peer", What::Omitted, &[
        "<미디어 파일을 생략한 대화내용>",
    ]),
    ("lo", "peer", What::Omitted, &[
        "<ບໍ່ລວມມີເດຍ>",
    ]),
    ("lt", "peer", What::Omitted, &[
        "<medija praleista>", "<praleistas medijos turinys>",
    ]),
    ("lv", "peer", What::Omitted, &[
        "<nav iekļauta multivide>", "<bez multivides>",
    ]),
    ("mk", "peer", What::Omitted, &[
        "<без фајлови>", "<без фајл>",
    ]),
    ("ml", "peer", What::Omitted, &[
        "<മീഡിയ ഒഴിവാക്കി>",
    ]),
    ("mr", "peer", What::Omitted, &[
        "<मीडिया वगळण्यात आला>", "<मीडिया वगळले>",
    ]),
    ("ms", "peer", What::Omitted, &[
        "<media dikecualikan>",
    ]),
    ("pa", "peer", What::Omitted, &[
        "<ਮੀਡੀਆ ਛੱਡਿਆ>", "<ਮੀਡੀਆ ਛਡਿਆ ਗਿਆ>",
    ]),
    ("pl", "peer", What::Omitted, &[
        "<pliki pominięto>", "obraz pominięty",
    ]),
    ("pt", "peer", What::Omitted, &[
        "<mídia omitida>",
    ]),
    ("ro", "peer", What::Omitted, &[
        "<conținut media omis>",
    ]),
    ("ru", "peer", What::Omitted, &[
        "<файл пропущен>",
    ]),
    ("sk", "peer", What::Omitted, &[
        "<médiá vynechané>",
    ]),
    ("sl", "peer", What::Omitted, &[
        "<datoteke izpuščene>", "<medij izpuščen>",
    ]),
    ("sq", "peer", What::Omitted, &[
        "<media u hoq>", "<media hequr>",
    ]),
    ("sr", "peer", What::Omitted, &[
        "<медији су изостављени>",
    ]),
    ("sv", "peer", What::Omitted, &[
        "<media utelämnat>",
    ]),
    ("sw", "peer", What::Omitted, &[
        "<media hazijajumuishwa>", "<media imerukwa>",
    ]),
    ("ta", "peer", What::Omitted, &[
        "<கோப்புகள் விடப்பட்டன>", "<ஊடகங்கள் நீக்கப்பட்டது>",
    ]),
    ("te", "peer", What::Omitted, &[
        "<మీడియా విస్మరించబడింది>", "<మాధ్యమం విస్మరించబడింది>",
    ]),
    ("th", "peer", What::Omitted, &[
        "<ไฟล์สื่อถูกลบ>", "<สื่อถูกลบ>",
    ]),
    ("tl", "peer", What::Omitted, &[
        "<walang kalakip na media>",
    ]),
    ("tr", "peer", What::Omitted, &[
        "<medya atlanmış>",
    ]),
    ("uk", "peer", What::Omitted, &[
        "<медіа пропущено>",
    ]),
    ("ur", "peer", What::Omitted, &[
        "<میڈیا چھوڑ دیا گیا>", "<میڈیا ہٹا دیا گیا>",
    ]),
    ("uz", "peer", What::Omitted, &[
        "<fayl o‘tkazib yuborildi>",
    ]),
    ("vi", "peer", What::Omitted, &[
        "<bỏ qua tệp phương tiện>", "<bỏ qua media>",
    ]),
    ("zh", "peer", What::Omitted, &[
        "<忽略多媒體檔>", "<省略多媒体文件>",
    ]),
];

/// As [`WHOLE`]: texts that go on after the phrase (a duration, `tap to call back`).
#[rustfmt::skip] // one language a line is easier to check
pub(super) const START: &[(&str, &str, What, &[&str])] = &[
    ("en", "known", What::MissedVoice, &["voice call, no answer"]),
    ("en", "known", What::MissedVideo, &["video call, no answer"]),
    ("en", "seen", What::VideoCall, &["video call, ", "group video call, "]),
    ("en", "seen", What::VoiceCall, &["voice call, ", "group voice call, "]),
    ("en", "seen", What::MissedVoice, &["missed voice call, ", "silenced voice call, "]),
    ("en", "seen", What::MissedVideo, &["missed video call, ", "silenced video call, "]),
    ("en", "seen", What::Waiting, &["waiting for this message"]),
    ("de", "known", What::VideoCall, &["videoanruf, "]),
    ("de", "known", What::VoiceCall, &["sprachanruf, "]),
    ("de", "known", What::MissedVoice, &["verpasster sprachanruf, ", "verpasster sprachanruf um "]),
    ("de", "known", What::MissedVideo, &["verpasster videoanruf, ", "verpasster videoanruf um "]),
    ("es", "known", What::VideoCall, &["videollamada, "]),
    ("es", "known", What::VoiceCall, &["llamada de voz, "]),
    ("fr", "known", What::VideoCall, &["appel vidéo, "]),
    ("fr", "known", What::VoiceCall, &["appel vocal, "]),
    ("pt", "known", What::VideoCall, &["chamada de vídeo, ", "ligação de vídeo, "]),
    ("pt", "known", What::VoiceCall, &["chamada de voz, ", "ligação de voz, "]),
    ("it", "known", What::VideoCall, &["videochiamata, "]),
    ("it", "known", What::VoiceCall, &["chiamata vocale, "]),
    ("nl", "known", What::VideoCall, &["video-oproep, "]),
    ("nl", "known", What::VoiceCall, &["spraakoproep, "]),
];

/// As [`WHOLE`]: parts of lines that the platform speaks. Tried in this order.
#[rustfmt::skip] // one language a line is easier to check
pub(super) const WITHIN: &[(&str, &str, What, &[&str])] = &[
    ("en", "seen", What::Notice, &[
        "end-to-end encrypted", "now secured with end-to-end encryption", "disappearing messages",
        "message timer", "tap to learn more about",
    ]),
    ("en", "seen", What::MissedVideo, &["missed video call", "missed group video call"]),
    ("en", "seen", What::MissedVoice, &["missed voice call", "missed group voice call"]),
    ("en", "seen", What::Block, &[
        "you blocked this contact", "you unblocked this contact", "you blocked this business",
        "you unblocked this business", "you blocked ", "you unblocked ",
    ]),
    ("en", "seen", What::Profile, &[
        "security code", "changed their phone number", "changed to a new number", " changed to +",
        "changed the subject", "changed the group name", "changed this group's icon",
        "changed the group icon", "deleted this group's icon", "changed the group description",
        "deleted the group description", "changed the group's settings",
        "changed this group's settings",
    ]),
    ("en", "seen", What::Membership, &[
        "created group", "created this group", "created the group", "created community", " added ",
        "you were added", " removed ", "was removed", " left", "joined using",
        "joined from the community", "you're now an admin", "is now an admin", "no longer an admin",
        "was added", "requested to join",
    ]),
    ("de", "peer", What::Notice, &["ende-zu-ende-verschl", "selbstlöschende nachrichten"]),
    ("de", "known", What::Block, &[
        "du hast diesen kontakt blockiert", "du hast diesen kontakt freigegeben",
        "blockierung aufgehoben",
    ]),
    ("de", "peer", What::Profile, &[
        "sicherheitsnummer", "sicherheitscode", "telefonnummer", "den betreff", "gruppennamen",
        "das gruppenbild", "gruppenbeschreibung",
    ]),
    ("de", "peer", What::Membership, &[
        "hat die gruppe", "du hast die gruppe", "hinzugefügt", "entfernt", "beigetreten",
        "ist jetzt admin", "bist jetzt admin",
    ]),
    ("es", "peer", What::Notice, &["de extremo a extremo", "mensajes temporales"]),
    ("es", "known", What::Block, &[
        "bloqueaste a este contacto", "desbloqueaste a este contacto", "bloqueaste este contacto",
    ]),
    ("es", "peer", What::Profile, &[
        "código de seguridad", "número de teléfono", "cambió el asunto", "nombre del grupo",
        "cambió el ícono", "cambió el icono", "descripción del grupo", "imagen de este grupo",
    ]),
    ("es", "peer", What::Membership, &[
        "creó el grupo", "creaste el grupo", "añadió a", "te añadió", "eliminó a", "te eliminó",
        "salió del grupo", "se unió",
    ]),
    ("fr", "peer", What::Notice, &["de bout en bout", "messages éphémères"]),
    ("fr", "known", What::Block, &["vous avez bloqué", "vous avez débloqué"]),
    ("fr", "peer", What::Profile, &[
        "code de sécurité", "changé de numéro", "a changé le sujet", "nom du groupe",
        "l'icône de ce groupe", "description du groupe",
    ]),
    ("fr", "peer", What::Membership, &[
        "a créé le groupe", "avez créé le groupe", "a ajouté", "a retiré", "a exclu", "a quitté",
        "a rejoint",
    ]),
    ("pt", "peer", What::Notice, &["de ponta a ponta", "mensagens temporárias"]),
    ("pt", "known", What::Block, &[
        "você bloqueou este contato", "você desbloqueou este contato", "bloqueou este contacto",
    ]),
    ("pt", "peer", What::Profile, &[
        "código de segurança", "mudou de número", "mudou o assunto", "nome do grupo",
        "imagem do grupo", "descrição do grupo",
    ]),
    ("pt", "peer", What::Membership, &[
        "criou o grupo", "adicionou", "removeu", "saiu", "entrou usando",
    ]),
    ("it", "peer", What::Notice, &["end-to-end", "messaggi effimeri"]),
    ("it", "known", What::Block, &[
        "hai bloccato questo contatto", "hai sbloccato questo contatto",
    ]),
    ("it", "peer", What::Profile, &[
        "codice di sicurezza", "ha cambiato l'oggetto", "nome del gruppo", "l'icona del gruppo",
    ]),
    ("it", "peer", What::Membership, &[
        "ha creato il gruppo", "hai creato il gruppo", "ha aggiunto", "ha rimosso", "è uscito",
        "è uscita",
    ]),
    ("nl", "peer", What::Notice, &["end-to-end versleuteld"]),
    ("nl", "peer", What::Membership, &["de groep", "toegevoegd"]),
    ("nl", "known", What::Profile, &["beveiligingscode"]),
    ("nl", "known", What::Block, &[
        "je hebt dit contact geblokkeerd", "je hebt dit contact gedeblokkeerd",
    ]),
    ("ru", "peer", What::Notice, &["сквозным шифрованием", "исчезающие сообщения"]),
    ("ru", "known", What::Block, &["вы заблокировали", "вы разблокировали"]),
    ("ru", "peer", What::Profile, &[
        "код безопасности", "изменил тему", "изменила тему", "название группы",
    ]),
    ("ru", "peer", What::Membership, &[
        "создал группу", "создала группу", "создали группу", "добавил", "удалил", "покинул",
    ]),
    ("tr", "peer", What::Notice, &["uçtan uca şifre"]),
    ("tr", "known", What::Block, &["bu kişiyi engellediniz", "engelini kaldırdınız"]),
    ("tr", "known", What::Profile, &[
        "güvenlik kodu", "grup adını", "grup simgesini", "grup açıklamasını",
    ]),
    ("tr", "peer", What::Membership, &[
        "grubunu oluşturdu", "gruba ekledi", "grubuna ekledi", "gruptan ayrıldı", "eklendiniz",
    ]),
    ("ar", "peer", What::Notice, &["مشفرة تماما", "التشفير التام"]),
    ("ar", "peer", What::Membership, &["أنشأ المجموعة", "بإضافة", "غادر"]),
    ("ja", "peer", What::Notice, &["エンドツーエンド", "消えるメッセージ"]),
    ("ja", "peer", What::Profile, &["セキュリティコード", "電話番号を変更", "グループ名を", "グループのアイコン", "グループの説明"]),
    ("ja", "peer", What::Membership, &["を作成しました", "を追加しました", "を削除しました", "退出しました", "参加しました"]),
    ("ko", "peer", What::Notice, &["종단간 암호화", "사라지는 메시지"]),
    ("ko", "peer", What::Profile, &["번호를 변경", "그룹 이름을", "보안 코드"]),
    ("ko", "peer", What::Membership, &["그룹을 만들었습니다", "추가했습니다", "내보냈습니다", "나갔습니다"]),
    ("zh", "peer", What::Notice, &["端對端加密", "端到端加密", "限時訊息", "阅后即焚"]),
    ("zh", "peer", What::Profile, &["更改了群組名稱", "更改了群名", "更換了群組圖示", "安全碼", "安全代码"]),
    ("zh", "peer", What::Membership, &["建立了群組", "创建了群组", "新增了", "移除了", "退出了", "加入"]),
];

/// `(language, source, phrase)`: what stands in angle brackets behind an edited text.
pub(super) const EDITED: &[(&str, &str, &str)] = &[
    ("en", "seen", "this message was edited"),
    ("de", "seen", "diese nachricht wurde bearbeitet"),
    ("es", "known", "se editó este mensaje"),
    ("fr", "known", "ce message a été modifié"),
    ("pt", "known", "mensagem editada"),
    ("pt", "known", "essa mensagem foi editada"),
    ("it", "known", "questo messaggio è stato modificato"),
    ("nl", "known", "dit bericht is bewerkt"),
    ("tr", "known", "bu mesaj düzenlendi"),
    ("ru", "known", "это сообщение было изменено"),
    ("pl", "known", "ta wiadomość została edytowana"),
    ("id", "known", "pesan ini diedit"),
    ("pl", "peer", "ta wiadomość była edytowana"),
    ("pl", "peer", "ta wiadomość została zmieniona"),
    ("pt", "peer", "esta mensagem foi editada"),
    ("es", "peer", "este mensaje fue editado"),
    ("ru", "peer", "это сообщение изменено"),
    ("he", "peer", "ההודעה נערכה"),
];

/// `(language, source, word)`: what stands beside an attachment's name.
pub(super) const ATTACHED: &[(&str, &str, &str)] = &[
    ("en", "seen", "attached"),
    ("en", "seen", "file attached"),
    ("de", "seen", "datei angehängt"),
    ("de", "known", "anhang"),
    ("es", "known", "adjunto"),
    ("es", "known", "archivo adjunto"),
    ("fr", "known", "pièce jointe"),
    ("fr", "known", "fichier joint"),
    ("pt", "known", "anexado"),
    ("pt", "known", "arquivo anexado"),
    ("pt", "known", "ficheiro anexado"),
    ("it", "known", "allegato"),
    ("it", "known", "file allegato"),
    ("nl", "known", "bijgevoegd"),
    ("nl", "known", "bestand bijgevoegd"),
    ("ru", "known", "файл добавлен"),
    ("ru", "known", "прикреплено"),
    ("tr", "known", "dosya ekli"),
    ("pl", "peer", "plik załączony"),
    ("pl", "peer", "załączony plik"),
    ("pl", "peer", "załączony"),
    ("id", "known", "file terlampir"),
    ("ar", "known", "الملف مرفق"),
    ("ar", "known", "مرفق"),
    ("he", "known", "הקובץ מצורף"),
    ("zh", "known", "文件附件"),
    ("zh", "known", "附件"),
    ("ja", "known", "添付ファイル"),
    ("ko", "known", "파일 첨부됨"),
    ("sv", "known", "bifogad fil"),
    ("ro", "known", "fișier atașat"),
];

/// `(language, source, beginning)`: how an Android chat's file name begins before the other's
/// name; then how an iOS archive's does.
pub(super) const TITLES: &[(&str, &str, &str)] = &[
    ("en", "seen", "WhatsApp Chat with "),
    ("en", "seen", "WhatsApp Chat - "),
    ("de", "known", "WhatsApp Chat mit "),
    ("de", "known", "WhatsApp-Chat mit "),
    ("es", "known", "Chat de WhatsApp con "),
    ("fr", "known", "Discussion WhatsApp avec "),
    ("it", "known", "Chat WhatsApp con "),
    ("pt", "peer", "Conversa do WhatsApp com "),
    ("pt", "peer", "Conversa no WhatsApp com "),
    ("he", "peer", "צ'אט WhatsApp עם "),
    ("he", "peer", "צ׳אט WhatsApp עם "),
    ("nl", "known", "WhatsApp-chat met "),
    ("nl", "known", "WhatsApp Chat met "),
    ("id", "known", "Chat WhatsApp dengan "),
    ("ru", "known", "Чат WhatsApp с контактом "),
    ("ru", "known", "Чат WhatsApp с "),
    ("pl", "known", "Czat WhatsApp z "),
    ("sv", "known", "WhatsApp-chatt med "),
    ("tr", "known", "WhatsApp Sohbeti - "),
    ("fi", "known", "WhatsApp-keskustelu, "),
];
