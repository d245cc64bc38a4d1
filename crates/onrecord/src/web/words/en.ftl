# Everything the app says in English. One section a screen; keys begin with what they belong to.
# Sentences under 20 words. "You", "we", "the person doing this". What is wrong, what is safe, what to do.

## Every page

skip = Skip to the page
danger-now = In danger now?
danger-call = Call 999
leave = Exit this page
leave-once = Exit this page: press Shift two more times.
leave-twice = Exit this page: press Shift once more.
lock = Lock
lock-soon = This locks in one minute. Press any key to stay.
draft-kept = Kept.
menu = Menu
menu-home = Home
menu-timeline = Timeline
menu-add = Add
menu-people = People
menu-reports = Reports
menu-pack = Pack
banner-working-for = Working as { $name }. Every change is signed with this name.
banner-helper-looks = You are { $helper }, working for { $owner }. You may look at everything and change nothing.
banner-helper-changes = You are { $helper }, working for { $owner }. Every change is signed with your name.
banner-helper-notes = Private notes are not in this copy.
foot-here = Everything stays on this computer.
foot-device = What this cannot protect you from
settings = Settings
undo = Undo
taken-back = Taken back. Nothing was removed: it stays in the log.
put-back = It stands again.
undo-button = Take it back
undo-all = Take this back
undo-last = Take the last change back
undo-what = It is not shown or counted any more, and no pack holds it. Nothing is removed, and you can undo this.
gone-title = { $n ->
    [one] One was taken back
   *[other] { $n } were taken back
}
gone-what = These are not counted and in no pack. They stay in the log.
gone-put-back = Let it stand again
save = Save
saved = Saved.
go-on = Continue
go-home = Go to Home
change = Change
stop-now = You can stop now. Everything is saved.
problems = There is a problem
problem = Problem:
pager = Pages
pager-before = Before
pager-after = After
date-day = Day
date-month = Month
date-year = Year
passphrase = Passphrase
task-done = Done
task-open = To do
task-later = Later

## Counts

count-files = { $n ->
    [one] { $n } file
   *[other] { $n } files
}
count-events = { $n ->
    [one] { $n } event
   *[other] { $n } events
}
count-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
count-incidents = { $n ->
    [one] { $n } written down
   *[other] { $n } written down
}
count-entries = { $n ->
    [one] { $n } entry
   *[other] { $n } entries
}
count-packs = { $n ->
    [one] { $n } pack
   *[other] { $n } packs
}

## Titles in the browser's tab: words that tell nothing

title-problem = Problem
title-wait = Please wait
title-start = Start
title-unlock = Unlock
title-home = Home
title-settings = Settings
title-held = Unsent
title-sheet = Sheet
title-device = About
title-closed = Closed

## Errors

error-not-found-title = There is no such page
error-not-found-what = The address may be old, or what it led to is not kept any more.
error-not-found-safe = Nothing was changed.
error-not-found-do = Go back, or begin from Home.
error-too-large-title = That was too large
error-too-large-what = What was sent is larger than this page takes.
error-too-large-safe = Nothing was changed. What was saved before is safe.
error-too-large-do = Send it in smaller parts, or add it as a file.
error-form-title = That form could not be read
error-form-what = The browser sent something that we do not understand.
error-form-safe = Nothing was changed.
error-form-do = Go back and try again.
error-slow-title = The connection stopped
error-slow-what = Only a part of the form arrived.
error-slow-safe = Nothing was changed.
error-slow-do = Go back and send it again.
error-crashed-title = Something went wrong inside the app
error-crashed-what = This is our fault, not yours. The step was not done.
error-crashed-safe = What was saved before is safe. The app may have locked itself to be sure.
error-crashed-do = Please try again. If it happens again, tell us which page it was.
error-op-title = That could not be done
error-answer-title = Something must be answered first
error-stopped-title = Stopped
error-stopped-what = Stopped. What was finished is saved. You can go on later.
busy-title = One moment, please
busy-safe = This has to wait until that is done. You can leave this page: nothing is lost.
busy-kept = This could not be saved yet. What you wrote is kept here while the app runs. You can send it when that is done.
stranger-title = Locked. Please start the app again
stranger-what = This browser window does not belong to the app that runs now.
stranger-do = Close this tab. Then open On Record the way you opened it first.

## Long work

job-count = { $done } of { $of }
job-look = See how far it is
job-came = See what came of it
job-news = Something that was running has ended.
job-safe = You can close this page or lock the app. The work goes on, and nothing is lost.
job-meanwhile = Until it is done, you see everything as it was before.
job-kept = What you wrote is kept until then.
job-stop = Stop after this step
job-stopping = Stopping after this step.
job-stopped-title = Stopped
job-stopped-what = stopped. What was finished is saved. You can go on whenever you want.
job-opening = Getting your case ready
job-resuming = Reading on
job-reading = { $n ->
    [one] { $n } record read
   *[other] { $n } records read
}
resumed = { $n ->
    [one] { $n } source was read to the end.
   *[other] { $n } sources were read to the end.
}

## Unlock

unlock-title = Unlock
unlock-button = Unlock
unlock-held = The app locked before your form arrived. It is kept, and you can send it after unlocking.
unlock-running = The work that was running goes on.
unlock-wrong = That passphrase does not open it. Check capitals and spaces, and try again.
unlock-empty = Type your passphrase.
unlock-wait = { $n ->
    [one] Please wait one second and try again.
   *[other] Please wait { $n } seconds and try again.
}
unlock-helper = I am a helper. I have a key of my own.
unlock-helper-label = Your key
unlock-helper-hint = The whole key file, or its line that begins with AGE-SECRET-KEY-1.
unlock-helper-button = Unlock with my key
unlock-helper-wrong = That key does not open this copy. Check that it is whole, and the one they locked it for.
unlock-sheet = I forgot it. I have the recovery sheet.
unlock-sheet-label = The four lines of the key
unlock-sheet-hint = Type them without their numbers and checks. Capitals or not, with or without spaces.
unlock-sheet-button = Unlock with the sheet
unlock-sheet-wrong = That key has a mistake in it, or belongs to another case. Compare it line by line.

## First steps

first-title = Before you begin
first-what = This app helps you put together what has been happening to you. Everything stays on this computer.
first-before = First, one honest thing.
first-device = Does anybody else use this computer, or could they get into it?
first-device-hint = Somebody who knows your password for it counts. So does somebody who set it up for you.
first-device-mine = No, only I use it
first-device-shared = Yes, or somebody could
first-device-unsure = I am not sure
first-device-missing = Choose the answer that fits best.
careful-title = Please think about another computer
careful-what = Somebody who can get into this computer may see what you do here. The passphrase does not stop that.
careful-close = If you stop now, nothing has been made on this computer.
careful-close-button = Stop and close
careful-go-on = I have thought about it, and go on here
you-title = Your name and a passphrase
you-name = Your name
you-name-hint = As it should stand on what you hand over. It is encrypted like everything else.
you-name-missing = Type your name.
you-passphrase-advice = Choose four or more words that do not belong together. Length protects you, not odd characters.
you-passphrase-care = Nobody can reset it. If you lose both the passphrase and the recovery sheet, the case is lost.
you-passphrase = New passphrase
you-passphrase-hint = At least { $n } characters. Not one that you use elsewhere, and no names or dates people know.
you-passphrase-short = Use at least { $n } characters: four words or more.
you-again = The same again
you-again-differs = The two are not the same. Type it again.
you-zone-more = I do not live in the United Kingdom
you-zone = Time zone
you-zone-hint = Such as Europe/London. It only helps to put times in order that state no zone.
you-button = Make my case

## The recovery sheet

sheet-title = Your recovery sheet
sheet-what = This key opens your case if you forget the passphrase. It is shown only now.
sheet-care = Anyone with this sheet and your case can read everything. Keep it away from home.
sheet-check = check
sheet-case = Case
sheet-print = Print this page
sheet-pdf = Get it as PDF
sheet-text = Get it as text
sheet-download = Printing, or copying by hand, is safest. A file you save should go on a USB stick, not this computer.
sheet-have = I have it on paper
sheet-noted = Noted. Keep the sheet with someone you trust.
sheet-once = The sheet was shown once and is kept nowhere on this computer. Do you have it on paper?
sheet-new-title = If you do not have it
sheet-new-what = Make a new one. The old sheet then opens this case no more.
sheet-new = Make a new sheet

## What this cannot protect you from

device-title = What this cannot protect you from
device-limits = Nothing in this app helps you against:
device-limit-spyware = a program on this computer that watches what you type or see (spyware)
device-limit-login = somebody who can log in as you, or who manages this computer
device-limit-camera = somebody who looks over your shoulder, or a camera in the room
device-limit-traces = traces: the program, and that you used it, can be seen on this computer
device-other-title = Using another computer
device-other = If you are not sure about this one, use a computer that nobody else can get into:
device-other-friend = one of a friend or relative whom you trust
device-other-charity = one at a support service, a library or a solicitor's office
device-other-stick = keep the case on a USB stick that stays with somebody you trust
device-other-leave = Leave this computer as it is. Sudden changes can be noticed.

