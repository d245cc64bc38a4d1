# Drugi język: cała aplikacja. Sekcje noszą nazwy z en.ftl, aby test mógł je porównać.

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
job-came = Zobacz, co z niej wyszło
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
again-title = Niektóre pliki odczytano jeszcze raz
again-what = Ta wersja programu czyta je inaczej niż wcześniejsza. Pliki są takie, jak je zabezpieczono, a to, co napisano, zostaje.
again-see = Zobacz, co się zmieniło
not-shown-title = Czegoś nie widać
not-shown-home = Ta wersja programu nie czyta tego tak jak wcześniejsza.
not-shown-see = Zobacz, czego, i co można zrobić
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
platform-kakaotalk = KakaoTalk
platform-line = LINE
platform-linkedin = LinkedIn
platform-messenger = Messenger
platform-pdf = PDF
platform-phone = Telefon
platform-photos = Zdjęcia
platform-reddit = Reddit
platform-signal = Signal
platform-skype = Skype
platform-snapchat = Snapchat
platform-table = Tabela
platform-telegram = Telegram
platform-tiktok = TikTok
platform-timeline = Plik osi czasu
platform-tinder = Tinder
platform-viber = Viber
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
again-day = Odczytano jeszcze raz { $day }
again-one = Ta wersja programu czyta to inaczej niż wcześniejsza. Pliki są takie, jak je zabezpieczono. Oba odczyty są w dzienniku.
again-before = Przedtem: { $side }
again-now = Teraz: { $side }
again-side = zdarzenia: { $events }, rozmowy: { $threads } ({ $by })
again-by = { $importer }, wersja { $version }
again-same = Rozmowy, które wyszły dokładnie tak jak przedtem: { $n }.
again-others = Rozmowy, które wyszły inaczej ({ $n }):
again-look = Wcześniejszych słów nie przechowano osobno, więc nie możemy wymienić każdej zmiany. Przejrzyj to, co jest dla Ciebie ważne.
again-waits = Tego jeszcze nie doczytano do końca.
again-newer = Ta wersja programu umie to czytać nowszym sposobem. Może odczytać więcej albo coś inaczej. Powiemy, co się zmieniło.
again-newer-button = Odczytaj jeszcze raz
again-none = Odczytano jeszcze raz i wyszło tak samo.
again-done = Odczytano jeszcze raz. Poniżej jest, co się zmieniło.
again-opened = Niektóre pliki odczytano jeszcze raz, inaczej niż przedtem. Zobacz poniżej.
not-shown-what = Nie widać tu części zdarzeń: { $n } z { $total }. Czytał je { $importer }, wersja { $version }; ta wersja programu nie czyta ich tak samo.
not-shown-safe = Zabezpieczone pliki i dziennik są nietknięte.
not-shown-look = Tę kopię wolno tylko oglądać, więc zmiany nie można w niej zapisać. Poproś osobę, która prowadzi sprawę, żeby otworzyła ją tą wersją i dała Ci nową kopię. Wcześniejsza wersja programu nadal pokazuje wszystko.
not-shown-older = Ten program jest starszy niż ten, który to odczytał. Użyj nowszego.
not-shown-never = Zachowaj sprawę taką, jaka jest. Wcześniejsza wersja nadal to czyta, a nowsza może: próbuje sama.
job-again = Czytamy jeszcze raz tą wersją programu
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

## People and accounts

people-title = Osoby
people-named = Osoby, które nazwano
people-none = Nikogo jeszcze nie nazwano. Zacznij od siebie, potem osoba, która to robi.
people-name = Imię lub nazwa
people-name-hint = Tak, jak o niej mówisz. „Nie wiadomo kto” też jest nazwą.
people-name-empty = Wpisz imię lub nazwę.
people-who = Kim jest dla Ciebie ta osoba?
people-accounts = Konta
people-already = Już nazwane:
people-new = Nazwij kogoś
people-has-accounts = { $n ->
    [0] żadnego konta
    [one] { $n } konto
    [few] { $n } konta
   *[many] { $n } kont
}
people-can-say = Co może powiedzieć?
people-can-say-hint = Jeśli do niej też pisano albo coś widziała.
people-can-say-short = może coś powiedzieć
people-back = Wróć do wszystkich osób
role-me = Ja
role-known = Ktoś, kogo znam
role-not-known = Ktoś, kogo nie znam
person-no-accounts = O żadnym koncie nie powiedziano, że należy do tej osoby.
person-accounts-what = Aby powiedzieć, że konto jest czyjeś, otwórz to konto.
person-timeline = Pokaż, co zrobiła ta osoba
person-say = Co o niej mówisz
person-note = Coś jeszcze
person-note-hint = Pakiet może to pokazać. To, co masz widzieć tylko Ty, zapisz jako prywatną notatkę.
person-versions = Wersji jest { $n }. Wszystkie zostają w dzienniku.
accounts-title = Konta, tak jak je znaleziono
accounts-none = Konta pojawią się tutaj, gdy dodasz eksport.
accounts-what = Każde stoi tak, jak nazywa je jego plik. Nigdy nie łączymy dwóch w jedno. To Ty mówisz, czyje jest które.
account-is = Mówisz, że to:
account-nobody = nie powiedziano, czyje
account-nobody-long = Nie powiedziano jeszcze, czyje jest to konto.
account-did = { $n ->
    [one] zrobiło { $n } rzecz
    [few] zrobiło { $n } rzeczy
   *[many] zrobiło { $n } rzeczy
}
account-did-long = { $n ->
    [one] Zapisano { $n } rzecz, którą zrobiło.
    [few] Zapisano { $n } rzeczy, które zrobiło.
   *[many] Zapisano { $n } rzeczy, które zrobiło.
}
account-times = { $n ->
    [one] { $n } zapis
    [few] { $n } zapisy
   *[many] { $n } zapisów
}
account-records = Mówi o nich kilka plików, razem zapisów: { $n }.
account-addressed = { $n ->
    [0] Nic nie wymienia go jako drugiej strony.
    [one] { $n } zapis wymienia je jako drugą stronę.
    [few] { $n } zapisy wymieniają je jako drugą stronę.
   *[many] { $n } zapisów wymienia je jako drugą stronę.
}
account-first = Pierwszy:
account-last = Ostatni:
account-names = nosiło nazw: { $n }
account-timeline = Pokaż to konto na osi czasu
account-whose = Czyje jest?
account-say = Powiedz, czyje jest
account-say-what = To jest Twoje zdanie. Zapisów ono nie zmienia. Każda wersja zostaje.
account-take-back = Nie mówię już, czyje jest
account-names-title = Nazwy, które nosiło
account-names-what = Tak, jak pokazują zapisy, od najstarszej. Nazwę i zdjęcie może wybrać sobie każdy.
account-handle = Adres lub numer
account-id = Własny numer platformy
account-where = Gdzie pisało
account-where-what = Każda rozmowa, z tymi, którzy według eksportu biorą w niej udział.
account-with = z
account-to = Do kogo pisało
account-to-what = Liczone są tu tylko zapisy, które wymieniają drugą stronę.
linkage-title = Czy jakieś konta zachowują się jak jedno?
linkage-what = Konta mogą mieć wspólny numer, zdanie, zdjęcie albo sposób pisania. To nie powie, kto pisał.
linkage-go = Porównaj konta albo zobacz, co znaleziono

