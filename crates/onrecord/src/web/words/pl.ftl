# Drugi język: cała droga pierwszej godziny, od odblokowania po oś czasu, zdarzenie i wyszukiwanie.
# Czego tu nie ma, mówi się po angielsku. Sekcje noszą nazwy z en.ftl, aby test mógł je porównać.

## Every page

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
banner-helper-looks = Pracuje: { $helper }, dla: { $owner }. Można oglądać wszystko, nie można niczego zmieniać.
banner-helper-changes = Pracuje: { $helper }, dla: { $owner }. Każda zmiana jest podpisana tym imieniem.
banner-helper-notes = W tej kopii nie ma prywatnych notatek.
foot-here = Wszystko pozostaje na tym komputerze.
foot-device = Przed czym to nie chroni
settings = Ustawienia
undo = Cofnij
taken-back = Wycofano. Niczego nie usunięto: wszystko pozostaje w dzienniku.
put-back = Znów obowiązuje.
undo-button = Wycofaj
undo-all = Wycofaj to
undo-last = Wycofaj ostatnią zmianę
undo-what = Nie będzie tego widać, nie będzie liczone i nie trafi do pakietu. Nic nie zostanie usunięte i można to cofnąć.
gone-title = { $n ->
    [one] Wycofano jeden wpis
    [few] Wycofano { $n } wpisy
   *[many] Wycofano { $n } wpisów
}
gone-what = Nie są liczone i nie ma ich w żadnym pakiecie. Pozostają w dzienniku.
gone-put-back = Niech znów obowiązuje
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

## Counts

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
count-incidents = { $n ->
    [one] { $n } opis
    [few] { $n } opisy
   *[many] { $n } opisów
}
count-entries = { $n ->
    [one] { $n } wpis
    [few] { $n } wpisy
   *[many] { $n } wpisów
}
count-packs = { $n ->
    [one] { $n } pakiet
    [few] { $n } pakiety
   *[many] { $n } pakietów
}

## Titles in the browser's tab: words that tell nothing

title-problem = Problem
title-wait = Proszę czekać
title-start = Początek
title-unlock = Odblokuj
title-home = Start
title-settings = Ustawienia
title-held = Niewysłane
title-sheet = Arkusz
title-device = Informacje
title-closed = Zamknięte

## Errors

error-not-found-title = Nie ma takiej strony
error-not-found-what = Adres może być stary albo nie ma już tego, do czego prowadził.
error-not-found-safe = Nic nie zostało zmienione.
error-not-found-do = Wróć albo zacznij od strony Start.
error-too-large-title = To było zbyt duże
error-too-large-what = Przesłano więcej, niż ta strona przyjmuje.
error-too-large-safe = Nic nie zostało zmienione. To, co było zapisane wcześniej, jest bezpieczne.
error-too-large-do = Wyślij to w mniejszych częściach albo dodaj jako plik.
error-form-title = Nie udało się odczytać formularza
error-form-what = Przeglądarka przesłała coś, czego nie rozumiemy.
error-form-safe = Nic nie zostało zmienione.
error-form-do = Wróć i spróbuj ponownie.
error-slow-title = Połączenie zostało przerwane
error-slow-what = Dotarła tylko część formularza.
error-slow-safe = Nic nie zostało zmienione.
error-slow-do = Wróć i wyślij go jeszcze raz.
error-crashed-title = W aplikacji coś poszło nie tak
error-crashed-what = To nasza wina, nie Twoja. Tego kroku nie wykonano.
error-crashed-safe = To, co było zapisane wcześniej, jest bezpieczne. Aplikacja mogła się dla pewności zablokować.
error-crashed-do = Spróbuj ponownie. Jeśli to się powtórzy, powiedz nam, która to była strona.
error-op-title = Nie udało się tego zrobić
error-answer-title = Najpierw trzeba na coś odpowiedzieć
error-stopped-title = Zatrzymano
error-stopped-what = Zatrzymano. To, co skończone, jest zapisane. Można to dokończyć później.
busy-title = Jeszcze chwila
busy-safe = To musi poczekać na koniec tej pracy. Możesz opuścić tę stronę: nic nie zginie.
busy-kept = Nie udało się tego jeszcze zapisać. Twój tekst jest zachowany, dopóki działa aplikacja. Wyślesz go, gdy praca się skończy.
stranger-title = Zablokowane. Uruchom aplikację ponownie
stranger-what = To okno przeglądarki nie należy do aplikacji, która teraz działa.
stranger-do = Zamknij tę kartę. Potem otwórz On Record tak, jak za pierwszym razem.

## Long work

job-count = { $done } z { $of }
job-look = Zobacz, jak daleko to jest
job-news = Rozpoczęta praca dobiegła końca.
job-safe = Możesz zamknąć tę stronę albo zablokować aplikację. Praca trwa dalej i nic nie zginie.
job-meanwhile = Do tego czasu widzisz wszystko tak, jak było wcześniej.
job-kept = Twój tekst jest do tego czasu zachowany.
job-stop = Zatrzymaj po tym kroku
job-stopping = Praca zatrzyma się po tym kroku.
job-stopped-title = Zatrzymano
job-stopped-what = zatrzymano. To, co skończone, jest zapisane. Możesz wrócić do tego, kiedy zechcesz.
job-opening = Przygotowujemy Twoją sprawę
job-resuming = Czytamy dalej
job-reading = { $n ->
    [one] Odczytano { $n } zapis
    [few] Odczytano { $n } zapisy
   *[many] Odczytano { $n } zapisów
}
resumed = { $n ->
    [one] Doczytano do końca jedno źródło.
    [few] Doczytano do końca { $n } źródła.
   *[many] Doczytano do końca { $n } źródeł.
}

## Unlock

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
unlock-helper = Pomagam komuś. Mam własny klucz.
unlock-helper-label = Twój klucz
unlock-helper-hint = Cały plik klucza albo wiersz, który zaczyna się od AGE-SECRET-KEY-1.
unlock-helper-button = Odblokuj moim kluczem
unlock-helper-wrong = Ten klucz nie otwiera tej kopii. Sprawdź, czy jest cały i czy kopia była przeznaczona dla niego.
unlock-sheet = Nie pamiętam go. Mam arkusz odzyskiwania.
unlock-sheet-label = Cztery wiersze klucza
unlock-sheet-hint = Wpisz je bez numerów i sum kontrolnych. Wielkość liter i odstępy nie mają znaczenia.
unlock-sheet-button = Odblokuj arkuszem
unlock-sheet-wrong = W kluczu jest błąd albo należy on do innej sprawy. Porównaj wiersz po wierszu.

## First steps