## Unsent form

held-title = You were saving something that had to wait
held-waits = Something that you were saving had to wait.
held-look = Look at it
held-what = It is still here. Send it now, or let it go.
held-text = What you wrote
held-send = Send it now
held-drop = Let it go

## Home

home-title = Home
home-next = Your next step
home-begun = You were in the middle of this
home-begun-go = Go on writing
home-begun-drop = Throw it away
lost-title = Some sealed files are damaged or missing
lost-what = { $n ->
    [one] One sealed file cannot be read any more:
   *[other] { $n } sealed files cannot be read any more:
}
lost-more = { $n ->
    [one] And one more.
   *[other] And { $n } more.
}
lost-safe = What rests on them is not on the timeline now. Everything else is safe and can be used.
lost-do = Do you still have these files? Add them again, just as they were. They take their place, and all is back.
again-title = Some files were read again
again-what = This version of the program reads them differently. Newer versions read more, or put right what was misread. Your files are as they were sealed, and what you wrote is kept.
again-see = See what changed
not-shown-title = Something is not shown
not-shown-home = This version of the program does not read these as an earlier one did.
not-shown-see = See what, and what to do
home-tasks = Your file, step by step
home-holds = What it holds now
home-originals = Originals sealed
home-events = On the timeline
home-people = People named
home-incidents = What happened
home-ledger = Reports and answers
home-packs = Packs made
home-recent = What changed last
home-recent-note = Times are in UTC. This list cannot be edited; it is the custody log.
next-resume = { $n ->
    [one] One source was not read to the end. What was sealed is safe.
   *[other] { $n } sources were not read to the end. What was sealed is safe.
}
next-resume-button = Read the rest
next-add = Put in what you have: exports, screenshots, mails, call lists. Your own files are not changed.
next-add-button = Add files
next-people = Say who is who, so that the timeline can name people.
next-people-button = Name people
next-incident = Write down what happened, in your own words. It may be short.
next-incident-button = Write it down
next-ledger = Note what you reported, to whom, and what you were told.
next-ledger-button = Note a report
next-pack = You can make a pack now. You choose what is in it, and see it before anybody else.
next-pack-button = Make a pack
next-sheet = Make sure that you have the recovery sheet on paper. Without it a forgotten passphrase is final.
next-sheet-button = See to the sheet
next-done = Everything was done once. Add what is new whenever you can.
next-done-button = See the timeline
task-sheet = Keep your recovery sheet
task-sheet-hint = On paper, away from home.
task-add = Add what you have
task-add-hint = Exports, screenshots, letters, call lists.
task-people = Say who is who
task-people-hint = You, people you know, and accounts you cannot place.
task-incident = Write down what happened
task-incident-hint = In your words. "I do not know" is an answer.
task-ledger = Note what you reported
task-ledger-hint = What you said, what they answered, what they promised.
task-pack = Make a pack
task-pack-hint = For the police, a solicitor or somebody who helps you.

## Settings

settings-title = Settings
settings-minutes = Lock after so many minutes without a sign of you
settings-minutes-hint = From 1 to 30.
settings-minutes-wrong = Give a number from 1 to 30.
settings-tab = What the browser's tab says
settings-tab-hint = It also stands in the browser's history. Choose something that tells nothing.
settings-tab-wrong = Give a title of 1 to 40 characters.
settings-language = Language
settings-close-title = End the app
settings-close = Lock and close the app
settings-close-what = It locks by itself, and ends after two hours without you.
settings-sheet-title = Recovery sheet
settings-sheet = See how to get a new recovery sheet
closed-title = The app is closed
closed-what = Your case is locked. You can close this tab.

## Days and months

date-long = { $weekday } { $day } { $month } { $year }
date-month-year = { $month } { $year }
weekday-0 = Monday
weekday-1 = Tuesday
weekday-2 = Wednesday
weekday-3 = Thursday
weekday-4 = Friday
weekday-5 = Saturday
weekday-6 = Sunday
weekday-short-0 = Mo
weekday-short-1 = Tu
weekday-short-2 = We
weekday-short-3 = Th
weekday-short-4 = Fr
weekday-short-5 = Sa
weekday-short-6 = Su
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-alone-1 = { month-1 }
month-alone-2 = { month-2 }
month-alone-3 = { month-3 }
month-alone-4 = { month-4 }
month-alone-5 = { month-5 }
month-alone-6 = { month-6 }
month-alone-7 = { month-7 }
month-alone-8 = { month-8 }
month-alone-9 = { month-9 }
month-alone-10 = { month-10 }
month-alone-11 = { month-11 }
month-alone-12 = { month-12 }
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec

## An event, wherever it is shown

title-timeline = Notebook
title-event = Page
title-search = Find
title-people = List
title-patterns = Overview
time-none = No time
time-no-clock = Time not given
time-assumed = (zone assumed)
who-you = you
who-nobody = Nobody named
who-to = to
who-more = and { $n } more
kind-message = Message
kind-mail = E-mail
kind-edit = Edit
kind-deletion = Deletion
kind-reaction = Reaction
kind-call = Call
kind-call-missed = Missed call
kind-request = Request
kind-post = Post
kind-comment = Comment
kind-membership = Joined or left
kind-connection = Connection
kind-block = Block
kind-login = Log-in
kind-profile-change = Profile change
kind-photo = Picture
kind-system = From the platform
kind-unknown = Other record ({ $word })
mark-outgoing = sent by the account that made the export
mark-incoming = received by the account that made the export
mark-unsent = taken back by the sender
mark-deleted = deleted
mark-missed = not answered
mark-draft = draft, never sent
mark-failed = not delivered
mark-edited = edited
mark-forwarded = forwarded
mark-message-request = came as a message request
mark-rejected = declined
mark-blocked = stopped by a block
mark-voicemail = voicemail
mark-video = video
mark-lossy-text = some letters could not be read
mark-mojibake-repaired = letters put right
mark-hidden-characters = holds hidden characters
mark-attachment-missing = a file is missing
mark-attachment-omitted = a file was left out
mark-spam = filed as junk
mark-ephemeral = made to vanish
mark-location = holds a place
mark-inconsistent = parts contradict each other
mark-geo-blocked = blocked in a country
mark-truncated = cut because it is long
words-show = Words hidden. Show words
words-more = Read all of it
picture-show-long = Picture hidden. Show picture
picture-of = Picture: { $when }
file = File:
file-here = (in the export)
file-missing = (named, but not in the export)
file-omitted = (left out by the platform)
also-in = also in { $places }
other-words = other words elsewhere
cover-is-closed = Words and pictures are hidden.
cover-is-open = Words and pictures are shown until you lock.
cover-open = Show words and pictures
cover-close = Hide words and pictures

platform-contacts = Contacts
platform-discord = Discord
platform-email = E-mail
platform-facebook = Facebook
platform-google = Google
platform-google-chat = Google Chat
platform-google-hangouts = Google Hangouts
platform-google-voice = Google Voice
platform-hinge = Hinge
platform-imessage = iMessage
platform-instagram = Instagram
platform-kakaotalk = KakaoTalk
platform-line = LINE
platform-linkedin = LinkedIn
platform-messenger = Messenger
platform-pdf = PDF
platform-phone = Phone
platform-photos = Pictures
platform-reddit = Reddit
platform-signal = Signal
platform-skype = Skype
platform-snapchat = Snapchat
platform-table = Table
platform-telegram = Telegram
platform-tiktok = TikTok
platform-timeline = Timeline file
platform-tinder = Tinder
platform-viber = Viber
platform-web = Web page
platform-whatsapp = WhatsApp
platform-x = X (Twitter)
platform-youtube = YouTube

## Timeline

timeline-title = Timeline
timeline-empty = Everything you add will stand here in order of time.
timeline-zone = Clocks are shown as in { $zone }.
timeline-assumed = A time with * has no zone in its record. We put it in order as if in { $zone }.
timeline-undated = { $n ->
    [one] { $n } event has no usable time. Show it
   *[other] { $n } events have no usable time. Show them
}
timeline-nothing-here = Nothing stands after this place.
timeline-date = Go to a date
timeline-date-go = Go
timeline-date-wrong = We could not read this date. Write it as day, month and year.
view-everything = Showing everything.
view-only = Showing only:
view-newest = The newest come first.
view-change = Choose what is shown
view-clear = Clear this choice
view-thread = conversation { $number }
view-from = from { $day }
view-to = to { $day }
view-undated = without a time
view-forgotten = What you had chosen was forgotten when this was locked. Here is everything.
months = Months
months-all = { $n ->
    [one] The year
   *[other] All { $n } years
}
months-left-out = { $n } more years are not listed. A wrong clock can say any year.
burst-missed-calls = { $n ->
    [one] { $n } missed call
   *[other] { $n } missed calls
}
burst-calls = { $n ->
    [one] { $n } call
   *[other] { $n } calls
}
burst-messages = { $n ->
    [one] { $n } message
   *[other] { $n } messages
}
burst-records = { $n ->
    [one] { $n } record
   *[other] { $n } records of one kind
}
burst-each = Show each
choose-title = Choose what is shown
choose-what = Leave a field as it is to show everything there.
choose-button = Show
choose-any = Any
choose-person = Person
choose-account = Account
choose-more = Only the first 500 are listed here. Search finds the others.
choose-platform = App or service
choose-thread = Conversation
choose-from = From this day
choose-to = To this day
choose-days = Your case reaches from { $first } to { $last }.
choose-order = Order
choose-oldest = Oldest first
choose-newest = Newest first
choose-details = More choices
choose-kinds = Kinds
choose-marks = Only what is marked
choose-exhibit = Exhibit
choose-exhibit-hint = For example WF/12, or only 12.
choose-exhibit-wrong = There is no exhibit of that number.
choose-gone = Something you chose is not in the case any more. Choose again.
choose-also = Also
choose-undated = Only what has no usable time
choose-every = Every copy, also where several files tell the same