## What connects accounts

linkage-belief = My tylko proponujemy. Twoja decyzja jest zapisana jako to, co myślisz, i można ją cofnąć.
linkage-none = Gdy będą co najmniej dwa konta, można je tutaj porównać.
linkage-not-yet = Kont nie porównano, odkąd coś dodano, nazwano albo oznaczono. Może to potrwać kilka minut.
linkage-compare = Porównaj konta
job-comparing = Porównujemy konta
linkage-again = Gdy coś się zmieni
linkage-again-what = Gdy coś dodasz albo kogoś nazwiesz, trzeba porównać jeszcze raz. Ta strona wtedy o tym powie.
linkage-groups = Proponowane grupy
linkage-groups-what = W grupie każde dwa konta mają własne powody. Z trzeciego konta nic nie wynika.
linkage-no-groups = Nie znaleziono żadnej grupy.
linkage-group = Grupa { $n }, kont: { $accounts }
linkage-pairs = Inne pary
linkage-with-others = z innymi kontami: { $n }
linkage-no-pairs = Nie znaleziono żadnej innej pary.
linkage-more-pairs = { $n ->
    [one] Jednej pary więcej tu nie wymieniono.
    [few] { $n } par więcej tu nie wymieniono.
   *[many] { $n } par więcej tu nie wymieniono.
}
link-open = bez decyzji
link-confirmed = potwierdzone przez Ciebie
link-rejected = odrzucone przez Ciebie
linkage-searched = Co przeszukano
linkage-compared = Porównano konta osób, których nie nazwano. Kont: { $accounts }, par: { $pairs }. Proponowanych par: { $n }.
linkage-chance = Par osób, o których mówisz, że są różne, jest { $different }. Z nich to samo badanie proponuje { $proposed }. Przez przypadek przeszłoby więc najwyżej { $most } par.
linkage-no-chance = Nie możemy powiedzieć, ile przeszłoby przez przypadek. Znanych par różnych osób jest tu tylko { $n }: nazwij osoby, które znasz.
linkage-blocks = Z { $blocks } blokad po { $n } w ciągu godziny pojawiło się nowe konto. Te godziny to { $part } % czasu.
linkage-always = Co zawsze przemawia przeciw takiemu porównaniu
linkage-noticed = Co udało Ci się zauważyć
linkage-lines = Zdania, które stały się znane
linkage-mark-against = przemawia za różnymi osobami
linkage-take-back = Wycofaj to
linkage-taken-back = Wycofano. Oba wpisy zostają w historii.
linkage-known = Jakieś zdanie stało się znane
linkage-known-what = Gdy zdanie opowiedziano gdzie indziej, mogą je powtarzać inni. Od tego dnia nikogo ono nie łączy.
linkage-known-line = Zdanie
linkage-known-line-empty = Wpisz to zdanie.
linkage-known-from = Od którego dnia jest znane?
linkage-known-from-hint = Rok, miesiąc, dzień, na przykład 2024-03-01.
linkage-known-source = Gdzie je opowiedziano?
linkage-events = Pokazuje to:
linkage-events-more = i jeszcze { $n }
linkage-hours = Same godziny nikogo nie łączą: wiele osób pisze o tych samych porach.
linkage-caution = Ma to pomóc Tobie i śledczemu zdecydować, o co poprosić, na przykład o dane platformy. Nie wskazuje nikogo.
linkage-back = Wróć do wszystkich grup i par
linkage-know = Wiesz, czyje jest jedno z nich? Otwórz to konto i to powiedz.
linkage-either = Albo jedna osoba napisała to, co wyszło z obu kont, albo zrobiły to różne osoby.
linkage-for = Co przemawia za jedną osobą
linkage-for-none = Nic nie znaleziono.
linkage-against = Co przemawia przeciw temu
linkage-against-none = W zapisach nic nie znaleziono.
linkage-rarity = Widać to u { $n } z { $of } kont.
linkage-posing = Czy któreś podaje się za kogoś, kogo znasz?
linkage-posing-what = To osobne pytanie. Nie mówi nic o tym, kto pisał.
linkage-makes = Co wynika z porównania:
linkage-decide = Co o tym myślisz?
linkage-now = Teraz:
linkage-because-said = Twoje słowa:
linkage-because = Dlaczego? Własnymi słowami
linkage-because-hint = W pakiecie stoi to obok Twojej decyzji.
linkage-because-empty = Napisz własnymi słowami, dlaczego. Niczego nie zmieniono.
linkage-confirm = Myślę, że to jedna osoba
linkage-reject = Myślę, że to różne osoby
linkage-leave = Zostaw to otwarte
linkage-kept = Zapisano jako to, co myślisz.
linkage-notice = Widzę coś, co dotyczy tych dwóch
linkage-notice-what = Twarz, głos, zwyczaj, coś, o czym wiedziało niewielu. Zostanie zapisane jako Twoje spostrzeżenie.
linkage-notice-words = Co udało Ci się zauważyć?
linkage-notice-empty = Napisz, co udało Ci się zauważyć.
linkage-notice-events = Które zdarzenia to pokazują?
linkage-notice-events-hint = Numery takie jak e12, ze spacjami między nimi. Może zostać puste.
linkage-points = Na co to wskazuje?
linkage-points-for = Na jedną osobę
linkage-points-against = Na różne osoby
linkage-group-what = Każde dwa z nich mają własne powody. Każdą parę można obejrzeć i samodzielnie o niej zdecydować.
linkage-sequence = W kolejności, w jakiej się pojawiły
linkage-first = Pierwszy raz
linkage-last = ostatni raz
linkage-blocked = zablokowano
linkage-after = Zaczęło { $minutes } min po zablokowaniu konta { $n }.
linkage-wrote-to = Najpierw pisało do
linkage-shown = Co widać u kilku z nich
linkage-shown-none = U żadnych dwóch nie widać tego samego.
linkage-graph-label = Po lewej konta ({ $accounts }), po prawej rzeczy ({ $things }). Linia łączy konto z tym, co u niego widać. To samo mówi lista poniżej.
linkage-graph-key = Numery to konta powyżej. Litery to rzeczy poniżej. Linia ciągła: konto potwierdzone przez Ciebie. Linia przerywana: konto proponowane.
linkage-more-shown = { $n ->
    [one] Jednej rzeczy więcej tu nie wymieniono.
    [few] { $n } rzeczy więcej tu nie wymieniono.
   *[many] { $n } rzeczy więcej tu nie wymieniono.
}
linkage-other-things = { $n ->
    [one] { $n } inna rzecz, którą widać u mniejszej liczby z nich
    [few] { $n } inne rzeczy, które widać u mniejszej liczby z nich
   *[many] { $n } innych rzeczy, które widać u mniejszej liczby z nich
}
linkage-kind-text = To samo zdanie albo prawie to samo
linkage-kind-picture = To samo zdjęcie
linkage-kind-phone = Ten sam numer telefonu
linkage-kind-e-mail = Ten sam adres e-mail
linkage-kind-link = Ten sam adres strony
linkage-kind-handle = Ta sama nazwa konta
linkage-kind-payment-name = Ta sama nazwa przy płatności
linkage-kind-recovery-hint = Ta sama podpowiedź do odzyskania konta
linkage-thing-by = Widać to u { $n } z { $of } kont:
linkage-against-it = Przeciw temu:
linkage-nothing-known = nic nie wiadomo.
linkage-thing-known = Pisano to także z Twojego konta albo od znanych Ci osób, więc nikogo to nie łączy.
linkage-thing-public = Inni znają to od { $from }.
linkage-thing-others = { $n ->
    [one] Widać to też u { $n } konta spoza grupy.
   *[other] Widać to też u { $n } kont spoza grupy.
}
linkage-channels = Powód po powodzie, z tym, co przemawia przeciw
linkage-channels-what = Policzono po wszystkich parach tej grupy. Par: { $n }.
linkage-in-pairs = { $n ->
    [one] (w { $n } parze)
   *[other] (w { $n } parach)
}
linkage-channel-none = Nic nie przemawia za jedną osobą.
linkage-channel-for = { $n ->
    [one] Za jedną osobą coś przemawia w { $n } parze.
   *[other] Za jedną osobą coś przemawia w { $n } parach.
}
linkage-channel-against = { $n ->
    [one] Przeciw, w { $n } parze:
   *[other] Przeciw, w { $n } parach:
}
linkage-channel-unsaid = Nic się nie twierdzi:
linkage-every-pair = Każda para
linkage-pairs-count = Par: { $n }. Potwierdzone przez Ciebie: { $confirmed }, odrzucone: { $rejected }.
linkage-pairs-what = O pozostałych nie zdecydowano.
linkage-pairs-list = Obejrzyj każdą parę
linkage-mark-confirmed = potwierdzona
linkage-mark-rejected = odrzucona
linkage-mark-proposed = proponowana
linkage-mark-tied = coś wspólnego
linkage-mark-nothing = nic nie znaleziono
linkage-together = Potwierdzone przez Ciebie konta ({ $n }), wzięte jako jedno
linkage-together-what = Razem mają więcej tekstu. Jeśli Twoja decyzja jest błędna, błędne jest i to. Żadnej propozycji to nie zmienia.
linkage-together-go = Porównaj ich sposób pisania z każdym innym kontem
linkage-together-later = Gdy potwierdzisz parę, jej konta można porównać z innymi jako jedno.
linkage-figures = Jak dobrze da się odróżnić sposoby pisania
linkage-style-pairs = Sposób pisania wspiera jedno ze zdań w { $n } z tych par, a żadnego w { $neither }. Dla { $silent } par jest za mało tekstu, więc nic się nie twierdzi.
tippett-label = Część zbadanych par o ilorazie co najmniej takim (wykres Tippetta)
tippett-same = jednej osoby
tippett-different = dwóch osób
tippett-ratio = Iloraz
tippett-key = Im dalej od siebie stoją linie, tym lepsza metoda. Małe znaki na dole to ilorazy tych kont.

