"""Every sort of mail, and the life that brings it: who gets it and when stands beside its picture in docs/mails.md."""

from dataclasses import dataclass, field

IB, IB_ELSEWHERE = "ib@vlieger.example", "ib@regenboog.example"
DIRECTIE, BESTUUR, TEACHER, OPERATOR = "directie@vlieger.example", "bestuur@perspectief.example", "groep5@vlieger.example", "beheer@perspectief.example"

WITHOUT_PAGES = [('[web]\npublic_url = "https://opvolg.perspectief.example"\nlisten     = "127.0.0.1:8080"\n', "")]


def digest(person, when):
    """A person who gets an overview."""
    return [(f'id     = "{person}"' if person != "bestuur" else 'id    = "bestuur"', f'id = "{person}"\ndigest = "{when}"')]


@dataclass
class Scene:
    name: str
    title: str
    to: str
    sentence: str
    life: str
    edits: list = field(default_factory=list)
    # How the mail server of the tests misbehaves; without it mail goes into a folder.
    server: dict = None


@dataclass
class Group:
    title: str
    scenes: list


# What one intern begeleider may have at once, some of it overdue.
FIVE = """
2026-12-01 09:00 ib-vlieger add amk-advies        --case VL-2026-014 --school vlieger --due 2026-12-04
2026-12-01 09:00 ib-vlieger add oudergesprek      --case VL-2026-021 --school vlieger --due 2026-12-03
2026-12-01 09:00 ib-vlieger add hulp-aangekomen   --case VL-2026-008 --school vlieger --due 2026-12-07
2026-12-01 09:00 ib-vlieger add effect-volgen     --case VL-2026-005 --school vlieger --due 2026-12-07
2026-12-01 09:00 ib-vlieger add verwijsindex      --case VL-2026-014 --school vlieger --due 2026-12-07
"""
NINE = FIVE + """
2026-12-01 09:00 ib-vlieger add toestemming-zat   --case VL-2026-011 --school vlieger --due 2026-12-07
2026-12-01 09:00 ib-vlieger add uitkomst-ouder    --case VL-2026-017 --school vlieger --due 2026-12-07
2026-12-01 09:00 ib-vlieger add terugkoppeling    --case VL-2026-002 --school vlieger --due 2026-12-07
2026-12-01 09:00 ib-vlieger add melding-afspraken --case VL-2026-002 --school vlieger --due 2026-12-06
"""
PASS = "2026-12-07 08:00 pass"
# What a school has on a Monday, for who looks after all of it.
SCHOOL = """
2026-10-19 09:00 ib-vlieger       case open VL-2026-003 --school vlieger
2026-10-20 09:00 ib-vlieger       close 1 zorg
2026-11-02 09:00 ib-vlieger       case open VL-2026-009 --school vlieger
2026-11-05 09:00 directie-vlieger add medewerker-training --person leerkracht-groep5 --due 2026-12-18
2026-11-05 09:00 directie-vlieger add medewerker-training --person leerkracht-groep7 --due 2026-11-30
2026-11-05 09:00 bestuur          add meldcode-evalueren --school vlieger --due 2026-12-16
2026-11-05 09:00 bestuur          add verbeteractie --school vlieger --due 2026-12-21
2026-11-05 09:00 bestuur          add aandachtsfunctionaris --school vlieger --due 2026-11-27
"""