## Event

event-read = What we read
event-record = The record in the original
event-from = Where it came from
event-when = When
event-account = Account
event-direction = Direction
event-others = To
event-thread = Conversation
event-participants = Taking part, as the export says:
event-marks = Also
event-refers = Belongs to
event-refers-look = An earlier record
event-exhibit = Exhibit
event-id = Lasting number
event-details = Further facts in the record
event-history = History
event-history-note = Times are in UTC, by this computer's clock. Every entry is in the custody log.
event-beside-note = Before and After lead through this conversation.
when-stated = The record states the moment itself: { $instant }.
when-zone-unknown = The record shows a clock, but not its zone.
when-exporter-zone = The record shows the clock of the machine that made the export.
when-ambiguous = The day and the month can be read two ways. Nothing in the file says which.
when-undated = The record has no time that we can read.
when-written = As written:
precision-day = It gives the day only.
precision-coarse = It gives no exact day.
precision-minute = It is exact to the minute.
record-show = Record hidden. Show the record
record-bytes = bytes { $from } to { $to }
record-agrees = These are the bytes that we read. They have not changed.
record-differs = These are not the bytes that we read before. Do not rely on this page. Check the case.
record-long = This record is too long to compare here.
record-cut = It has { $size } bytes. Only the beginning is shown.
record-not-text = This record is not text. Here are its first bytes.
record-unreadable = The original could not be read here. What we read from it is above. Nothing was changed.
from-name = Came as
from-received = Taken in (UTC)
from-importer = Read as (version)
from-said = What you said of it
from-member = Inside the file
from-size-name = Size
from-size = { $bytes } bytes
from-sealed = Sealed (UTC)
from-digest = SHA-256
from-grade = What it is
from-proves = What it shows
from-does-not = What it does not prove
original-save = Save a copy of the original
original-what = You get the file exactly as it came.
original-care = The copy lies outside your case. Anybody who uses this computer could open it. Delete it when you are done.
original-button = Save the original
look-title = Picture
look-cover = Cover it again
look-what = This is our copy of the picture. The original is not changed.
look-not = This file is not a picture that we can show.
event-incidents = What happened
event-incidents-none = It belongs to nothing that you wrote down yet.
incident-add = Add it to something that happened
incident-which = To what?
incident-new = Something new
incident-words = If it is new: what happened?
incident-words-hint = In your own words. You can write more later.
incident-button = Add it
incident-added = Added.
event-shows = What it shows
event-shows-none = Nobody has said yet what it shows.
event-shows-law = The law of this case could not be read.
shows-add = Say what it shows
shows-what = You say what it shows. A lawyer or the police may see it otherwise.
shows-limb = It shows that
shows-because = Why?
event-notes = Private notes
event-notes-what = Only you see these. No pack can hold them.
note-add = Write a private note
note-words = Your note
note-button = Keep the note
note-kept = The note is kept.

## Search

search-title = Search
search-words = What are you looking for?
search-hint = Words, a name or a number. Put words between "quotes" to find them together.
search-among = Search only in a part
search-button = Search
search-empty = Write a word, a name or a number.
search-for = Looking for
search-change = Change the search
search-none = Nothing was found.
search-none-hint = Try fewer words, or one word that is sure. Words are found whole.
search-order = Found in order of time. The words you look for are marked.
search-short = Looking took long, so this page is short. There may be more.

## People and accounts

people-title = People
people-named = People you named
people-none = You have named nobody yet. Begin with yourself, then the person doing this.
people-name = Name
people-name-hint = As you would call them. "Not known" is a name too.
people-name-empty = Write a name.
people-who = Who are they to you?
people-accounts = Accounts
people-already = Already named:
people-new = Name somebody
people-has-accounts = { $n ->
    [0] no account
    [one] { $n } account
   *[other] { $n } accounts
}
people-can-say = What could they tell?
people-can-say-hint = If they were contacted too, or saw something.
people-can-say-short = could tell something
people-back = Back to all people
role-me = Me
role-known = Somebody I know
role-not-known = Somebody I do not know
person-no-accounts = No account is said to be theirs.
person-accounts-what = To say that an account is theirs, open the account.
person-timeline = Show what they did
person-say = What you say of them
person-note = Anything else
person-note-hint = A pack can show this. For what only you may see, write a private note.
person-versions = There are { $n } versions. All are kept in the log.
accounts-title = Accounts as found
accounts-none = Accounts appear here when you add an export.
accounts-what = Each stands as its file names it. We never put two together. You say whose each one is.
account-is = You say it is:
account-nobody = not said whose
account-nobody-long = You have not said whose it is.
account-did = { $n ->
    [one] did { $n } thing
   *[other] did { $n } things
}
account-did-long = { $n ->
    [one] It did { $n } thing that is recorded.
   *[other] It did { $n } things that are recorded.
}
account-times = { $n ->
    [one] { $n } record
   *[other] { $n } records
}
account-records = Several files tell of them: { $n } records.
account-addressed = { $n ->
    [0] Nothing names it as the other side.
    [one] { $n } record names it as the other side.
   *[other] { $n } records name it as the other side.
}
account-first = First:
account-last = Last:
account-names = bore { $n } names
account-timeline = Show this account on the timeline
account-whose = Whose is it?
account-say = Say whose it is
account-say-what = This is what you say. It does not change the records. Every version is kept.
account-take-back = I no longer say whose it is
account-names-title = Names it bore
account-names-what = As records show it, oldest first. Anybody can choose a name or a picture.
account-handle = Address or number
account-id = The platform's own number
account-where = Where it wrote
account-where-what = Each conversation, with whoever takes part as the export says.
account-with = with
account-to = To whom it wrote
account-to-what = Only records that name the other side are counted here.
linkage-title = Do some accounts behave as one?
linkage-what = Accounts can share a number, a line, a picture or a way of writing. This cannot tell you who typed.
linkage-go = Compare the accounts, or look at what was found

## What connects accounts

