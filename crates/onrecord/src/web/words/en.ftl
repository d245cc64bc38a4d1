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
foot-here = Everything stays on this computer.
foot-device = What this cannot protect you from
settings = Settings
undo = Undo
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
picture-hidden = Picture hidden.
picture-show = Show picture
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
busy-safe = This page has to wait until that is done. You can leave it: nothing is lost.
stranger-title = Locked. Please start the app again
stranger-what = This browser window does not belong to the app that runs now.
stranger-do = Close this tab. Then open On Record the way you opened it first.

## Long work

job-count = { $done } of { $of }
job-look = See how far it is
job-news = Something that was running has ended.
job-safe = You can close this page or lock the app. The work goes on, and nothing is lost.
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

held-title = You were saving something when the app locked
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