ONE = Group("Eén actie", [
    Scene("open", "Een nieuwe actie", TEACHER, "Wie iets moet doen, op het moment dat een ander het opent; onder schooltijd.",
          "2026-12-03 15:00 ib-vlieger case open VL-2026-030 --school vlieger --role leerkracht=leerkracht-groep5\n2026-12-03 15:00 pass"),
    Scene("dag", "Vandaag is de laatste dag", IB, "Wie het moet doen, ’s ochtends om acht uur op de laatste dag (en twee schooldagen ervoor).",
          "2026-11-23 12:00 ib-vlieger add hulp-aangekomen --case VL-2026-021 --school vlieger --due 2026-12-07\n" + PASS),
    Scene("te-laat", "Te laat", TEACHER, "Wie het moet doen, twee schooldagen na de laatste dag.",
          """2026-12-01 12:00 ib-vlieger case open VL-2026-021 --school vlieger --role leerkracht=leerkracht-groep5
             2026-12-03 08:00 pass
             2026-12-07 08:00 pass"""),
    Scene("spoed", "Spoed", IB, "Wie het moet doen, meteen na het openen, elke dag tussen zeven uur ’s ochtends en negen uur ’s avonds.",
          "2026-12-05 19:30 directie-vlieger add amk-advies --case VL-2026-014 --school vlieger\n2026-12-05 19:30 pass"),
    Scene("spoed-te-laat", "Spoed die te laat is", IB, "Wie het moet doen, een dag na de laatste dag, ook in het weekend.",
          "2026-12-03 10:00 ib-vlieger add melding-afspraken --case VL-2026-014 --school vlieger --due 2026-12-04\n"
          "2026-12-04 08:00 pass\n2026-12-05 08:00 pass"),
    Scene("acuut", "Acuut", IB, "Wie het moet doen, meteen, dag en nacht, met “Acuut:” voorop en als belangrijk gemerkt.",
          "2026-12-05 22:40 leerkracht-groep5 add noodsituatie --case VL-2026-031 --school vlieger\n2026-12-05 22:40 pass"),
    Scene("acuut-verzwegen", "Acuut, zonder te zeggen wat", IB, "Bij eergerelateerd geweld of besnijdenis, meteen: de mail zegt niet waar het over gaat, want "
          "niemand mag dat op een telefoon zien staan.",
          "2026-12-05 10:15 leerkracht-groep5 add vgv-eer-amk --case VL-2026-032 --school vlieger\n2026-12-05 10:15 pass"),
    Scene("medewerker", "Alleen voor het bestuur", BESTUUR, "Alleen het bestuur, meteen, als iemand een vermoeden over een medewerker opent.",
          "2026-12-05 10:15 leerkracht-groep5 add medewerker-melden --case VL-2026-033 --school vlieger\n2026-12-05 10:15 pass"),
    Scene("derde-keer", "Voor de derde keer", IB, "Wie het moet doen, als de vraag terugkomt omdat het er nog niet van kwam.",
          """2026-10-26 09:00 ib-vlieger add hulp-aangekomen --case VL-2026-021 --school vlieger --due 2026-11-09
             2026-11-09 12:00 ib-vlieger close 1 wachtlijst
             2026-11-23 12:00 ib-vlieger close 3 wachtlijst
             2026-11-23 12:00 ib-vlieger close 4 goed
             2026-11-23 12:00 ib-vlieger close 2 in-orde
             2026-12-07 08:00 pass"""),
    Scene("opnieuw", "Opnieuw Veilig Thuis bellen", IB, "Wie meldde, drie weken na de melding en daarna steeds weer, tot het beter gaat.",
          "2026-11-16 12:00 ib-vlieger add amk-opnieuw --case VL-2026-002 --school vlieger --due 2026-12-07\n" + PASS),
    Scene("vakantie", "Bijna vakantie", TEACHER, "Wie iets moet doen op een dag in een vakantie of net erna, drie schooldagen voor die vakantie.",
          """2026-12-01 09:00 ib-vlieger case open VL-2026-021 --school vlieger --role leerkracht=leerkracht-groep5
             2026-12-01 09:00 ib-vlieger add afspraken-uitvoeren --case VL-2026-021 --due 2027-01-05
             2026-12-01 09:00 leerkracht-groep5 close 1 zorg
             2026-12-01 12:00 pass
             2026-12-01 12:10 leerkracht-groep5 close 4 zorg
             2026-12-16 08:00 pass"""),
    Scene("vervanger", "Als vervanger", IB_ELSEWHERE, "De vervanger van wie ziek of weg is, met erbij wie u vervangt.",
          """2026-11-23 12:00 ib-vlieger add hulp-aangekomen --case VL-2026-021 --school vlieger --due 2026-12-07
             2026-12-01 09:30 pass
             2026-12-04 12:00 directie-vlieger person away ib-vlieger --from 2026-12-07 --until 2026-12-11
             2026-12-07 08:00 pass"""),
    Scene("stil", "Een dossier zonder actie", IB, "De intern begeleider, op de volgende schooldag, als in een open dossier niemand iets te doen heeft.",
          """2026-12-03 12:00 ib-vlieger case open VL-2026-021 --school vlieger
             2026-12-03 12:00 ib-vlieger cancel 1 --reason "Dubbel geopend"
             2026-12-04 08:00 pass
             2026-12-07 08:00 pass"""),
    Scene("controle", "Dossiercontrole", IB, "De intern begeleider, elke vier weken zolang een dossier open is.",
          "2026-11-09 12:00 directie-vlieger case open VL-2026-021 --school vlieger --role leerkracht=leerkracht-groep5\n" + PASS),
    Scene("sluiten", "Kan het dossier dicht?", IB, "De intern begeleider, als er in een dossier niets anders meer openstaat.",
          "2026-12-01 12:00 ib-vlieger add dossier-afsluiten --case VL-2026-021 --school vlieger --due 2026-12-07\n" + PASS),
    Scene("training", "Een training verloopt", TEACHER, "De medewerker zelf, acht, vier en twee weken voordat de training verloopt, en op de dag zelf.",
          "2026-11-02 12:00 directie-vlieger add medewerker-training --person leerkracht-groep5 --due 2027-02-01\n" + PASS),
    Scene("training-verlopen", "Een training is verlopen", DIRECTIE, "De directie, twee weken nadat de training van een medewerker is verlopen.",
          "2026-11-02 12:00 bestuur add medewerker-training --person leerkracht-groep5 --due 2026-11-23\n"
          "2026-11-09 08:00 pass\n2026-11-23 08:00 pass\n" + PASS),
    Scene("jaarlijks", "Elk jaar", DIRECTIE, "Wie het elk jaar moet doen, vier weken en één week van tevoren, en op de dag zelf.",
          "2026-11-02 12:00 bestuur add meldcode-evalueren --school vlieger --due 2027-01-04\n" + PASS),
    Scene("taak", "Een eigen afspraak", IB, "Wie hem moet doen, van een taak die iemand er zelf bij zette.",
          '2026-11-30 12:00 ib-vlieger add taak --case VL-2026-021 --school vlieger --due 2026-12-07 --title "De lesbrief over gevoelens klaarleggen"\n' + PASS),
    Scene("zonder-pagina", "Zonder webpagina’s", IB, "Dezelfde mail op een school die de webpagina’s niet heeft aangezet: onderaan staat wat u typt.",
          "2026-11-23 12:00 ib-vlieger add hulp-aangekomen --case VL-2026-021 --school vlieger --due 2026-12-07\n" + PASS, WITHOUT_PAGES),
    Scene("verzwegen", "Met detail = “discreet”", IB, "Dezelfde mail op een school die in mails helemaal niet wil zeggen waar het over gaat.",
          "2026-11-23 12:00 ib-vlieger add hulp-aangekomen --case VL-2026-021 --school vlieger --due 2026-12-07\n" + PASS,
          [('language  = "nl"', 'language  = "nl"\ndetail = "discreet"')]),
])