linkage-belief = We only propose. What you decide is kept as what you believe, and can be undone.
linkage-none = When there are two accounts or more, they can be compared here.
linkage-not-yet = Your accounts have not been compared since something was added, named or marked. It can take some minutes.
linkage-compare = Compare the accounts
job-comparing = Comparing accounts
linkage-again = When something changes
linkage-again-what = After you add something or name somebody, the comparison has to be made again. This page will then say so.
linkage-groups = Groups that are proposed
linkage-groups-what = In a group, every two accounts have reasons of their own. Nothing follows from a third account.
linkage-no-groups = No group was found.
linkage-group = Group { $n }: { $accounts } accounts
linkage-pairs = Other pairs
linkage-with-others = with { $n } other accounts
linkage-no-pairs = No other pair was found.
linkage-more-pairs = { $n ->
    [one] { $n } more pair is not listed here.
   *[other] { $n } more pairs are not listed here.
}
link-open = not decided
link-confirmed = you confirmed it
link-rejected = you rejected it
linkage-searched = What was searched
linkage-compared = { $accounts } accounts of nobody you named were compared: { $pairs } pairs. { $n } pairs are proposed.
linkage-chance = Of { $different } pairs of people whom you named as different, the same test proposes { $proposed }. So at most { $most } of the pairs would pass by chance.
linkage-no-chance = We cannot say how many would pass by chance. Only { $n } pairs of different people are known here: name the people you know.
linkage-blocks = { $n } of { $blocks } blocks were followed by a new account within the hour. These hours are { $part } % of the time.
linkage-always = What always speaks against such a comparison
linkage-noticed = What you noticed
linkage-lines = Lines that became known
linkage-mark-against = speaks for different people
linkage-take-back = Take this back
linkage-taken-back = Taken back. Both stay in the history.
linkage-known = A line became known
linkage-known-what = When a line was told elsewhere, others can repeat it. From that day on it connects nobody.
linkage-known-line = The line
linkage-known-line-empty = Write the line.
linkage-known-from = Known from which day?
linkage-known-from-hint = Year, month, day, such as 2024-03-01.
linkage-known-source = Where was it told?
linkage-events = Shown by
linkage-events-more = and { $n } more
linkage-hours = Hours alone connect nobody: many people write at the same times.
linkage-caution = This is to help you and an investigator decide what to ask for, such as a platform's records. It names nobody.
linkage-back = Back to all groups and pairs
linkage-know = Do you know whose one of them is? Open the account and say so.
linkage-either = Either one person wrote what both accounts wrote, or different people did.
linkage-for = What speaks for one person
linkage-for-none = Nothing was found.
linkage-against = What speaks against it
linkage-against-none = Nothing was found in the records.
linkage-rarity = { $n } of { $of } accounts show it.
linkage-posing = Does one pose as somebody you know?
linkage-posing-what = This is a question of its own. It says nothing of who wrote.
linkage-makes = What the comparison makes of it:
linkage-decide = What do you believe?
linkage-now = Now:
linkage-because-said = You wrote:
linkage-because = Why? In your words
linkage-because-hint = It stands in the pack beside your decision.
linkage-because-empty = Write why, in your words. Nothing was changed.
linkage-confirm = I believe it is one person
linkage-reject = I believe they are different people
linkage-leave = Leave it open
linkage-kept = Kept as what you believe.
linkage-notice = I noticed something about these two
linkage-notice-what = A face, a voice, a habit, something few people knew. It is kept as what you noticed.
linkage-notice-words = What did you notice?
linkage-notice-empty = Write what you noticed.
linkage-notice-events = Which events show it?
linkage-notice-events-hint = Numbers such as e12, with spaces between. It may stay empty.
linkage-points = What does it point to?
linkage-points-for = One person
linkage-points-against = Different people
linkage-group-what = Every two of these have reasons of their own. Each pair can be looked at, and decided by you.
linkage-sequence = In the order in which they came
linkage-first = First
linkage-last = last
linkage-blocked = blocked
linkage-after = It began { $minutes } minutes after account { $n } was blocked.
linkage-wrote-to = Wrote first to
linkage-shown = What several of them show
linkage-shown-none = No two of them show the same thing.
linkage-graph-label = { $accounts } accounts on the left, { $things } things on the right; a line where an account shows a thing. The list below says the same.
linkage-graph-key = Numbers are the accounts above. Letters are the things below. A whole line: you confirmed that account. A broken line: it is proposed.
linkage-more-shown = { $n ->
    [one] { $n } more thing is not listed here.
   *[other] { $n } more things are not listed here.
}
linkage-other-things = { $n ->
    [one] { $n } other thing that fewer of them show
   *[other] { $n } other things that fewer of them show
}
linkage-kind-text = The same line, or nearly the same
linkage-kind-picture = The same picture
linkage-kind-phone = The same telephone number
linkage-kind-e-mail = The same e-mail address
linkage-kind-link = The same web address
linkage-kind-handle = The same handle
linkage-kind-payment-name = The same payment name
linkage-kind-recovery-hint = The same recovery hint
linkage-thing-by = { $n } of { $of } accounts show it:
linkage-against-it = Against it:
linkage-nothing-known = nothing is known.
linkage-thing-known = You or people you know wrote it as well, so it connects nobody.
linkage-thing-public = It is known to others since { $from }.
linkage-thing-others = { $n ->
    [one] { $n } account outside the group shows it too.
   *[other] { $n } accounts outside the group show it too.
}
linkage-channels = Reason by reason, with what speaks against it
linkage-channels-what = Counted over all { $n } pairs of this group.
linkage-in-pairs = { $n ->
    [one] (in { $n } pair)
   *[other] (in { $n } pairs)
}
linkage-channel-none = Nothing speaks for one person.
linkage-channel-for = { $n ->
    [one] Something speaks for one person in { $n } pair.
   *[other] Something speaks for one person in { $n } pairs.
}
linkage-channel-against = { $n ->
    [one] Against it, in { $n } pair:
   *[other] Against it, in { $n } pairs:
}
linkage-channel-unsaid = No claim is made:
linkage-every-pair = Every pair
linkage-pairs-count = { $n } pairs: you confirmed { $confirmed } and rejected { $rejected }.
linkage-pairs-what = The others are not decided.
linkage-pairs-list = Look at each pair
linkage-mark-confirmed = confirmed
linkage-mark-rejected = rejected
linkage-mark-proposed = proposed
linkage-mark-tied = something shared
linkage-mark-nothing = nothing found
linkage-together = The { $n } accounts you confirmed, taken as one
linkage-together-what = Together they have more text. If your decision is wrong, so is this. It changes no proposal.
linkage-together-go = Compare how they write with each other account
linkage-together-later = Once you confirmed a pair, its accounts can be compared with the others as one.
linkage-figures = How well ways of writing can be told apart
linkage-style-pairs = Of these pairs, style supports one view in { $n }, and neither in { $neither }. For { $silent } there is not enough text, so no claim is made.
tippett-label = Share of tested pairs at or above each ratio (Tippett plot)
tippett-same = by one person
tippett-different = by two people
tippett-ratio = Ratio
tippett-key = The further apart the two lines, the better the method. Small marks at the bottom are ratios of these accounts.

## Patterns

patterns-title = Patterns
patterns-empty = When you have added something, its hours and months will show here.
patterns-what = These pages count when things happened. They do not say why, or how serious it is.
patterns-zone = Hours are as a clock in { $zone } shows them.
patterns-assumed = { $n ->
    [one] { $n } record of the case does not say its zone. We counted it as if in { $zone }.
   *[other] { $n } records of the case do not say their zone. We counted them as if in { $zone }.
}
patterns-undated = { $n ->
    [one] { $n } event has no usable time and is not on these charts.
   *[other] { $n } events have no usable time and are not on these charts.
}
figures = All the numbers
week-title = Hours of the week ({ $zone })
week-most = Most came on a { $day } between { $from } and { $to }: { $n }.
week-night = { $n } of { $all } came between 23:00 and 06:00.
week-weekend = { $n } of { $all } came on a Saturday or Sunday.
week-key = A stronger colour means more. An empty square means none.
week-hour = Hour
density-months = Month by month
density-years = Year by year
density-most = The most came in { $when }: { $n }.
density-day = The most on one day came on { $day }: { $n }.
density-days = { $n ->
    [one] Something came on { $n } day.
   *[other] Something came on { $n } days.
}
density-quiet = { $n ->
    [one] The longest time without anything was { $n } day, { $day }.
   *[other] The longest time without anything was { $n } days, from { $day }.
}
density-when = When
density-how-many = How many
by-account-title = Account by account
by-account-most = { $accounts ->
    [one] One account did all of it, { $n } in all:
   *[other] Of { $accounts } accounts, the one with the most did { $n }:
}
by-account-shown = Each line covers the same time. { $n } of { $all } accounts are shown.
## Add

title-add = Add
add-title = Add
add-read-only = Your files are only read. Nothing of yours is moved, changed or deleted.
add-choose = Choose files
add-files = Files
add-files-hint = Exports, screenshots, mails, letters, call lists. You can choose several at once.
add-folder = Or a whole folder
add-folder-hint = Everything inside it is taken in.
add-drop = Or drag files and folders onto this page.
add-dropped = Dragged here so far:
add-said = Where did it come from?
add-said-hint = In your words, such as: exported from my phone on Monday. You can leave it empty.
add-said-long = This text is too long. Please shorten it.
add-button = Take it in
add-sending = Your files are being read. Please leave this page open until they have arrived.
add-too-large = That is more than 10 GB at once. Take fewer files, or name them by their place on this computer.
add-other-ways = Other ways
add-way-here = Name a file or folder on this computer
add-way-here-hint = Best for large exports: nothing is copied twice, and the files' dates are kept.
add-way-write = Write down what happened
add-way-write-hint = Your memory is evidence too. "I do not know" is an answer.
add-way-unseen = Log without looking
add-way-unseen-hint = Seal a picture or screenshot. It is not shown to you.
add-way-how = How to get your messages out of an app
add-way-how-hint = Step by step, for each app.
add-came = What came in so far
add-nothing-yet = Nothing yet. Begin with one chat or one folder. You can add more whenever you want.
add-looking = Looking through it
add-sealing = Sealing, { $mb } MB of this file
add-done = { $n ->
    [one] { $n } file is saved.
   *[other] { $n } files are saved.
}
add-done-but = { $bad ->
    [one] We could not take in { $bad } file.
   *[other] We could not take in { $bad } files.
} { $n ->
    [one] The other one is saved.
   *[other] The other { $n } are saved.
}
add-known = { $n ->
    [one] This file was here already. Nothing is counted twice.
   *[other] These { $n } files were here already. Nothing is counted twice.
}
source-aside = set aside
source-waiting = not read to the end
source-same = came before
source-defects = { $n ->
    [one] { $n } record could not be read
   *[other] { $n } records could not be read
}
back-to-add = Back to Add
job-adding = Taking in your files

## The question before any picture

