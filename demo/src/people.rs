//! Who is in the demonstration besides the person doing this: friends and others in the owner's life, and accounts
//! that wrote to her once and have nothing to do with it.

use crate::channel::Channel;
use crate::prose::small_talk;
use crate::random::Random;
use crate::story::{Actor, DAY, Deed, Item, Size, Story};
use crate::words::persona;

/// Friends and family, what the owner says of each, and what they could tell.
pub(crate) const FRIEND_NAMES: [(&str, &str, &str); 6] = [
    (
        "Juniper Hollow",
        "friend from the choir",
        "was written to by at least four of the accounts and kept the messages",
    ),
    (
        "Sorrel Tarn",
        "friend",
        "was written to after Juniper each time, with the same first line",
    ),
    (
        "Rowan Pikelet",
        "colleague at the library",
        "answered a call at the library from somebody who asked for the rota",
    ),
    (
        "Lark Fairweather",
        "my sister",
        "was sent a profile that used my name and picture",
    ),
    (
        "Alder Quillon",
        "my manager",
        "received an e-mail about me signed with my name",
    ),
    (
        "Tansy Marsh",
        "neighbour",
        "can say that I stopped going out alone in the evening",
    ),
];

impl Story {
    /// Friends whom the owner names, and people of her life whom she does not.
    pub(crate) fn add_friends(&mut self, begins: i64, size: Size) {
        let channels = [
            Channel::WhatsApp,
            Channel::Messenger,
            Channel::Phone,
            Channel::WhatsApp,
            Channel::WhatsApp,
            Channel::Telegram,
        ];
        for (n, (name, _, _)) in FRIEND_NAMES.iter().enumerate() {
            let channel = channels[n % channels.len()];
            let handle = match channel {
                Channel::Phone => format!("+4477009001{n:02}"),
                _ => name.to_lowercase().replace(' ', "."),
            };
            self.actors.push(Actor {
                name: (*name).into(),
                handle,
                channel,
                since: begins,
                blocked: None,
                person_doing_this: false,
            });
        }
        // People whom she does not name: she sings with them, or buys from them.
        let others = match size {
            Size::Default => 5,
            Size::Full => 24,
        };
        for n in 0..others {
            let channel = [Channel::WhatsApp, Channel::Messenger, Channel::Instagram][n % 3];
            let name = persona(690 + n);
            let handle = name.to_lowercase().replace([' ', '-'], ".");
            self.actors.push(Actor {
                name,
                handle,
                channel,
                since: begins,
                blocked: None,
                person_doing_this: false,
            });
        }
        self.friends = self.actors.len();
    }

    /// Accounts that wrote to her once for a while and have nothing to do with any of it: shops, wrong numbers,
    /// people from a club. Each writes in a manner and words of its own.
    pub(crate) fn add_strangers(&mut self, begins: i64, ends: i64, random: &mut Random) {
        const STRANGERS: usize = 372;
        let pattern = [
            Channel::Instagram,
            Channel::Messenger,
            Channel::WhatsApp,
            Channel::Telegram,
            Channel::Phone,
            Channel::X,
            Channel::Discord,
            Channel::TikTok,
            Channel::Snapchat,
        ];
        for n in 0..STRANGERS {
            let channel = pattern[n % pattern.len()];
            let number = format!("+447700900{:03}", 300 + n);
            let name = persona(100 + n);
            let handle = name.to_lowercase().replace([' ', '-'], "_") + "_" + &n.to_string();
            let (name, handle) = if channel.has_numbers() {
                (number.clone(), number)
            } else {
                (name, handle)
            };
            let other = self.actors.len();
            let day = begins + random.between(0, (ends - begins) / DAY - 40) * DAY;
            let mut at = day + random.between(8 * 3_600, 20 * 3_600);
            let since = at;
            for _ in 0..random.between(3, 40) {
                let by_owner = random.one_in(3);
                let speaker = if by_owner { 0 } else { 40 + n };
                self.items.push(Item {
                    at,
                    other,
                    by_owner,
                    deed: Deed::Text(small_talk(random, speaker)),
                });
                at += random.between(60, DAY);
            }
            self.actors.push(Actor {
                name,
                handle,
                channel,
                since,
                blocked: None,
                person_doing_this: false,
            });
        }
    }
}