NORMAL_LATE = "2026-11-10 12:00 ib-vlieger add hulp-aangekomen --case VL-2026-021 --school vlieger --due 2026-11-30\n" \
    "2026-11-30 08:00 pass\n2026-12-02 08:00 pass\n2026-12-07 08:00 pass\n"
URGENT_LATE = "2026-12-03 09:00 ib-vlieger add melding-doen --case VL-2026-014 --school vlieger --due 2026-12-04\n" \
    "2026-12-04 08:00 pass\n2026-12-05 08:00 pass\n2026-12-06 08:00 pass\n"
ACUTE_LATE = "2026-12-05 22:40 leerkracht-groep5 add noodsituatie --case VL-2026-031 --school vlieger\n" \
    "2026-12-05 22:40 pass\n2026-12-06 00:40 pass\n"
ACUTE_LATER = ACUTE_LATE + "2026-12-06 02:40 pass\n"
ACUTE_NEXT_DAY = ACUTE_LATER + "".join(f"2026-12-{day} {hour}:40 pass\n" for day, hour in
                                       [("06", "06"), ("06", "10"), ("06", "14"), ("06", "18"), ("06", "22"), ("07", "22")])

ESCALATION = Group("Te lang open", [
    Scene("escalatie-eigenaar", "Na vijf schooldagen, aan wie het moet doen", IB, "Wie het moet doen, als de directie het ook hoort.", NORMAL_LATE),
    Scene("escalatie-directie", "Na vijf schooldagen, aan de directie", DIRECTIE, "De directie, vijf schooldagen na de laatste dag.", NORMAL_LATE),
    Scene("escalatie-bestuur", "Na tien schooldagen, aan het bestuur", BESTUUR, "Het bestuur, tien schooldagen na de laatste dag.",
          NORMAL_LATE + "2026-12-14 08:00 pass"),
    Scene("escalatie-spoed", "Spoed, aan de directie", DIRECTIE, "De directie, twee dagen na de laatste dag van iets met spoed.", URGENT_LATE),
    Scene("escalatie-acuut-eigenaar", "Acuut, aan wie het moet doen", IB, "Wie het moet doen, als er na twee uur nog niets is gedaan.", ACUTE_LATE),
    Scene("escalatie-acuut-directie", "Acuut, aan de directie", DIRECTIE, "De directie, als er na twee uur nog niets is gedaan.", ACUTE_LATE),
    Scene("escalatie-acuut-bestuur", "Acuut, aan het bestuur", BESTUUR, "Het bestuur, als er na vier uur nog niets is gedaan.", ACUTE_LATER),
    Scene("acuut-herhaald", "Acuut, de volgende dag", DIRECTIE, "Iedereen die het al hoorde: een dag lang elke vier uur, daarna elke dag.", ACUTE_NEXT_DAY),
    Scene("escalatie-verzwegen", "Acuut en verzwegen, aan de directie", DIRECTIE, "De directie, als er na twee uur nog niets is gedaan; ook dan zegt de mail niet wat.",
          "2026-12-05 10:15 leerkracht-groep5 add vgv-eer-amk --case VL-2026-032 --school vlieger\n"
          "2026-12-05 10:15 pass\n2026-12-05 12:15 pass"),
])

