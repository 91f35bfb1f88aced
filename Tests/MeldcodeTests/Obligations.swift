import FollowUps

/// One line of the obligations: a kind, the outcomes it is closed with one after the other, and what the last of them opens, with its due day.
struct Obligation: Sendable {
    /// What there is in the case besides.
    enum Surroundings: Sendable {
        /// Other work that counts.
        case work
        /// Other work that counts, and a talk with the parent that has been held.
        case talk
        /// Nothing: what was closed was the last.
        case nothing
    }

    let kind: KindID
    let outcomes: [OutcomeID]
    let opened: [String]
    let surroundings: Surroundings

    init(_ kind: KindID, _ outcomes: String, _ opened: String..., besides surroundings: Surroundings = .work) {
        self.kind = kind
        self.outcomes = outcomes.split(separator: " ").map { OutcomeID(String($0)) }
        self.opened = opened
        self.surroundings = surroundings
    }
}

/// The obligations, line by line, as the protocol has them and not as the catalogue says: written by hand from the table of what people must do.
///
/// All counted from Monday 18 January 2027 at noon: five school days on is the 25th, six weeks on is 1 March.
enum Obligations {
    static let all = signals + consultation + talk + weighing + help + report + guarding + school + employees

    // MARK: Step 1

    static let signals: [Obligation] = [
        .init("signalen-vastleggen", "zorg", "collegiale-consultatie 2027-01-25"),
        .init("signalen-vastleggen", "onduidelijk", "observatie-uitvoeren 2027-02-01"),
        .init("signalen-vastleggen", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("signalen-vastleggen", "eer-of-besnijdenis", "vgv-eer-amk 2027-01-18T12:00"),
        .init("signalen-vastleggen", "medewerker", "medewerker-melden 2027-01-18T12:00", besides: .nothing),
        .init("signalen-vastleggen", "geen-zorg", "dossier-afsluiten 2027-01-25", besides: .nothing),
        .init("observatie-uitvoeren", "bevestigd", "collegiale-consultatie 2027-01-25"),
        .init("observatie-uitvoeren", "onduidelijk", "observatie-uitvoeren 2027-02-01"),
        .init("observatie-uitvoeren", "onduidelijk onduidelijk", "collegiale-consultatie 2027-01-25"),
        .init("observatie-uitvoeren", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("observatie-uitvoeren", "eer-of-besnijdenis", "vgv-eer-amk 2027-01-18T12:00"),
        .init("observatie-uitvoeren", "geen-zorg", "dossier-afsluiten 2027-01-25", besides: .nothing),
        .init("stappen-vastleggen", "vastgelegd"),
        .init("verslag-ondertekenen", "getekend"),
        .init("verslag-ondertekenen", "geweigerd"),
        .init("medewerker-melden", "opgepakt", "bestuur-opvolging 2027-01-19T12:00", besides: .nothing),
        .init("medewerker-melden", "geen-vermoeden", "dossier-afsluiten 2027-01-25", besides: .nothing),
        .init("bestuur-opvolging", "afgehandeld", "dossier-afsluiten 2027-01-25", besides: .nothing),
        .init("bestuur-opvolging", "loopt", "bestuur-opvolging 2027-02-01T12:00"),
        .init("bestuur-opvolging", "loopt loopt loopt loopt", "bestuur-opvolging 2027-02-01T12:03"),
    ]

    // MARK: Step 2

    static let consultation: [Obligation] = [
        .init("collegiale-consultatie", "zorg", "amk-advies 2027-01-19", "verwijsindex 2027-01-25"),
        .init("collegiale-consultatie", "onduidelijk", "observatie-uitvoeren 2027-02-01"),
        .init("collegiale-consultatie", "onduidelijk onduidelijk", "amk-advies 2027-01-19"),
        .init("collegiale-consultatie", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("collegiale-consultatie", "eer-of-besnijdenis", "vgv-eer-amk 2027-01-18T12:00"),
        .init("collegiale-consultatie", "geen-zorg", "dossier-afsluiten 2027-01-25", besides: .nothing),
        .init("amk-advies", "niet-nodig", "weging 2027-01-21", besides: .talk),
        .init("amk-advies", "advies", "weging 2027-01-21", besides: .talk),
        .init("amk-advies", "direct-melden", "melding-bespreken 2027-01-19"),
        .init("amk-advies", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("amk-advies", "eer-of-besnijdenis", "vgv-eer-amk 2027-01-18T12:00"),
        .init("amk-advies", "niemand-bereikt", "amk-advies 2027-01-19"),
        .init("amk-advies", "niemand-bereikt niemand-bereikt", "amk-advies 2027-01-19"),
        .init("amk-advies", "niemand-bereikt niemand-bereikt niemand-bereikt", "amk-advies 2027-01-19", "opschaling 2027-01-19"),
        .init("toestemming-zat", "ja", "zat-intake 2027-02-01"),
        .init("toestemming-zat", "nee", "weging 2027-01-21", besides: .talk),
        .init("toestemming-zat", "nee-anoniem", "zat-bespreken 2027-02-15", "weging 2027-01-21", besides: .talk),
        .init("toestemming-zat", "geen-reactie", "toestemming-zat 2027-01-25"),
        .init("toestemming-zat", "geen-reactie geen-reactie", "weging 2027-01-21", besides: .talk),
        .init("zat-intake", "gedaan", "zat-bespreken 2027-02-15"),
        .init("zat-intake", "niet-gedaan", "zat-intake 2027-02-01"),
        .init("zat-intake", "niet-gedaan niet-gedaan", "zat-intake 2027-02-01"),
        .init("zat-intake", "niet-gedaan niet-gedaan niet-gedaan", "weging 2027-01-21", besides: .talk),
        .init("zat-bespreken", "aanpak", "uitkomst-ouder 2027-01-25", "weging 2027-01-21", besides: .talk),
        .init("zat-bespreken", "geen-aanpak", "uitkomst-ouder 2027-01-25", "weging 2027-01-21", besides: .talk),
        .init("zat-bespreken", "gemist", "zat-bespreken 2027-02-01"),
        .init("zat-bespreken", "gemist gemist", "zat-bespreken 2027-02-01"),
        .init("zat-bespreken", "gemist gemist gemist", "zat-bespreken 2027-02-01", "opschaling 2027-01-19"),
        .init("uitkomst-ouder", "verteld"),
        .init("uitkomst-ouder", "niet-veilig", "weging 2027-01-21"),
        .init("uitkomst-ouder", "onbereikbaar", "uitkomst-ouder 2027-01-25"),
        .init("uitkomst-ouder", "onbereikbaar onbereikbaar", "uitkomst-ouder 2027-01-25"),
        .init("uitkomst-ouder", "onbereikbaar onbereikbaar onbereikbaar", "weging 2027-01-21", besides: .talk),
        .init("verwijsindex", "afgegeven", "verwijsindex 2027-07-19"),
        .init("verwijsindex", "niet"),
        .init("verwijsindex", "niet-aangesloten"),
        .init(
            "noodsituatie", "gemeld", "melding-afspraken 2027-01-19", "terugkoppeling 2027-01-25", "ouder-inlichten 2027-01-19",
            "stappen-vastleggen 2027-01-20", "amk-opnieuw 2027-02-01"),
        .init("noodsituatie", "crisisdienst-of-politie", "melding-doen 2027-01-18", "stappen-vastleggen 2027-01-20"),
        .init("noodsituatie", "advies", "weging 2027-01-19", "stappen-vastleggen 2027-01-20"),
        .init("noodsituatie", "niet-acuut", "weging 2027-01-19", "stappen-vastleggen 2027-01-20"),
    ]

    // MARK: Step 3

    static let talk: [Obligation] = [
        .init("gespreksteun", "geregeld"),
        .init("gespreksteun", "niet-nodig"),
        .init("oudergesprek", "besproken", "weging 2027-01-21", "weging-amk-jgz 2027-01-21", "verslag-ondertekenen 2027-01-25"),
        .init(
            "oudergesprek", "een-ouder", "weging 2027-01-21", "weging-amk-jgz 2027-01-21", "verslag-ondertekenen 2027-01-25",
            "oudergesprek 2027-01-25"),
        .init("oudergesprek", "een-ouder een-ouder", "weging 2027-01-21", "verslag-ondertekenen 2027-01-25"),
        .init("oudergesprek", "andere-oorzaak", "verslag-ondertekenen 2027-01-25", "stappen-evalueren 2027-02-01"),
        .init("oudergesprek", "niet-verschenen", "oudergesprek 2027-01-21"),
        .init("oudergesprek", "niet-verschenen niet-verschenen", "weging 2027-01-21"),
        .init("oudergesprek", "afgezien", "weging 2027-01-21"),
        .init("oudergesprek", "eer-of-besnijdenis", "vgv-eer-amk 2027-01-18T12:00"),
        .init("oudergesprek", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("vgv-eer-amk", "advies", "weging 2027-01-19"),
        .init("vgv-eer-amk", "advies advies", "weging 2027-01-19", "opschaling 2027-01-19"),
        .init("vgv-eer-amk", "advies-ouder", "weging 2027-01-19"),
        .init("vgv-eer-amk", "advies-ouder advies-ouder", "weging 2027-01-19"),
        .init(
            "vgv-eer-amk", "gemeld", "melding-afspraken 2027-01-19", "terugkoppeling 2027-01-25", "stappen-vastleggen 2027-01-20",
            "amk-opnieuw 2027-01-25"),
        .init("vgv-eer-amk", "niemand-bereikt", "vgv-eer-amk 2027-01-18T13:00"),
        .init("vgv-eer-amk", "niemand-bereikt niemand-bereikt", "vgv-eer-amk 2027-01-18T13:01", "opschaling 2027-01-19"),
        .init("vgv-eer-amk", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("plan-bespreken", "afgerond"),
        .init("plan-bespreken", "loopt", "plan-bespreken 2027-03-01"),
        .init("plan-bespreken", "loopt loopt loopt loopt", "plan-bespreken 2027-03-01"),
        .init("plan-bespreken", "onvoldoende", "weging 2027-01-21", besides: .talk),
        .init("plan-bespreken", "gevaar", "noodsituatie 2027-01-18T12:00"),
    ]

    // MARK: Step 4

    static let weighing: [Obligation] = [
        .init("weging", "geen-risico", "stappen-evalueren 2027-02-01"),
        .init("weging", "te-beschermen", "hulp-organiseren 2027-01-25"),
        .init("weging", "niet-te-beschermen", "melding-bespreken 2027-01-19"),
        .init("weging", "twijfel", "melding-bespreken 2027-01-19"),
        .init("weging", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("weging", "eer-of-besnijdenis", "vgv-eer-amk 2027-01-18T12:00"),
        .init("weging-amk-jgz", "oordeel"),
        .init("weging-amk-jgz", "melden", "melding-bespreken 2027-01-19"),
        .init("weging-amk-jgz", "niet-nodig"),
        .init("weging-amk-jgz", "onbereikbaar", "weging-amk-jgz 2027-01-19"),
        .init("weging-amk-jgz", "onbereikbaar onbereikbaar", "weging-amk-jgz 2027-01-19"),
        .init("weging-amk-jgz", "onbereikbaar onbereikbaar onbereikbaar", "weging-amk-jgz 2027-01-19", "opschaling 2027-01-19"),
    ]

    // MARK: Step 5a

    static let help: [Obligation] = [
        .init("hulp-organiseren", "geregeld", "verwijzen 2027-01-25", "klasplan 2027-02-01", "effect-volgen 2027-02-15"),
        .init("hulp-organiseren", "onmogelijk", "melding-bespreken 2027-01-19"),
        .init("verwijzen", "verwezen", "hulp-aangekomen 2027-02-01"),
        .init("verwijzen", "nog-niet", "verwijzen 2027-01-21"),
        .init("verwijzen", "nog-niet nog-niet", "verwijzen 2027-01-21"),
        .init("verwijzen", "nog-niet nog-niet nog-niet", "weging 2027-01-21"),
        .init("verwijzen", "geweigerd", "weging 2027-01-21"),
        .init("verwijzen", "geweigerd geweigerd", "melding-bespreken 2027-01-19"),
        .init("hulp-aangekomen", "ja", "effect-volgen 2027-02-15"),
        .init("hulp-aangekomen", "wachtlijst", "hulp-aangekomen 2027-02-01", "effect-volgen 2027-02-01"),
        .init("hulp-aangekomen", "wachtlijst wachtlijst", "hulp-aangekomen 2027-02-01", "effect-volgen 2027-02-01"),
        .init(
            "hulp-aangekomen", "wachtlijst wachtlijst wachtlijst", "hulp-aangekomen 2027-02-01", "effect-volgen 2027-02-01", "weging 2027-01-21",
            "opschaling 2027-01-19"),
        .init("hulp-aangekomen", "nee", "oudergesprek 2027-01-21", "effect-volgen 2027-01-25"),
        .init("hulp-aangekomen", "wachtlijst nee", "oudergesprek 2027-01-21", "effect-volgen 2027-01-25"),
        .init("hulp-aangekomen", "nee nee", "weging 2027-01-21", "opschaling 2027-01-19"),
        .init("hulp-aangekomen", "nee wachtlijst nee", "weging 2027-01-21", "opschaling 2027-01-19"),
        .init("hulp-aangekomen", "vertrokken", "overdracht 2027-01-25"),
        .init("effect-volgen", "goed", "effect-volgen 2027-02-15"),
        .init("effect-volgen", "goed goed", "effect-volgen 2027-02-15"),
        .init("effect-volgen", "goed goed goed", "stappen-evalueren 2027-02-01"),
        .init("effect-volgen", "goed goed niet-gezien goed", "effect-volgen 2027-02-15"),
        .init("effect-volgen", "onvoldoende", "amk-opnieuw 2027-01-19"),
        .init("effect-volgen", "stopt-niet", "melding-bespreken 2027-01-19"),
        .init("effect-volgen", "niet-gezien", "effect-volgen 2027-01-25"),
        .init("effect-volgen", "niet-gezien niet-gezien", "effect-volgen 2027-01-25", "opschaling 2027-01-19"),
        .init("effect-volgen", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("effect-volgen", "vertrokken", "overdracht 2027-01-25"),
        .init("klasplan", "gedeeld", "plan-bespreken 2027-03-01"),
        .init("klasplan", "nog-niet", "klasplan 2027-01-25"),
        .init("klasplan", "nog-niet nog-niet nog-niet nog-niet", "klasplan 2027-01-25"),
        .init("klasplan", "niet-nodig"),
    ]

    // MARK: Step 5b

    static let report: [Obligation] = [
        .init("melding-bespreken", "besproken", "melding-doen 2027-01-19"),
        .init("melding-bespreken", "bezwaar", "bezwaar-afwegen 2027-01-19"),
        .init("melding-bespreken", "onbereikbaar", "melding-doen 2027-01-19"),
        .init("melding-bespreken", "afgezien", "melding-doen 2027-01-19"),
        .init("melding-bespreken", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("bezwaar-afwegen", "doorslag-bescherming", "melding-doen 2027-01-19"),
        .init("bezwaar-afwegen", "tegemoetgekomen", "weging 2027-01-21"),
        .init("bezwaar-afwegen", "tegemoetgekomen tegemoetgekomen", "melding-doen 2027-01-19"),
        .init("melding-doen", "gemeld", "melding-afspraken 2027-01-19", "terugkoppeling 2027-01-25", "amk-opnieuw 2027-02-08"),
        .init(
            "melding-doen", "gemeld-ouder-niet", "melding-afspraken 2027-01-19", "terugkoppeling 2027-01-25", "amk-opnieuw 2027-02-08",
            "ouder-inlichten 2027-01-21"),
        .init("melding-doen", "niemand-bereikt", "melding-doen 2027-01-18"),
        .init("melding-doen", "niemand-bereikt niemand-bereikt", "melding-doen 2027-01-18", "opschaling 2027-01-19"),
        .init("melding-doen", "advies", "weging 2027-01-19"),
        .init("melding-doen", "advies advies", "weging 2027-01-19", "opschaling 2027-01-19"),
        .init("melding-doen", "ingetrokken", "weging 2027-01-19"),
        .init("melding-doen", "ingetrokken ingetrokken", "weging 2027-01-19", "opschaling 2027-01-19"),
        .init("ouder-inlichten", "ingelicht"),
        .init("ouder-inlichten", "veilig-thuis"),
        .init("ouder-inlichten", "nog-niet", "ouder-inlichten 2027-01-25"),
        .init("ouder-inlichten", "nog-niet nog-niet", "ouder-inlichten 2027-01-25"),
        .init("ouder-inlichten", "nog-niet nog-niet nog-niet", "ouder-inlichten 2027-01-25", "opschaling 2027-01-19"),
        .init("melding-afspraken", "afgesproken", "afspraken-uitvoeren 2027-01-25"),
        .init("melding-afspraken", "niets"),
        .init("melding-afspraken", "niemand-bereikt", "melding-afspraken 2027-01-19"),
        .init("melding-afspraken", "niemand-bereikt niemand-bereikt", "melding-afspraken 2027-01-19"),
        .init(
            "melding-afspraken", "niemand-bereikt niemand-bereikt niemand-bereikt", "melding-afspraken 2027-01-19", "opschaling 2027-01-19"),
        .init("terugkoppeling", "ontvangen"),
        .init("terugkoppeling", "geen-actie", "weging 2027-01-21"),
        .init("terugkoppeling", "geen-actie geen-actie", "weging 2027-01-21", "opschaling 2027-01-19"),
        .init("terugkoppeling", "niets", "terugkoppeling 2027-01-21"),
        .init("terugkoppeling", "niets niets", "terugkoppeling 2027-01-21"),
        .init("terugkoppeling", "niets niets niets", "terugkoppeling 2027-01-21", "opschaling 2027-01-19"),
        .init("amk-opnieuw", "verbeterd", "effect-volgen 2027-02-15"),
        .init("amk-opnieuw", "onvoldoende", "amk-opnieuw 2027-02-01"),
        .init("amk-opnieuw", "onvoldoende onvoldoende", "amk-opnieuw 2027-02-01"),
        .init("amk-opnieuw", "onvoldoende onvoldoende onvoldoende", "amk-opnieuw 2027-02-01", "opschaling 2027-01-19"),
        .init("amk-opnieuw", "onvoldoende onvoldoende verbeterd", "effect-volgen 2027-02-15"),
        .init("amk-opnieuw", "opnieuw-melden", "melding-bespreken 2027-01-19", "amk-opnieuw 2027-02-01"),
        .init("amk-opnieuw", "onvoldoende opnieuw-melden", "melding-bespreken 2027-01-19", "amk-opnieuw 2027-02-01"),
        .init(
            "amk-opnieuw", "onvoldoende verbeterd opnieuw-melden", "melding-bespreken 2027-01-19", "amk-opnieuw 2027-02-01",
            "opschaling 2027-01-19"),
        .init("amk-opnieuw", "niet-gezien", "amk-opnieuw 2027-01-25"),
        .init("amk-opnieuw", "niet-gezien niet-gezien", "amk-opnieuw 2027-01-25", "opschaling 2027-01-19"),
        .init("amk-opnieuw", "gevaar", "noodsituatie 2027-01-18T12:00", "amk-opnieuw 2027-02-01"),
        .init("amk-opnieuw", "vertrokken", "overdracht 2027-01-25"),
    ]

    // MARK: Part II

    static let guarding: [Obligation] = [
        .init("afspraken-uitvoeren", "gedaan", "resultaten-bespreken 2027-01-25"),
        .init("afspraken-uitvoeren", "niet-gedaan", "afspraken-uitvoeren 2027-01-25"),
        .init("afspraken-uitvoeren", "niet-gedaan niet-gedaan", "afspraken-uitvoeren 2027-01-25"),
        .init("afspraken-uitvoeren", "niet-gedaan niet-gedaan niet-gedaan", "afspraken-uitvoeren 2027-01-25", "opschaling 2027-01-19"),
        .init("resultaten-bespreken", "besproken"),
        .init("resultaten-bespreken", "nog-niet", "resultaten-bespreken 2027-01-25"),
        .init("resultaten-bespreken", "nog-niet nog-niet nog-niet nog-niet", "resultaten-bespreken 2027-01-25"),
        .init("stappen-evalueren", "goed", "dossier-afsluiten 2027-01-25", besides: .nothing),
        .init("stappen-evalueren", "leerpunt", "dossier-afsluiten 2027-01-25", "verbeteractie 2027-03-15", besides: .nothing),
        .init("stappen-evalueren", "zorg", "collegiale-consultatie 2027-01-25"),
        .init("dossier-controle", "in-orde", "dossier-controle 2027-02-15"),
        .init("dossier-controle", "gat", "stappen-vastleggen 2027-01-20", "dossier-controle 2027-02-15"),
        .init("opschaling", "opgepakt"),
        .init("opschaling", "niet-opgelost", "opschaling-bestuur 2027-01-20"),
        .init("opschaling-bestuur", "opgepakt"),
        .init("opschaling-bestuur", "nog-niet", "opschaling-bestuur 2027-01-25"),
        .init("opschaling-bestuur", "nog-niet nog-niet nog-niet nog-niet", "opschaling-bestuur 2027-01-25"),
        .init("overdracht", "overgedragen", "overdracht-nagaan 2027-02-01"),
        .init("overdracht", "nog-niet", "overdracht 2027-01-25"),
        .init("overdracht", "nog-niet nog-niet", "overdracht 2027-01-25"),
        .init("overdracht", "nog-niet nog-niet nog-niet", "overdracht 2027-01-25", "opschaling 2027-01-19"),
        .init("overdracht", "onbekend", "amk-advies 2027-01-19"),
        .init("overdracht-nagaan", "ja", "dossier-afsluiten 2027-01-25", besides: .nothing),
        .init("overdracht-nagaan", "nee", "overdracht-nagaan 2027-01-25"),
        .init("overdracht-nagaan", "nee nee", "amk-advies 2027-01-19"),
        .init("dossier-stil", "zorg", "collegiale-consultatie 2027-01-25", besides: .nothing),
        .init("dossier-stil", "geen-zorg", "dossier-afsluiten 2027-01-25", besides: .nothing),
        .init("dossier-afsluiten", "gesloten", besides: .nothing),
        .init("dossier-afsluiten", "zorg", "collegiale-consultatie 2027-01-25", besides: .nothing),
        .init("taak", "gedaan"),
    ]

    // MARK: Per school

    static let school: [Obligation] = [
        .init("meldcode-vaststellen", "ongewijzigd", "meldcode-vaststellen 2028-01-18"),
        .init("meldcode-vaststellen", "gewijzigd", "bekendheid-team 2028-01-18", "bekendheid-ouders 2028-01-18", "meldcode-vaststellen 2028-01-18"),
        .init("meldcode-vaststellen", "nog-niet", "meldcode-vaststellen 2027-02-15"),
        .init("meldcode-beleid", "opgenomen", "meldcode-beleid 2028-01-18"),
        .init("meldcode-beleid", "ontbreekt", "verbeteractie 2027-03-15", "meldcode-beleid 2028-01-18"),
        .init("aandachtsfunctionaris", "ja", "aandachtsfunctionaris 2028-01-18"),
        .init("aandachtsfunctionaris", "vacant", "aandachtsfunctionaris 2027-02-01"),
        .init("scholingsplan", "opgenomen", "training-aanbieden 2028-01-18", "scholingsplan 2028-01-18"),
        .init("scholingsplan", "nog-niet", "scholingsplan 2027-02-15"),
        .init("training-aanbieden", "gepland", "training-aanbieden 2028-01-18"),
        .init("training-aanbieden", "niet-gepland", "training-aanbieden 2027-02-15"),
        .init("werkprocessen-aansluiten", "gedaan", "werkprocessen-aansluiten 2028-01-18"),
        .init("werkprocessen-aansluiten", "niet-gedaan", "verbeteractie 2027-03-15", "werkprocessen-aansluiten 2028-01-18"),
        .init("zorgstructuur-aansluiten", "gedaan", "zorgstructuur-aansluiten 2028-01-18"),
        .init("zorgstructuur-aansluiten", "niet-gedaan", "verbeteractie 2027-03-15", "zorgstructuur-aansluiten 2028-01-18"),
        .init("deskundigen-beschikbaar", "ja", "deskundigen-beschikbaar 2027-07-19"),
        .init("deskundigen-beschikbaar", "tekort", "verbeteractie 2027-03-15", "deskundigen-beschikbaar 2027-07-19"),
        .init("meldcode-evalueren", "goed", "meldcode-evalueren 2028-01-18"),
        .init("meldcode-evalueren", "verbeterpunten", "verbeteractie 2027-03-15", "meldcode-evalueren 2028-01-18"),
        .init("meldcode-evalueren", "nog-niet", "meldcode-evalueren 2027-02-01"),
        .init("verbeteractie", "klaar"),
        .init("verbeteractie", "niet-klaar", "verbeteractie 2027-02-15"),
        .init("bekendheid-team", "gedaan", "bekendheid-team 2028-01-18"),
        .init("bekendheid-team", "niet-gedaan", "bekendheid-team 2027-02-15"),
        .init("bekendheid-ouders", "gedaan", "bekendheid-ouders 2028-01-18"),
        .init("bekendheid-ouders", "niet-gedaan", "bekendheid-ouders 2027-02-15"),
        .init("afspraak-rechtssteun", "vastgelegd", "afspraak-rechtssteun 2029-01-18"),
        .init("afspraak-rechtssteun", "nog-niet", "afspraak-rechtssteun 2027-03-15"),
        .init("afspraak-opschaling", "vastgelegd", "afspraak-opschaling 2028-01-18"),
        .init("afspraak-opschaling", "nog-niet", "afspraak-opschaling 2027-03-15"),
        .init("eindverantwoording", "besproken", "eindverantwoording 2027-04-19"),
        .init("eindverantwoording", "nog-niet", "eindverantwoording 2027-02-15"),
        .init("taken-vastleggen", "vastgelegd", "taken-vastleggen 2028-01-18"),
        .init("taken-vastleggen", "nog-niet", "taken-vastleggen 2027-02-15"),
        .init("sociale-kaart", "bijgewerkt", "sociale-kaart 2027-07-19"),
        .init("sociale-kaart", "gaten", "sociale-kaart 2027-02-01"),
        .init("ketenafspraken", "vastgelegd", "ketenafspraken 2028-01-18"),
        .init("ketenafspraken", "nog-niet", "ketenafspraken 2027-02-15"),
        .init("zat-deelname", "deelgenomen", "zat-deelname 2027-03-15"),
        .init("zat-deelname", "gemist", "zat-deelname 2027-02-01"),
    ]

    // MARK: Per employee

    static let employees: [Obligation] = [
        .init("medewerker-training", "behaald", "medewerker-training 2029-01-18"),
        .init("medewerker-training", "gemist", "medewerker-training 2027-02-15"),
        .init("medewerker-training", "uit-dienst"),
        .init("medewerker-training", "gemist uit-dienst"),
        .init("medewerker-start", "besproken", "medewerker-training 2029-01-18"),
        .init("medewerker-start", "nog-niet", "medewerker-start 2027-02-01"),
        .init("medewerker-start", "uit-dienst"),
        .init("gesprek-scholing", "gevolgd"),
        .init("gesprek-scholing", "niet-gevolgd", "gesprek-scholing 2027-03-15"),
        .init("gesprek-scholing", "uit-dienst"),
        .init("af-bijscholing", "gevolgd", "af-bijscholing 2028-01-18"),
        .init("af-bijscholing", "verlopen", "af-bijscholing 2027-02-15"),
        .init("af-bijscholing", "uit-dienst"),
    ]
}
