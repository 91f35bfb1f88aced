import TestSupport
import Testing

/// A suspicion about a member of staff, from its first moment to its closing. At no step do those it is kept from learn
/// anything that they would not learn in a school without such a case: not from a list, a page, a number, a mail, a
/// download, a calendar, a refusal or the log (promise 6).
@Suite("Story o: a case that is kept from IB, teacher and directie", .serialized)
struct StaffCaseStory {
    /// Those with one of these roles, who stand in for them, teach there, or are somewhere else; and who would stand in for the board.
    private static let kept = ["ib-vlieger", "ib-regenboog", "directie-vlieger", "adjunct", "groep6", "directie-regenboog", "bestuur-2"]
    private static let code = "VL-2026-030"

    /// Fails for every way in which somebody can tell that there is a case.
    ///
    /// - Parameters:
    ///   - id: a follow-up of the case, which they try.
    ///   - asking: who gives commands as well.
    private func compare(
        _ school: WatchedSchool, _ twin: WatchedSchool, for people: [String] = kept, trying id: Int,
        asking: [String] = ["ib-vlieger", "adjunct", "bestuur-2"], isThorough: Bool = false, areNumbersSame: Bool = true, _ step: String
    ) async throws {
        for person in people {
            let isAsking = asking.contains(person)
            async let there = school.learned(by: person, trying: [id], [Self.code], isAsking: isAsking, isThorough: isAsking && isThorough)
            async let elsewhere = twin.learned(by: person, trying: [id], [Self.code], isAsking: isAsking, isThorough: isAsking && isThorough)
            expectSame(try await there, try await elsewhere, "\(step), \(person)")
        }
        // What is kept from single people is counted where nobody in particular looks.
        if areNumbersSame { expectSame(try await school.numbers(), try await twin.numbers(), "\(step), anybody") }
    }

    private func expectSame(_ there: [String: String], _ elsewhere: [String: String], _ who: String) {
        for (way, answer) in there.sorted(by: { $0.key < $1.key }) where answer != elsewhere[way] {
            let lines = answer.split(separator: "\n").filter { elsewhere[way]?.contains($0) == false }.prefix(8).joined(separator: "\n")
            let missing = (elsewhere[way] ?? "").split(separator: "\n").filter { !answer.contains($0) }.prefix(8).joined(separator: "\n")
            Issue.record("\(who): \(way) tells of the case:\n\(lines)\nwhere a school without one says:\n\(missing)")
        }
    }