first-title = Zanim zaczniesz
first-what = Ta aplikacja pomaga zebrać to, co Cię spotyka. Wszystko pozostaje na tym komputerze.
first-before = Najpierw jedna szczera uwaga.
first-device = Czy ktoś inny używa tego komputera albo może się do niego dostać?
first-device-hint = Także ktoś, kto zna Twoje hasło, i ktoś, kto ten komputer dla Ciebie skonfigurował.
first-device-mine = Nie, używam go tylko ja
first-device-shared = Tak, albo ktoś by mógł
first-device-unsure = Nie wiem
first-device-missing = Wybierz odpowiedź, która pasuje najlepiej.
careful-title = Pomyśl, proszę, o innym komputerze
careful-what = Kto ma dostęp do tego komputera, może zobaczyć, co tu robisz. Hasło temu nie zapobiegnie.
careful-close = Jeśli teraz przerwiesz, na tym komputerze nic nie powstanie.
careful-close-button = Przerwij i zamknij
careful-go-on = To przemyślane. Zostaję przy tym komputerze
you-title = Twoje imię i nazwisko oraz hasło
you-name = Imię i nazwisko
you-name-hint = Tak, jak ma być w tym, co przekażesz. Jest zaszyfrowane jak wszystko inne.
you-name-missing = Wpisz imię i nazwisko.
you-passphrase-advice = Wybierz co najmniej cztery słowa, które nic ze sobą nie łączy. Chroni długość, nie dziwne znaki.
you-passphrase-care = Nikt nie może go zresetować. Jeśli zginie i hasło, i arkusz odzyskiwania, sprawa jest stracona.
you-passphrase = Nowe hasło
you-passphrase-hint = Co najmniej { $n } znaków. Nie takie, którego używasz gdzie indziej; bez imion i dat, które inni znają.
you-passphrase-short = Użyj co najmniej { $n } znaków: czterech słów lub więcej.
you-again = To samo jeszcze raz
you-again-differs = Te dwa wpisy się różnią. Wpisz hasło jeszcze raz.
you-zone-more = Nie mieszkam w Wielkiej Brytanii
you-zone = Strefa czasowa
you-zone-hint = Na przykład Europe/London. Pomaga tylko uporządkować godziny, przy których nie podano strefy.
you-button = Utwórz moją sprawę

## The recovery sheet

sheet-title = Twój arkusz odzyskiwania
sheet-what = Ten klucz otwiera Twoją sprawę, gdy zapomnisz hasła. Widać go tylko teraz.
sheet-care = Kto ma ten arkusz i Twoją sprawę, może przeczytać wszystko. Trzymaj go poza domem.
sheet-check = suma kontrolna
sheet-case = Sprawa
sheet-print = Wydrukuj tę stronę
sheet-pdf = Pobierz jako PDF
sheet-text = Pobierz jako tekst
sheet-download = Najbezpieczniej jest wydrukować albo przepisać ręcznie. Plik zapisz na pamięci USB, nie na tym komputerze.
sheet-have = Mam go na papierze
sheet-noted = Zapisano. Przechowaj arkusz u kogoś, komu ufasz.
sheet-once = Arkusz pokazano raz i nie ma go nigdzie na tym komputerze. Czy masz go na papierze?
sheet-new-title = Jeśli go nie masz
sheet-new-what = Utwórz nowy. Stary arkusz nie otworzy już wtedy tej sprawy.
sheet-new = Utwórz nowy arkusz

## What this cannot protect you from

device-title = Przed czym to nie chroni
device-limits = Nic w tej aplikacji nie pomoże Ci przeciw:
device-limit-spyware = programowi na tym komputerze, który śledzi, co piszesz i widzisz (spyware)
device-limit-login = komuś, kto może zalogować się jako Ty albo zarządza tym komputerem
device-limit-camera = komuś, kto patrzy Ci przez ramię, albo kamerze w pokoju
device-limit-traces = śladom: na tym komputerze widać, że program tu jest i że był używany
device-other-title = Inny komputer
device-other = Jeśli nie masz pewności co do tego komputera, użyj takiego, do którego nikt inny nie ma dostępu:
device-other-friend = u kogoś bliskiego, komu ufasz
device-other-charity = w ośrodku pomocy, bibliotece albo kancelarii prawnej
device-other-stick = trzymaj sprawę na pamięci USB, która zostaje u kogoś, komu ufasz
device-other-leave = Ten komputer zostaw tak, jak jest. Nagłe zmiany mogą zostać zauważone.

## Unsent form

held-title = Zapisywanie musiało poczekać
held-waits = Coś, co było zapisywane, musiało poczekać.
held-look = Zobacz to
held-what = To nadal tu jest. Wyślij to teraz albo zrezygnuj.
held-text = Twój tekst
held-send = Wyślij teraz
held-drop = Zrezygnuj

## Home

home-title = Start
home-next = Twój następny krok
home-begun = To jest niedokończone
home-begun-go = Pisz dalej
home-begun-drop = Wyrzuć
lost-title = Niektóre zabezpieczone pliki są uszkodzone albo ich brakuje
lost-what = { $n ->
    [one] Jednego zabezpieczonego pliku nie da się już odczytać:
   *[other] Zabezpieczonych plików, których nie da się już odczytać, jest { $n }:
}
lost-more = I jeszcze { $n }.
lost-safe = Tego, co się na nich opiera, nie ma teraz na osi czasu. Wszystko inne jest bezpieczne i można tego używać.
lost-do = Czy masz jeszcze te pliki? Dodaj je ponownie, dokładnie takie, jakie były. Zajmą swoje miejsce i wszystko wróci.
home-tasks = Twoje akta krok po kroku
home-holds = Co już zawierają
home-originals = Zabezpieczone oryginały
home-events = Na osi czasu
home-people = Nazwane osoby
home-incidents = Co się stało
home-ledger = Zgłoszenia i odpowiedzi
home-packs = Przygotowane pakiety
home-recent = Ostatnie zmiany
home-recent-note = Godziny podano w UTC. Tej listy nie można zmienić; to dziennik sprawy.
next-resume = { $n ->
    [one] Jednego źródła nie doczytano do końca. To, co zabezpieczono, jest bezpieczne.
    [few] { $n } źródeł nie doczytano do końca. To, co zabezpieczono, jest bezpieczne.
   *[many] { $n } źródeł nie doczytano do końca. To, co zabezpieczono, jest bezpieczne.
}
next-resume-button = Doczytaj resztę
next-add = Dodaj to, co masz: eksporty, zrzuty ekranu, listy, połączenia. Twoje pliki się nie zmienią.
next-add-button = Dodaj pliki
next-people = Powiedz, kto jest kim, aby oś czasu mogła podawać imiona.
next-people-button = Nazwij osoby
next-incident = Zapisz własnymi słowami, co się stało. Może być krótko.
next-incident-button = Zapisz to
next-ledger = Zanotuj, co i komu zgłoszono i jaka była odpowiedź.
next-ledger-button = Zanotuj zgłoszenie
next-pack = Możesz teraz przygotować pakiet. Ty wybierasz, co w nim jest, i widzisz go przed wszystkimi.
next-pack-button = Przygotuj pakiet
next-sheet = Upewnij się, że masz arkusz odzyskiwania na papierze. Bez niego zapomnianego hasła nie da się obejść.
next-sheet-button = Przejdź do arkusza
next-done = Wszystko zrobiono już raz. Dodawaj to, co nowe, kiedy tylko możesz.
next-done-button = Zobacz oś czasu
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

## Settings

