import FollowUps
import Foundation
import SchoolTestSupport
import Testing

@testable import WebPages

@Suite("The form of a follow-up")
struct FollowUpFormTests {
    private static let now = at("2026-12-07 10:00")
    private let calendar = SchoolCalendar(clock: .amsterdam, holidays: [days("2026-12-19", "2027-01-03")])
    private let nameLike = PossibleNames(
        catalogues: Catalogues(Catalogue(kinds: [], roles: [])), directory: Directory(clock: .amsterdam, schools: [], people: []))
    private let outcomes = [
        Outcome(id: "ja", title: LocalizedText(nl: "Ja"), then: [Consequence("volgt")]),
        Outcome(id: "nee", title: LocalizedText(nl: "Nee"), ends: true, needsReason: true),
        Outcome(id: "afspraak", title: LocalizedText(nl: "Afspraak"), then: [Consequence("k", isDueAsAgreed: true)], asksDue: true),
        Outcome(id: "ook", title: LocalizedText(nl: "Ook"), then: [Consequence("volgt")], needsReason: true, with: ["ja"]),
        Outcome(id: "gehaald", title: LocalizedText(nl: "Gehaald"), then: [Consequence("volgt", countsFromDate: true)]),
    ]

    private var rules: Ruleset {
        Ruleset(
            catalogues: Catalogues(
                Catalogue(
                    kinds: [
                        Kind(
                            id: "k", title: LocalizedText(nl: "K"), source: "1", scope: .case, owner: .role("ib"), urgency: .normal,
                            term: Term(1, .weeks), outcomes: outcomes)
                    ], roles: [])),
            directory: Directory(
                clock: .amsterdam, schools: [School(id: "s", name: "S", region: "noord", roles: [:], calendar: calendar)], people: []),
            policies: Policies())
    }

    private func followUp(_ urgency: Urgency = .normal) -> FollowUp {
        FollowUp(
            id: 1, kind: "k", school: "s", owner: .role("ib"), urgency: urgency, due: .day(day("2026-12-10")), openedAt: Self.now,
            escalation: FollowUp.Escalation(startedAt: Self.now, startedBy: "x"))
    }

    private func validated(_ form: FollowUpForm, urgency: Urgency = .normal) -> FollowUpForm.FormValidation {
        form.validated(for: followUp(urgency), rules: rules, names: nameLike, at: Self.now)
    }

    private func close(_ outcome: OutcomeID, on date: Day?, reason: String?) throws -> FollowUpForm.FormAction {
        .close(try ClosingRequest(followUp(), outcome: outcome, on: date, reason: reason, rules: rules, now: Self.now))
    }

    private func problems(_ form: FollowUpForm, urgency: Urgency = .normal) -> [FollowUpForm.Problem] {
        if case .wrong(let form) = validated(form, urgency: urgency) { form.problems } else { [] }
    }

    @Test("nothing is asked for without a button, or by closing without an outcome that there is")
    func nothingChosen() {
        #expect(problems(FollowUpForm()) == [.noButton])
        #expect(problems(FollowUpForm([.outcome: "ja"])) == [.noButton])
        #expect(problems(FollowUpForm(button: .close)) == [.noOutcome])
        #expect(problems(FollowUpForm(button: .close, [.outcome: "weg"])) == [.noOutcome])
    }

