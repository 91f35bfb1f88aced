import FollowUps

/// One row of the design of the code of 2019: what it says of a kind besides its outcomes.
struct KindRow: Sendable {
    let id: KindID
    let step: String
    let owner: String
    let urgency: Urgency
    let term: Term?
    let repeats: Term?
    let schoolYearDay: MonthDay?
    let startsByHand: Bool

    init(
        _ id: KindID, _ step: String, _ owner: String, _ urgency: Urgency, _ term: String?, repeats: String? = nil, day: String? = nil,
        start: Bool = false
    ) {
        self.id = id
        self.step = step
        self.owner = owner
        self.urgency = urgency
        self.term = term.flatMap { Term($0) }
        self.repeats = repeats.flatMap { Term($0) }
        schoolYearDay = day.flatMap { MonthDay($0) }
        startsByHand = start
    }

    static let all: [KindRow] = [
        // Step 1
        .init("signalen-vastleggen", "1", "leerkracht", .normal, "2sd", start: true),
        .init("observatie-uitvoeren", "1", "leerkracht", .normal, "2w"),
        .init("nieuwe-signalen", "1", "leerkracht", .urgent, "1d", start: true),
        .init("disclosure", "1", "af", .urgent, "0d", start: true),
        // Step 2
        .init("collegiale-consultatie", "2", "leerkracht", .normal, "3sd"),
        .init("vt-advies", "2", "af", .urgent, "2d", start: true),
        .init("gezinscheck", "2", "ib", .normal, "5sd"),
        .init("toestemming-overleg", "2", "ib", .normal, "5sd", start: true),
        .init("overleg-inbrengen", "2", "ib", .normal, "4w"),
        .init("uitkomst-ouder", "2, 3", "ib", .normal, "5sd"),
        .init("verwijsindex", "2", "ib", .normal, "5sd", start: true),
        // Emergencies
        .init("noodsituatie", "5-1 (nood)", "af", .acute, "0h", start: true),
        .init("vgv-eer-hd", "5-1 (nood)", "af", .acute, "0h", start: true),
        // Step 3
        .init("gesprek-voorbereiden", "3", "leerkracht", .normal, "3sd"),
        .init("leerlinggesprek", "3", "leerkracht", .normal, "5sd"),
        .init("oudergesprek", "3", "ib", .normal, "5sd"),
        .init("verslag-geven", "3", "leerkracht", .normal, "5sd"),
        // Step 4
        .init("weging", "4", "af", .urgent, "3d", start: true),
        // Step 5, decision 1
        .init("melding-bespreken", "5-1", "af", .urgent, "1d"),
        .init("bezwaar-afwegen", "5-1", "af", .urgent, "1d"),
        .init("melding-doen", "5-1", "af", .urgent, "1d"),
        .init("ouder-na-melding", "5-1", "af", .urgent, "1d"),
        .init("melding-afspraken", "5-1", "af", .urgent, "1d"),
        .init("terugkoppeling", "5-1", "af", .urgent, "7d"),
        .init("vt-onderzoek", "5-1", "af", .normal, "10w"),
        .init("contact-lokaal-team", "5-1", "af", .normal, "10sd"),
        .init("vt-opnieuw", "5-1", "af", .urgent, "4w"),
        // Step 5, decision 2
        .init("hulp-naast-melding", "5-2", "af", .normal, "3sd"),
        .init("hulp-organiseren", "5-2", "ib", .normal, "5sd"),
        .init("hulpplan", "5-2", "ib", .normal, "5sd"),
        .init("hulp-aangekomen", "5-2", "ib", .normal, "2w"),
        .init("overbrugging", "5-2", "ib", .normal, "5sd"),
        .init("effect-volgen", "5-2", "ib", .normal, "4w"),
        .init("resultaat-wegen", "5-2", "af", .urgent, "6w"),
        .init("monitoren", "5-2", "ib", .normal, "6w"),
        .init("klasplan", "5-2", "leerkracht", .normal, "4w", start: true),
        // A suspicion about staff
        .init("medewerker-melden", "WPO 4a", "bestuur", .acute, "0h", start: true),
        .init("vertrouwensinspecteur", "WPO 4a", "bestuur", .acute, "4h"),
        .init("aangifte", "WPO 4a", "bestuur", .acute, "24h"),
        .init("medewerker-maatregelen", "WPO 4a", "bestuur", .urgent, "2d"),
        .init("bestuur-afsluiten", "WPO 4a", "bestuur", .normal, "2w"),
        // Guarding and closing
        .init("dossier-controle", "II", "ib", .normal, "4w", repeats: "4w"),
        .init("stappen-evalueren", "II", "af", .normal, "2w"),
        .init("opschaling", "II", "directie", .urgent, "1d", start: true),
        .init("opschaling-bestuur", "II", "bestuur", .urgent, "2d"),
        .init("vt-vraag", "II", "af", .urgent, "3d", start: true),
        .init("inzageverzoek", "AVG", "fg", .urgent, "1m", start: true),
        .init("overdracht", "II", "ib", .normal, "5sd", start: true),
        .init("ontvangst-nagaan", "II", "ib", .normal, "10sd"),
        .init("kind-uit-beeld", "II", "ib", .urgent, "1d", start: true),
        .init("dossier-stil", "II", "ib", .normal, "1sd"),
        .init("dossier-afsluiten", "II", "ib", .normal, "5sd"),
        .init("taak", "eigen afspraak", "ib", .normal, nil),
        // Per board
        .init("meldcode-vaststellen", "II", "bestuur", .normal, nil, repeats: "12m", day: "06-10"),
        .init("bestuur-afspraken", "II", "bestuur", .normal, nil, repeats: "24m", day: "01-28"),
        .init("bestuur-verantwoording", "II", "bestuur", .normal, nil, repeats: "6m", day: "10-01"),
        // Per school
        .init("functies-bezet", "II", "directie", .normal, nil, repeats: "12m", day: "09-10"),
        .init("scholing-plannen", "II", "directie", .normal, nil, repeats: "12m", day: "03-18"),
        .init("bekendheid-team", "II", "af", .normal, nil, repeats: "12m", day: "09-17"),
        .init("moa-bekend", "WPO 4a", "directie", .normal, nil, repeats: "12m", day: "10-15"),
        .init("bekendheid-ouders", "II", "directie", .normal, nil, repeats: "12m", day: "10-08"),
        .init("vakantie-alert", "II", "af", .normal, nil, repeats: "12m", day: "05-20"),
        .init("veiligheidsmonitor", "II", "directie", .normal, nil, repeats: "12m", day: "04-15"),
        .init("meldcode-evalueren", "II", "af", .normal, nil, repeats: "12m", day: "05-12"),
        .init("verbeteractie", "II", "directie", .normal, "8w"),
        .init("sociale-kaart", "II", "ib", .normal, nil, repeats: "6m", day: "11-12"),
        .init("avg-nakijken", "AVG", "fg", .normal, nil, repeats: "12m", day: "02-11"),
        // Per employee
        .init("medewerker-start", "II", "directie", .normal, "6w", start: true),
        .init("medewerker-training", "II", "employee", .normal, nil, repeats: "24m"),
        .init("af-bijscholing", "II", "af", .normal, nil, repeats: "12m"),
    ]
}