settings-title = Ustawienia
settings-minutes = Blokuj po tylu minutach bez znaku od Ciebie
settings-minutes-hint = Od 1 do 30.
settings-minutes-wrong = Podaj liczbę od 1 do 30.
settings-tab = Co widać na karcie przeglądarki
settings-tab-hint = Zostaje też w historii przeglądarki. Wybierz coś, co nic nie mówi.
settings-tab-wrong = Podaj tytuł od 1 do 40 znaków.
settings-language = Język
settings-close-title = Zakończ aplikację
settings-close = Zablokuj i zamknij aplikację
settings-close-what = Blokuje się sama i kończy po dwóch godzinach bez Ciebie.
settings-sheet-title = Arkusz odzyskiwania
settings-sheet = Zobacz, jak dostać nowy arkusz odzyskiwania
closed-title = Aplikacja jest zamknięta
closed-what = Twoja sprawa jest zablokowana. Możesz zamknąć tę kartę.

## Days and months

date-long = { $weekday }, { $day } { $month } { $year }
date-month-year = { $month } { $year }
weekday-0 = poniedziałek
weekday-1 = wtorek
weekday-2 = środa
weekday-3 = czwartek
weekday-4 = piątek
weekday-5 = sobota
weekday-6 = niedziela
weekday-short-0 = pn
weekday-short-1 = wt
weekday-short-2 = śr
weekday-short-3 = cz
weekday-short-4 = pt
weekday-short-5 = so
weekday-short-6 = nd
month-1 = stycznia
month-2 = lutego
month-3 = marca
month-4 = kwietnia
month-5 = maja
month-6 = czerwca
month-7 = lipca
month-8 = sierpnia
month-9 = września
month-10 = października
month-11 = listopada
month-12 = grudnia
month-short-1 = sty
month-short-2 = lut
month-short-3 = mar
month-short-4 = kwi
month-short-5 = maj
month-short-6 = cze
month-short-7 = lip
month-short-8 = sie
month-short-9 = wrz
month-short-10 = paź
month-short-11 = lis
month-short-12 = gru
month-alone-1 = styczeń
month-alone-2 = luty
month-alone-3 = marzec
month-alone-4 = kwiecień
month-alone-5 = maj
month-alone-6 = czerwiec
month-alone-7 = lipiec
month-alone-8 = sierpień
month-alone-9 = wrzesień
month-alone-10 = październik
month-alone-11 = listopad
month-alone-12 = grudzień

## An event, wherever it is shown

title-timeline = Zeszyt
title-event = Strona
title-search = Znajdź
title-people = Lista
title-patterns = Przegląd
time-none = Bez czasu
time-no-clock = Nie podano godziny
time-assumed = (strefa przyjęta)
who-you = Ty
who-nobody = Nikogo nie podano
who-to = do
who-more = i jeszcze { $n }
kind-message = Wiadomość
kind-mail = E-mail
kind-edit = Edycja
kind-deletion = Usunięcie
kind-reaction = Reakcja
kind-call = Połączenie
kind-call-missed = Nieodebrane połączenie
kind-request = Zaproszenie
kind-post = Wpis
kind-comment = Komentarz
kind-membership = Dołączenie lub odejście
kind-connection = Kontakt
kind-block = Blokada
kind-login = Logowanie
kind-profile-change = Zmiana profilu
kind-photo = Zdjęcie
kind-system = Od platformy
kind-unknown = Inny zapis ({ $word })
mark-outgoing = wysłane z konta, którego dotyczy eksport
mark-incoming = odebrane na koncie, którego dotyczy eksport
mark-unsent = cofnięte przez nadawcę
mark-deleted = usunięte
mark-missed = nieodebrane
mark-draft = szkic, nigdy nie wysłany
mark-failed = niedostarczone
mark-edited = edytowane
mark-forwarded = przekazane dalej
mark-message-request = przyszło jako prośba o kontakt
mark-rejected = odrzucone
mark-blocked = zatrzymane przez blokadę
mark-voicemail = poczta głosowa
mark-video = wideo
mark-lossy-text = części liter nie dało się odczytać
mark-mojibake-repaired = litery naprawione
mark-hidden-characters = zawiera ukryte znaki
mark-attachment-missing = brakuje pliku
mark-attachment-omitted = plik pominięto
mark-spam = w folderze spam
mark-ephemeral = miało zniknąć
mark-location = zawiera miejsce
mark-inconsistent = części przeczą sobie nawzajem
mark-geo-blocked = zablokowane w jednym z krajów
mark-truncated = ucięte, bo jest długie
words-show = Słowa ukryte. Pokaż słowa
words-more = Przeczytaj całość
picture-show-long = Zdjęcie ukryte. Pokaż zdjęcie
picture-of = Zdjęcie: { $when }
file = Plik:
file-here = (jest w eksporcie)
file-missing = (podany z nazwy, ale nie ma go w eksporcie)
file-omitted = (pominięty przez platformę)
also-in = także w { $places }
other-words = gdzie indziej inne słowa
cover-is-closed = Słowa i zdjęcia są ukryte.
cover-is-open = Słowa i zdjęcia widać aż do zablokowania.
cover-open = Pokaż słowa i zdjęcia
cover-close = Ukryj słowa i zdjęcia
platform-contacts = Kontakty
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
platform-linkedin = LinkedIn
platform-messenger = Messenger
platform-pdf = PDF
platform-phone = Telefon
platform-photos = Zdjęcia
platform-reddit = Reddit
platform-signal = Signal
platform-snapchat = Snapchat
platform-table = Tabela
platform-telegram = Telegram
platform-tiktok = TikTok
platform-timeline = Plik osi czasu
platform-tinder = Tinder
platform-web = Strona internetowa
platform-whatsapp = WhatsApp
platform-x = X (Twitter)
platform-youtube = YouTube

## Timeline