## How to get an export

title-how = Jak
how-title = Jak wydobyć swoje wiadomości z aplikacji
how-what = Aplikacje mogą dać Ci plik z Twoimi wiadomościami. Wybierz aplikację, a zobaczysz, jak.
how-blocked = Jeśli możesz, zrób eksport, zanim kogoś zablokujesz. Eksport po blokadzie bywa mniejszy.
how-other = Nie ma tu tej aplikacji? Liczą się też zrzuty ekranu, zapisane strony i wydrukowana poczta.
how-others = Wszystko inne, co da się odczytać
how-steps = Co zrobić
how-leaves-out = Co taki eksport pomija
how-leaves-nothing = O niczym takim nie wiemy.
how-more = Więcej o tym
how-accepts = Co umiemy odczytać
how-times = Czasy
how-know = Co warto wiedzieć
how-add = Dodaj teraz
how-back = Wszystkie aplikacje

## Write down what happened

title-write = Zapis
write-step = Strona { $at } z { $of }
write-what-title = Co się stało?
write-what-what = Zacznij, gdzie chcesz, własnymi słowami. Może być krótko. Można wrócić i dopisać więcej.
write-words = Co się stało
write-words-hint = Co widać było, co słychać, co można było przeczytać. Jeśli czegoś nie pamiętasz, napisz to.
write-when-title = Kiedy to było?
write-when-what = Napisz tylko to, co wiesz. Resztę zostaw pustą: „Nie wiem” to też odpowiedź.
write-when = Kiedy to się stało, własnymi słowami
write-when-hint = Na przykład: tydzień po Wielkanocy, wieczorem. Albo: nie wiem.
write-from = Dzień, na ile go znasz
write-from-hint = Wystarczy sam rok albo miesiąc i rok.
write-to = Ostatni dzień, jeśli trwało to dłużej
write-to-hint = Zostaw puste, jeśli był to jeden dzień.
write-how-known = Skąd znasz czas?
write-how-known-hint = To pomaga czytającym ocenić, jak pewny jest ten czas.
write-how-known-memory = Pamiętam to
write-how-known-note-made-then = Z notatki zrobionej wtedy
write-how-known-records = Z wiadomości, połączeń albo innych zapisów
write-how-known-said-by-other = Ktoś mi powiedział
write-how-known-not-known = Nie wiem, kiedy to było
write-fresh = Czy piszesz to na świeżo?
write-fresh-hint = Jedno i drugie się liczy. Trzeba to tylko powiedzieć.
write-fresh-yes = Tak, wtedy albo zaraz potem
write-fresh-no = Nie, później
write-where-title = Gdzie i kto jeszcze?
write-where-what = Czego nie wiesz, zostaw puste.
write-place = Gdzie to się stało
write-place-hint = Miejsce albo aplikacja. Adresy domowe nie trafiają do pakietów, chyba że zdecydujesz inaczej.
write-witnesses = Kto jeszcze to widział albo słyszał
write-witnesses-hint = Imiona albo kim były te osoby. Tylko to, co chcesz powiedzieć.
write-did-title = Co Ci to zrobiło?
write-did-what = Prawo o to pyta. Powiedz tyle, ile chcesz.
write-impact = Co to zrobiło
write-impact-hint = Strach, sen, praca, pieniądze, rzeczy, których już nie robisz.
write-belief = Co o tym myślisz, poza tym, co widać było
write-belief-hint = Na przykład kto to był i dlaczego tak myślisz. Wszędzie jest to oznaczone jako przypuszczenie.
write-shows-title = Co to pokazuje?
write-shows-what = Można to zostawić na później.
write-events = Zdarzenia, które to pokazują
write-events-hint = Ich numery z osi czasu, na przykład e12, e40.
write-exhibits = Pliki, które to pokazują
write-exhibits-hint = Ich numery, na przykład WF/3.
write-still-needed = Co jeszcze mogłoby to pokazać i kto to ma
write-still-needed-hint = Kamera, osoba z sąsiedztwa, operator telefonu. Niektórzy trzymają takie rzeczy tylko kilka tygodni.
write-begun = To jest zaczęte wcześniej. Zachowaliśmy to dla Ciebie.
write-forget = Wyrzuć ten szkic
write-forgotten = Szkicu już nie ma. Niczego innego nie zmieniono.
write-stop = Zapisz i przerwij na razie
write-timeline = Zapisz i zajrzyj na oś czasu
write-look-up = To, co już napisano, jest zachowane. Zanotuj potrzebne numery i wróć do zapisu.
write-before = Jedną stronę wstecz
write-written = Co zapisano wcześniej
write-kept = Każda strona jest zachowywana, gdy idziesz dalej. Możesz przerwać w każdej chwili.
write-look-title = Przeczytaj to jeszcze raz
write-look-what = Nic nie jest ostateczne. Można to później zmienić, a każda wersja zostaje.
write-not-said = nie powiedziano
write-keep = Zachowaj to
write-keep-again = Zachowaj nową wersję
write-done = Zachowano jako { $id }. Możesz teraz przerwać. Wszystko jest zapisane.
written-title = Co zapisano
written-none = Nic jeszcze nie ma. Na początek wystarczy kilka słów.
written-begin = Zapisz coś
written-change = Zmień to albo dopisz
written-all = Wszystko, co zapisano
written-versions = Wersje
written-version-count = { $n ->
    [one] Jest jedna wersja.
    [few] Są { $n } wersje. Najnowsza stoi powyżej.
   *[many] Jest { $n } wersji. Najnowsza stoi powyżej.
}
written-version = Zapisano { $day } UTC, wpis { $entry } dziennika
written-lost = { $n ->
    [one] Wymienia 1 zdarzenie, którego teraz nie widać: to, z czym przyszło, odłożono albo czyta się je inaczej.
   *[other] Wymienia zdarzenia, których teraz nie widać ({ $n }): to, z czym przyszły, odłożono albo czyta się je inaczej.
}
written-note = Każda wersja zostaje w dzienniku. Nikt nie powie potem, że zmieniono ją po kryjomu.
written-on = Zapisano
written-when = Kiedy, własnymi słowami
written-days = Dzień albo okres
written-from = Pierwszy dzień
written-to = Ostatni dzień
written-how-known = Skąd znany jest czas
written-fresh = Zapisano na świeżo

