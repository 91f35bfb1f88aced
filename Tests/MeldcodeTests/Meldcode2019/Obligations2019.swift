/// The design of the code of 2019, line by line: each kind with the outcomes that it is closed with, and what the last of them opens. Written from the
/// design, not from the catalogue.
///
/// All counted from Monday 18 January 2027 at noon, as in `Obligations`. Whoever agrees on a day agrees on 15 April 2027.
enum Obligations2019 {
    static let all = inCases + board + school + employees
    static let inCases = signals + consultation + emergencies + talk + weighing + report + help + staff + guarding
}

extension Obligations2019 {
    // MARK: Step 1

    static let signals: [Obligation] = [
        .init("signalen-vastleggen", "zorg", "collegiale-consultatie 2027-01-21"),
        .init("signalen-vastleggen", "onduidelijk", "observatie-uitvoeren 2027-02-01"),
        .init("signalen-vastleggen", "kind-vertelt", "disclosure 2027-01-18"),
        .init("signalen-vastleggen", "eer-vgv-hd", "vgv-eer-hd 2027-01-18T12:00"),
        .init("signalen-vastleggen", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("signalen-vastleggen", "medewerker", "medewerker-melden 2027-01-18T12:00", besides: .nothing),
        .init("signalen-vastleggen", "loopt-al"),
        .init("signalen-vastleggen", "geen-zorg", "dossier-afsluiten 2027-01-25", besides: .nothing),
        .init("observatie-uitvoeren", "bevestigd", "collegiale-consultatie 2027-01-21"),
        .init("observatie-uitvoeren", "onduidelijk", "observatie-uitvoeren 2027-02-01"),
        .init("observatie-uitvoeren", "onduidelijk onduidelijk", "collegiale-consultatie 2027-01-21"),
        .init("observatie-uitvoeren", "kind-vertelt", "disclosure 2027-01-18"),
        .init("observatie-uitvoeren", "eer-vgv-hd", "vgv-eer-hd 2027-01-18T12:00"),
        .init("observatie-uitvoeren", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("observatie-uitvoeren", "geen-zorg", "dossier-afsluiten 2027-01-25", besides: .nothing),
        .init("nieuwe-signalen", "wegen", "weging 2027-01-21"),
        .init("nieuwe-signalen", "past", "effect-volgen 2027-02-15"),
        .init("nieuwe-signalen", "vt", "vt-opnieuw 2027-01-18"),
        .init("nieuwe-signalen", "kind-vertelt", "disclosure 2027-01-18"),
        .init("nieuwe-signalen", "eer-vgv-hd", "vgv-eer-hd 2027-01-18T12:00"),
        .init("nieuwe-signalen", "geen-zorg"),
        .init("nieuwe-signalen", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("disclosure", "melden", "melding-doen 2027-01-18"),
        .init("disclosure", "melden-ouder", "melding-bespreken 2027-01-19"),
        .init("disclosure", "advies", "weging 2027-01-19"),
        .init("disclosure", "medewerker", "medewerker-melden 2027-01-18T12:00", besides: .nothing),
        .init("disclosure", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("disclosure", "onbereikbaar", "disclosure 2027-01-18"),
        .init("disclosure", "onbereikbaar onbereikbaar", "disclosure 2027-01-18", "opschaling 2027-01-19"),
    ]

    // MARK: Step 2

    static let consultation: [Obligation] = [
        .init("collegiale-consultatie", "zorg", "vt-advies 2027-01-20", "gezinscheck 2027-01-25"),
        .init("collegiale-consultatie", "onduidelijk", "observatie-uitvoeren 2027-02-01"),
        .init("collegiale-consultatie", "onduidelijk onduidelijk", "vt-advies 2027-01-20"),
        .init("collegiale-consultatie", "eer-vgv-hd", "vgv-eer-hd 2027-01-18T12:00"),
        .init("collegiale-consultatie", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("collegiale-consultatie", "geen-zorg", "dossier-afsluiten 2027-01-25", besides: .nothing),
        .init("vt-advies", "advies", "gesprek-voorbereiden 2027-01-21"),
        .init("vt-advies", "melden", "melding-bespreken 2027-01-19"),
        .init("vt-advies", "niet-nodig", "gesprek-voorbereiden 2027-01-21"),
        .init("vt-advies", "eer-vgv-hd", "vgv-eer-hd 2027-01-18T12:00"),
        .init("vt-advies", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("vt-advies", "onbereikbaar", "vt-advies 2027-01-19"),
        .init("vt-advies", "onbereikbaar onbereikbaar", "vt-advies 2027-01-19"),
        .init("vt-advies", "onbereikbaar onbereikbaar onbereikbaar", "vt-advies 2027-01-19", "opschaling 2027-01-19"),
        .init("vt-advies", "advies-ouder", "gesprek-voorbereiden 2027-01-21"),
        .init("gezinscheck", "nee"),
        .init("gezinscheck", "hier"),
        .init("gezinscheck", "onbekend", "gezinscheck 2027-01-25"),
        .init("gezinscheck", "onbekend onbekend", "vt-advies 2027-01-20"),
        .init("gezinscheck", "elders", "vt-advies 2027-01-20"),
        .init("toestemming-overleg", "ja", "overleg-inbrengen 2027-02-15"),
        .init("toestemming-overleg", "nee", "overleg-inbrengen 2027-02-15", "weging 2027-01-21", besides: .talk),
        .init("toestemming-overleg", "geen-reactie", "toestemming-overleg 2027-01-25"),
        .init("toestemming-overleg", "geen-reactie geen-reactie", "overleg-inbrengen 2027-02-15", "weging 2027-01-21", besides: .talk),
        .init("overleg-inbrengen", "besproken", "uitkomst-ouder 2027-01-25", "weging 2027-01-21", besides: .talk),
        .init("overleg-inbrengen", "gemist", "overleg-inbrengen 2027-02-01"),
        .init("overleg-inbrengen", "gemist gemist", "weging 2027-01-21", besides: .talk),
        .init("uitkomst-ouder", "besproken"),
        .init("uitkomst-ouder", "onveilig", "weging 2027-01-21"),
        .init("uitkomst-ouder", "onbereikbaar", "uitkomst-ouder 2027-01-25"),
        .init("uitkomst-ouder", "onbereikbaar onbereikbaar", "uitkomst-ouder 2027-01-25"),
        .init("uitkomst-ouder", "onbereikbaar onbereikbaar onbereikbaar", "weging 2027-01-21", besides: .talk),
        .init("verwijsindex", "afgegeven", "verwijsindex 2027-07-19"),
        .init("verwijsindex", "niet"),
        .init("verwijsindex", "weg"),
    ]

    // MARK: Emergencies

    static let emergencies: [Obligation] = [
        .init(
            "noodsituatie", "gemeld", "ouder-na-melding 2027-01-19", "melding-afspraken 2027-01-19", "terugkoppeling 2027-01-25",
            "vt-opnieuw 2027-02-01", "signalen-vastleggen 2027-01-20"),
        .init("noodsituatie", "politie", "melding-doen 2027-01-18", "signalen-vastleggen 2027-01-20"),
        .init("noodsituatie", "advies", "weging 2027-01-19", "signalen-vastleggen 2027-01-20"),
        .init("noodsituatie", "niet-acuut", "weging 2027-01-19", "signalen-vastleggen 2027-01-20"),
        .init(
            "vgv-eer-hd", "gemeld", "melding-afspraken 2027-01-19", "terugkoppeling 2027-01-25", "vt-opnieuw 2027-01-25",
            "signalen-vastleggen 2027-01-20"),
        .init("vgv-eer-hd", "advies", "weging 2027-01-19"),
        .init("vgv-eer-hd", "advies advies", "weging 2027-01-19", "opschaling 2027-01-19"),
        .init("vgv-eer-hd", "advies-ouder", "weging 2027-01-19"),
        .init("vgv-eer-hd", "onbereikbaar", "vgv-eer-hd 2027-01-18T13:00"),
        .init("vgv-eer-hd", "onbereikbaar onbereikbaar", "vgv-eer-hd 2027-01-18T13:01", "opschaling 2027-01-19"),
        .init("vgv-eer-hd", "gevaar", "noodsituatie 2027-01-18T12:00"),
    ]

    // MARK: Step 3

    static let talk: [Obligation] = [
        .init("gesprek-voorbereiden", "klaar", "leerlinggesprek 2027-01-25"),
        .init("gesprek-voorbereiden", "onveilig", "weging 2027-01-21"),
        .init("gesprek-voorbereiden", "hulp", "vt-advies 2027-01-20"),
        .init("leerlinggesprek", "gesproken", "oudergesprek 2027-01-25"),
        .init("leerlinggesprek", "kind-vertelt", "disclosure 2027-01-18"),
        .init("leerlinggesprek", "niet", "oudergesprek 2027-01-25"),
        .init("leerlinggesprek", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("oudergesprek", "besproken", "verslag-geven 2027-01-25", "weging 2027-01-21"),
        .init("oudergesprek", "andere-oorzaak", "verslag-geven 2027-01-25", "stappen-evalueren 2027-02-01"),
        .init("oudergesprek", "niet-verschenen", "oudergesprek 2027-01-21"),
        .init("oudergesprek", "niet-verschenen niet-verschenen", "weging 2027-01-21"),
        .init("oudergesprek", "afgezien", "weging 2027-01-21"),
        .init("oudergesprek", "een-ouder", "verslag-geven 2027-01-25", "weging 2027-01-21", "oudergesprek 2027-01-25"),
        .init("oudergesprek", "een-ouder een-ouder", "verslag-geven 2027-01-25", "weging 2027-01-21"),
        .init("oudergesprek", "eer-vgv-hd", "vgv-eer-hd 2027-01-18T12:00"),
        .init("oudergesprek", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("verslag-geven", "getekend"),
        .init("verslag-geven", "oneens"),
        .init("verslag-geven", "niet-gegeven"),
    ]

    // MARK: Step 4

    static let weighing: [Obligation] = [
        .init("weging", "geen-vermoeden", "stappen-evalueren 2027-02-01"),
        .init("weging", "onveilig", "melding-bespreken 2027-01-19"),
        .init("weging", "geen-hulp", "melding-bespreken 2027-01-19"),
        .init("weging", "hulp-geweigerd", "melding-bespreken 2027-01-19"),
        .init("weging", "hulp", "hulp-organiseren 2027-01-25"),
        .init("weging", "eer-vgv-hd", "vgv-eer-hd 2027-01-18T12:00"),
        .init("weging", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("weging", "eerst-weten", "vt-advies 2027-01-19", "weging 2027-01-25"),
        .init("weging", "eerst-weten eerst-weten", "melding-bespreken 2027-01-19"),
    ]
}
