//! Who wrote where and to whom, against counting each event.

use super::*;

#[test]
fn an_accounts_threads_and_whom_it_wrote_to_are_counted() {
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let platform: Arc<str> = "invented".into();
    let [ada, wren] = ["Ada", "Wren"].map(|name| Arc::new(Account::named(&platform, name)));
    let threads = ["one", "two"].map(thread);
    let mut events = Vec::new();
    for at in 0..40_u64 {
        let mut event = message(&threads[(at % 2) as usize], at, 1_000 + at as i64, "hello");
        event.account = Some(if at < 30 { ada.clone() } else { wren.clone() });
        if at % 5 == 0 {
            event.others = vec![wren.clone()];
        }
        if at == 2 {
            event.when = When::undated();
        }
        events.push(event);
    }
    write(&mut index, "S1", &events);
    let number = |account| index.find_account(account).unwrap().unwrap();
    let (ada, wren) = (number(&ada), number(&wren));
    let found = index.threads_of(ada).unwrap();
    let counts: Vec<(u64, u64)> = found.iter().map(|one| (one.with.0, one.records)).collect();
    assert_eq!(counts, [(1, 15), (2, 15)]);
    assert_eq!(
        (found[0].first, found[0].last),
        (instant(1_000), instant(1_028))
    );
    let addressed = index.addressed_by(ada).unwrap();
    assert_eq!(addressed.len(), 1);
    assert_eq!((addressed[0].with, addressed[0].records), (wren, 6));
    let forms = index.account_forms().unwrap();
    assert_eq!(forms.len(), 2);
    assert_eq!(index.find_account_key(&forms[1].1).unwrap(), Some(wren));
    assert_eq!(forms[0].2[0].label(), "Ada");
}