## Reports

title-report = Zgłoszenia
reports-title = Zgłoszenia
choose-one = Wybierz jedno.
choose-none = Nie powiedziano
date-wrong = To nie jest dzień. Podaj dzień, miesiąc i rok, na przykład 1 3 2024.
version-kept = Wcześniejsza wersja zostaje. Każdy może później zobaczyć, co zmieniono i kiedy.
version-written = Zapisano { $when }. Wpis { $entry } dziennika.
versions-earlier = { $n ->
    [one] Jedna wcześniejsza wersja
    [few] { $n } wcześniejsze wersje
   *[many] { $n } wcześniejszych wersji
}
ledger-title = Co zgłoszono i co na to powiedziano
ledger-what = Każdy telefon, list, wizyta i formularz oraz każda odpowiedź. Słowo w słowo, jeśli się da.
ledger-none = Niczego jeszcze nie zapisano. Zacznij od pierwszego razu, gdy ktoś się od Ciebie o tym dowiedział.
ledger-add = Zapisz kontakt
ledger-new-title = Kontakt z policją, platformą albo kimś innym
ledger-new-what = Jeden kontakt na stronę: Twoje słowa i ich słowa. Czego nie wiesz, zostaw otwarte.
ledger-change-title = Zmień to, co zapisano
ledger-change = Zmień albo dopisz
ledger-letter = Przygotuj list w tej sprawie
ledger-saved = Zachowano jako { $id }.
ledger-answered-short = Ich odpowiedź:
ledger-not-answered = Nie zapisano odpowiedzi.
ledger-body = Do kogo to było?
ledger-body-police = Policja
ledger-body-platform = Platforma albo aplikacja
ledger-body-employer = Pracodawca, szkoła albo wynajmujący
ledger-body-support = Telefon zaufania, organizacja albo osoba wspierająca
ledger-body-court = Sąd albo prokuratura
ledger-body-other = Ktoś inny
ledger-body-name = Która dokładnie
ledger-body-name-hint = Na przykład nazwa jednostki policji.
ledger-body-name-missing = Powiedz, która to była.
ledger-date = Którego dnia
ledger-date-hint = Dzień kontaktu, na przykład 1 3 2024.
ledger-date-missing = Podaj dzień. Jeśli go nie znasz, podaj najbliższy i napisz o tym poniżej.
ledger-happening = Jaki to był krok?
ledger-happening-hint = Od niektórych liczą się terminy.
ledger-happening-report = Coś zgłoszono ode mnie
ledger-happening-acknowledgement = Potwierdzono, że to mają
ledger-happening-answer = Odpowiedziano
ledger-happening-arrest = Kogoś aresztowano
ledger-happening-interview = Kogoś przesłuchano
ledger-happening-release = Kogoś zwolniono
ledger-happening-bail-change = Warunki zwolnienia zmieniono albo zakończono
ledger-happening-decision-not-to-investigate = Zdecydowano, że śledztwa nie będzie
ledger-happening-no-further-action = Zdecydowano, że dalszych kroków nie będzie
ledger-happening-charge = Komuś postawiono zarzuty
ledger-happening-warning = Ostrzeżono osobę, która to robi
ledger-happening-order = Wydano nakaz
ledger-happening-complaint = Złożono ode mnie skargę
ledger-happening-complaint-outcome = Odpowiedziano na moją skargę
ledger-happening-review-request = Poproszono ode mnie o ponowne rozpatrzenie
ledger-happening-review-outcome = Odpowiedziano po ponownym rozpatrzeniu
ledger-happening-preservation-asked = Poproszono ode mnie o zachowanie danych
ledger-happening-other = Coś innego
ledger-said = Co im powiedziano albo wysłano
ledger-said-hint = Własnymi słowami. Napisz, co pamiętasz i czego nie wiesz na pewno.
ledger-answered = Co odpowiedziano, słowo w słowo
ledger-answered-hint = Jeśli to z pamięci, zapisz słowa, które pamiętasz, i dodaj, że są z pamięci.
ledger-promised = Co obiecano
ledger-promised-hint = Na przykład telefon, wizytę, list.
ledger-due = Do którego dnia
ledger-due-hint = Zostaw puste, jeśli nie podano dnia.
ledger-channel = Jak
ledger-channel-hint = Telefon, okienko, formularz w sieci, e-mail, list.
ledger-officer = Kto odpowiadał, imię i nazwisko
ledger-officer-number = Numer tej osoby
ledger-officer-number-hint = Numer służbowy. Wolno o niego zapytać.
ledger-reference = Ich numer sprawy
ledger-reference-hint = Numer zgłoszenia, wpisu albo biletu.
ledger-outcome = Co z tego wyszło
ledger-outcome-hint = Można to dopisać później.
ledger-more = Inne dni i to, na co jest odpowiedzią
ledger-happened = Dzień samego wydarzenia
ledger-happened-hint = Jeśli powiedziano o nim później, na przykład o aresztowaniu.
ledger-acknowledged = Dzień, w którym potwierdzono, że to mają
ledger-acknowledged-hint = Zostaw puste, jeśli nie potwierdzono.
ledger-kept = Dzień, w którym dotrzymano obietnicy
ledger-kept-hint = Zostaw puste, jeśli nie dotrzymano.
ledger-answers = Wcześniejszy kontakt, na który to odpowiada
ledger-answers-hint = Jego numer, na przykład L-1.
ledger-answers-unknown = Nie ma innego kontaktu o tym numerze.

