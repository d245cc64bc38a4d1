# Drugi język, na próbę: to, co widać na każdej stronie, odblokowanie, pierwsze kroki i strona główna.
# Czego tu nie ma, mówi się po angielsku.

## Każda strona

skip = Przejdź do treści
danger-now = Grozi Ci niebezpieczeństwo?
danger-call = Dzwoń pod 999
leave = Opuść tę stronę
leave-once = Opuść tę stronę: naciśnij Shift jeszcze dwa razy.
leave-twice = Opuść tę stronę: naciśnij Shift jeszcze raz.
lock = Zablokuj
lock-soon = Za minutę nastąpi blokada. Naciśnij dowolny klawisz, aby zostać.
draft-kept = Zachowano.
menu = Menu
menu-home = Start
menu-timeline = Oś czasu
menu-add = Dodaj
menu-people = Osoby
menu-reports = Zgłoszenia
menu-pack = Pakiet
banner-working-for = Pracuje: { $name }. Każda zmiana jest podpisana tym imieniem.
foot-here = Wszystko pozostaje na tym komputerze.
foot-device = Przed czym to nie chroni
settings = Ustawienia
undo = Cofnij
save = Zapisz
saved = Zapisano.
go-on = Dalej
go-home = Przejdź na początek
change = Zmień
stop-now = Możesz teraz przerwać. Wszystko jest zapisane.
problems = Jest problem
problem = Problem:
pager = Strony
pager-before = Wcześniej
pager-after = Później
date-day = Dzień
date-month = Miesiąc
date-year = Rok
passphrase = Hasło
task-done = Zrobione
task-open = Do zrobienia
task-later = Później

## Liczby

count-files = { $n ->
    [one] { $n } plik
    [few] { $n } pliki
   *[many] { $n } plików
}
count-events = { $n ->
    [one] { $n } zdarzenie
    [few] { $n } zdarzenia
   *[many] { $n } zdarzeń
}
count-people = { $n ->
    [one] { $n } osoba
    [few] { $n } osoby
   *[many] { $n } osób
}

## Odblokowanie

title-unlock = Odblokuj
unlock-title = Odblokuj
unlock-button = Odblokuj
unlock-held = Blokada nastąpiła, zanim dotarł formularz. Zachowaliśmy go; można go wysłać po odblokowaniu.
unlock-running = Rozpoczęta praca trwa dalej.
unlock-wrong = To hasło nie pasuje. Sprawdź wielkie litery i odstępy, i spróbuj ponownie.
unlock-empty = Wpisz hasło.
unlock-wait = { $n ->
    [one] Poczekaj sekundę i spróbuj ponownie.
    [few] Poczekaj { $n } sekundy i spróbuj ponownie.
   *[many] Poczekaj { $n } sekund i spróbuj ponownie.
}
unlock-sheet = Nie pamiętam go. Mam arkusz odzyskiwania.
unlock-sheet-label = Cztery wiersze klucza
unlock-sheet-hint = Wpisz je bez numerów i sum kontrolnych. Wielkość liter i odstępy nie mają znaczenia.
unlock-sheet-button = Odblokuj arkuszem
unlock-sheet-wrong = W kluczu jest błąd albo należy on do innej sprawy. Porównaj wiersz po wierszu.

## Pierwsze kroki

first-title = Zanim zaczniesz
first-what = Ta aplikacja pomaga zebrać to, co Cię spotyka. Wszystko pozostaje na tym komputerze.
first-before = Najpierw jedna szczera uwaga.
first-device = Czy ktoś inny używa tego komputera albo może się do niego dostać?
first-device-hint = Także ktoś, kto zna Twoje hasło, i ktoś, kto ten komputer dla Ciebie skonfigurował.
first-device-mine = Nie, używam go tylko ja
first-device-shared = Tak, albo ktoś by mógł
first-device-unsure = Nie wiem
first-device-missing = Wybierz odpowiedź, która pasuje najlepiej.

## Start

home-title = Start
home-next = Twój następny krok
home-tasks = Twoje akta krok po kroku
home-holds = Co już zawierają
home-recent = Ostatnie zmiany
next-add = Dodaj to, co masz: eksporty, zrzuty ekranu, listy, połączenia. Twoje pliki się nie zmienią.
next-add-button = Dodaj pliki
task-sheet = Zachowaj arkusz odzyskiwania
task-sheet-hint = Na papierze, poza domem.
task-add = Dodaj to, co masz
task-add-hint = Eksporty, zrzuty ekranu, listy, wykazy połączeń.
task-people = Powiedz, kto jest kim
task-people-hint = Ty, znajome osoby i konta, których nie rozpoznajesz.
task-incident = Zapisz, co się stało
task-incident-hint = Własnymi słowami. „Nie wiem” też jest odpowiedzią.
task-ledger = Zanotuj, co zgłosiłaś lub zgłosiłeś
task-ledger-hint = Co powiedziano, co odpowiedziano, co obiecano.
task-pack = Przygotuj pakiet
task-pack-hint = Dla policji, prawnika albo osoby, która Ci pomaga.

## Ustawienia

settings-title = Ustawienia
settings-language = Język