timeline-title = Oś czasu
timeline-empty = Wszystko, co dodasz, pojawi się tutaj w kolejności czasu.
timeline-zone = Godziny są pokazane jak w { $zone }.
timeline-assumed = Czas z * nie ma w zapisie strefy. Ustawiliśmy go tak, jakby był z { $zone }.
timeline-undated = { $n ->
    [one] { $n } zdarzenie nie ma użytecznego czasu. Pokaż je
    [few] { $n } zdarzenia nie mają użytecznego czasu. Pokaż je
   *[many] { $n } zdarzeń nie ma użytecznego czasu. Pokaż je
}
timeline-nothing-here = Po tym miejscu nic już nie ma.
timeline-date = Przejdź do daty
timeline-date-go = Przejdź
timeline-date-wrong = Nie udało się odczytać tej daty. Podaj dzień, miesiąc i rok.
view-everything = Pokazane jest wszystko.
view-only = Pokazane jest tylko:
view-newest = Najnowsze są pierwsze.
view-change = Wybierz, co ma być pokazane
view-clear = Usuń ten wybór
view-thread = rozmowa { $number }
view-from = od { $day }
view-to = do { $day }
view-undated = bez czasu
view-forgotten = Twój wybór został zapomniany przy blokadzie. Oto wszystko.
months = Miesiące
months-all = { $n ->
    [one] Ten rok
    [few] Wszystkie { $n } lata
   *[many] Wszystkie { $n } lat
}
months-left-out = Nie wymieniono jeszcze { $n } lat. Źle ustawiony zegar może podać dowolny rok.
burst-missed-calls = { $n ->
    [one] { $n } nieodebrane połączenie
    [few] { $n } nieodebrane połączenia
   *[many] { $n } nieodebranych połączeń
}
burst-calls = { $n ->
    [one] { $n } połączenie
    [few] { $n } połączenia
   *[many] { $n } połączeń
}
burst-messages = { $n ->
    [one] { $n } wiadomość
    [few] { $n } wiadomości
   *[many] { $n } wiadomości
}
burst-records = { $n ->
    [one] { $n } zapis
    [few] { $n } zapisy jednego rodzaju
   *[many] { $n } zapisów jednego rodzaju
}
burst-each = Pokaż każde
choose-title = Wybierz, co ma być pokazane
choose-what = Pola, których nie zmienisz, pokazują wszystko.
choose-button = Pokaż
choose-any = Dowolne
choose-person = Osoba
choose-account = Konto
choose-more = Jest tu tylko pierwszych 500. Pozostałe znajdzie wyszukiwanie.
choose-platform = Aplikacja lub usługa
choose-thread = Rozmowa
choose-from = Od tego dnia
choose-to = Do tego dnia
choose-days = Twoja sprawa obejmuje czas od { $first } do { $last }.
choose-order = Kolejność
choose-oldest = Najpierw najstarsze
choose-newest = Najpierw najnowsze
choose-details = Więcej możliwości
choose-kinds = Rodzaje
choose-marks = Tylko oznaczone jako
choose-exhibit = Dowód
choose-exhibit-hint = Na przykład WF/12 albo samo 12.
choose-exhibit-wrong = Nie ma dowodu o tym numerze.
choose-gone = Czegoś z Twojego wyboru nie ma już w sprawie. Wybierz ponownie.
choose-also = Dodatkowo
choose-undated = Tylko to, co nie ma użytecznego czasu
choose-every = Każda kopia, także gdy kilka plików mówi to samo

## Event

event-read = Co odczytaliśmy
event-record = Zapis w oryginale
event-from = Skąd to pochodzi
event-when = Kiedy
event-account = Konto
event-direction = Kierunek
event-others = Do
event-thread = Rozmowa
event-participants = Uczestnicy, jak podaje eksport:
event-marks = Ponadto
event-refers = Należy do
event-refers-look = Wcześniejszy zapis
event-exhibit = Dowód
event-id = Trwały numer
event-details = Inne dane w zapisie
event-history = Historia
event-history-note = Godziny podano w UTC, według zegara tego komputera. Każdy wpis jest w dzienniku sprawy.
event-beside-note = Wcześniej i Później prowadzą przez tę rozmowę.
when-stated = Zapis sam podaje chwilę: { $instant }.
when-zone-unknown = Zapis pokazuje godzinę, ale nie jej strefę.
when-exporter-zone = Zapis pokazuje zegar urządzenia, które utworzyło eksport.
when-ambiguous = Dzień i miesiąc można odczytać na dwa sposoby. Nic w pliku nie mówi, który jest właściwy.
when-undated = Zapis nie ma czasu, który umiemy odczytać.
when-written = Zapisane jako:
precision-day = Podaje tylko dzień.
precision-coarse = Nie podaje dokładnego dnia.
precision-minute = Jest dokładny co do minuty.
record-show = Zapis ukryty. Pokaż zapis
record-bytes = bajty od { $from } do { $to }
record-agrees = To są bajty, które odczytaliśmy. Nie zmieniły się.
record-differs = To nie są bajty, które odczytaliśmy wcześniej. Nie polegaj na tej stronie. Sprawdź sprawę.
record-long = Ten zapis jest zbyt długi, aby go tu porównać.
record-cut = Ma { $size } bajtów. Widać tylko początek.
record-not-text = Ten zapis nie jest tekstem. Oto jego pierwsze bajty.
record-unreadable = Nie udało się tu odczytać oryginału. To, co z niego odczytaliśmy, jest wyżej. Nic nie zostało zmienione.
from-name = Przyszło jako
from-received = Przyjęto (UTC)
from-importer = Odczytano jako (wersja)
from-said = Co o tym powiedziano
from-member = Wewnątrz pliku
from-size-name = Rozmiar
from-size = { $bytes } bajtów
from-sealed = Zabezpieczono (UTC)
from-digest = SHA-256
from-grade = Czym to jest
from-proves = Co to pokazuje
from-does-not = Czego to nie dowodzi
original-save = Zapisz kopię oryginału
original-what = Dostaniesz plik dokładnie taki, jaki przyszedł.
original-care = Kopia leży poza Twoją sprawą. Otworzy ją każdy, kto używa tego komputera. Usuń ją, gdy skończysz.
original-button = Zapisz oryginał
look-title = Zdjęcie
look-cover = Zakryj je znowu
look-what = To nasza kopia zdjęcia. Oryginał się nie zmienia.
look-not = Ten plik nie jest zdjęciem, które umiemy pokazać.
event-incidents = Co się stało
event-incidents-none = Nie należy jeszcze do niczego, co zapisano.
incident-add = Dodaj to do czegoś, co się stało
incident-which = Do czego?
incident-new = Coś nowego
incident-words = Jeśli to coś nowego: co się stało?
incident-words-hint = Własnymi słowami. Później można napisać więcej.
incident-button = Dodaj
incident-added = Dodano.
event-shows = Co to pokazuje
event-shows-none = Nikt jeszcze nie powiedział, co to pokazuje.
event-shows-law = Nie udało się odczytać prawa, według którego prowadzona jest ta sprawa.
shows-add = Powiedz, co to pokazuje
shows-what = Ty mówisz, co to pokazuje. Prawnik albo policja może widzieć to inaczej.
shows-limb = To pokazuje, że
shows-because = Dlaczego?
event-notes = Prywatne notatki
event-notes-what = Widzisz je tylko Ty. Nie trafią do żadnego pakietu.
note-add = Napisz prywatną notatkę
note-words = Twoja notatka
note-button = Zachowaj notatkę
note-kept = Notatka jest zachowana.

## Search

search-title = Szukaj
search-words = Czego szukasz?
search-hint = Słów, imienia albo numeru. Słowa w „cudzysłowie” mają stać razem.
search-among = Szukaj tylko w części
search-button = Szukaj
search-empty = Wpisz słowo, imię albo numer.
search-for = Szukane:
search-change = Zmień wyszukiwanie
search-none = Nic nie znaleziono.
search-none-hint = Spróbuj mniej słów albo jednego, które jest pewne. Słowa są szukane w całości.
search-order = Znalezione w kolejności czasu. Szukane słowa są zaznaczone.
search-short = Szukanie trwało długo, więc ta strona jest krótka. Może być tego więcej.

## Add

