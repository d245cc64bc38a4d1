// The screens of the app, in one list. A crawl begins at Home, follows every link, and holds each kind of page to the
// rules; whatever it finds is looked at without a word here. What stands in REACHED must be found: a screen to which
// no link leads any more is a dead end that nobody would notice.
export const START = [""];

// Kinds of page that links alone lead to, as `kindOf` in lib/crawl.mjs tells them apart.
export const REACHED = {
  demonstration: [
    "account/N", "add", "add/here", "add/here/N", "add/this/N", "add/unseen", "check/R", "copies", "device",
    "event/N", "event/N/look/N", "exhibit/N/original", "helpers", "how", "how/N", "linkage", "linkage/group/N", "linkage/pair/N/N", "pack", "pack/choose",
    "pack/choose?pack=V", "patterns", "people", "person/R", "reports", "reports/days", "reports/days/calendar",
    "reports/effects/R", "reports/effects/R/change", "reports/effects/new", "reports/ledger/R",
    "reports/ledger/R/change", "reports/ledger/new", "reports/letter", "reports/letter?about=V", "reports/orders/R",
    "reports/orders/R/change", "reports/orders/new", "reports/shows", "reports/shows/N", "search", "settings",
    "settings/restore", "sheet", "timeline", "timeline/choose?then=V", "timeline?a=V", "timeline?m=V", "write",
    "write/R/what", "write/new/what", "written", "written/R",
  ],
  real: [
    "account/N", "add", "add/here", "add/here/N", "add/this/N", "add/unseen", "check/R", "copies", "device", "event/N",
    "exhibit/N/original", "helpers", "how", "how/N", "linkage", "pack", "pack/choose", "patterns", "people", "reports",
    "reports/effects/new", "reports/ledger/new", "reports/letter", "reports/orders/new", "reports/shows",
    "reports/shows/N", "search", "settings", "settings/restore", "sheet", "timeline", "timeline/choose?then=V",
    "timeline?m=V", "write", "write/new/what", "written",
  ],
};
