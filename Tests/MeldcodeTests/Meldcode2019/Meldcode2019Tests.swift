import FollowUps
import Testing

@Suite("The code of 2019")
struct Meldcode2019Tests {
    private let walk: Walk

    init() throws { walk = try Walk("meldcode-2019.toml") }

    private var kinds: [Kind] { walk.catalogue.kinds }

    @Test("has no mistake, and falls short of no rule that holds for any catalogue")
    func sound() {
        #expect(walk.catalogue.problems(contacts: []) == [])
        #expect(walk.catalogue.shortcomings == [])
    }

    @Test("has the kinds of the design, each with its owner, step, urgency, term and day", arguments: KindRow.all.indices)
    func row(index: Int) throws {
        let row = KindRow.all[index]
        let kind = try #require(walk.catalogue.kind(row.id))
        let owner = if case .role(let role) = kind.owner { role.rawValue } else { "employee" }
        #expect(owner == row.owner)
        #expect(kind.source == row.step)
        #expect(kind.urgency == row.urgency)
        #expect(kind.term == row.term)
        #expect(kind.repeat == row.repeats)
        #expect(kind.schoolYearDay == row.schoolYearDay)
        #expect(kind.startsByHand == row.startsByHand)
    }

    @Test("opens after each outcome what the design says, for whom and by when", arguments: Obligations2019.all.indices)
    func follows(index: Int) async throws {
        let line = Obligations2019.all[index]
        let opened = try await walk.followUps(after: line)
        #expect(opened.map(walk.text) == line.opened, "\(line.kind) \(line.outcomes)")
        for followUp in opened {
            let row = try #require(KindRow.all.first { $0.id == followUp.kind })
            #expect(followUp.owner == (row.owner == "employee" ? .person("juf") : .role(RoleID(row.owner))), "\(followUp.kind)")
            #expect(followUp.urgency == row.urgency)
        }
    }

    @Test("has no kind and no outcome besides those of the design")
    func complete() {
        #expect(kinds.map(\.id).sorted() == KindRow.all.map(\.id).sorted())
        #expect(kinds.count == 70)
        let walked = Set(Obligations2019.all.flatMap { line in line.outcomes.map { "\(line.kind) \($0)" } })
        let shipped = kinds.flatMap { kind in kind.outcomes.map { "\(kind.id) \($0.id)" } }
        #expect(Set(shipped).subtracting(walked) == [])
        #expect(walked.subtracting(shipped) == [])
        #expect(shipped.count == 237)
    }

    /// The outcomes that a reason is asked for.
    private static let reasons: Set<String> = [
        "signalen-vastleggen geen-zorg", "observatie-uitvoeren geen-zorg", "nieuwe-signalen wegen", "nieuwe-signalen geen-zorg", "disclosure advies",
        "collegiale-consultatie geen-zorg", "vt-advies niet-nodig", "vt-advies advies-ouder", "toestemming-overleg nee", "uitkomst-ouder onveilig",
        "verwijsindex niet", "noodsituatie advies", "noodsituatie niet-acuut", "vgv-eer-hd advies", "vgv-eer-hd advies-ouder",
        "gesprek-voorbereiden onveilig", "leerlinggesprek niet", "oudergesprek andere-oorzaak", "oudergesprek afgezien", "verslag-geven niet-gegeven",
        "weging geen-vermoeden", "melding-bespreken afgezien", "bezwaar-afwegen tegemoet", "melding-doen advies", "melding-doen ingetrokken",
        "ouder-na-melding later", "vt-opnieuw vertrokken", "hulp-naast-melding nee", "hulpplan geweigerd", "effect-volgen onvoldoende",
        "effect-volgen vertrokken", "resultaat-wegen deels", "monitoren twijfel", "medewerker-melden onterecht",
        "vertrouwensinspecteur geen-aangifte",
        "aangifte wacht", "medewerker-maatregelen klaar", "bestuur-afsluiten open", "vt-vraag niet", "inzageverzoek deels", "inzageverzoek verlengd",
        "overdracht niet", "ontvangst-nagaan nee", "kind-uit-beeld gevonden", "dossier-stil geen-zorg",
    ]

