//! Varints and the record format: where each value of a row lies. Knows nothing of columns.

/// Values of one record that are looked at: what SQLite allows at most.
const VALUES: usize = 32_767;

/// A varint and its length.
pub(super) fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut value = 0_u64;
    for (at, byte) in bytes.iter().take(9).enumerate() {
        if at == 8 {
            return Some((value << 8 | u64::from(*byte), 9));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value, at + 1));
        }
    }
    None
}

/// One value's serial type and where its bytes begin in the payload.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub(super) serial: u64,
    pub(super) at: u64,
}

impl Slot {
    pub(super) fn length(self) -> u64 {
        match self.serial {
            0 | 8 | 9 | 10 | 11 => 0,
            serial @ 1..=4 => serial,
            5 => 6,
            6 | 7 => 8,
            serial => (serial - 12) / 2,
        }
    }
}

/// The values of a record, from as much of its payload as there is. The flag says whether the
/// header was whole.
pub(super) fn slots(payload: &[u8]) -> (Vec<Slot>, bool) {
    let Some((header, start)) = varint(payload) else {
        return (Vec::new(), false);
    };
    let mut slots = Vec::with_capacity((header as usize).saturating_sub(start).min(128));
    let mut at = start;
    let mut body = header;
    let end = usize::try_from(header).unwrap_or(usize::MAX);
    while at < end && slots.len() < VALUES {
        let rest = payload.get(at..end.min(payload.len())).unwrap_or_default();
        let Some((serial, length)) = varint(rest) else {
            return (slots, false);
        };
        let slot = Slot { serial, at: body };
        body = body.saturating_add(slot.length());
        slots.push(slot);
        at += length;
    }
    (slots, at == end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varints_of_every_length_are_read() {
        assert_eq!(varint(&[]), None);
        assert_eq!(varint(&[0x80]), None);
        assert_eq!(varint(&[0x7f]), Some((127, 1)));
        assert_eq!(varint(&[0x81, 0]), Some((128, 2)));
        assert_eq!(varint(&[0xff; 9]), Some((u64::MAX, 9)));
        assert_eq!(varint(&[0xff; 8]), None);
    }
}
