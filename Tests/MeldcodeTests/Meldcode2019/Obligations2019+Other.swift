extension Obligations2019 {
    // MARK: A suspicion about staff

    static let staff: [Obligation] = [
        .init("medewerker-melden", "seksueel", "vertrouwensinspecteur 2027-01-18T16:00", besides: .nothing),
        .init("medewerker-melden", "onterecht", "bestuur-afsluiten 2027-02-01", besides: .nothing),
        .init("medewerker-melden", "ander", "vertrouwensinspecteur 2027-01-18T16:00", "medewerker-maatregelen 2027-01-20", besides: .nothing),
        .init("vertrouwensinspecteur", "aangifte", "aangifte 2027-01-19T12:00", "medewerker-maatregelen 2027-01-20"),
        .init("vertrouwensinspecteur", "geen-aangifte", "medewerker-maatregelen 2027-01-20"),
        .init("vertrouwensinspecteur", "onbereikbaar", "vertrouwensinspecteur 2027-01-19T12:00"),
        .init("aangifte", "gedaan", "medewerker-maatregelen 2027-01-20"),
        .init("aangifte", "wacht", "aangifte 2027-01-19T12:00"),
        .init("medewerker-maatregelen", "loopt", "medewerker-maatregelen 2027-02-01"),
        .init("medewerker-maatregelen", "klaar", "bestuur-afsluiten 2027-02-01"),
        .init("bestuur-afsluiten", "gesloten", besides: .nothing),
        .init("bestuur-afsluiten", "open", "medewerker-maatregelen 2027-02-01"),
    ]

    // MARK: Guarding and closing

    static let guarding: [Obligation] = [
        .init("dossier-controle", "in-orde", "dossier-controle 2027-02-15"),
        .init("dossier-controle", "gat", "dossier-controle 2027-01-25"),
        .init("stappen-evalueren", "goed", "dossier-afsluiten 2027-01-25", besides: .nothing),
        .init("stappen-evalueren", "zorg", "collegiale-consultatie 2027-01-21"),
        .init("stappen-evalueren", "leerpunt", "dossier-afsluiten 2027-01-25", "verbeteractie 2027-03-15", besides: .nothing),
        .init("opschaling", "opgepakt"),
        .init("opschaling", "gemeente", "opschaling 2027-02-01"),
        .init("opschaling", "gemeente gemeente", "opschaling 2027-02-01"),
        .init("opschaling", "gemeente gemeente gemeente", "opschaling 2027-02-01", "opschaling-bestuur 2027-01-20"),
        .init("opschaling", "niet-opgelost", "opschaling-bestuur 2027-01-20"),
        .init("opschaling-bestuur", "opgepakt"),
        .init("opschaling-bestuur", "niet-opgelost", "opschaling-bestuur 2027-02-01"),
        .init("vt-vraag", "beantwoord"),
        .init("vt-vraag", "zorg", "collegiale-consultatie 2027-01-21"),
        .init("vt-vraag", "niet"),
        .init("inzageverzoek", "voldaan"),
        .init("inzageverzoek", "deels"),
        .init("inzageverzoek", "verlengd", "inzageverzoek 2027-03-18"),
        .init("inzageverzoek", "verlengd verlengd", "opschaling 2027-01-19"),
        .init("overdracht", "overgedragen", "ontvangst-nagaan 2027-02-01"),
        .init("overdracht", "onbekend", "kind-uit-beeld 2027-01-19"),
        .init("overdracht", "niet", "weging 2027-01-19"),
        .init("ontvangst-nagaan", "ja", "dossier-afsluiten 2027-01-25", besides: .nothing),
        .init("ontvangst-nagaan", "nee", "ontvangst-nagaan 2027-01-25"),
        .init("ontvangst-nagaan", "nee nee", "weging 2027-01-19"),
        .init("kind-uit-beeld", "gevonden", "weging 2027-01-19"),
        .init("kind-uit-beeld", "achterlating", "vgv-eer-hd 2027-01-18T12:00"),
        .init("kind-uit-beeld", "gevaar", "noodsituatie 2027-01-18T12:00"),
        .init("kind-uit-beeld", "gemeld", "terugkoppeling 2027-01-25", "vt-opnieuw 2027-02-01"),
        .init("kind-uit-beeld", "onbekend", "kind-uit-beeld 2027-01-25"),
        .init("kind-uit-beeld", "onbekend onbekend", "kind-uit-beeld 2027-01-25", "opschaling 2027-01-19"),
        .init("dossier-stil", "zorg", "collegiale-consultatie 2027-01-21", besides: .nothing),
        .init("dossier-stil", "geen-zorg", "dossier-afsluiten 2027-01-25", besides: .nothing),
        .init("dossier-afsluiten", "gesloten", besides: .nothing),
        .init("dossier-afsluiten", "open", "collegiale-consultatie 2027-01-21", besides: .nothing),
        .init("taak", "gedaan"),
    ]

    // MARK: Per board

    static let board: [Obligation] = [
        .init("meldcode-vaststellen", "ongewijzigd", "meldcode-vaststellen 2028-01-18"),
        .init("meldcode-vaststellen", "gewijzigd", "bekendheid-team 2027-02-15", "bekendheid-ouders 2027-03-15", "meldcode-vaststellen 2028-01-18"),
        .init("meldcode-vaststellen", "nog-niet", "meldcode-vaststellen 2027-02-15"),
        .init("bestuur-afspraken", "vastgelegd", "bestuur-afspraken 2029-01-18"),
        .init("bestuur-afspraken", "nog-niet", "bestuur-afspraken 2027-03-15"),
        .init("bestuur-verantwoording", "besproken", "bestuur-verantwoording 2027-07-19"),
        .init("bestuur-verantwoording", "nog-niet", "bestuur-verantwoording 2027-02-15"),
        .init("bestuur-verantwoording", "zorg", "bestuur-verantwoording 2027-02-15"),
    ]

    // MARK: Per school

    static let school: [Obligation] = [
        .init("functies-bezet", "ja", "functies-bezet 2028-01-18"),
        .init("functies-bezet", "vacant", "functies-bezet 2027-02-01"),
        .init("scholing-plannen", "gepland", "scholing-plannen 2028-01-18"),
        .init("scholing-plannen", "nog-niet", "scholing-plannen 2027-02-15"),
        .init("bekendheid-team", "gedaan", "bekendheid-team 2028-01-18"),
        .init("bekendheid-team", "nog-niet", "bekendheid-team 2027-02-15"),
        .init("moa-bekend", "gedaan", "moa-bekend 2028-01-18"),
        .init("moa-bekend", "nog-niet", "moa-bekend 2027-02-15"),
        .init("bekendheid-ouders", "gedaan", "bekendheid-ouders 2028-01-18"),
        .init("bekendheid-ouders", "nog-niet", "bekendheid-ouders 2027-02-15"),
        .init("vakantie-alert", "gedaan", "vakantie-alert 2028-01-18"),
        .init("vakantie-alert", "nog-niet", "vakantie-alert 2027-01-25"),
        .init("veiligheidsmonitor", "gedaan", "veiligheidsmonitor 2028-01-18"),
        .init("veiligheidsmonitor", "nog-niet", "veiligheidsmonitor 2027-02-15"),
        .init("meldcode-evalueren", "goed", "meldcode-evalueren 2028-01-18"),
        .init("meldcode-evalueren", "verbeterpunten", "verbeteractie 2027-03-15", "meldcode-evalueren 2028-01-18"),
        .init("meldcode-evalueren", "nog-niet", "meldcode-evalueren 2027-02-01"),
        .init("verbeteractie", "klaar"),
        .init("verbeteractie", "niet-klaar", "verbeteractie 2027-02-15"),
        .init("sociale-kaart", "bijgewerkt", "sociale-kaart 2027-07-19"),
        .init("sociale-kaart", "gaten", "sociale-kaart 2027-02-01"),
        .init("avg-nakijken", "in-orde", "avg-nakijken 2028-01-18"),
        .init("avg-nakijken", "nog-niet", "avg-nakijken 2027-02-15"),
        .init("avg-nakijken", "actie", "verbeteractie 2027-03-15", "avg-nakijken 2028-01-18"),
    ]

    // MARK: Per employee

    static let employees: [Obligation] = [
        .init("medewerker-start", "besproken", "medewerker-training 2027-07-19"),
        .init("medewerker-start", "nog-niet", "medewerker-start 2027-02-01"),
        .init("medewerker-start", "uit-dienst"),
        .init("medewerker-training", "behaald", "medewerker-training 2029-01-18"),
        .init("medewerker-training", "gemist", "medewerker-training 2027-02-15"),
        .init("medewerker-training", "uit-dienst"),
        .init("af-bijscholing", "gevolgd", "af-bijscholing 2028-01-18"),
        .init("af-bijscholing", "verlopen", "af-bijscholing 2027-02-15"),
        .init("af-bijscholing", "uit-dienst"),
    ]
}
