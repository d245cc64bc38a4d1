//! What makes the demonstration hard: identifiers that tie some accounts, and accounts that are somebody
//! else's although they look alike. The ground truth is `Actor::person_doing_this`.

use crate::channel::Channel;
use crate::story::{Actor, DAY, Deed, Item, Story};
use crate::words::OPENINGS;

/// A line that became known.
#[derive(Clone, Debug)]
pub struct Known {
    /// The line.
    pub line: &'static str,
    /// From when, seconds since the epoch.
    pub from: i64,
    /// Where it was told.
    pub source: &'static str,
}

/// The opening line stood in a newspaper two hundred days before the story ends.
pub(crate) fn known_line(ends: i64) -> Known {
    Known {
        line: OPENINGS[0],
        from: ends - 200 * DAY,
        source: "the Northshire Lantern, an invented newspaper",
    }
}

/// How an account says it can be reached or paid, for some of them.
pub(crate) fn reach(actor: usize) -> Option<&'static str> {
    match actor % 7 {
        1 => Some("You can always write to watchful.heron@mail.example.org, you know that"),
        4 => Some("Send it to paypal.me/watchfulheron77 and I stop"),
        _ => None,
    }
}

impl Story {
    /// A mutual friend who tells of the line, a copycat who read it, two people with one telephone.
    pub(crate) fn add_decoys(&mut self) {
        let known = self.known.from;
        self.add_decoy("Merrily Postgate", Channel::Messenger, known - 500 * DAY, &[
            "Hello, I sing with Juniper on Thursdays, we met at the plum picnic",
            "She showed me what they send you: \"Hi Wren, have you got a minute? There is something you should know about your friends.\" How horrid",
            "I blocked one of them as well, tell me if I can help",
        ]);
        self.add_decoy(
            "Nightjar Copperpot",
            Channel::Instagram,
            known + 30 * DAY,
            &[
                OPENINGS[0],
                "Just kidding, I read about that in the Lantern, good luck with it",
            ],
        );
        self.add_decoy(
            "Hazel Thimbleby",
            Channel::Messenger,
            known - 300 * DAY,
            &[
                "It is about the lost glove from the choir, ring us on 07700 900177",
                "My brother has the other one, thank you for keeping it",
            ],
        );
        self.add_decoy(
            "Basil Thimbleby",
            Channel::Instagram,
            known - 290 * DAY,
            &[
                "Hi, my sister Hazel says you found the glove. Our telephone is +44 7700 900177",
                "No hurry at all with it, greetings from the both of us",
            ],
        );
    }

    fn add_decoy(&mut self, name: &str, channel: Channel, since: i64, texts: &[&str]) {
        let since = since - since.rem_euclid(DAY) + 11 * 3_600;
        let other = self.actors.len();
        for (nth, text) in texts.iter().enumerate() {
            self.items.push(Item {
                at: since + nth as i64 * 400,
                other,
                by_owner: false,
                deed: Deed::Text((*text).into()),
            });
        }
        self.actors.push(Actor {
            name: name.into(),
            handle: name.to_lowercase().replace(' ', "."),
            channel,
            since,
            blocked: None,
            person_doing_this: false,
        });
    }
}