under18-question = Could any picture in there show somebody under 18, naked or in a sexual way?
under18-hint = You do not need to look. If yes or unsure, we keep no copy of anything that may hold a picture.
under18-no = No
under18-yes = Yes
under18-unsure = I am not sure
under18-missing = Please answer this first. Nothing was taken in.
under18-turn = Please do not open, copy or send such a picture. You can turn to:
under18-note = You can write down when it came, in which app and from which account. That is enough.
under18-write = Write that down
refused-title = Nothing was taken in
refused-what = No copy, no small picture and no fingerprint was kept. Only that it was refused, and when.
refused-else = Files without pictures can still be added, such as a chat exported without media.
refused-back = Add something else

## Files that arrive

upload-no-answer = Please answer the question about pictures first. Nothing was taken in. Your files are as they were.
upload-no-files = No file was chosen. Choose files or a folder, then send again.
upload-too-large = That is more than 10 GB at once. Nothing of it was kept, and your files are as they were. Name the folder by its place on this computer instead.
upload-too-many = These are too many files at once. Nothing of them was kept. Name the folder by its place on this computer instead.
upload-another = Other files are arriving or waiting. Take these in first, then send yours again.
upload-broken-off = The files stopped arriving. Nothing half done was kept. What was saved before is safe. Please send them again.
arrived-title = Files are waiting
arrived-what = They have arrived and are kept encrypted until you take them in. They go when the app is closed.
arrived-take = Take them in
arrived-drop = Throw this copy away
arrived-busy = Your files have arrived. Something else is running; take them in when it has ended.
arrived-dropped = That copy is gone. Your own files are as they were.

## A place on this computer

here-title = A file or folder on this computer
here-what = Choose where it lies. Nothing is opened or changed by looking.
here-whole = Take in this whole folder
here-above = The folder above
here-folder = Folder
here-empty = There is nothing to choose here.
here-more = There are more than we show. Type the place below.
here-place = Or type its place
here-place-hint = Such as a path you copied from your file manager.
here-go = Go there
here-this-folder = Take in this folder
here-this-file = Take in this file
here-other = Choose something else
size-kb = { $n } kB
size-mb = { $n } MB

## Log without looking

unseen-title = Log without looking
unseen-what = A picture or screenshot is sealed as it is. It is not shown, now or later, unless you ask for it.
unseen-described = What is it, as far as you want to say?
unseen-described-hint = Such as: screenshot from Tuesday evening. You can leave it empty.
unseen-files = Pictures or screenshots
unseen-button = Seal without showing
unseen-done-title = Sealed without showing
unseen-done = { $n ->
    [one] { $n } file is sealed:
   *[other] { $n } files are sealed:
}
unseen-done-note = You do not have to look at it, today or ever. It can still be given to the police.
unseen-write = Write down what it belongs to
unseen-check = See what came in, without the pictures

## How to get an export

title-how = How to
how-title = How to get your messages out of an app
how-what = Apps can give you a file with your own messages. Choose the app to see how.
how-blocked = Export before you block anybody, if you can. An export made after blocking can be smaller.
how-other = An app that is not here? Screenshots, saved pages and printed mails count too.
how-others = Everything else that can be read
how-steps = What to do
how-leaves-out = What such an export leaves out
how-leaves-nothing = Nothing that we know of.
how-more = More about it
how-accepts = What we can read
how-times = Times
how-know = What to know
how-add = Add it now
how-back = All apps

## The import check

title-check = What came in
check-title = What came in
check-problems = { $n ->
    [one] We could not take in { $n } file.
   *[other] We could not take in { $n } files.
}
check-problems-rest = { $n ->
    [one] The other one is saved.
   *[other] The other { $n } are saved.
}
check-problems-which = Which, and why
check-and-more = { $n ->
    [one] and { $n } more
   *[other] and { $n } more
}
check-left-out = { $n ->
    [one] { $n } file was left out, because it may hold a picture. Nothing of it was kept.
   *[other] { $n } files were left out, because they may hold a picture. Nothing of them was kept.
}
check-same = The same files came before as { $source }. They are not counted twice.
check-waiting = This was not read to the end. What was sealed is safe.
check-aside = This is set aside.
check-aside-what = Nothing of it is in the timeline, in search, in any count or in a pack. Nothing was removed: its files stay sealed.
check-redo = Use it again
check-name = What it is
check-received = Taken in on
check-files = Sealed
check-described = What you say it is
check-nothing-read = Nothing in here is a message or a list that we can read. It is sealed as it is, and can be shown as an exhibit.
check-unread = { $n ->
    [one] { $n } file is kept but not read
   *[other] { $n } files are kept but not read
}
check-remarks = To know about these files:
check-question = A question
check-question-hint = The file itself does not say. "I do not know" is an answer.
check-not-known = I do not know
check-answer = Answer
check-answered = Your answer is kept. The files were read again with it.
check-left-open = The question stays open. You can answer it whenever you want.
check-zone-now = Times without a zone are placed by the clock of { $zone }. Change that for this export.
check-zone = Where was the phone or computer?
check-zone-hint = The nearest big city, written like Europe/London.
check-zone-button = Use this clock
check-events = { $n ->
    [one] { $n } event was read.
   *[other] { $n } events were read.
}
check-time-stated = { $n ->
    [one] { $n } has an exact time.
   *[other] { $n } have an exact time.
}
check-time-zone-unknown = { $n ->
    [one] { $n } shows a clock, but not where that clock was.
   *[other] { $n } show a clock, but not where that clock was.
}
check-time-exporter-zone = { $n ->
    [one] { $n } shows the clock of the machine that made the export.
   *[other] { $n } show the clock of the machine that made the export.
}
check-time-day-month-ambiguous = { $n ->
    [one] { $n } does not say whether the day or the month comes first.
   *[other] { $n } do not say whether the day or the month comes first.
}
check-time-undated = { $n ->
    [one] { $n } has no time that we can use.
   *[other] { $n } have no time that we can use.
}
check-repeated = { $n ->
    [one] { $n } was here already, from another export. It is shown once.
   *[other] { $n } were here already, from another export. Each is shown once.
}
check-unknown = { $n ->
    [one] { $n } is of a kind that we do not know:
   *[other] { $n } are of a kind that we do not know:
}
check-defects = { $n ->
    [one] { $n } record could not be read. It is kept and counted.
   *[other] { $n } records could not be read. They are kept and counted.
}
check-defects-list = See which
check-not-compared = { $n ->
    [one] { $n } more export has the same conversations.
   *[other] { $n } more exports have the same conversations.
}
check-omits = What such an export leaves out
check-beside = Beside { $source }, which came on { $day }
check-lacks = { $n ->
    [one] { $n } record of that one is not in this one
   *[other] { $n } records of that one are not in this one
}
check-lacks-messages = { $n ->
    [one] { $n } message of that one is not in this one
   *[other] { $n } messages of that one are not in this one
}
check-has = { $n ->
    [one] { $n } record here is not in that one
   *[other] { $n } records here are not in that one
}
check-before = { $n ->
    [one] That one goes back further, by { $n } record.
   *[other] That one goes back further, by { $n } records.
}
check-after = { $n ->
    [one] That one has { $n } later record.
   *[other] That one has { $n } later records.
}
check-changed = { $n ->
    [one] { $n } record has the same time and sender, and other words.
   *[other] { $n } records have the same time and sender, and other words.
}
check-only-here = { $n ->
    [one] the whole conversation, { $n } record, is only in this one
   *[other] the whole conversation, { $n } records, is only in this one
}
check-only-there = { $n ->
    [one] the whole conversation, { $n } record, is only in that one
   *[other] the whole conversation, { $n } records, is only in that one
}
check-more-threads = { $n ->
    [one] and { $n } more conversation
   *[other] and { $n } more conversations
}
check-missing-list = See every record that only one of them has
check-difference = This is a difference between two exports, and no more. Reasons can be:
period-none = (no usable time)
period = ({ $first } to { $last })
check-keep-or-undo = Keep it, or undo
check-keep-what = It is on the timeline already. Keep it, or take it out again.
check-keep = Keep it
check-kept = Kept. You can undo it later from here.
check-undo = Undo this addition
check-undo-hint = Undoing removes nothing. The files stay sealed, and you can use them again at any time.
check-undone = { $n ->
    [one] It is set aside, and nothing was removed. The case shows { $n } event now.
   *[other] It is set aside, and nothing was removed. The case shows { $n } events now.
}
check-undone-same = It is set aside. The same files also came as { $source }, which still counts.
check-undone-named = It is set aside. What you wrote keeps the names of its events: { $ids }.
check-redone = { $n ->
    [one] It is in use again. The case shows { $n } event now.
   *[other] It is in use again. The case shows { $n } events now.
}
check-back = Back to what came in
again-day = Read again on { $day }
again-one = This version of the program reads this differently from an earlier one. Newer versions read more, or put right what was misread. The files are as they were sealed, and both readings are kept in the log.
again-before = Before: { $side }
again-now = Now: { $side }
again-side = { $events ->
    [one] 1 event
   *[other] { $events } events
} in { $threads ->
    [one] 1 conversation
   *[other] { $threads } conversations
} ({ $by })
again-by = { $importer } version { $version }
again-same = { $n ->
    [one] 1 conversation came out exactly as before.
   *[other] { $n } conversations came out exactly as before.
}
again-others = { $n ->
    [one] 1 conversation did not:
   *[other] { $n } conversations did not:
}
again-look = The earlier words were not stored apart, so we cannot list each change. Look through what matters to you.
again-waits = It is not read to the end yet.
again-newer = This version of the program has a newer way to read this. It may read more, or put something right. You will be told what changed.
again-newer-button = Read it again
again-none = It was read again, and reads as before.
again-done = It was read again. What changed is said here.
again-opened = Some files were read again, and differently. See below.
not-shown-what = { $n ->
    [one] 1 event of { $total } is not shown here. It was read by { $importer } version { $version }, and this version of the program does not read it the same way.
   *[other] { $n } events of { $total } are not shown here. They were read by { $importer } version { $version }, and this version of the program does not read them the same way.
}
not-shown-safe = The sealed files and the log are untouched.
not-shown-look = This copy may only be looked at, so the change cannot be recorded in it. Ask who keeps the case to open it with this version, and to give you a new copy. The earlier version of the program still shows all of it.
not-shown-older = This program is older than the one that read it. Use the newer one.
not-shown-never = Keep the case as it is. The earlier version still reads it, and a newer one may: it tries by itself.
job-again = Reading again with this version of the program
job-answering = Reading again with your answer
job-undoing = Putting the timeline in order
defects-title = Records that could not be read
defects-what = Their bytes are kept in the sealed files. An expert can look at them there.
defects-none = There are none.
missing-title = Records that only one export has
missing-what = Each of these is in one export of a conversation, and not in another that could have it.
missing-none = There are none.
missing-from = not in { $source }
missing-words = Show the words