    @Test("an outcome is enough, unless it asks why or from when")
    func closing() throws {
        #expect(validated(FollowUpForm(button: .close, [.outcome: "ja"])) == .formAction(try close("ja", on: nil, reason: nil)))
        #expect(
            validated(FollowUpForm(button: .close, [.outcome: "ja", .reason: "toch"])) == .formAction(try close("ja", on: nil, reason: nil)))
        #expect(problems(FollowUpForm(button: .close, [.outcome: "nee", .reason: "  "])) == [.text(.blank)])
        #expect(
            validated(FollowUpForm(button: .close, [.outcome: "nee", .reason: " Al verhuisd "]))
                == .formAction(try close("nee", on: nil, reason: "Al verhuisd")))
        #expect(validated(FollowUpForm(button: .close, [.outcome: "gehaald"])) == .formAction(try close("gehaald", on: nil, reason: nil)))
    }

    @Test("a box below the chosen outcome is what came with it, and asks for its own reason; one below another is not looked at")
    func boxes() throws {
        func form(_ outcome: String, _ ticked: Set<String>, reason: String = "") -> FollowUpForm {
            FollowUpForm(button: .close, [.outcome: outcome, .reason: reason], ticked: ticked)
        }
        let both = try ClosingRequest(
            followUp(), outcome: "ja", beside: ["ook"], on: nil, reason: "het mocht", rules: rules, now: Self.now)
        #expect(validated(form("ja", ["with:ja:ook"], reason: "het mocht")) == .formAction(.close(both)))
        #expect(problems(form("ja", ["with:ja:ook"])) == [.text(.blank)])
        #expect(validated(form("ja", ["with:ook:ja", "with:ja:nee"])) == .formAction(try close("ja", on: nil, reason: nil)))
    }

    @Test("an outcome that asks for the day agreed on takes one to come, and no other outcome looks at that field")
    func agreedDay() throws {
        func form(_ outcome: String, _ due: String) -> FollowUpForm { FollowUpForm(button: .close, [.outcome: outcome, .due: due]) }
        let request = try ClosingRequest(
            followUp(), outcome: "afspraak", on: nil, due: .day(day("2027-01-20")), reason: nil, rules: rules, now: Self.now)
        #expect(validated(form("afspraak", "20-1-2027")) == .formAction(.close(request)))
        #expect(problems(form("afspraak", "")) == [.agreedMissing])
        #expect(problems(form("afspraak", "straks")) == [.badDay(.due)])
        #expect(problems(form("afspraak", "2026-12-07")) == [.agreedNotToCome])
        #expect(problems(form("ja", "2026-12-07")) == [])
        for problem in [FollowUpForm.Problem.agreedMissing, .agreedNotToCome, .badDay(.due)] {
            #expect(form("afspraak", "").field(of: problem) == "due")
        }
    }

    @Test("a day is read as a browser writes it and as people do, and lies not in the future")
    func dates() throws {
        for text in ["2026-12-04", "04-12-2026", "4-12-2026", "4/12/2026", " 4.12.2026 "] {
            #expect(
                validated(FollowUpForm(button: .close, [.outcome: "gehaald", .on: text]))
                    == .formAction(try close("gehaald", on: day("2026-12-04"), reason: nil)), "\(text)")
        }
        for text in ["gisteren", "2026-13-01", "31-02-2026", "04-12-26", "--"] {
            #expect(problems(FollowUpForm(button: .close, [.outcome: "gehaald", .on: text])) == [.badDay(.on)], "\(text)")
        }
        #expect(problems(FollowUpForm(button: .close, [.outcome: "gehaald", .on: "2026-12-08"])) == [.dateInFuture])
    }

    @Test("a reason that points to somebody is refused")
    func privateReasons() {
        let texts: [(String, PersonalDataFilter.Objection)] = [
            ("mail naar ouder@thuis.example", .emailAddress), ("bel 06-12345678", .telephoneNumber), ("BSN 111222333", .bsn),
            (String(repeating: "a", count: 201), .tooLong), ("een\nregel", .controlCharacters),
        ]
        for (text, objection) in texts {
            #expect(problems(FollowUpForm(button: .close, [.outcome: "nee", .reason: text])) == [.text(.objection(objection))], "\(text)")
            #expect(
                problems(FollowUpForm(button: .snooze, [.until: "2026-12-09", .reason: text])) == [.text(.objection(objection))], "\(text)")
        }
    }

    @Test("a reason that looks as if it names somebody is asked about once, and taken when it is sent again unchanged")
    func names() throws {
        #expect(
            problems(FollowUpForm(button: .close, [.outcome: "nee", .reason: "Zegt mevrouw Bakker"])) == [.names("mevrouw Bakker")]
        )
        #expect(
            problems(FollowUpForm(button: .snooze, [.until: "2026-12-09", .reason: "Jan Jansen is ziek"])) == [.names("Jan Jansen")])
        let again = FollowUpForm(button: .close, [.outcome: "nee", .reason: "Zegt mevrouw Bakker"], namesSeen: "mevrouw Bakker")
        #expect(validated(again) == .formAction(try close("nee", on: nil, reason: "Zegt mevrouw Bakker")))
        // Another name is another question.
        #expect(
            problems(FollowUpForm(button: .close, [.outcome: "nee", .reason: "zegt Jan Jansen"], namesSeen: "mevrouw Bakker"))
                == [.names("Jan Jansen")])
    }

    @Test("reminders are put off until the start of a day that is still to come, ten school days ahead at most, with a reason")
    func snoozing() throws {
        #expect(
            validated(FollowUpForm(button: .snooze, [.until: "2026-12-09", .reason: "Ouder is ziek"]))
                == .formAction(
                    .snooze(
                        try SnoozeRequest(
                            followUp(), until: at("2026-12-09 00:00"), reason: "Ouder is ziek", rules: rules, now: Self.now))))
        #expect(problems(FollowUpForm(button: .snooze)) == [.untilMissing, .text(.blank)])
        #expect(problems(FollowUpForm(button: .snooze, [.until: "straks", .reason: "x"])) == [.badDay(.until)])
        #expect(problems(FollowUpForm(button: .snooze, [.until: "2026-12-07", .reason: "x"])) == [.untilPassed])
        // The tenth school day from Monday 7 December lies behind the holiday.
        #expect(problems(FollowUpForm(button: .snooze, [.until: "2027-01-05", .reason: "x"])) == [.untilTooLate(latest: day("2027-01-04"))])
        #expect(problems(FollowUpForm(button: .snooze, [.until: "2027-01-04", .reason: "x"])) == [])
        #expect(problems(FollowUpForm(button: .snooze, [.until: "2026-12-09", .reason: "x"]), urgency: .acute) == [.noButton])
    }

    @Test("another day, another owner, a note and a reason to withdraw are asked for with all that they need")
    func otherButtons() throws {
        func action(_ button: FollowUpAction, _ fields: [FollowUpForm.Field: String]) -> FollowUpForm.FormAction? {
            if case .formAction(let action) = validated(FollowUpForm(button: button, fields)) { action } else { nil }
        }
        #expect(
            action(.reschedule, [.due: "15-12-2026", .reason: "Ouder is ziek"])
                == .reschedule(try RescheduleRequest(followUp(), due: .day(day("2026-12-15")), reason: "Ouder is ziek", rules: rules, now: Self.now)))
        #expect(problems(FollowUpForm(button: .reschedule)) == [.dueMissing, .text(.missing)])
        #expect(problems(FollowUpForm(button: .reschedule, [.due: "morgen", .reason: "x"])) == [.badDay(.due)])
        #expect(problems(FollowUpForm(button: .reschedule, [.due: "2026-12-04", .reason: "x"])) == [.due(.dayPassed(day("2026-12-04")))])
        #expect(action(.resume, [:]) == .resume(1))
        #expect(problems(FollowUpForm(button: .assign, [.to: "niemand"])) == [.noOwner])
        #expect(action(.cancel, [.reason: "Verhuisd"]) == .cancel(try CancellationRequest(1, reason: "Verhuisd")))
        #expect(problems(FollowUpForm(button: .cancel)) == [.text(.blank)])
        #expect(action(.reopen, [.reason: "Vergissing"]) == .reopen(try ReopeningRequest(1, reason: "Vergissing")))
        #expect(action(.note, [.text: " Gebeld "]) == .note(try NoteRequest(1, text: "Gebeld")))
        #expect(problems(FollowUpForm(button: .note, [.text: "Jan Jansen belt"])) == [.names("Jan Jansen")])
        #expect(problems(FollowUpForm(button: .strike, [.reason: "x"])) == [.noEntry])
        let strike = try #require(Strike(.followUp(1), entries: [7]))
        #expect(action(.strike, [.entry: "7", .reason: "Naam"]) == .strike(try StrikeRequest(strike, reason: "Naam")))
    }

    @Test("nobody is given a follow-up whom the page does not offer")
    func notOffered() {
        let form = FollowUpForm(button: .assign, [.to: "jansen"])
        #expect(form.offering([.person("jansen")]) == form)
        #expect(problems(form.offering([.role("ib")])) == [.noOwner])
    }
}