order-title = Nakazy, ostrzeżenia i każde „przestań”
order-what = Każdy raz, gdy osobie, która to robi, powiedziano, żeby przestała. Pakiet liczy, co było potem.
order-none = Żadnego jeszcze nie zapisano.
order-add = Zapisz
order-kind = Co to było?
order-kind-asked-to-stop = Powiedziano ode mnie, żeby przestać
order-kind-police-warning = Ostrzeżenie od policji
order-kind-bail-condition = Warunek zwolnienia
order-kind-court-order = Nakaz sądu
order-kind-platform-measure = Platforma usunęła albo ograniczyła konto
order-kind-warning = Ostrzeżenie od pracodawcy, szkoły albo wynajmującego
order-kind-other = Coś innego
order-given = Od którego dnia ta osoba o tym wiedziała?
order-given-hint = Dzień, w którym to do niej dotarło, na przykład 1 3 2024.
order-given-missing = Podaj dzień, w którym jej to powiedziano.
order-words = Jego słowa
order-words-hint = Tak, jak je powiedziano albo napisano.
order-how-reached = Skąd wiesz, że do niej dotarło?
order-how-reached-hint = Na przykład: odpowiedź tej osoby albo wiadomość od policji.
order-by = Kto to wydał
order-by-hint = Na przykład policja, sąd albo Ty.
order-reference = Jego numer
order-reference-hint = Jeśli go ma.
order-until = Ostatni dzień, w którym obowiązuje
order-until-hint = Zostaw puste, jeśli nie ma końca.