## Write down what happened

title-write = Write
write-step = Page { $at } of { $of }
write-what-title = What happened?
write-what-what = Begin wherever you like, in your own words. Short is fine. You can come back and add more.
write-words = What happened
write-words-hint = What you saw, heard or read. If you do not remember something, say so.
write-when-title = When was it?
write-when-what = Say only what you know. Leave the rest empty: "I do not know" is an answer.
write-when = When it happened, in your own words
write-when-hint = Such as: the week after Easter, in the evening. Or: I do not know.
write-from = The day, as far as you know it
write-from-hint = The year alone is fine, or the month and year.
write-to = The last day, if it went on longer
write-to-hint = Leave it empty if it was one day.
write-how-known = How do you know the time?
write-how-known-hint = It helps whoever reads this to know how sure the time is.
write-how-known-memory = I remember it
write-how-known-note-made-then = From a note I made then
write-how-known-records = From messages, calls or other records
write-how-known-said-by-other = Somebody told me
write-how-known-not-known = I do not know when it was
write-fresh = Are you writing this while it is fresh?
write-fresh-hint = Both count. It only has to be said.
write-fresh-yes = Yes, at the time or just after
write-fresh-no = No, later
write-where-title = Where, and who else?
write-where-what = Leave empty what you do not know.
write-place = Where it happened
write-place-hint = A place, or an app. Home addresses are withheld from packs unless you choose otherwise.
write-witnesses = Who else saw or heard it
write-witnesses-hint = Names, or who they were. Only what you want to say.
write-did-title = What did it do to you?
write-did-what = The law asks about this. Say as much or as little as you want.
write-impact = What it did
write-impact-hint = Fear, sleep, work, money, things you no longer do.
write-belief = What you believe, apart from what you saw
write-belief-hint = Such as who you think it was, and why. It is marked as belief wherever it stands.
write-shows-title = What shows it?
write-shows-what = You can leave this for later.
write-events = Events that show it
write-events-hint = Their numbers from the timeline, such as e12, e40.
write-exhibits = Files that show it
write-exhibits-hint = Their numbers, such as WF/3.
write-still-needed = What could still show it, and who has it
write-still-needed-hint = A camera, a neighbour, a phone company. Some keep things only for weeks.
write-begun = You began this earlier. It was kept for you.
write-forget = Throw this draft away
write-forgotten = The draft is gone. Nothing else was changed.
write-stop = Save and stop for now
write-timeline = Save and look in the timeline
write-look-up = What you wrote is kept. Note the numbers you need, then go back to Write.
write-before = One page back
write-written = What you wrote down before
write-kept = Each page is kept as you go on. You can stop at any time.
write-look-title = Read it once more
write-look-what = Nothing is final. You can change it later, and every version is kept.
write-not-said = not said
write-keep = Keep it
write-keep-again = Keep the new version
write-done = Kept as { $id }. You can stop now. Everything is saved.
written-title = What you wrote down
written-none = Nothing yet. A few words are enough to begin.
written-begin = Write something down
written-change = Change it or add to it
written-all = Everything you wrote down
written-versions = Versions
written-version-count = { $n ->
    [one] There is one version.
   *[other] There are { $n } versions. The newest is shown above.
}
written-version = Written { $day } UTC, entry { $entry } of the log
written-lost = { $n ->
    [one] It names 1 event that is not shown now: what it came with was set aside, or is read differently now.
   *[other] It names { $n } events that are not shown now: what they came with was set aside, or is read differently now.
}
written-note = Every version stays in the log. Nobody can say later that it was changed in secret.
written-on = Written down on
written-when = When, in your words
written-days = Day or period
written-from = First day
written-to = Last day
written-how-known = How the time is known
written-fresh = Written while it was fresh
## Reports

title-report = Reports
reports-title = Reports
choose-one = Choose one.
choose-none = Not said
date-wrong = That is not a day. Give day, month and year, such as 1 3 2024.
version-kept = The earlier version is kept. Anybody can see later what was changed, and when.
version-written = Written { $when }. Entry { $entry } of the custody log.
versions-earlier = { $n ->
    [one] One earlier version
   *[other] { $n } earlier versions
}
ledger-title = What you reported, and what you were told
ledger-what = Every call, letter, visit and form, and every answer. Word for word where you can.
ledger-none = Nothing is written down yet. Begin with the first time you told anybody.
ledger-add = Write down a contact
ledger-new-title = A contact with police, a platform or somebody else
ledger-new-what = One contact a page: what you said, and what they said. Leave open what you do not know.
ledger-change-title = Change what is written down
ledger-change = Change or add to it
ledger-letter = Draft a letter about it
ledger-saved = Kept as { $id }.
ledger-answered-short = They said:
ledger-not-answered = No answer written down.
ledger-body = Whom did you turn to?
ledger-body-police = Police
ledger-body-platform = A platform or app
ledger-body-employer = Employer, school or landlord
ledger-body-support = A helpline, charity or advocate
ledger-body-court = Court or prosecutor
ledger-body-other = Somebody else
ledger-body-name = Which one
ledger-body-name-hint = Such as the name of the police force.
ledger-body-name-missing = Say which one it was.
ledger-date = Which day
ledger-date-hint = The day of the contact, such as 1 3 2024.
ledger-date-missing = Give the day. If you do not know it, give your best day and say so below.
ledger-happening = What kind of step was it?
ledger-happening-hint = Some days to keep are counted from it.
ledger-happening-report = I reported something
ledger-happening-acknowledgement = They said that they have it
ledger-happening-answer = They answered
ledger-happening-arrest = Somebody was arrested
ledger-happening-interview = Somebody was interviewed
ledger-happening-release = Somebody was released
ledger-happening-bail-change = Bail was changed or ended
ledger-happening-decision-not-to-investigate = They decided not to investigate
ledger-happening-no-further-action = They decided on no further action
ledger-happening-charge = Somebody was charged
ledger-happening-warning = The person doing this was warned
ledger-happening-order = An order was made
ledger-happening-complaint = I complained
ledger-happening-complaint-outcome = My complaint was answered
ledger-happening-review-request = I asked for a review
ledger-happening-review-outcome = The review was answered
ledger-happening-preservation-asked = I asked for records to be kept
ledger-happening-other = Something else
ledger-said = What you said or sent
ledger-said-hint = In your words. Write what you remember, and what you are not sure of.
ledger-answered = What they answered, word for word
ledger-answered-hint = If it is from memory, write the words you remember and say that it is from memory.
ledger-promised = What they promised
ledger-promised-hint = Such as a call back, a visit, a letter.
ledger-due = By which day
ledger-due-hint = Leave it empty if no day was named.
ledger-channel = How
ledger-channel-hint = Telephone, counter, online form, e-mail, letter.
ledger-officer = Name of who answered
ledger-officer-number = Their number
ledger-officer-number-hint = A collar number or staff number. You may ask for it.
ledger-reference = Their reference
ledger-reference-hint = Crime number, log number or ticket.
ledger-outcome = What came of it
ledger-outcome-hint = You can add this later.
ledger-more = More days, and what it answers
ledger-happened = Day of the thing itself
ledger-happened-hint = If they told you later, such as of an arrest.
ledger-acknowledged = Day on which they said that they have it
ledger-acknowledged-hint = Leave it empty if they did not.
ledger-kept = Day on which they kept the promise
ledger-kept-hint = Leave it empty if they did not.
ledger-answers = The earlier contact that this answers
ledger-answers-hint = Its number, such as L-1.
ledger-answers-unknown = There is no other contact of that number.

