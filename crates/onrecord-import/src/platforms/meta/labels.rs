//! The few labels of lists by which somebody is known, as Meta writes them in the language of the
//! account. Those of eleven languages are facts from a study that takes such exports; the others are
//! general knowledge of how Instagram is translated, not seen in an export. A label that is not here
//! leaves its value among the details.

use super::mojibake::repair;

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// The name by which an account is known.
    Username,
    /// The name that a person shows.
    Name,
    /// What was written.
    Comment,
    /// Whose picture or video it was.
    MediaOwner,
}

const USERNAME: &[&str] = &[
    "username",
    "gebruikersnaam",
    "benutzername",
    "nutzername",
    "nom d’utilisateur",
    "nom d'utilisateur",
    "nombre de usuario",
    "nom d’usuari",
    "nome utente",
    "nome de usuário",
    "nome de utilizador",
    "nume de utilizator",
    "användarnamn",
    "brugernavn",
    "brukernavn",
    "käyttäjänimi",
    "käyttäjätunnus",
    "nazwa użytkownika",
    "uživatelské jméno",
    "používateľské meno",
    "felhasználónév",
    "korisničko ime",
    "корисничко име",
    "uporabniško ime",
    "emri i përdoruesit",
    "όνομα χρήστη",
    "kullanıcı adı",
    "i̇stifadəçi adı",
    "имя пользователя",
    "ім’я користувача",
    "ім'я користувача",
    "потребителско име",
    "اسم المستخدم",
    "نام کاربری",
    "שם משתמש",
    "यूज़रनेम",
    "ইউজারনেম",
    "nama pengguna",
    "tên người dùng",
    "ชื่อผู้ใช้",
    "ユーザーネーム",
    "사용자 이름",
    "用户名",
    "用戶名稱",
    "用戶名",
    "帐号",
    "帳號",
];

const NAME: &[&str] = &[
    "name",
    "naam",
    "nom",
    "nombre",
    "nome",
    "nume",
    "namn",
    "navn",
    "nimi",
    "nazwa",
    "imię i nazwisko",
    "jméno",
    "meno",
    "név",
    "ime",
    "име",
    "emri",
    "όνομα",
    "ad",
    "имя",
    "ім’я",
    "ім'я",
    "الاسم",
    "نام",
    "שם",
    "नाम",
    "নাম",
    "nama",
    "tên",
    "ชื่อ",
    "名前",
    "이름",
    "姓名",
    "名字",
    "名稱",
];

const COMMENT: &[&str] = &[
    "comment",
    "opmerking",
    "reactie",
    "kommentar",
    "commentaire",
    "comentario",
    "comentário",
    "comentari",
    "commento",
    "comentariu",
    "kommentti",
    "komentarz",
    "komentář",
    "komentár",
    "komentar",
    "коментар",
    "hozzászólás",
    "koment",
    "komento",
    "σχόλιο",
    "yorum",
    "комментарий",
    "تعليق",
    "نظر",
    "תגובה",
    "टिप्पणी",
    "কমেন্ট",
    "bình luận",
    "ความคิดเห็น",
    "コメント",
    "댓글",
    "评论",
    "留言",
];

const MEDIA_OWNER: &[&str] = &[
    "media owner",
    "media-eigenaar",
    "medieninhaber",
    "właściciel mediów",
    "medya sahibi",
    "مالك الوسائط",
    "владелец медиафайла",
    "proprietario del contenuto multimediale",
    "proprietarul conținutului media",
    "propietario del contenido multimedia",
    "pronari i medias",
];

/// Whether a label announces this.
pub(super) fn is(label: Label, text: &str) -> bool {
    let known = match label {
        Label::Username => USERNAME,
        Label::Name => NAME,
        Label::Comment => COMMENT,
        Label::MediaOwner => MEDIA_OWNER,
    };
    // Nothing longer stands in the lists.
    if text.len() > 200 {
        return false;
    }
    let text = repair(text).unwrap_or_else(|| text.to_owned());
    let plain = text.trim().to_lowercase();
    known.iter().any(|one| *one == plain)
}

/// Whether a text may be the name of an Instagram account.
pub(super) fn may_be_username(text: &str) -> bool {
    (1..=30).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_as_they_stand_and_as_they_are_encoded_twice() {
        for (label, text) in [
            (Label::Username, "Username"),
            (Label::Username, "Kullanıcı Adı"),
            (Label::Username, "Nazwa użytkownika"),
            (Label::Name, "Имя"),
            (Label::Comment, "Kommentar"),
            (Label::MediaOwner, "مالك الوسائط"),
        ] {
            assert!(is(label, text), "{text}");
            let twice: String = text.bytes().map(char::from).collect();
            assert!(is(label, &twice), "{text}");
        }
        assert!(!is(Label::Name, "Username"));
        assert!(!is(Label::Username, ""));
    }
}