    @Test("asks why where the design says so")
    func reasons() {
        let shipped = kinds.flatMap { kind in kind.outcomes.filter(\.needsReason).map { "\(kind.id) \($0.id)" } }
        #expect(Set(shipped) == Self.reasons)
    }

    @Test("asks for a talk with the parent before it is weighed, where there was none")
    func talkFirst() async throws {
        let lines: [Obligation] = [
            .init("toestemming-overleg", "nee", "overleg-inbrengen 2027-02-15", "oudergesprek 2027-01-25"),
            .init("overleg-inbrengen", "besproken", "uitkomst-ouder 2027-01-25", "oudergesprek 2027-01-25"),
            .init("overleg-inbrengen", "gemist gemist", "oudergesprek 2027-01-25"),
            .init("uitkomst-ouder", "onbereikbaar onbereikbaar onbereikbaar", "oudergesprek 2027-01-25"),
            .init("klasplan", "niet-genoeg", "oudergesprek 2027-01-25"),
        ]
        for line in lines { #expect(try await Walk("meldcode-2019.toml").close(line) == line.opened, "\(line.kind) \(line.outcomes)") }
    }

    @Test("asks whether the case can close when the last follow-up ends")
    func ending() async throws {
        var walked = 0
        for kind in kinds where kind.scope == .case && kind.countsForCase {
            for outcome in kind.outcomes where outcome.ends && !outcome.closesCase {
                let line = Obligation(kind.id, outcome.id.rawValue, besides: .nothing)
                #expect(try await Walk("meldcode-2019.toml").close(line) == ["dossier-afsluiten 2027-01-25"], "\(kind.id) \(outcome.id)")
                walked += 1
            }
        }
        #expect(walked == 21)
    }

    @Test("is explained in Dutch and English, with nothing that nobody can read in ten seconds")
    func helped() {
        for kind in kinds {
            let help = kind.help
            #expect(help?.nl.isEmpty == false && help?.en?.isEmpty == false, "\(kind.id)")
            // Forty words and ten seconds; the five questions and a suspicion take longer.
            let words = help?.nl.split(separator: " ").count ?? 0
            #expect(words <= 62, "\(kind.id): \(words) words")
        }
        #expect(kinds.filter { $0.title.en == nil || $0.outcomes.contains { $0.title.en == nil } }.map(\.id) == [])
    }

    @Test("names the partners to call where somebody has to call")
    func partners() throws {
        let calls: [KindID: ContactID] = [
            "disclosure": "veilig-thuis", "vt-advies": "jgz", "noodsituatie": "noodnummer", "vgv-eer-hd": "lkha", "melding-doen": "veilig-thuis",
            "terugkoppeling": "veilig-thuis", "vt-opnieuw": "veilig-thuis", "contact-lokaal-team": "lokaal-team", "hulp-organiseren": "lokaal-team",
            "kind-uit-beeld": "leerplicht", "medewerker-melden": "vertrouwensinspecteur", "vertrouwensinspecteur": "vertrouwensinspecteur",
            "aangifte": "politie",
        ]
        for (kind, contact) in calls { #expect(try #require(walk.catalogue.kind(kind)).contacts.contains(contact), "\(kind)") }
    }

    @Test(
        "asks of a school and its board one thing a week at most, never in a holiday, and looks back before the code is adopted",
        arguments: SchoolYearTests.holidays.indices, [2026, 2027])
    func schoolYear(region: Int, start: Int) throws {
        let free = try SchoolYearTests.holidays[region].days.map { try #require(Day($0.0))...#require(Day($0.1)) }
        let calendar = SchoolCalendar(clock: Walk.zone, holidays: free)
        let year = try #require(SchoolYear(startingIn: start))
        let days = kinds.compactMap { kind in
            kind.schoolYearDay.map { (kind.id, Due.on(year.day($0), urgency: kind.urgency, in: calendar).day(Walk.zone)) }
        }
        #expect(days.count == 13)
        #expect(days.filter { !calendar.isSchoolDay($0.1) }.map(\.0) == [])
        #expect(Set(days.map { ($0.1.number + 3) / 7 }).count == 13, "\(days)")
        let summers = free.filter { $0.upperBound.number - $0.lowerBound.number > 30 }
        for (kind, day) in days {
            let around = [day.adding(days: -1), day.adding(days: 14)]
            #expect(!around.contains { candidate in summers.contains { $0.contains(candidate) } }, "\(kind) on \(day)")
        }
        func day(_ kind: KindID) throws -> Day { try #require(days.first { $0.0 == kind }).1 }
        #expect(try day("meldcode-evalueren") < day("meldcode-vaststellen"))
        // There have to be some weeks left to act on it.
        #expect(try day("vakantie-alert").adding(days: 42) < #require(summers.last).lowerBound)
    }

    // MARK: What the form says besides

    private func ids(where isSo: (Kind) -> Bool) -> [KindID] { kinds.filter(isSo).map(\.id) }

    private func outcomes(where isSo: (Outcome) -> Bool) -> [String] {
        kinds.flatMap { kind in kind.outcomes.filter(isSo).map { "\(kind.id) \($0.id)" } }
    }

    @Test("asks for the agreed day once, lets two answers come together where two things are true, and knows when a pupil has left")
    func form() {
        #expect(outcomes(where: \.asksDue) == ["hulpplan afgesproken"])
        #expect(outcomes { !$0.with.isEmpty } == ["weging hulp", "hulp-aangekomen wachtlijst"])
        #expect(outcomes(where: \.leaves) == ["vt-opnieuw vertrokken", "effect-volgen vertrokken"])
        #expect(outcomes(where: \.closesCase) == ["bestuur-afsluiten gesloten", "dossier-afsluiten gesloten"])
    }

    @Test("is the board's once for all schools where it is about all of them")
    func board() { #expect(ids { $0.scope == .board } == ["meldcode-vaststellen", "bestuur-afspraken", "bestuur-verantwoording"]) }

    private static let staff: [KindID] = ["medewerker-melden", "vertrouwensinspecteur", "aangifte", "medewerker-maatregelen", "bestuur-afsluiten"]

    @Test("keeps a suspicion about staff from everybody at the school, and names neither that nor honour violence in mails")
    func staffAlone() {
        let kept: Set<RoleID> = ["ib", "af", "leerkracht", "directie"]
        #expect(ids { !$0.excludes.isEmpty } == Self.staff)
        for kind in kinds where !kind.excludes.isEmpty {
            #expect(Set(kind.excludes) == kept, "\(kind.id)")
            #expect(kind.takesOver == Dictionary(uniqueKeysWithValues: kept.union(["fg"]).map { ($0, "bestuur") }), "\(kind.id)")
        }
        #expect(ids(where: \.hasOwnCase) == ["medewerker-melden"])
        #expect(ids(where: \.isDiscreet) == ["vgv-eer-hd"] + Self.staff)
        #expect(ids(where: \.isEmergency) == ["noodsituatie", "medewerker-melden"])
    }

    @Test("reminds of small things, of what comes every year and of trainings by policies of their own")
    func policies() {
        #expect(ids { $0.policy == "quiet" } == ["verwijsindex", "verslag-geven", "klasplan", "dossier-controle"])
        #expect(ids { $0.policy == "yearly" } == ids { $0.schoolYearDay != nil })
        #expect(ids { $0.policy == "training" } == ["medewerker-training", "af-bijscholing"])
        #expect(ids { !$0.countsForCase } == ["verwijsindex", "dossier-controle", "dossier-stil"])
    }

    @Test("lets the data protection officer read the history, and the safeguarding officer what the intern begeleider reads")
    func roles() throws {
        let roles = walk.catalogue.roles
        #expect(roles.map(\.id) == ["leerkracht", "af", "ib", "directie", "fg", "bestuur"])
        let officer = try #require(walk.catalogue.role("af"))
        #expect(officer.sees == walk.catalogue.role("ib")?.sees && officer.may == walk.catalogue.role("ib")?.may)
        #expect(walk.catalogue.role("fg")?.may == [.history])
        #expect(walk.catalogue.fallbacks == ["leerkracht": "ib", "af": "ib", "fg": "directie"])
    }
}