title-add = Dodaj
add-title = Dodaj
add-read-only = Twoje pliki są tylko czytane. Nic Twojego nie jest przenoszone, zmieniane ani usuwane.
add-choose = Wybierz pliki
add-files = Pliki
add-files-hint = Eksporty, zrzuty ekranu, e-maile, listy, wykazy połączeń. Można wybrać kilka naraz.
add-folder = Albo cały folder
add-folder-hint = Przyjęte zostanie wszystko, co w nim jest.
add-drop = Albo przeciągnij pliki i foldery na tę stronę.
add-dropped = Przeciągnięto dotąd:
add-said = Skąd to pochodzi?
add-said-hint = Własnymi słowami, na przykład: wyeksportowane z mojego telefonu w poniedziałek. Można zostawić puste.
add-said-long = Ten tekst jest za długi. Proszę go skrócić.
add-button = Przyjmij
add-sending = Twoje pliki są wczytywane. Nie zamykaj tej strony, dopóki nie dotrą.
add-too-large = To więcej niż 10 GB naraz. Weź mniej plików albo wskaż ich miejsce na tym komputerze.
add-other-ways = Inne sposoby
add-way-here = Wskaż plik lub folder na tym komputerze
add-way-here-hint = Najlepsze dla dużych eksportów: nic nie jest kopiowane dwa razy, a daty plików zostają.
add-way-write = Zapisz, co się stało
add-way-write-hint = Twoja pamięć też jest dowodem. „Nie wiem” jest odpowiedzią.
add-way-unseen = Zabezpiecz bez patrzenia
add-way-unseen-hint = Zabezpiecz zdjęcie albo zrzut ekranu. Nie zostanie Ci pokazane.
add-way-how = Jak wyjąć wiadomości z aplikacji
add-way-how-hint = Krok po kroku, dla każdej aplikacji.
add-came = Co dotąd przyszło
add-nothing-yet = Jeszcze nic. Zacznij od jednej rozmowy albo jednego folderu. Więcej możesz dodać, kiedy zechcesz.
add-looking = Przeglądamy
add-sealing = Zabezpieczamy, { $mb } MB tego pliku
add-done = { $n ->
    [one] { $n } plik jest zapisany.
    [few] { $n } pliki są zapisane.
   *[many] { $n } plików jest zapisanych.
}
add-done-but = { $bad ->
    [one] Nie udało się przyjąć { $bad } pliku.
   *[many] Nie udało się przyjąć { $bad } plików.
} { $n ->
    [one] Jeden pozostały jest zapisany.
    [few] Pozostałe { $n } są zapisane.
   *[many] Pozostałych { $n } jest zapisanych.
}
add-known = { $n ->
    [one] Ten plik już tu był. Nic nie liczy się dwa razy.
   *[many] Te pliki ({ $n }) już tu były. Nic nie liczy się dwa razy.
}
source-aside = odłożone
source-waiting = niedoczytane do końca
source-same = przyszło wcześniej
source-defects = { $n ->
    [one] nie udało się odczytać { $n } zapisu
   *[many] nie udało się odczytać { $n } zapisów
}
back-to-add = Wróć do Dodaj
job-adding = Przyjmujemy Twoje pliki

## The question before any picture

under18-question = Czy jakieś zdjęcie mogłoby pokazywać osobę poniżej 18 lat, nagą albo w sposób seksualny?
under18-hint = Nie musisz patrzeć. Jeśli tak albo nie wiesz, nie zachowamy niczego, co może zawierać zdjęcie.
under18-no = Nie
under18-yes = Tak
under18-unsure = Nie wiem
under18-missing = Najpierw odpowiedz na to pytanie. Nic nie zostało przyjęte.
under18-turn = Nie otwieraj, nie kopiuj i nie wysyłaj takiego zdjęcia. Możesz zwrócić się do:
under18-note = Możesz zapisać, kiedy przyszło, w jakiej aplikacji i z jakiego konta. To wystarczy.
under18-write = Zapisz to
refused-title = Nic nie zostało przyjęte
refused-what = Nie zachowano kopii, miniatury ani odcisku. Tylko to, że odmówiono, i kiedy.
refused-else = Pliki bez zdjęć nadal można dodać, na przykład rozmowę wyeksportowaną bez multimediów.
refused-back = Dodaj coś innego

## Files that arrive

upload-no-answer = Najpierw odpowiedz na pytanie o zdjęcia. Nic nie zostało przyjęte. Twoje pliki są takie, jakie były.
upload-no-files = Nie wybrano żadnego pliku. Wybierz pliki albo folder i wyślij ponownie.
upload-too-large = To więcej niż 10 GB naraz. Nic z tego nie zachowano, a Twoje pliki są takie, jakie były. Wskaż zamiast tego miejsce folderu na tym komputerze.
upload-too-many = To zbyt wiele plików naraz. Nic z tego nie zachowano. Wskaż zamiast tego miejsce folderu na tym komputerze.
upload-another = Inne pliki właśnie docierają albo czekają. Najpierw przyjmij tamte, potem wyślij swoje jeszcze raz.
upload-broken-off = Pliki przestały docierać. Nie zachowano niczego połowicznie. To, co było zapisane wcześniej, jest bezpieczne. Wyślij je jeszcze raz.
arrived-title = Pliki czekają
arrived-what = Dotarły i są przechowywane w postaci zaszyfrowanej, dopóki ich nie przyjmiesz. Znikną, gdy aplikacja zostanie zamknięta.
arrived-take = Przyjmij je
arrived-drop = Wyrzuć tę kopię
arrived-busy = Twoje pliki dotarły. Trwa inna praca; przyjmij je, gdy się skończy.
arrived-dropped = Tej kopii już nie ma. Twoje pliki są takie, jakie były.

## A place on this computer

here-title = Plik lub folder na tym komputerze
here-what = Wybierz, gdzie leży. Samo patrzenie niczego nie otwiera ani nie zmienia.
here-whole = Przyjmij cały ten folder
here-above = Folder wyżej
here-folder = Folder
here-empty = Nie ma tu niczego do wyboru.
here-more = Jest tego więcej, niż pokazujemy. Wpisz miejsce poniżej.
here-place = Albo wpisz miejsce
here-place-hint = Na przykład ścieżkę skopiowaną z menedżera plików.
here-go = Przejdź tam
here-this-folder = Przyjmij ten folder
here-this-file = Przyjmij ten plik
here-other = Wybierz coś innego
size-kb = { $n } kB
size-mb = { $n } MB

## Log without looking

unseen-title = Zabezpiecz bez patrzenia
unseen-what = Zdjęcie lub zrzut ekranu zostaje zabezpieczone takie, jakie jest. Nie będzie pokazane, chyba że o to poprosisz.
unseen-described = Co to jest, na ile chcesz powiedzieć?
unseen-described-hint = Na przykład: zrzut ekranu z wtorku wieczorem. Można zostawić puste.
unseen-files = Zdjęcia lub zrzuty ekranu
unseen-button = Zabezpiecz bez pokazywania
unseen-done-title = Zabezpieczono bez pokazywania
unseen-done = { $n ->
    [one] Zabezpieczono { $n } plik:
    [few] Zabezpieczono { $n } pliki:
   *[many] Zabezpieczono { $n } plików:
}
unseen-done-note = Nie musisz na to patrzeć, dziś ani nigdy. I tak można to przekazać policji.
unseen-write = Zapisz, do czego to należy
unseen-check = Zobacz, co przyszło, bez zdjęć

