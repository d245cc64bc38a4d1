//! Where the story's people write to each other.

/// Where something was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// Facebook Messenger.
    Messenger,
    /// Instagram.
    Instagram,
    /// WhatsApp.
    WhatsApp,
    /// Text messages and calls of the phone.
    Phone,
    /// E-mail.
    Mail,
    /// Snapchat.
    Snapchat,
    /// Telegram.
    Telegram,
    /// Discord.
    Discord,
    /// TikTok.
    TikTok,
    /// X, formerly Twitter.
    X,
}

impl Channel {
    /// Whether it addresses people by telephone number.
    pub fn has_numbers(self) -> bool {
        matches!(self, Self::Phone | Self::WhatsApp)
    }

    /// Whether somebody can ring there, and an export shows it.
    pub fn has_calls(self) -> bool {
        matches!(self, Self::Phone | Self::WhatsApp | Self::Telegram)
    }

    /// Whether its export still shows that something was taken back.
    pub fn shows_unsent(self) -> bool {
        !matches!(
            self,
            Self::Phone | Self::Mail | Self::Telegram | Self::Discord | Self::TikTok | Self::X
        )
    }

    /// Whether its export shows that a picture was sent.
    pub fn shows_pictures(self) -> bool {
        !matches!(self, Self::Mail | Self::TikTok | Self::X)
    }
}