order-title = Orders, warnings and every "stop"
order-what = Each time the person doing this was told to stop. A pack counts what came after.
order-none = None is written down yet.
order-add = Write one down
order-kind = What was it?
order-kind-asked-to-stop = I, or somebody for me, told them to stop
order-kind-police-warning = The police warned them
order-kind-bail-condition = A condition of bail
order-kind-court-order = An order of a court
order-kind-platform-measure = A platform removed or limited an account
order-kind-warning = An employer, school or landlord warned them
order-kind-other = Something else
order-given = From which day did they know?
order-given-hint = The day on which it reached them, such as 1 3 2024.
order-given-missing = Give the day on which they were told.
order-words = Its words
order-words-hint = As they were said or written.
order-how-reached = How do you know that it reached them?
order-how-reached-hint = Such as: they answered it, or the police told me so.
order-by = Who gave it
order-by-hint = Such as the force, the court or yourself.
order-reference = Its number
order-reference-hint = If it has one.
order-until = Last day on which it holds
order-until-hint = Leave it empty if it has no end.

impact-title = What it did to your life
impact-what = In your own words. Only what you want to tell; all of it can go into a pack.
impact-none = Nothing is written down yet.
impact-add = Write something down
impact-area = Which part of your life?
impact-area-fear = Fear and distress
impact-area-sleep = Sleep
impact-area-health = Health
impact-area-work = Work or study
impact-area-home = Home
impact-area-people = Family and friends
impact-area-habits = What I gave up
impact-area-money = Money
impact-area-other = Something else
impact-words = What it did
impact-words-hint = Take your time. You can stop and go on later.
impact-words-missing = Write a few words.
impact-since = Since when
impact-since-hint = "Since last winter" is an answer.
impact-cost = What it cost
impact-cost-hint = Money, if any.
impact-who-can-say = Who else could say so
impact-who-can-say-hint = Such as a friend, a doctor or somebody at work.

## Days to keep

days-title = Days to keep
days-what = Counted from what you wrote down, always on the worst case. Your own notes decide what is counted.
days-soon = Days to keep
days-go = See every day and its reason
days-passed = { $n ->
    [one] One other day to keep has passed.
   *[other] { $n } other days to keep have passed.
}
days-left = { $n ->
    [0] Today.
    [one] One day left.
   *[other] { $n } days left.
}
days-ago = { $n ->
    [one] It passed one day ago.
   *[other] It passed { $n } days ago.
}
days-state-running = Running.
days-state-passed = Passed.
days-state-unknown = Something is not known yet.
days-state-does-not-apply = This does not apply here.
days-state-done-late = Done, but late.
days-state-done = Done in time.
days-state-no-limit = There is no time limit.
days-group-running = To come
days-group-passed = Passed, or done late
days-group-unknown = Not known yet
days-group-done = Done in time
days-group-none = Without a day
days-none = Nothing can be counted yet. Write down what happened and what you reported.
days-weak = We could not confirm this rule. Ask about it before you rely on it.
days-more = Why, and what would change it
days-from = Counted from:
days-changes = What would change it:
days-source = The rule stands in:
days-source-none = (general knowledge)
days-read = Read { $day }.
days-calendar = Get a calendar file
days-calendar-what = For your own calendar. It holds days and the word "Reminder", and names no reason.
days-calendar-empty = There is no day to come, so there is no calendar file.
days-law-title = Whose law this follows
days-law-what = { $law }, read { $read }.
days-law = Law of
days-enhanced = Enhanced rights
days-enhanced-hint = Some people have a right to be told sooner. The police or a support service can say whether you have.
days-enhanced-yes = I was told that I have enhanced rights
days-as-of = As it stands { $when }.

## Letters

letter-title = Letters
letter-what = A draft from what is written down here. You change it and send it yourself; nothing is sent from here.
letter-go = Draft a letter
letter-kind = What is it for?
letter-kind-report = To report it
letter-kind-report-hint = What happened, as you wrote it down, for a first or new report.
letter-kind-chase = To ask what became of it
letter-kind-chase-hint = About a report or a promise.
letter-kind-complaint = To complain
letter-kind-complaint-hint = About how a report was handled.
letter-kind-preservation = To have records kept
letter-kind-preservation-hint = Asks the police to have platforms keep what they hold.
letter-about = About which contact
letter-about-latest = The latest one with the police
letter-make = Make the draft
letter-other = Another letter
letter-draft-title = Your draft
letter-draft-what = Read it, change what you like, and fill what stands in square brackets.
letter-gaps = { $n ->
    [one] One gap is left in square brackets.
   *[other] { $n } gaps are left in square brackets.
}
letter-text = The letter
letter-text-hint = Mark all of it to copy it, or get it as a file below.
letter-file = Get it as a file
letter-file-care = The file is not encrypted. Anybody who uses this computer could read it.

## What shows what

elements-title = What shows what
elements-what = What the law looks for, and what of yours shows it. Only you, or who helps you, decides.
elements-go = See the list and its gaps
elements-count = Nothing is said yet for { $gaps } of { $all } points. A gap is no mistake: it shows what to look for.
elements-gap = Gap:
elements-perhaps = Perhaps:
elements-assign = Say what shows it
elements-undo = Take it back
elements-some = { $what } and { $events ->
    [one] one event
   *[other] { $events } events
}
elements-incidents = What you wrote down
elements-no-incidents = You have not written down what happened yet.
elements-exhibits = Exhibits
elements-exhibits-hint = Such as WF/3, with commas between several.
elements-events = Events
elements-events-hint = Such as e12, with commas between several.
elements-because = Why
elements-because-hint = In your words. It may stay empty.
elements-nothing = Choose at least one thing that shows it.
elements-kept = Kept as { $id }.
elements-undone = { $id } was taken back. Both stay in the log.

## Packs