## The import check

title-check = Co przyszło
check-title = Co przyszło
check-problems = { $n ->
    [one] Nie udało się przyjąć { $n } pliku.
   *[many] Nie udało się przyjąć { $n } plików.
}
check-problems-rest = { $n ->
    [one] Jeden pozostały jest zapisany.
    [few] Pozostałe { $n } są zapisane.
   *[many] Pozostałych { $n } jest zapisanych.
}
check-problems-which = Których i dlaczego
check-and-more = i jeszcze { $n }
check-left-out = { $n ->
    [one] { $n } plik pominięto, bo może zawierać zdjęcie. Nic z niego nie zachowano.
    [few] { $n } pliki pominięto, bo mogą zawierać zdjęcia. Nic z nich nie zachowano.
   *[many] { $n } plików pominięto, bo mogą zawierać zdjęcia. Nic z nich nie zachowano.
}
check-same = Te same pliki przyszły wcześniej jako { $source }. Nie liczą się dwa razy.
check-waiting = Tego nie doczytano do końca. To, co zabezpieczono, jest bezpieczne.
check-aside = To jest odłożone.
check-aside-what = Nie ma tego na osi czasu, w wyszukiwaniu, w liczbach ani w pakietach. Nic nie usunięto: pliki pozostają zabezpieczone.
check-redo = Użyj tego znowu
check-name = Co to jest
check-received = Przyjęto dnia
check-files = Zabezpieczono
check-described = Czym to jest Twoim zdaniem
check-nothing-read = Nie ma tu wiadomości ani listy, którą umiemy odczytać. Jest zabezpieczone takie, jakie jest, i może być dowodem.
check-unread = { $n ->
    [one] { $n } plik jest zachowany, ale nieodczytany
    [few] { $n } pliki są zachowane, ale nieodczytane
   *[many] { $n } plików jest zachowanych, ale nieodczytanych
}
check-remarks = Co warto wiedzieć o tych plikach:
check-question = Pytanie
check-question-hint = Sam plik tego nie mówi. „Nie wiem” jest odpowiedzią.
check-not-known = Nie wiem
check-answer = Odpowiedz
check-answered = Twoja odpowiedź jest zachowana. Pliki odczytano z nią jeszcze raz.
check-left-open = Pytanie pozostaje otwarte. Możesz odpowiedzieć, kiedy zechcesz.
check-zone-now = Czas bez strefy odczytujemy według zegara w { $zone }. Zmień to dla tego eksportu.
check-zone = Gdzie był telefon albo komputer?
check-zone-hint = Najbliższe duże miasto, zapisane jak Europe/London.
check-zone-button = Użyj tego zegara
check-events = { $n ->
    [one] Odczytano { $n } zdarzenie.
    [few] Odczytano { $n } zdarzenia.
   *[many] Odczytano { $n } zdarzeń.
}
check-time-stated = { $n ->
    [one] { $n } ma dokładny czas.
    [few] { $n } mają dokładny czas.
   *[many] { $n } ma dokładny czas.
}
check-time-zone-unknown = { $n ->
    [one] { $n } pokazuje godzinę, ale nie miejsce, w którym był zegar.
    [few] { $n } pokazują godzinę, ale nie miejsce, w którym był zegar.
   *[many] { $n } pokazuje godzinę, ale nie miejsce, w którym był zegar.
}
check-time-exporter-zone = { $n ->
    [one] { $n } pokazuje zegar urządzenia, które utworzyło eksport.
    [few] { $n } pokazują zegar urządzenia, które utworzyło eksport.
   *[many] { $n } pokazuje zegar urządzenia, które utworzyło eksport.
}
check-time-day-month-ambiguous = { $n ->
    [one] { $n } nie mówi, czy najpierw jest dzień, czy miesiąc.
    [few] { $n } nie mówią, czy najpierw jest dzień, czy miesiąc.
   *[many] { $n } nie mówi, czy najpierw jest dzień, czy miesiąc.
}
check-time-undated = { $n ->
    [one] { $n } nie ma czasu, którego można użyć.
    [few] { $n } nie mają czasu, którego można użyć.
   *[many] { $n } nie ma czasu, którego można użyć.
}
check-repeated = { $n ->
    [one] { $n } było tu już z innego eksportu. Jest pokazane raz.
    [few] { $n } były tu już z innego eksportu. Każde jest pokazane raz.
   *[many] { $n } było tu już z innego eksportu. Każde jest pokazane raz.
}
check-unknown = { $n ->
    [one] { $n } jest rodzaju, którego nie znamy:
    [few] { $n } są rodzaju, którego nie znamy:
   *[many] { $n } jest rodzaju, którego nie znamy:
}
check-defects = { $n ->
    [one] Nie udało się odczytać { $n } zapisu. Jest zachowany i policzony.
   *[many] Nie udało się odczytać { $n } zapisów. Są zachowane i policzone.
}
check-defects-list = Zobacz których
check-not-compared = { $n ->
    [one] Jeszcze { $n } eksport zawiera te same rozmowy.
    [few] Jeszcze { $n } eksporty zawierają te same rozmowy.
   *[many] Jeszcze { $n } eksportów zawiera te same rozmowy.
}
check-omits = Czego taki eksport nie zawiera
check-beside = Obok { $source } z dnia { $day }
check-lacks = { $n ->
    [one] { $n } zapisu stamtąd nie ma tutaj
   *[many] { $n } zapisów stamtąd nie ma tutaj
}
check-lacks-messages = { $n ->
    [one] { $n } wiadomości stamtąd nie ma tutaj
   *[many] { $n } wiadomości stamtąd nie ma tutaj
}
check-has = { $n ->
    [one] { $n } zapisu stąd nie ma tam
   *[many] { $n } zapisów stąd nie ma tam
}
check-before = { $n ->
    [one] Tamten sięga dalej wstecz, o { $n } zapis.
    [few] Tamten sięga dalej wstecz, o { $n } zapisy.
   *[many] Tamten sięga dalej wstecz, o { $n } zapisów.
}
check-after = { $n ->
    [one] Tamten ma { $n } późniejszy zapis.
    [few] Tamten ma { $n } późniejsze zapisy.
   *[many] Tamten ma { $n } późniejszych zapisów.
}
check-changed = { $n ->
    [one] { $n } zapis ma ten sam czas i tego samego nadawcę, a inne słowa.
    [few] { $n } zapisy mają ten sam czas i tego samego nadawcę, a inne słowa.
   *[many] { $n } zapisów ma ten sam czas i tego samego nadawcę, a inne słowa.
}
check-only-here = { $n ->
    [one] cała rozmowa, { $n } zapis, jest tylko tutaj
    [few] cała rozmowa, { $n } zapisy, jest tylko tutaj
   *[many] cała rozmowa, { $n } zapisów, jest tylko tutaj
}
check-only-there = { $n ->
    [one] cała rozmowa, { $n } zapis, jest tylko tam
    [few] cała rozmowa, { $n } zapisy, jest tylko tam
   *[many] cała rozmowa, { $n } zapisów, jest tylko tam
}
check-more-threads = { $n ->
    [one] i jeszcze { $n } rozmowa
    [few] i jeszcze { $n } rozmowy
   *[many] i jeszcze { $n } rozmów
}
check-missing-list = Zobacz każdy zapis, który ma tylko jeden z nich
check-difference = To różnica między dwoma eksportami i nic więcej. Przyczyny mogą być takie:
period-none = (bez użytecznego czasu)
period = (od { $first } do { $last })
check-keep-or-undo = Zostaw albo cofnij
check-keep-what = To już jest na osi czasu. Zostaw to albo wyjmij z powrotem.
check-keep = Zostaw
check-kept = Zostaje. Później możesz to stąd cofnąć.
check-undo = Cofnij to dodanie
check-undo-hint = Cofnięcie niczego nie usuwa. Pliki pozostają zabezpieczone i w każdej chwili można ich znowu użyć.
check-undone = { $n ->
    [one] Odłożono i niczego nie usunięto. Sprawa pokazuje teraz { $n } zdarzenie.
    [few] Odłożono i niczego nie usunięto. Sprawa pokazuje teraz { $n } zdarzenia.
   *[many] Odłożono i niczego nie usunięto. Sprawa pokazuje teraz { $n } zdarzeń.
}
check-undone-same = Odłożono. Te same pliki przyszły też jako { $source } i nadal się liczą.
check-undone-named = Odłożono. To, co zapisano, zachowuje nazwy swoich zdarzeń: { $ids }.
check-redone = { $n ->
    [one] Jest znów w użyciu. Sprawa pokazuje teraz { $n } zdarzenie.
    [few] Jest znów w użyciu. Sprawa pokazuje teraz { $n } zdarzenia.
   *[many] Jest znów w użyciu. Sprawa pokazuje teraz { $n } zdarzeń.
}
check-back = Wróć do tego, co przyszło
job-answering = Czytamy jeszcze raz z Twoją odpowiedzią
job-undoing = Porządkujemy oś czasu
defects-title = Zapisy, których nie udało się odczytać
defects-what = Ich bajty są w zabezpieczonych plikach. Biegły może je tam obejrzeć.
defects-none = Nie ma żadnych.
missing-title = Zapisy, które ma tylko jeden eksport
missing-what = Każdy z nich jest w jednym eksporcie rozmowy, a nie ma go w innym, który mógłby go mieć.
missing-none = Nie ma żadnych.
missing-from = nie ma w { $source }
missing-words = Pokaż słowa