impact-title = Co to zrobiło z Twoim życiem
impact-what = Własnymi słowami. Tylko to, co chcesz powiedzieć; wszystko może trafić do pakietu.
impact-none = Niczego jeszcze nie zapisano.
impact-add = Zapisz coś
impact-area = Która część życia?
impact-area-fear = Strach i cierpienie
impact-area-sleep = Sen
impact-area-health = Zdrowie
impact-area-work = Praca albo nauka
impact-area-home = Dom
impact-area-people = Rodzina i znajomi
impact-area-habits = Z czego trzeba było zrezygnować
impact-area-money = Pieniądze
impact-area-other = Coś innego
impact-words = Co to zrobiło
impact-words-hint = Bez pośpiechu. Można przerwać i wrócić później.
impact-words-missing = Napisz kilka słów.
impact-since = Od kiedy
impact-since-hint = „Od zeszłej zimy” to też odpowiedź.
impact-cost = Ile to kosztowało
impact-cost-hint = Pieniądze, jeśli były.
impact-who-can-say = Kto jeszcze mógłby to powiedzieć
impact-who-can-say-hint = Na przykład ktoś bliski, lekarz albo ktoś z pracy.

## Letters

letter-title = Listy
letter-what = Szkic z tego, co tu zapisano. Zmieniasz go i wysyłasz samodzielnie; stąd nic nie jest wysyłane.
letter-go = Przygotuj list
letter-kind = Po co?
letter-kind-report = Żeby to zgłosić
letter-kind-report-hint = Co się stało, tak jak to zapisano, na pierwsze albo nowe zgłoszenie.
letter-kind-chase = Żeby zapytać, co z tego wyszło
letter-kind-chase-hint = W sprawie zgłoszenia albo obietnicy.
letter-kind-complaint = Żeby złożyć skargę
letter-kind-complaint-hint = Na to, jak potraktowano zgłoszenie.
letter-kind-preservation = Żeby zachowano dane
letter-kind-preservation-hint = Prosi policję, aby platformy zachowały to, co mają.
letter-about = Którego kontaktu dotyczy
letter-about-latest = Ostatniego z policją
letter-make = Zrób szkic
letter-other = Inny list
letter-draft-title = Twój szkic
letter-draft-what = Przeczytaj, zmień, co chcesz, i uzupełnij to, co stoi w nawiasach kwadratowych.
letter-gaps = { $n ->
    [one] W nawiasach kwadratowych została jedna luka.
    [few] W nawiasach kwadratowych zostały { $n } luki.
   *[many] W nawiasach kwadratowych zostało { $n } luk.
}
letter-text = List
letter-text-hint = Zaznacz całość, żeby skopiować, albo pobierz poniżej jako plik.
letter-file = Pobierz jako plik
letter-file-care = Plik nie jest zaszyfrowany. Przeczyta go każdy, kto używa tego komputera.

## What shows what

