//! Invented clocks and elements.

use onrecord_pack::input::{
    ChargeLapse, Clock, ClockFacts, ClockState, ElementFacts, ElementGroup, Limb, ShownBy,
};

pub fn clocks(many: bool) -> ClockFacts {
    let states = [
        ClockState::Running,
        ClockState::Passed,
        ClockState::Unknown,
        ClockState::Met,
        ClockState::MetLate,
        ClockState::NoLimit,
        ClockState::DoesNotApply,
    ];
    let of = |nth: usize, state: ClockState| Clock {
        rule: format!("rule-{nth}"),
        title: "A promise made to you".into(),
        says: "They gave a day themselves.".into(),
        counted: format!(
            "Northshire Police promised “a call \u{202e}back” by 9 July 2019 (L-{nth})."
        ),
        inputs: vec![format!("L-{nth}")],
        from: Some("2019-07-01".into()),
        due: Some("2019-07-09".into()),
        days_left: Some(if nth == 1 { 33 } else { -7 }),
        state,
        changes: vec!["A later incident starts it again.".into()],
        source: format!("Source {}", nth % 3),
        source_address: "https://example.org/rule".into(),
        read: "2026-11-22".into(),
    };
    let number = if many { 60 } else { 7 };
    ClockFacts {
        jurisdiction: "Invented".into(),
        caution: "This is not legal advice. Have a lawyer check it.".into(),
        on: "2020-01-02".into(),
        charge_lapses: Some(ChargeLapse {
            day: "2020-03-09".into(),
            days_left: 67,
            offences: "pestering".into(),
            last_incident: "I-5".into(),
            last_day: "2019-09-10".into(),
            says: "Six months.".into(),
            source: "Pestering Act".into(),
        }),
        clocks: (0..number)
            .map(|nth| of(nth + 1, states[nth % states.len()]))
            .collect(),
    }
}

pub fn elements(many: bool) -> ElementFacts {
    let shown = |nth: usize| ShownBy {
        reference: format!("E-{nth}"),
        incidents: vec!["I-1".into()],
        events: vec![(0, 3), (0, 4)],
        withheld_events: nth as u64 % 2,
        exhibits: vec!["AB/1".into()],
        because: "It rang <b>again</b> and \u{202e}again\u{202c}. 🫩".into(),
        by: "owner".into(),
    };
    let number = if many { 40 } else { 3 };
    ElementFacts {
        groups: vec![ElementGroup {
            title: "Pestering".into(),
            says: "Either will do.".into(),
            source: "Pestering Act".into(),
            source_address: "https://example.org/act".into(),
            read: "2026-11-22".into(),
            limbs: vec![
                Limb {
                    id: "ringing".into(),
                    says: "Ringing without end".into(),
                    shown_by: (1..=number).map(shown).collect(),
                    missing: None,
                },
                Limb {
                    id: "monitoring".into(),
                    says: "Monitoring".into(),
                    shown_by: Vec::new(),
                    missing: Some("Nothing yet shows monitoring.".into()),
                },
            ],
        }],
        caution: "Have a lawyer check it.".into(),
    }
}