## Copies and helpers

place = Gdzie
place-hint = Najlepiej na pamięci USB albo innym dysku.
place-folder-hint = Cała ścieżka, na przykład /media/stick. Musi już istnieć.
place-stick = Pamięć USB albo inny dysk
place-own = Twój własny folder na tym komputerze
place-other = Inny folder
place-folder = Który folder
place-wrong = Podaj całą ścieżkę folderu, który istnieje.
title-copy = Kopie
copy-title = Druga kopia wszystkiego
copy-what = Zamknięta kopia całej sprawy, także tego, co jeszcze piszesz. Najlepiej na pamięci USB, którą trzymasz gdzie indziej. Każdy plik jest w niej sprawdzony.
copy-never = Nie ma jeszcze żadnej kopii. Jeśli ten komputer się zepsuje albo zostanie zabrany, zginie wszystko.
copy-last = Ostatnia kopia { $when } UTC, w:
copy-newer = { $n ->
    [one] Jeden wpis dziennika jest nowszy niż kopia.
    [few] { $n } wpisy dziennika są nowsze niż kopia.
   *[many] { $n } wpisów dziennika jest nowszych niż kopia.
}
copy-make = Zrób kopię teraz
copy-safe = Otwiera ją Twoje hasło albo Twój arkusz odzyskiwania i nic innego.
copy-back = Aby odzyskać sprawę na innym komputerze, uruchom tam On Record i wybierz „Mam kopię mojej sprawy”.
copy-done = Skopiowano, odczytano ponownie i sprawdzono. Oryginały: { $n }.
copy-done-same-disk = Skopiowano i sprawdzono. Oryginały: { $n }. Kopia jest na tym samym dysku co sprawa: zrób też kopię na pamięci USB.
copy-done-problems = Skopiowano. Oryginały: { $n }. Uszkodzone w samej sprawie: { $problems }. Zachowaj starsze kopie.
job-copy = Kopiujemy sprawę
job-copy-step = Zapisano { $n } MB
restore-go = Mam kopię mojej sprawy i chcę ją odzyskać
restore-title = Odzyskaj sprawę z kopii
restore-what = Podłącz pamięć USB albo dysk z kopią. Kopia jest tylko czytana i zostaje taka, jaka jest.
restore-beside = Sprawa z kopii stanie obok tej, która jest teraz otwarta. Ta zostaje taka, jaka jest.
restore-found = Kopie, które znaleźliśmy
restore-copy = Gdzie jest kopia?
restore-copy-hint = Cała ścieżka jej folderu, na przykład /media/stick/case-copy. Zostaw puste, jeśli wybrano ją wyżej.
restore-no-case = W tym folderze nie ma kopii sprawy. Wskaż sam folder kopii, nie to, co jest w środku.
restore-to = Gdzie ma stanąć?
restore-key = Co ją otwiera
restore-passphrase-hint = Hasło, które otwierało sprawę, gdy powstawała kopia.
restore-wrong-key = To hasło albo ten klucz nie pasuje. Sprawdź i spróbuj ponownie.
restore-button = Odzyskaj
restore-safe = W kopii nic się nie zmienia i nic nie opuszcza tego komputera.
restore-no-copy = Nie mam kopii. Zacznij nową sprawę
restore-running = Odzyskujemy Twoją sprawę
restore-wait = Każdy plik jest od razu sprawdzany. Jeśli praca zostanie przerwana, zacznij jeszcze raz: ruszy od tego samego miejsca.
restore-done = Twoja sprawa jest odzyskana
restore-done-what = Każdy oryginał porównano z dziennikiem kopii.
restore-place = Gdzie jest
restore-problems = { $n ->
    [one] Jednej rzeczy w kopii brakowało albo była uszkodzona. Wszystko inne jest tutaj. Zachowaj kopię i poszukaj jeszcze innej.
   *[many] W kopii brakowało albo było uszkodzonych rzeczy: { $n }. Wszystko inne jest tutaj. Zachowaj kopię i poszukaj jeszcze innej.
}
restore-use-title = Na której sprawie chcesz pracować dalej?
restore-use-what = Aplikacja ma jedną sprawę naraz. Ta, która jest teraz otwarta, zostaje na swoim miejscu.
restore-use = Użyj sprawy z kopii i zamknij aplikację
restore-stay = Zostań przy otwartej sprawie
restore-used = Uruchom On Record ponownie. Otworzy sprawę z kopii, hasłem z tamtego czasu.
restore-before = Poprzednia sprawa leży tutaj, bez zmian:
settings-case = Twoja sprawa leży tutaj:
settings-copy = Zrób kopię
helpers-title = Osoby, które Ci pomagają
helpers-what = Prawnik albo osoba wspierająca może dostać kopię, którą otwiera tylko jej własny klucz. Zwykle może tylko oglądać.
helpers-go = Osoby pomagające
helpers-none = Nikt inny nie może otworzyć kopii.
helpers-looks = może oglądać
helpers-changes = może oglądać i zmieniać
helpers-hand = Zrób kopię dla tej osoby
helpers-remove = Odbierz jej klucz
helpers-removed = Odebrano. Kopia, którą ta osoba już ma, nadal się dla niej otwiera. Żaden program tego nie cofnie.
helpers-given = Kopie zrobione dla osób pomagających
helpers-add-title = Pozwól komuś pomóc
helpers-name = Imię i nazwisko lub nazwa
helpers-name-hint = Wszystko, co ta osoba zrobi w sprawie, będzie tak podpisane.
helpers-key = Jej klucz
helpers-key-hint = Zaczyna się od age1. Tworzy się go poleceniem: onrecord keys new-key. Tylko część przeznaczona do podania.
helpers-may = Co może robić?
helpers-may-look = Oglądać wszystko
helpers-may-look-hint = Może przeczytać całą kopię i niczego w niej nie zmieni.
helpers-may-change = Oglądać i zmieniać
helpers-may-change-hint = Może też coś zapisywać. Każda zmiana jest podpisana jej nazwą.
helpers-care = W kopii, którą dasz, można przeczytać wszystko. Takiej kopii nie da się odebrać.
helpers-add = Dodaj tę osobę
helpers-added = Dodano. Teraz możesz zrobić dla niej kopię.
hand-title = Kopia dla
hand-what = Otwiera ją tylko klucz tej osoby: nie Twoje hasło i nie Twój arkusz odzyskiwania.
hand-notes = Prywatne notatki
hand-notes-hint = Nie trafiają do żadnego pakietu. W takiej kopii są tylko wtedy, gdy o tym zdecydujesz.
hand-notes-yes = Dołącz do tej kopii moje prywatne notatki
hand-care = Kopia zostaje u tej osoby. Późniejsze odebranie klucza jej nie dosięgnie.
hand-make = Zrób kopię
hand-done = Kopia jest w { $path }. Odczytano ją ponownie i sprawdzono.