elements-title = Co pokazuje co
elements-what = Czego szuka prawo i co z Twoich rzeczy to pokazuje. Decydujesz tylko Ty albo kto Ci pomaga.
elements-go = Zobacz listę i jej luki
elements-count = Dla { $gaps } z { $all } punktów nic jeszcze nie powiedziano. Luka to nie błąd: pokazuje, czego szukać.
elements-gap = Luka:
elements-perhaps = Być może:
elements-assign = Powiedz, co to pokazuje
elements-undo = Wycofaj to
elements-some = { $what } i { $events ->
    [one] jedno zdarzenie
    [few] { $events } zdarzenia
   *[many] { $events } zdarzeń
}
elements-incidents = Co zapisano
elements-no-incidents = Nie zapisano jeszcze, co się stało.
elements-exhibits = Dowody rzeczowe
elements-exhibits-hint = Na przykład WF/3, z przecinkami między nimi.
elements-events = Zdarzenia
elements-events-hint = Na przykład e12, z przecinkami między nimi.
elements-because = Dlaczego
elements-because-hint = Własnymi słowami. Może zostać puste.
elements-nothing = Wybierz co najmniej jedną rzecz, która to pokazuje.
elements-kept = Zachowano jako { $id }.
elements-undone = Wycofano { $id }. Oba wpisy zostają w dzienniku.

## Packs