    @Test("from its opening by a teacher to its closing by the board, they learn no more than in a school without it; the board has all of it")
    func walk() async throws {
        let twins = try await Twins(from: "Mon 2026-11-02 09:00")
        let (school, twin) = (twins.school, twins.twin)
        try await twins.does("ib-vlieger", "add hulp-aangekomen --case VL-2026-009 --school vlieger --due 2026-11-09")
        try await twins.does("ib-vlieger", "add weging --case VL-2026-015 --school vlieger --due 2026-11-04 --reason 'Er komt geen gesprek'")
        try await twins.does("directie-vlieger", "add medewerker-training --person leerkracht-groep5 --due 2026-11-20")
        try await twins.does("directie-vlieger", "add meldcode-evalueren --school vlieger --due 2026-11-20")
        try await twins.does("ib-vlieger", "add observatie-uitvoeren --case VL-2026-015 --owner groep6 --due 2026-11-27")

        try await twins.go("Wed 2026-11-04 20:30")
        try await school.does("leerkracht-groep5", "case open \(Self.code) --school vlieger --start medewerker-melden")
        #expect(try await school.run("add dossier-controle --case \(Self.code)").exitCode == 0)
        try await compare(school, twin, trying: 6, "opened")
        #expect(try await school.page("/cases/\(Self.code)", of: "leerkracht-groep5").status == 200)

        // Two escalations and a repeat, in the night.
        try await twins.go("Thu 2026-11-05 07:30")
        try await compare(school, twin, trying: 6, "escalated")
        #expect(try await school.pressesInMail("bestuur", "do=close&outcome=opgepakt").status == 303)
        try await compare(school, twin, trying: 8, asking: ["ib-vlieger", "directie-vlieger", "groep6"], isThorough: true, "taken up")
        try await twins.go("Fri 2026-11-06 09:00")
        #expect(try await school.presses("bestuur", "/follow-ups/8", "do=close&outcome=loopt").status == 303)
        try await twins.go("Mon 2026-11-09 12:00")
        try await compare(school, twin, trying: 9, "under way")

        // Nobody has anything to do in it: the board hears of it, who else.
        try await school.does("bestuur", "cancel 9 --reason 'Anders'")
        try await twins.go("Thu 2026-11-12 12:00")
        try await compare(school, twin, trying: 10, "silent")
        let alarms = try await school.mails(to: "bestuur").filter { $0["X-Opvolg-Follow-Ups"]?.contains("10") == true }
        #expect(!alarms.isEmpty)

        try await school.does("bestuur", "add bestuur-opvolging --case \(Self.code)")
        // From now on not even the teacher who opened it.
        try await school.does("bestuur", "case exclude \(Self.code) leerkracht-groep5")
        #expect(try await school.page("/cases/\(Self.code)", of: "leerkracht-groep5").status == 404)
        try await twins.go("Fri 2026-11-13 10:00")
        try await school.does("bestuur", "close 11 afgehandeld --reason 'De leerling is veilig'")
        try await compare(
            school, twin, for: Self.kept + ["leerkracht-groep5"], trying: 12, asking: ["leerkracht-groep5"], isThorough: true, "dealt with")
        // Its check comes round, and it is closed after a while.
        try await twins.go("Wed 2026-12-02 12:00")
        try await compare(school, twin, for: Self.kept + ["leerkracht-groep5"], trying: 7, "its check")
        try await school.does("bestuur", "close 7 in-orde")
        #expect(try await school.page("/cases/\(Self.code)", of: "bestuur").status == 200)
        #expect(try await school.presses("bestuur", "/follow-ups/12", "do=close&outcome=gesloten").status == 303)
        #expect(try await school.does("bestuur", "case show \(Self.code)").contains("closed"))
        try await twins.go("Mon 2026-12-07 12:00")
        try await compare(
            school, twin, for: Self.kept + ["leerkracht-groep5"], trying: 12, asking: ["adjunct", "ib-regenboog"], isThorough: true, "closed")

        // Whoever has a role that it is not kept from is told of nothing, and shown nothing.
        #expect(try await school.mails(to: "fg").isEmpty)
        #expect(try await school.page("/cases/\(Self.code)", of: "fg").status == 404)
        let log = try await school.stop().standardError
        for word in [Self.code, "medewerker", "bestuur-opvolging", "opgepakt", "loopt", "gesloten"] { #expect(!log.contains(word), "\(log)") }
        #expect(log.firstMatch(of: #/follow-up [0-9]/#) == nil, "\(log)")
        _ = try await twin.stop()
    }

    @Test("two people who are excluded from an ordinary case learn no more of it either, up to its closing, though one looks after the server")
    func ordinary() async throws {
        let twins = try await Twins(from: "Mon 2026-11-02 09:00")
        let (school, twin) = (twins.school, twins.twin)
        try await twins.does("ib-vlieger", "add hulp-aangekomen --case VL-2026-009 --school vlieger --due 2026-11-09")
        try await twins.does("directie-vlieger", "add medewerker-training --person leerkracht-groep5 --due 2026-11-20")
        func compare(trying id: Int, isThorough: Bool = false, _ step: String) async throws {
            let excluded = ["ib-vlieger", "directie-vlieger"]
            try await self.compare(
                school, twin, for: excluded, trying: id, asking: excluded, isThorough: isThorough, areNumbersSame: false, step)
        }

        try await twins.go("Tue 2026-11-03 10:00")
        try await school.does(
            "bestuur", "case open \(Self.code) --school vlieger --exclude ib-vlieger --exclude directie-vlieger --role leerkracht=groep6")
        try await compare(trying: 3, "opened")
        // Its first follow-up is overdue, and whose turn it would be hears nothing of that.
        try await twins.go("Mon 2026-11-16 12:00")
        for person in ["groep6", "adjunct"] { #expect(try await !school.mails(to: person).isEmpty) }
        try await compare(trying: 3, isThorough: true, "overdue")
        try await school.does("groep6", "close 3 geen-zorg --reason 'Vergissing'")
        try await twins.go("Tue 2026-11-17 12:00")
        try await school.does("ib-regenboog", "case close \(Self.code)")
        try await twins.go("Mon 2026-11-23 12:00")
        try await compare(trying: 5, "closed")
        for each in [school, twin] { _ = try await each.stop() }
    }
}

/// Two schools with the same people and the same clock. One of them has the case.
private struct Twins {
    let school: WatchedSchool
    let twin: WatchedSchool

    init(from start: String) async throws { (school, twin) = (try await WatchedSchool(from: start), try await WatchedSchool(from: start)) }

    /// Somebody gives a command in both.
    func does(_ person: String, _ command: String) async throws {
        for each in [school, twin] { try await each.does(person, command) }
    }

    /// Time goes on in both.
    func go(_ moment: String) async throws {
        async let there: Void = school.goesOn(until: moment)
        async let elsewhere: Void = twin.goesOn(until: moment)
        _ = try await (there, elsewhere)
    }
}