## Patterns

patterns-title = Wzorce
patterns-empty = Gdy coś dodasz, pojawią się tu godziny i miesiące.
patterns-what = Te strony liczą, kiedy coś się działo. Nie mówią, dlaczego ani jak poważne to jest.
patterns-zone = Godziny są takie, jakie pokazuje zegar w { $zone }.
patterns-assumed = { $n ->
    [one] { $n } zapis w sprawie nie podaje strefy. Policzyliśmy go tak, jakby był z { $zone }.
    [few] { $n } zapisy w sprawie nie podają strefy. Policzyliśmy je tak, jakby były z { $zone }.
   *[many] { $n } zapisów w sprawie nie podaje strefy. Policzyliśmy je tak, jakby były z { $zone }.
}
patterns-undated = { $n ->
    [one] { $n } zdarzenie nie ma użytecznego czasu i nie ma go na tych wykresach.
    [few] { $n } zdarzenia nie mają użytecznego czasu i nie ma ich na tych wykresach.
   *[many] { $n } zdarzeń nie ma użytecznego czasu i nie ma ich na tych wykresach.
}
figures = Wszystkie liczby
week-title = Godziny tygodnia ({ $zone })
week-most = Najwięcej przyszło w: { $day }, między { $from } a { $to }: { $n }.
week-night = { $n } z { $all } przyszło między 23:00 a 06:00.
week-weekend = { $n } z { $all } przyszło w sobotę lub niedzielę.
week-key = Mocniejszy kolor oznacza więcej. Puste pole oznacza, że nie było nic.
week-hour = Godzina
density-months = Miesiąc po miesiącu
density-years = Rok po roku
density-most = Najwięcej przyszło w: { $when }: { $n }.
density-day = Najwięcej jednego dnia: { $day }: { $n }.
density-days = { $n ->
    [one] Coś przyszło w { $n } dniu.
   *[other] Coś przyszło w { $n } dniach.
}
density-quiet = { $n ->
    [one] Najdłużej bez niczego: { $n } dzień, { $day }.
   *[other] Najdłużej bez niczego: { $n } dni, od dnia: { $day }.
}
density-when = Kiedy
density-how-many = Ile
by-account-title = Konto po koncie
by-account-most = { $accounts ->
    [one] Wszystko zrobiło jedno konto, razem { $n }:
   *[other] Spośród kont ({ $accounts }) najwięcej zrobiło jedno, { $n }:
}
by-account-shown = Każda linia obejmuje ten sam czas. Pokazano { $n } z { $all } kont.

## Days to keep

days-title = Terminy
days-what = Liczone z tego, co zapisano, zawsze na najgorszy przypadek. Decydują Twoje własne zapisy.
days-soon = Terminy
days-go = Zobacz każdy termin i jego powód
days-passed = { $n ->
    [one] Jeden inny termin już minął.
    [few] { $n } inne terminy już minęły.
   *[many] { $n } innych terminów już minęło.
}
days-left = { $n ->
    [0] Dzisiaj.
    [one] Został jeden dzień.
    [few] Zostały { $n } dni.
   *[many] Zostało { $n } dni.
}
days-ago = { $n ->
    [one] Minął jeden dzień temu.
   *[other] Minął { $n } dni temu.
}
days-state-running = Biegnie.
days-state-passed = Minął.
days-state-unknown = Czegoś jeszcze nie wiadomo.
days-state-does-not-apply = Tutaj nie dotyczy.
days-state-done-late = Zrobione, ale za późno.
days-state-done = Zrobione na czas.
days-state-no-limit = Nie ma terminu.
days-group-running = Przed Tobą
days-group-passed = Minione albo zrobione za późno
days-group-unknown = Jeszcze nie wiadomo
days-group-done = Zrobione na czas
days-group-none = Bez dnia
days-none = Niczego nie można jeszcze policzyć. Zapisz, co się stało i co zgłoszono.
days-weak = Nie udało się nam potwierdzić tej zasady. Zapytaj o nią, zanim na niej polegniesz.
days-more = Dlaczego i co by to zmieniło
days-from = Liczone od:
days-changes = Co by to zmieniło:
days-source = Zasada jest zapisana w:
days-source-none = (wiedza ogólna)
days-read = Odczytano { $day }.
days-calendar = Pobierz plik kalendarza
days-calendar-what = Do Twojego własnego kalendarza. Zawiera dni i słowo „Reminder”, bez żadnego powodu.
days-calendar-empty = Nie ma żadnego przyszłego terminu, więc nie ma pliku kalendarza.
days-law-title = Według którego prawa
days-law-what = { $law }, odczytano { $read }.
days-law = Prawo
days-enhanced = Wzmocnione prawa
days-enhanced-hint = Niektóre osoby mają prawo dowiedzieć się wcześniej. Policja albo ośrodek pomocy powie, czy je masz.
days-enhanced-yes = Powiedziano mi, że mam wzmocnione prawa
days-as-of = Stan na { $when }.