title-pack = Pakiet
pack-title = Pakiety
pack-what-it-is = Pakiet to to, co oddajesz: raport do czytania, ponumerowane dowody i sposób, żeby je sprawdzić.
pack-none = Nie ma jeszcze żadnego pakietu. To Ty wybierasz, co w nim jest, i widzisz go przed wszystkimi innymi.
pack-make = Zrób pakiet
pack-given = Zrobione pakiety
pack-given-what = Porównaj odcisk przez telefon z tym, kto dostał pakiet.
pack-number = Pakiet { $n }
pack-for-nobody = dla nikogo z nazwy
pack-counts = Zdarzenia pokazane: { $shown }, wstrzymane i policzone: { $withheld }.
pack-fingerprint = Odcisk pakietu
pack-log-fingerprint = Odcisk dziennika
pack-choice = Co wybrano
pack-again = Zacznij od tego wyboru
pack-choose-title = Co trafi do pakietu
pack-choose-what = Nic jeszcze nie powstaje. Następna strona powie, co byłoby widać i kto byłby odsłonięty.
pack-renumbered = Od tego wyboru coś odczytano jeszcze raz, na coś odpowiedziano albo coś odłożono, więc rozmowy i zdarzenia mogą mieć inne numery. Sprawdź, które są wybrane, a które pominięte.
pack-for = Dla kogo
pack-for-hint = Na przykład policja albo Twój prawnik. Stoi to na pierwszej stronie.
pack-ask = O co prosisz
pack-ask-hint = Jedno albo dwa zdania na pierwszą stronę. Może zostać puste.
pack-what = Które rozmowy?
pack-what-theirs = Te z kontami osoby, która to robi
pack-what-theirs-hint = Tak, jak powiedziano w „Osobach”. Twoja strona tych rozmów też jest pokazana.
pack-what-people = Co zrobiły pewne osoby
pack-what-people-hint = Zaznacz je poniżej.
pack-what-threads = Pewne rozmowy
pack-what-threads-hint = Zaznacz je poniżej.
pack-what-all = Wszystko, co jest w sprawie
pack-what-all-hint = Także rozmowy, które nie mają z tym nic wspólnego.
pack-persons = Osoby
pack-persons-hint = Liczy się tylko przy wyborze „Co zrobiły pewne osoby”.
pack-role-me = Ty
pack-role-known = Ktoś, kogo znasz
pack-role-not-known = Ktoś nieznany Ci
pack-threads = Rozmowy do zaznaczenia
pack-threads-hint = Liczy się tylko przy wyborze „Pewne rozmowy”. Liczba mówi, ile jest w nich zapisów.
pack-more-threads = Więcej rozmów
pack-more-threads-hint = Ich numery, na przykład T210, z przecinkami między nimi.
pack-withhold = Słowa i numery do zasłonięcia
pack-withhold-hint = Po jednym w linii, na przykład nazwisko, adres albo telefon. Każde jest wszędzie zamazane.
pack-narrow = Zawęź: dni, rodzaje, konta, słowa, pojedyncze zdarzenia
pack-from = Od którego dnia
pack-from-hint = Zostaw dni puste, żeby pokazać wszystkie.
pack-to = Do którego dnia
pack-kinds = Tylko te rodzaje
pack-kinds-hint = Gdy nic nie zaznaczono, wszystkie rodzaje.
pack-kind-message = Wiadomości
pack-kind-call = Połączenia
pack-kind-post = Wpisy
pack-kind-comment = Komentarze
pack-kind-request = Prośby
pack-kind-deletion = Usunięte wiadomości
pack-kind-login = Logowania
pack-accounts = Tylko te konta
pack-accounts-hint = Po jednym w linii: nazwa konta, numer albo nazwisko.
pack-search = Tylko to, w czym są te słowa
pack-search-hint = Jedno wyszukiwanie w linii.
pack-events = Pojedyncze zdarzenia
pack-events-hint = Na przykład e12, e340.
pack-context = Ile zdarzeń wokół każdego
pack-context-hint = To, co stoi przed i po, zachowuje sens. Gdy puste: 3.
pack-context-wrong = Podaj liczbę, na przykład 3.
pack-leave-out = Pomiń: osoby, rodzaje, konta, słowa, pojedyncze zdarzenia
pack-without-persons = Pomiń to, co zrobiły te osoby
pack-without-kinds = Pomiń te rodzaje
pack-without-accounts = Pomiń te konta
pack-without-accounts-hint = Po jednym w linii.
pack-without-threads = Pomiń te rozmowy
pack-without-threads-hint = Na przykład T3, T8.
pack-without-search = Pomiń to, w czym są te słowa
pack-without-search-hint = Jedno wyszukiwanie w linii.
pack-withhold-events = Wstrzymaj te zdarzenia
pack-withhold-events-hint = Na przykład e12. Są liczone, ale nie pokazane.
pack-more = Zdjęcia, oryginały, miejsca, inne osoby
pack-attached = Załączone pliki i zdjęcia
pack-attached-listed = Tylko wymienione
pack-attached-covered = W materiale dowodowym są, w dokumentach zakryte
pack-attached-shown = Także wydrukowane
pack-times = Co luki mówią o wstrzymanych zdarzeniach
pack-times-count = Tylko ile ich jest
pack-times-ends = Kiedy były pierwsze i ostatnie w każdej luce
pack-times-all = Kiedy było każde i kto je wysłał
pack-originals = Oryginalne pliki
pack-originals-hint = Tylko te, z których i tak pokazano wszystko.
pack-originals-yes = Włóż je do pakietu
pack-exhibits = Te oryginały w każdym razie
pack-exhibits-hint = Na przykład WF/3. W takim pliku można przeczytać wszystko, także to, co gdzie indziej wstrzymano.
pack-third = Konta innych osób
pack-third-hint = Znajomi i rodzina, którzy nie są ani Tobą, ani osobą, która to robi.
pack-third-yes = Pokaż też ich konta
pack-places = Miejsca
pack-places-hint = Gdzie zrobiono zdjęcia i jakie położenia podano. Mogą zdradzić, gdzie mieszkasz.
pack-places-yes = Pokaż też miejsca
pack-check = Sprawdź, co byłoby widać
pack-check-title = Sprawdź, zanim powstanie
pack-check-what = Nic jeszcze nie powstało. Oto co pakiet by pokazał.
pack-exposed = Kto byłby odsłonięty
pack-nobody-said = Nie powiedziano, czyje są konta. Byłoby więc widać każde z nich.
pack-nobody-else = Nie ma w nim konta nikogo innego.
pack-third-shown = Byłoby widać konta tych innych osób:
pack-third-withheld = Konta tych innych osób byłyby wstrzymane. Widać byłoby, co napisały:
pack-third-more = { $n ->
    [one] Jeszcze jedno konto
    [few] Jeszcze { $n } konta
   *[many] Jeszcze { $n } kont
}
pack-names-inside = Nazwiska wewnątrz wiadomości widać, chyba że je zasłonisz. Pakiet może trafić do osoby, która to robi.
pack-withheld-title = Słowa wszędzie zasłonięte
pack-withheld-none = Żadne. Pomyśl o adresach, telefonach i nazwiskach osób, których to nie dotyczy.
pack-withheld-these = Każde z tych słów jest zamazane, gdziekolwiek stoi:
pack-threads-title = Rozmowy w pakiecie
pack-thread = Rozmowa
pack-shown = Pokazane
pack-withheld = Wstrzymane
pack-not-in = Nie byłoby w nim innych rozmów: { $threads }, razem zdarzeń: { $events }.
pack-look = Obejrzyj strony
pack-change = Zmień to, co trafi do środka
pack-pages-title = Strony Twojego pakietu
pack-pages-what = Pakiet jest złożony i sprawdzony, ale jeszcze nie zapisany. Zapiszesz dokładnie to.
pack-pages-file = Te dokumenty otwierają się w Twoim czytniku PDF tak, jak będą zapisane. Potem usuń pobrane pliki.
pack-kilobytes = { $n } kB
pack-parts = Części raportu
pack-front = Pierwsza strona
pack-wide-table = Tabela
pack-rest = W samym dokumencie jest jeszcze { $n }.
pack-save = Zapisz pakiet
pack-save-title = Zapisz pakiet
pack-save-care = Najpierw przeczytaj raport, od pierwszej do ostatniej strony. Tego, co oddano, nie da się odwołać.
pack-name = Nazwa folderu albo pliku
pack-name-hint = Litery, cyfry, spacje i łączniki. Wybierz nazwę, która nic nie zdradza.
pack-name-wrong = Użyj tylko liter, cyfr, spacji i łączników.
pack-name-taken = { $path } już tam jest. Niczego nie nadpisujemy. Wybierz inną nazwę.
pack-lock = Kto może go otworzyć?
pack-lock-passphrase = Kto zna hasło
pack-lock-passphrase-hint = Jeden zamknięty plik. Hasło podaj inną drogą niż plik.
pack-lock-key = Kto ma klucz
pack-lock-key-hint = Jeden zamknięty plik, który otwiera tylko klucz tej osoby. Dostajesz od niej klucz zaczynający się od age1.
pack-lock-none = Każdy, kto go ma
pack-lock-none-hint = Folder zwykłych plików, do oddania osobiście.
pack-passphrase = Hasło do pakietu
pack-passphrase-hint = Co najmniej { $n } znaków i inne niż hasło Twojej sprawy. Tylko dla zamkniętego pliku.
pack-keys = Ich klucze
pack-keys-hint = Po jednym w linii. Tylko gdy wybrano klucz.
pack-keys-missing = Podaj co najmniej jeden klucz.
pack-made-title = Pakiet jest zapisany
pack-made-what = Po zapisaniu odczytano go ponownie i sprawdzono tak, jak zrobi to ktoś obcy.
pack-made-where = Gdzie
pack-made-counts = Co w nim jest
pack-made-fingerprint = Podaj oba odciski osobno, przez telefon albo listem. Pokazują, że po drodze niczego nie zmieniono. Odcisk dziennika stoi też na pierwszej stronie.
pack-made-locked = Otwiera się go wolnym programem age, a potem rozpakowuje.
job-pack = Składamy pakiet
job-pack-save = Zapisujemy pakiet