title-pack = Pack
pack-title = Packs
pack-what-it-is = A pack is what you hand over: a report to read, numbered exhibits, and the means to check them.
pack-none = You have made no pack yet. You choose what is in it, and see it before anybody else.
pack-make = Make a pack
pack-given = Packs you made
pack-given-what = Compare the fingerprint by telephone with whoever got it.
pack-number = Pack { $n }
pack-for-nobody = for nobody named
pack-counts = { $shown } events shown, { $withheld } withheld and counted.
pack-fingerprint = Fingerprint of the pack
pack-log-fingerprint = Fingerprint of the log
pack-choice = What was chosen
pack-again = Begin from this choice
pack-choose-title = What goes into the pack
pack-choose-what = Nothing is made yet. The next page says what would be shown, and who would be exposed.
pack-renumbered = Since this was chosen, something was read again, answered or set aside, so conversations and events may have other numbers. Check which ones are chosen and left out.
pack-for = For whom
pack-for-hint = Such as the police force or your solicitor. It stands on the front page.
pack-ask = What you ask of them
pack-ask-hint = One or two sentences for the front page. It may stay empty.
pack-what = Which conversations?
pack-what-theirs = Those with accounts of the person doing this
pack-what-theirs-hint = As you said under People. Your own side of them is shown too.
pack-what-people = What certain people did
pack-what-people-hint = Tick them below.
pack-what-threads = Certain conversations
pack-what-threads-hint = Tick them below.
pack-what-all = Everything in the case
pack-what-all-hint = Also conversations that have nothing to do with it.
pack-persons = People
pack-persons-hint = Only used if you chose "What certain people did".
pack-role-me = You
pack-role-known = Somebody you know
pack-role-not-known = Not known to you
pack-threads = Conversations to tick
pack-threads-hint = Only used if you chose "Certain conversations". The number is how many records it has.
pack-more-threads = More conversations
pack-more-threads-hint = Their numbers, such as T210, with commas between.
pack-withhold = Words and numbers to withhold
pack-withhold-hint = One a line, such as a name, an address or a telephone number. Each is blacked out everywhere.
pack-narrow = Narrow it: days, kinds, accounts, words, single events
pack-from = From which day
pack-from-hint = Leave the days empty to show all of them.
pack-to = Until which day
pack-kinds = Only these kinds
pack-kinds-hint = None ticked means every kind.
pack-kind-message = Messages
pack-kind-call = Calls
pack-kind-post = Posts
pack-kind-comment = Comments
pack-kind-request = Requests
pack-kind-deletion = Deleted messages
pack-kind-login = Logins
pack-accounts = Only these accounts
pack-accounts-hint = One a line: handle, number or name.
pack-search = Only what holds these words
pack-search-hint = One search a line.
pack-events = Single events
pack-events-hint = Such as e12, e340.
pack-context = How many events around each
pack-context-hint = What stands before and after keeps its meaning. 3 if you leave it empty.
pack-context-wrong = Give a number, such as 3.
pack-leave-out = Leave out: people, kinds, accounts, words, single events
pack-without-persons = Leave out what these people did
pack-without-kinds = Leave out these kinds
pack-without-accounts = Leave out these accounts
pack-without-accounts-hint = One a line.
pack-without-threads = Leave out these conversations
pack-without-threads-hint = Such as T3, T8.
pack-without-search = Leave out what holds these words
pack-without-search-hint = One search a line.
pack-withhold-events = Withhold these events
pack-withhold-events-hint = Such as e12. They are counted, and not shown.
pack-more = Pictures, originals, places, other people
pack-attached = Attached files and pictures
pack-attached-listed = Named only
pack-attached-covered = Kept in the evidence, covered in the documents
pack-attached-shown = Printed too
pack-times = What gaps tell of withheld events
pack-times-count = Only how many
pack-times-ends = When the first and the last of each gap were
pack-times-all = When each was, and who sent it
pack-originals = Original files
pack-originals-hint = Only those of which everything is shown anyway.
pack-originals-yes = Put them into the pack
pack-exhibits = These originals in any case
pack-exhibits-hint = Such as WF/3. Everything in such a file can be read, also what you withheld elsewhere.
pack-third = Accounts of other people
pack-third-hint = Friends and family who are neither you nor the person doing this.
pack-third-yes = Show their accounts too
pack-places = Places
pack-places-hint = Where pictures were taken and positions that were shared. They can tell where you live.
pack-places-yes = Show places too
pack-check = Check what it would show
pack-check-title = Check before it is made
pack-check-what = Nothing is made yet. This is what the pack would show.
pack-exposed = Who would be exposed
pack-nobody-said = You have not said whose the accounts are. So every account would be shown.
pack-nobody-else = No account of anybody else stands in it.
pack-third-shown = Accounts of these other people would be shown:
pack-third-withheld = Accounts of these other people would be withheld. What they wrote would be shown:
pack-third-more = { $n ->
    [one] One more account
   *[other] { $n } more accounts
}
pack-names-inside = Names inside messages are shown, unless you withhold them. A pack can reach the person doing this.
pack-withheld-title = Words withheld everywhere
pack-withheld-none = None. Think of addresses, telephone numbers and names of people who are not part of this.
pack-withheld-these = Each of these is blacked out wherever it stands:
pack-threads-title = Conversations in it
pack-thread = Conversation
pack-shown = Shown
pack-withheld = Withheld
pack-not-in = { $threads } more conversations with { $events } events would not be in it.
pack-look = Look at its pages
pack-change = Change what goes in
pack-pages-title = The pages of your pack
pack-pages-what = The pack is put together and checked, and not saved yet. What you save is exactly this.
pack-pages-file = These documents open in your own PDF reader, as they will be saved. Delete your download afterwards.
pack-kilobytes = { $n } kB
pack-parts = Parts of the report
pack-front = Front page
pack-wide-table = Table
pack-rest = { $n } more stand in the document itself.
pack-save = Save the pack
pack-save-title = Save the pack
pack-save-care = Read the report first, from the first page to the last. What is handed over cannot be called back.
pack-name = Name of the folder or file
pack-name-hint = Letters, digits, spaces and hyphens. Choose something that tells nothing.
pack-name-wrong = Use letters, digits, spaces and hyphens only.
pack-name-taken = { $path } is there already. Nothing is written over. Choose another name.
pack-lock = Who can open it?
pack-lock-passphrase = Whoever knows a passphrase
pack-lock-passphrase-hint = One locked file. Tell them the passphrase another way than you send the file.
pack-lock-key = The holder of a key
pack-lock-key-hint = One locked file that only their key opens. They give you a key that begins with age1.
pack-lock-none = Anybody who has it
pack-lock-none-hint = A folder of plain files, for handing over in person.
pack-passphrase = Passphrase for the pack
pack-passphrase-hint = At least { $n } characters, and not the passphrase of your case. Only for a locked file.
pack-keys = Their keys
pack-keys-hint = One a line. Only if you chose a key.
pack-keys-missing = Give at least one key.
pack-made-title = The pack is saved
pack-made-what = It was read again after it was written, and checked as a stranger would.
pack-made-where = Where
pack-made-counts = What it holds
pack-made-fingerprint = Give both fingerprints separately, by telephone or letter. They show that nothing was changed on the way. That of the log also stands on the first page.
pack-made-locked = They open it with the free tool age, and then unpack it.
job-pack = Putting the pack together
job-pack-save = Saving the pack

## Copies and helpers

place = Where
place-hint = Best a stick or another disk.
place-folder-hint = The whole path, such as /media/stick. It must be there already.
place-stick = A stick or other disk
place-own = Your own folder on this computer
place-other = Another folder
place-folder = Which folder
place-wrong = Give the whole path of a folder that is there.
title-copy = Copies
copy-title = A second copy of everything
copy-what = A locked copy of the whole case, what you are still writing too. Best on a stick that you keep elsewhere. Every file in it is checked.
copy-never = No copy was made yet. If this computer breaks or is taken, everything is gone.
copy-last = Last copied { $when } UTC to
copy-newer = { $n ->
    [one] One entry of the log is newer than the copy.
   *[other] { $n } entries of the log are newer than the copy.
}
copy-make = Copy now
copy-safe = It opens with your passphrase or your recovery sheet, and with nothing else.
copy-back = To bring the case back on another computer, start On Record there and choose "I have a copy".
copy-done = Copied, read back and checked: { $n } originals.
copy-done-same-disk = Copied and checked: { $n } originals. It is on the same disk as the case: make one on a stick too.
copy-done-problems = Copied: { $n } originals. { $problems } are damaged in the case itself. Keep older copies.
job-copy = Copying the case
job-copy-step = { $n } MB written
restore-go = I have a copy of my case, and want it back
restore-title = Bring a case back from a copy
restore-what = Put in the stick or disk with the copy. The copy is only read, and stays as it is.
restore-beside = The case from the copy is put beside the one that is open now. That one stays as it is.
restore-found = Copies that we found
restore-copy = Where is the copy?
restore-copy-hint = The whole path of its folder, such as /media/stick/case-copy. Leave it empty if it is chosen above.
restore-no-case = There is no copy of a case in that folder. Choose the folder itself, not what is in it.
restore-to = Where shall it go?
restore-key = What opens it
restore-passphrase-hint = The one that opened the case when the copy was made.
restore-wrong-key = That passphrase or key does not open it. Check it, and try again.
restore-button = Bring it back
restore-safe = Nothing is changed in the copy, and nothing leaves this computer.
restore-no-copy = I have no copy. Begin a new case
restore-running = Bringing your case back
restore-wait = Every file is checked as it comes. If it stops, begin again: it goes on where it was.
restore-done = Your case is back
restore-done-what = Every original was checked against the log of the copy.
restore-place = Where it is
restore-problems = { $n ->
    [one] One thing in the copy was damaged or missing. Everything else is here. Keep the copy, and look for another one.
   *[other] { $n } things in the copy were damaged or missing. Everything else is here. Keep the copy, and look for another one.
}
restore-use-title = Which case do you want to go on with?
restore-use-what = The app has one case at a time. The one that is open now stays where it is.
restore-use = Use the case from the copy, and close the app
restore-stay = Stay with the case that is open
restore-used = Start On Record again. It opens the case from the copy, with the passphrase of that time.
restore-before = The case from before lies here, unchanged:
settings-case = Your case lies here:
settings-copy = Make a copy
helpers-title = People who help you
helpers-what = An advocate or solicitor can get a copy that only their own key opens. Usually they may only look.
helpers-go = Helpers
helpers-none = Nobody else can open a copy.
helpers-looks = may look
helpers-changes = may look and change
helpers-hand = Make their copy
helpers-remove = Take their key away
helpers-removed = Taken away. A copy that they already have still opens for them. No program can undo that.
helpers-given = Copies you made for helpers
helpers-add-title = Let somebody help
helpers-name = Their name
helpers-name-hint = Everything they do in the case bears this name.
helpers-key = Their key
helpers-key-hint = It begins with age1. They make it with: onrecord keys new-key. Only the part that is given away.
helpers-may = What may they do?
helpers-may-look = Look at everything
helpers-may-look-hint = They can read all of the copy, and change nothing in it.
helpers-may-change = Look and change
helpers-may-change-hint = They can also write things down. Each change is signed with their name.
helpers-care = They can read everything in a copy that you give them. You cannot take such a copy back.
helpers-add = Add this helper
helpers-added = Added. Now you can make their copy.
hand-title = A copy for
hand-what = Only their key opens it: not your passphrase, and not your recovery sheet.
hand-notes = Private notes
hand-notes-hint = No pack ever holds them. A helper's copy only does if you say so.
hand-notes-yes = Put my private notes into this copy
hand-care = The copy stays theirs. Taking their key away later does not reach it.
hand-make = Make the copy
hand-done = The copy is in { $path }. It was read back and checked.