BUNDLE = Group("Meer acties in één mail", [
    Scene("vijf", "Vijf acties", IB, "Wie op één ochtend meer te horen heeft: alles in één mail, het dringendste bovenaan.", FIVE + PASS),
    Scene("negen", "Negen acties", IB, "Ook negen acties zijn één mail, die op twee schermen past.", NINE + PASS),
    Scene("met-acuut", "Met iets acuuts erbij", IB, "Wie ook iets acuuts heeft: dat staat bovenaan, met het nummer dat u belt.",
          FIVE + "2026-12-07 07:40 leerkracht-groep5 add noodsituatie --case VL-2026-031 --school vlieger\n" + PASS),
    Scene("twee-scholen", "Als vervanger, van twee scholen", IB_ELSEWHERE, "Wie iemand van een andere school vervangt, met bij elke actie de school.",
          """2026-12-01 09:00 ib-regenboog add effect-volgen --case RB-2026-004 --school regenboog --due 2026-12-07
             2026-12-01 09:00 ib-vlieger add hulp-aangekomen --case VL-2026-021 --school vlieger --due 2026-12-07
             2026-12-01 09:30 pass
             2026-12-04 12:00 directie-vlieger person away ib-vlieger --from 2026-12-07 --until 2026-12-11
             2026-12-07 08:00 pass"""),
    Scene("negen-zonder-pagina", "Negen acties, zonder webpagina’s", IB, "Dezelfde negen op een school zonder webpagina’s.", NINE + PASS, WITHOUT_PAGES),
])

OVERVIEW = Group("Overzichten", [
    Scene("dagoverzicht", "Dagoverzicht", IB, "Wie `digest = \"daily\"` heeft, elke schooldag om acht uur als er iets is. Wat te laat of dringend is, wacht daar niet op.",
          NINE + PASS, digest("ib-vlieger", "daily")),
    Scene("weekoverzicht-ib", "Weekoverzicht van de intern begeleider", IB, "Wie `digest = \"weekly monday\"` heeft, op maandag om acht uur.",
          NINE + PASS, digest("ib-vlieger", "weekly monday")),
    Scene("weekoverzicht", "Weekoverzicht van de directie", DIRECTIE, "De directie, op maandag: de eigen acties, en hoe de school ervoor staat.",
          SCHOOL + PASS, digest("directie-vlieger", "weekly monday")),
    Scene("weekoverzicht-bestuur", "Weekoverzicht van het bestuur", BESTUUR, "Het bestuur, op maandag: alleen wat het zelf moet doen.",
          """2026-11-05 09:00 directie-vlieger add meldcode-vaststellen --school vlieger --due 2026-12-08
             2026-11-05 09:00 directie-regenboog add meldcode-vaststellen --school regenboog --due 2026-12-08
             2026-11-05 09:00 directie-vlieger add afspraak-opschaling --school vlieger --due 2026-12-11
             """ + PASS, digest("bestuur", "weekly monday")),
    Scene("weekoverzicht-vervanger", "Weekoverzicht van wie de directie vervangt", BESTUUR,
          "Wie de directie vervangt, met haar overzicht erbij.",
          SCHOOL + "2026-12-04 12:00 directie-vlieger person away directie-vlieger --from 2026-12-07 --until 2026-12-11 --deputy bestuur\n" + PASS,
          digest("bestuur", "weekly monday") + digest("directie-vlieger", "weekly monday")),
])

