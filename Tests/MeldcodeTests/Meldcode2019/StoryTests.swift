import FollowUps
import Foundation
import Store
import Testing

/// Three cases of the code of 2019, from the first signal to the closing.
@Suite("A case of the code of 2019")
struct StoryTests {
    // MARK: A child tells

    @Test("in which a child tells: Veilig Thuis on the same day, no word to the parent until it may be, and eyes on the child until it is safe")
    func childTells() async throws {
        let story = try CaseStory(from: "2027-01-18")
        try await story.begin(with: "signalen-vastleggen")
        #expect(try await story.open == ["signalen-vastleggen 2027-01-20 leerkracht"])
        #expect(try await story.answer("signalen-vastleggen", "kind-vertelt") == ["disclosure 2027-01-18 af"])

        // Nobody can open what is with the parent.
        for kind: KindID in ["toestemming-overleg", "klasplan"] {
            await #expect(throws: StoreError.self) { try await story.add(kind, as: "ib") }
        }
        #expect(try await story.answer("disclosure", "melden") == ["melding-doen 2027-01-18 af"])
        // The parent does not know, and is not to be told before it was asked whether they may.
        #expect(
            try await story.answer("melding-doen", "gemeld-ouder-niet") == [
                "melding-afspraken 2027-01-19 af", "terugkoppeling 2027-01-25 af", "hulp-naast-melding 2027-01-21 af", "vt-opnieuw 2027-02-08 af",
            ])
        try story.turn(to: "2027-01-19")
        // A plan for the class would be discussed with the parent. What there is stays, with its earlier day.
        #expect(try await story.answer("melding-afspraken", "afgesproken") == [])
        #expect(try await story.answer("hulp-naast-melding", "ja") == ["hulp-organiseren 2027-01-26 ib"])
        // Help is agreed on with the parent: whether that may be is asked of Veilig Thuis first, and its answer makes the way free.
        #expect(try await story.answer("hulp-organiseren", "geregeld") == ["vt-advies 2027-01-21 af"])
        #expect(
            try await story.open == [
                "terugkoppeling 2027-01-25 af", "vt-advies 2027-01-21 af", "vt-opnieuw 2027-02-08 af",
            ])
        try story.turn(to: "2027-01-21")
        #expect(try await story.answer("vt-advies", "advies", reason: nil) == ["weging 2027-01-24 af"])
        #expect(try await story.answer("weging", "hulp") == ["hulp-organiseren 2027-01-28 ib"])
        #expect(try await story.answer("hulp-organiseren", "geregeld") == ["vt-advies 2027-01-23 af"])
        try story.turn(to: "2027-01-23")
        #expect(
            try await story.answer("vt-advies", "advies-ouder", reason: "Veilig Thuis heeft het verteld") == [
                "gesprek-voorbereiden 2027-01-27 leerkracht"
            ])
        #expect(try await story.answer("gesprek-voorbereiden", "klaar") == ["leerlinggesprek 2027-01-29 leerkracht"])
        #expect(try await story.answer("leerlinggesprek", "niet", reason: "het kind heeft al verteld") == ["oudergesprek 2027-01-29 ib"])
        #expect(try await story.answer("oudergesprek", "besproken") == ["verslag-geven 2027-01-29 leerkracht", "weging 2027-01-26 af"])
        #expect(try await story.answer("verslag-geven", "getekend") == [])
        try await story.answer("weging", "geen-vermoeden", reason: "de dader is uit huis")
        #expect(
            try await story.open == ["stappen-evalueren 2027-02-08 af", "terugkoppeling 2027-01-25 af", "vt-opnieuw 2027-02-08 af"])

        try story.turn(to: "2027-01-25")
        #expect(try await story.answer("terugkoppeling", "onderzoek") == ["vt-onderzoek 2027-04-05 af"])
        #expect(try await story.answer("stappen-evalueren", "goed") == [])
        // It does not close while it is not known whether the child is safer.
        #expect(try await story.open == ["vt-onderzoek 2027-04-05 af", "vt-opnieuw 2027-02-08 af"])
        try story.turn(to: "2027-02-08")
        #expect(try await story.answer("vt-opnieuw", "gebeld") == ["vt-opnieuw 2027-02-22 af"])
        try story.turn(to: "2027-02-22")
        #expect(try await story.answer("vt-opnieuw", "veiliger") == ["effect-volgen 2027-03-22 ib"])
        try story.turn(to: "2027-04-05")
        #expect(try await story.answer("vt-onderzoek", "hulp") == [])
        try await story.follow(from: "2027-04-05")
        #expect(try await story.isClosed)
    }

    // MARK: Help with an agreed day

    @Test(
        "in which help is not there on the agreed day: it is reported, over the parent's objection, and weighed again when Veilig Thuis does nothing")
    func agreedDay() async throws {
        let story = try CaseStory(from: "2027-01-18")
        try await story.begin(with: "signalen-vastleggen")
        #expect(try await story.answer("signalen-vastleggen", "zorg") == ["collegiale-consultatie 2027-01-21 leerkracht"])
        #expect(try await story.answer("collegiale-consultatie", "zorg") == ["vt-advies 2027-01-20 af", "gezinscheck 2027-01-25 ib"])
        #expect(try await story.answer("gezinscheck", "nee") == [])
        #expect(try await story.answer("vt-advies", "advies") == ["gesprek-voorbereiden 2027-01-21 leerkracht"])
        try await story.answer("gesprek-voorbereiden", "klaar")
        #expect(try await story.answer("leerlinggesprek", "gesproken") == ["oudergesprek 2027-01-25 ib"])
        #expect(try await story.answer("oudergesprek", "besproken") == ["verslag-geven 2027-01-25 leerkracht", "weging 2027-01-21 af"])
        try await story.answer("verslag-geven", "oneens")
        #expect(try await story.answer("weging", "hulp") == ["hulp-organiseren 2027-01-25 ib"])
        #expect(try await story.answer("hulp-organiseren", "geregeld") == ["hulpplan 2027-01-25 ib"])

        // Without a day there is no plan.
        await #expect(throws: (any Error).self) { try await story.answer("hulpplan", "afgesproken") }
        #expect(
            try await story.answer("hulpplan", "afgesproken", due: "2027-03-15") == [
                "hulp-aangekomen 2027-02-01 ib", "effect-volgen 2027-02-15 ib", "resultaat-wegen 2027-03-15 af", "klasplan 2027-02-15 leerkracht",
            ])
        try story.turn(to: "2027-02-01")
        #expect(try await story.answer("hulp-aangekomen", "wachtlijst") == ["hulp-aangekomen 2027-02-15 ib"])
        try story.turn(to: "2027-02-15")
        #expect(try await story.answer("hulp-aangekomen", "wachtlijst") == ["hulp-aangekomen 2027-03-01 ib", "overbrugging 2027-02-22 ib"])
        #expect(try await story.answer("overbrugging", "niet") == ["opschaling 2027-02-16 directie"])
        #expect(try await story.answer("opschaling", "gemeente") == ["opschaling 2027-03-01 directie"])
        #expect(try await story.answer("effect-volgen", "goed") == ["effect-volgen 2027-03-15 ib"])
        #expect(try await story.answer("klasplan", "klaar") == [])

        // On the agreed day the fifth question is asked, whatever the rest says.
        try story.turn(to: "2027-03-15")
        #expect(
            try await story.open == [
                "effect-volgen 2027-03-15 ib", "hulp-aangekomen 2027-03-01 ib", "opschaling 2027-03-01 directie", "resultaat-wegen 2027-03-15 af",
            ])
        #expect(try await story.answer("resultaat-wegen", "nee") == ["melding-bespreken 2027-03-16 af"])
        #expect(try await story.answer("melding-bespreken", "bezwaar") == ["bezwaar-afwegen 2027-03-16 af"])
        #expect(try await story.answer("bezwaar-afwegen", "melden") == ["melding-doen 2027-03-16 af"])
        #expect(
            try await story.answer("melding-doen", "gemeld") == [
                "melding-afspraken 2027-03-16 af", "terugkoppeling 2027-03-22 af", "hulp-naast-melding 2027-03-18 af", "vt-opnieuw 2027-04-05 af",
            ])
        try await story.answer("melding-afspraken", "niets")
        try await story.answer("hulp-naast-melding", "vt")
        try await story.answer("opschaling", "opgepakt")
        try await story.answer("hulp-aangekomen", "ja")

        // Veilig Thuis does nothing: it is weighed again, and the second time the head of school hears of it.
        try story.turn(to: "2027-03-22")
        #expect(try await story.answer("terugkoppeling", "geen-actie") == ["weging 2027-03-25 af"])
        #expect(try await story.answer("weging", "onveilig") == ["melding-bespreken 2027-03-23 af"])
        #expect(try await story.answer("melding-bespreken", "onbereikbaar") == ["melding-doen 2027-03-23 af"])
        #expect(
            try await story.answer("melding-doen", "gemeld") == [
                "melding-afspraken 2027-03-23 af", "terugkoppeling 2027-03-29 af", "hulp-naast-melding 2027-03-25 af",
            ])
        try await story.answer("melding-afspraken", "niets")
        try await story.answer("hulp-naast-melding", "vt")
        try story.turn(to: "2027-03-30")
        #expect(try await story.answer("terugkoppeling", "geen-actie") == ["weging 2027-04-02 af", "opschaling 2027-03-31 directie"])
        try await story.answer("opschaling", "opgepakt")
        try await story.answer("weging", "geen-vermoeden", reason: "er is hulp, en die werkt")
        try await story.answer("stappen-evalueren", "goed")
        try story.turn(to: "2027-04-05")
        try await story.answer("vt-opnieuw", "veiliger")
        try await story.follow(from: "2027-04-12")
        #expect(try await story.isClosed)
    }

    // MARK: Staff

    @Test("in which it is about staff: the board alone, from a Friday evening on to the closing, while the child's own case goes on")
    func staff() async throws {
        // Friday.
        let child = try CaseStory(from: "2027-01-22")
        try await child.begin(with: "signalen-vastleggen")
        try await child.answer("signalen-vastleggen", "onduidelijk")
        try await child.add("klasplan", as: "leerkracht")
        let board = try CaseStory("VL-2027-002", from: "2027-01-22", after: child)
        try await child.add("medewerker-melden", as: "leerkracht")

        // The child's case goes on without a word about it.
        #expect(try await child.open == ["klasplan 2027-02-19 leerkracht", "observatie-uitvoeren 2027-02-05 leerkracht"])
        #expect(try await !child.isHidden(from: "ib"))
        #expect(try await board.open == ["medewerker-melden 2027-01-22T12:01 bestuur"])
        for person: PersonID in ["ib", "af", "directie"] { #expect(try await board.isHidden(from: person), "\(person)") }
        #expect(try await !board.isHidden(from: "bestuur"))
        // Whoever told goes on seeing what becomes of it.
        #expect(try await !board.isHidden(from: "leerkracht"))

        try board.turn(to: "2027-01-22")
        #expect(try await board.answer("medewerker-melden", "seksueel") == ["vertrouwensinspecteur 2027-01-22T16:01 bestuur"])
        // In the weekend nobody answers there; it is asked again every day.
        #expect(try await board.answer("vertrouwensinspecteur", "onbereikbaar") == ["vertrouwensinspecteur 2027-01-23T12:02 bestuur"])
        try board.turn(to: "2027-01-25")
        #expect(
            try await board.answer("vertrouwensinspecteur", "aangifte") == [
                "aangifte 2027-01-26T12:01 bestuur", "medewerker-maatregelen 2027-01-27 bestuur",
            ])
        #expect(try await board.answer("aangifte", "wacht", reason: "de politie vraagt het") == ["aangifte 2027-01-26T12:02 bestuur"])
        try board.turn(to: "2027-01-26")
        #expect(try await board.answer("aangifte", "gedaan") == [])
        #expect(try await board.answer("medewerker-maatregelen", "loopt") == ["medewerker-maatregelen 2027-02-09 bestuur"])
        // A request of the person concerned to see the file is the board's there, too.
        try await board.add("inzageverzoek", as: "bestuur")
        try board.turn(to: "2027-02-09")
        #expect(
            try await board.answer("medewerker-maatregelen", "klaar", reason: "niet meer op school") == ["bestuur-afsluiten 2027-02-23 bestuur"])
        await #expect(throws: StoreError.self) { try await board.answer("bestuur-afsluiten", "gesloten") }
        try await board.answer("inzageverzoek", "deels", reason: "om de leerling")
        try await board.answer("bestuur-afsluiten", "gesloten")
        #expect(try await board.isClosed)

        // Nobody else ever had anything in it.
        #expect(try await board.owners == ["bestuur"])
        // The child's case ends as any other.
        try child.turn(to: "2027-02-05")
        #expect(try await child.answer("observatie-uitvoeren", "geen-zorg", reason: "het is verklaard") == [])
        #expect(try await child.answer("klasplan", "klaar") == ["dossier-afsluiten 2027-02-12 ib"])
        try await child.answer("dossier-afsluiten", "gesloten")
        #expect(try await child.isClosed)
    }

    @Test("in which nothing else is open becomes the board's by a suspicion")
    func onlyStaff() async throws {
        let story = try CaseStory(from: "2027-01-18")
        try await story.begin(with: "signalen-vastleggen")
        #expect(try await story.answer("signalen-vastleggen", "medewerker") == ["medewerker-melden 2027-01-18T12:01 bestuur"])
        for person: PersonID in ["ib", "af", "directie"] { #expect(try await story.isHidden(from: person), "\(person)") }
        #expect(try await story.owners == ["bestuur"])
        try await story.answer("medewerker-melden", "onterecht", reason: "een misverstand")
        try await story.answer("bestuur-afsluiten", "gesloten")
        #expect(try await story.isClosed)
    }

    // MARK: A child that is gone

    @Test("of a child that is not seen any more asks the attendance officer and Veilig Thuis, and does not close on a reason")
    func vanished() async throws {
        let story = try CaseStory(from: "2027-01-18")
        try await story.begin(with: "nieuwe-signalen")
        try await story.answer("nieuwe-signalen", "past")
        try story.turn(to: "2027-02-15")
        try await story.answer("effect-volgen", "niet-gezien")
        try story.turn(to: "2027-02-22")
        #expect(try await story.answer("effect-volgen", "niet-gezien") == ["effect-volgen 2027-03-01 ib", "opschaling 2027-02-23 directie"])
        try await story.answer("opschaling", "opgepakt")
        try story.turn(to: "2027-03-01")
        #expect(try await story.answer("effect-volgen", "niet-gezien").contains("kind-uit-beeld 2027-03-02 ib"))
        try await story.answer("opschaling", "opgepakt")
        #expect(try await story.answer("effect-volgen", "vertrokken", reason: "zegt de buurvrouw") == ["overdracht 2027-03-08 ib"])
        #expect(try await story.answer("overdracht", "onbekend") == [])
        #expect(try await story.open == ["kind-uit-beeld 2027-03-02 ib"])
        #expect(try await story.answer("kind-uit-beeld", "gemeld") == ["terugkoppeling 2027-03-08 af", "vt-opnieuw 2027-03-15 af"])
    }

    // MARK: Two things at once

    @Test("that is not safe is reported, and helped as well, by one answer; and help may have begun while other help waits")
    func together() async throws {
        let story = try CaseStory(from: "2027-01-18")
        try await story.begin(with: "weging", as: "af", reason: "meteen wegen")
        await #expect(throws: (any Error).self) { try await story.answer("weging", "geen-vermoeden", reason: "nee", beside: ["hulp"]) }
        #expect(
            try await story.answer("weging", "onveilig", beside: ["hulp"]).sorted() == [
                "hulp-organiseren 2027-01-25 ib", "melding-bespreken 2027-01-19 af",
            ])
        try await story.answer("hulp-organiseren", "geregeld")
        try await story.answer("hulpplan", "afgesproken", due: "2027-06-01")
        try story.turn(to: "2027-02-01")
        #expect(try await story.answer("hulp-aangekomen", "ja", beside: ["wachtlijst"]) == ["hulp-aangekomen 2027-02-15 ib"])
    }

    // MARK: The parent may not know yet

    @Test("that becomes a case of honour violence withdraws what is with the parent, and asks Veilig Thuis in its place")
    func protected() async throws {
        let story = try CaseStory(from: "2027-01-18")
        try await story.begin(with: "weging", as: "af", reason: "meteen wegen")
        try await story.answer("weging", "onveilig")
        try await story.add("klasplan", as: "leerkracht")
        try await story.add("toestemming-overleg", as: "ib")
        #expect(
            try await story.open == [
                "klasplan 2027-02-15 leerkracht", "melding-bespreken 2027-01-19 af", "toestemming-overleg 2027-01-25 ib",
            ])
        try await story.add("vgv-eer-hd", as: "leerkracht")
        #expect(
            try await story.open == [
                "melding-doen 2027-01-19 af", "vgv-eer-hd 2027-01-18T12:01 af", "vt-opnieuw 2027-02-15 af",
            ])
        // An answer to what was asked before does not end it.
        #expect(try await story.answer("melding-doen", "gemeld-ouder-niet").allSatisfy { !$0.hasPrefix("ouder-na-melding") })
        #expect(try await story.answer("vgv-eer-hd", "advies-ouder", reason: "Veilig Thuis zegt het") == ["weging 2027-01-19 af"])
        try await story.add("toestemming-overleg", as: "ib")
    }
}

extension CaseStory {
    /// The end of every case that goes well: followed until it goes well, the fifth question, watched for half a year, and closed.
    fileprivate func follow(from day: String) async throws {
        try turn(to: day)
        func kinds(_ opened: [String]) -> [String] { opened.map { String($0.prefix { $0 != " " }) } }
        var opened = ["effect-volgen"]
        while opened == ["effect-volgen"] { opened = kinds(try await answer("effect-volgen", "goed")) }
        #expect(opened == ["resultaat-wegen"])
        #expect(kinds(try await answer("resultaat-wegen", "ja")) == ["monitoren"])
        for _ in 0..<3 { try await answer("monitoren", "ja") }
        #expect(kinds(try await answer("monitoren", "ja")) == ["stappen-evalueren"])
        #expect(kinds(try await answer("stappen-evalueren", "leerpunt")) == ["dossier-afsluiten", "verbeteractie"])
        try await answer("dossier-afsluiten", "gesloten")
    }
}
