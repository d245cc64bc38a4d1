//! What iPhones write in the place of pictures, videos, recordings, stickers, cards and documents that
//! an export leaves out, in languages whose words people write too: a table and nothing else. It is
//! believed only behind the mark that WhatsApp puts before its own words, or in angle brackets.
//!
//! Source: a peer's catalogue of the app's own strings.

/// `(language, phrases)`. Whole texts, lower case, without marks and final stop.
#[rustfmt::skip] // one language a line is easier to check
pub(super) const LEFT_OUT: &[(&str, &[&str])] = &[
    ("ar", &[
        "لم يتم إدراج الصورة", "لم يتم إدراج الفيديوهات", "لم يتم إدراج المقاطع الصوتية",
        "تم حذف الملصقات", "لم يتم إدراج صورة gif", "لم يتم إدراج بطاقة جهة اتصال",
        "لم يتم إدراج المستند",
    ]),
    ("bn", &[
        "ইমেজ বাদ দেওয়া হয়েছে", "ভিডিও বাদ দেওয়া হয়েছে", "অডিও বাদ দেওয়া হয়েছে",
        "স্টিকার বাদ দেওয়া হয়েছে", "জিআইএফ বাদ দেওয়া হয়েছে",
        "পরিচিতির কার্ড বাদ দেওয়া হয়েছে", "ডকুমেন্ট বাদ দেওয়া হয়েছে",
    ]),
    ("ca", &[
        "imatge omesa", "vídeo omès", "àudio omès", "adhesiu omès", "gif omès",
        "targeta de contacte omesa", "document omès",
    ]),
    ("cs", &[
        "obrázek vynechán", "video vynecháno", "zvukový soubor vynechán", "nálepka vynechána",
        "gif vynechán", "vizitka vynechána", "dokument vynechán",
    ]),
    ("da", &[
        "billede udeladt", "video udeladt", "lyd udeladt", "klistermærke udeladt", "gif udeladt",
        "kontaktkort udeladt", "dokument udeladt",
    ]),
    ("el", &[
        "εικόνα παραλείφθηκε", "βίντεο παραλείφθηκε", "ήχος παραλείφθηκε",
        "αυτοκόλλητο παραλήφθηκε", "παράληψη gif", "η κάρτα επαφής παραλήφθηκε",
        "έγγραφο παραλείφθηκε",
    ]),
    ("fa", &[
        "تصویر حذف شد", "ویدیو حذف شد", "صدا حذف شد", "استیکر حذف شد", "gif حذف شد",
        "برگ مخاطب حذف شد", "سند حذف شد",
    ]),
    ("fi", &[
        "ei kuvaa", "videota ei sisällytetä", "äänitiedostoa ei sisällytetä",
        "tarraa ei sisällytetty", "gif-animaatio jätetty pois", "yhteystietokortti jätettiin pois",
        "dokumenttia ei sisällytetä",
    ]),
    ("fr", &[
        "fiche contact manquante", "document manquant",
    ]),
    ("ga", &[
        "íomhá ligthe ar lár", "físeán ligthe ar lár", "comhad fuaime ar lár",
        "fágadh an greamán ar lár", "gif ligthe ar lár", "cárta teagmhála ar lár",
        "cáipéis ligthe ar lár",
    ]),
    ("gu", &[
        "છબી પડતી મૂકાઈ", "વિડિયો પડતી મુકાઈ", "ઓડિયો ફાઇલ શામેલ કરી નથી", "સ્ટીકર પડતું મુકાયું",
        "gif પડતી મૂકાઈ", "સંપર્કનું કાર્ડ પડતું મૂકાયું", "ડોક્યુમેન્ટ સામેલ કર્યું નહિ",
    ]),
    ("he", &[
        "סרטון הווידאו הושמט", "קטע קול הושמט", "סטיקר הושמט", "gif הושמט", "כרטיס איש קשר הושמט",
        "מסמך הושמט",
    ]),
    ("hi", &[
        "फ़ोटो हटाई गई", "वीडियो छोड़ा गया", "ऑडियो हटाई गयी", "स्टिकर छोड़ा गया", "gif छोड़ा गया",
        "कॉन्टैक्ट कार्ड छोड़ा गया", "डॉक्यूमेंट छोड़ा गया",
    ]),
    ("hr", &[
        "slika izostavljena", "video izostavljen", "zvuk izostavljen", "naljepnica izostavljena",
        "gif izostavljen", "posjetnica izostavljena", "dokument izostavljen",
    ]),
    ("hu", &[
        "kép küldése sikertelen", "videó kihagyva", "hang kihagyása", "matrica kihagyva",
        "gif fájl kihagyása", "névjegykártya kihagyva", "dokumentum kihagyva",
    ]),
    ("id", &[
        "gif tidak disertakan", "kartu kontak tidak disertakan", "dokumen tidak disertakan",
    ]),
    ("it", &[
        "scheda contatto omessa",
    ]),
    ("ja", &[
        "画像は含まれていません", "ビデオは含まれていません", "音声は含まれていません", "スタンプは含まれていません", "gifは含まれていません", "連絡先カードを省略",
        "ドキュメントは含まれていません",
    ]),
    ("ko", &[
        "이미지 생략됨", "비디오 생략됨", "오디오 생략됨", "스티커 제외됨", "gif 생략됨", "연락처 카드 생략됨", "문서 생략됨",
    ]),
    ("mr", &[
        "इमेज वगळली", "व्हिडीओ वगळला", "ऑडिओ वगळला", "स्टिकर वगळले", "gif वगळले",
        "संपर्क कार्ड वगळले", "डॉक्युमेंट वगळले",
    ]),
    ("ms", &[
        "imej tidak dimasukkan", "video tidak dimasukkan", "audio tidak dimasukkan",
        "pelekat tidak disertakan", "gif tidak dimasukkan", "kad kenalan tidak dimasukkan",
        "dokumen tidak dimasukkan",
    ]),
    ("nb", &[
        "bilde ikke inkludert", "video utelatt", "lyd utelatt", "klistremerke utelatt",
        "gif utelatt", "kontaktkort sløyfet", "utelatt dokument",
    ]),
    ("nl", &[
        "visitekaartje weggelaten",
    ]),
    ("pl", &[
        "wideo pominięte", "audio pominięte", "pominięto naklejkę", "plik gif pominięty",
        "pominięta wizytówka kontaktu", "dokument pominięty",
    ]),
    ("pt", &[
        "imagem não revelada", "vídeo não revelado", "ficheiro de áudio não revelado",
        "sticker não revelado", "gif não revelada", "contacto não revelado",
        "documento não revelado",
    ]),
    ("ro", &[
        "imagine omisă", "clip video omis", "fără audio", "gif omis",
        "carte de vizită contact omisă",
    ]),
    ("ru", &[
        "стикер не добавлен", "gif отсутствует", "карточка контакта отсутствует",
    ]),
    ("sk", &[
        "obrázok vynechaný", "video vynechané", "zvuk vynechaný", "nálepka vynechaná",
        "gif vynechaný", "karta kontaktu vynechaná", "dokument vynechaný",
    ]),
    ("sv", &[
        "bild utesluten", "video utesluten", "ljud utelslutet", "sticker utesluten",
        "gif utesluten", "kontaktkort uteslutet", "dokument uteslutet",
    ]),
    ("th", &[
        "ไม่มีรูปภาพ", "วิดีโอถูกลบ", "ไม่มีไฟล์เสียง", "ไม่มีสติกเกอร์", "ละเว้น gif",
        "บัตรรายชื่อที่ละเว้น", "ละเว้นเอกสาร",
    ]),
    ("tr", &[
        "gif dahil edilmedi", "kişi kartı dahil edilmedi",
    ]),
    ("uk", &[
        "зображення відсутнє", "відео відсутнє", "аудіо відсутнє", "наклейку не додано",
        "gif-анімацію пропущено", "картка контакту відсутня", "документ пропущено",
    ]),
    ("ur", &[
        "تصویر نکال دی گئی ہے", "ویڈیو نظرانداز", "آڈیو نظرانداز", "اسٹیکر نظرانداز",
        "رابطہ کارڈ نظر انداز", "دستاویز نظرانداز",
    ]),
    ("vi", &[
        "đã bỏ qua hình ảnh", "đã bỏ video", "bỏ qua tệp âm thanh", "đã bỏ sticker",
        "đã bỏ qua ảnh gif", "bỏ qua thẻ liên lạc", "đã bỏ qua tài liệu",
    ]),
    ("zh", &[
        "圖片已略去", "圖像已省略", "照片已忽略", "影片已略去", "影片已省略", "视频已忽略", "音訊已略去", "音訊已省略", "音频已忽略", "貼圖已略去",
        "貼圖已忽略", "贴图已省略", "gif 已略去", "gif 圖片已被省略", "gif 动态图已被忽略", "聯絡人卡片已略去", "聯絡人卡片已省略",
        "联系人卡片已忽略", "文件已略去", "文件已忽略", "文档已省略",
    ]),
];