ADDED = "2026-12-01 09:00 ib-vlieger add hulp-aangekomen --case VL-2026-021 --school vlieger --due 2026-12-07\n"
STAFF = "2026-12-07 07:30 leerkracht-groep5 add medewerker-melden --case VL-2026-033 --school vlieger\n"
TOLD = PASS + "\n2026-12-07 08:12 pass"
AWAY = "2026-12-06 12:00 directie-vlieger person away {0} --from 2026-12-07 --until 2026-12-11\n".format


# Nothing listens on that port.
MAILBOX_GONE = [("[watch]", '[bounce]\nurl = "imaps://127.0.0.1:9"\nusername = "terug"\npassword_file = "bounce-password"\n\n[watch]')]


def to_ib(reply):
    """How the mail server refuses what is for the intern begeleider alone."""
    return {"at": "recipient", "reply": reply, "address": IB, "oncePer": "transaction"}


def without_deputy(person):
    return [(f'@vlieger.example"\ndeputy = "{person}"', '@vlieger.example"')]


NOTICES = Group("Aan de beheerder", [
    Scene("niet-bezorgd", "Niet bezorgd", OPERATOR, "De beheerder, als een mail niet kon worden bezorgd. Zo’n bericht komt hoogstens één keer per dag.",
          ADDED + TOLD, [], to_ib("550 5.1.1 unknown")),
    Scene("storing", "Wacht al uren", OPERATOR, "De beheerder, als een mail na uren nog niet is aangenomen.",
          ADDED + PASS + "".join(f"\n2026-12-07 {hour:02}:05 pass" for hour in range(9, 14)), [], to_ib("451 4.2.1 mailbox busy")),
    Scene("niets-gaat-uit", "Er gaat niets uit", OPERATOR, "De beheerder, over een andere weg, als er al uren niets kon worden bezorgd.",
          ADDED + "\n".join(f"2026-12-07 {hour:02}:{minute} pass" for hour in (8, 9, 10) for minute in ("00", "20", "40")), [],
          {"at": "mail", "reply": "554 5.7.1 relay access denied", "oncePer": "transaction"}),
    Scene("proef", "Een proefmail", OPERATOR, "Aan het adres dat de beheerder bij `opvolg check --send-to` geeft, om te zien of mail aankomt.",
          "2026-12-07 08:00 check --send-to beheer@perspectief.example", [], {"at": "never", "reply": "", "oncePer": "never"}),
    Scene("niemand-bereikt", "Niemand bereikt", OPERATOR, "De beheerder, als een herinnering bij niemand aankwam.",
          ADDED + AWAY("ib-vlieger") + AWAY("directie-vlieger") + AWAY("bestuur") + TOLD, without_deputy("ib-regenboog")),
    Scene("bestuur-niet-bereikt", "Het bestuur niet bereikt", OPERATOR, "De beheerder, als een vermoeden over een medewerker het bestuur niet bereikte: "
          "de mail zegt niet waar het over gaat.", STAFF + AWAY("bestuur") + TOLD),
    Scene("naar-een-ander", "Naar een ander gegaan", OPERATOR, "De beheerder, als iemand weg is en geen vervanger heeft.",
          ADDED + AWAY("ib-vlieger") + TOLD, without_deputy("ib-regenboog")),
    Scene("niet-te-plannen", "Niet te plannen", OPERATOR, "De beheerder, als een actie in de database beschadigd is.",
          ADDED + "2026-12-07 07:30 damage\n" + TOLD),
    Scene("postbus", "De postbus is niet te lezen", OPERATOR, "De beheerder, als de postbus waarin mail terugkomt al uren niet te lezen is.",
          "\n".join(f"2026-12-07 {hour:02}:02 pass" for hour in range(8, 15)), MAILBOX_GONE),
    Scene("vakanties", "De vakanties raken op", OPERATOR, "De beheerder, zestig, dertig, veertien, zeven dagen en één dag voor de laatste vakantie die bekend is.",
          "2030-08-05 09:00 pass\n2030-08-05 09:12 pass"),
])

GROUPS = [ONE, ESCALATION, BUNDLE, OVERVIEW, NOTICES]
