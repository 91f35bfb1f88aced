import FollowUps
import SchoolTestSupport
import Testing

@Suite("Who may do what")
struct ActionsTests {
    private static let usual = SeenSchools.usual

    @Test(
        "in a case they may do what their role allows, and of a case that is not theirs to know nothing shows",
        arguments: [
            ("ib-vlieger", "timeline: add close exclude hold left readmit release reopen role"),
            ("directie-vlieger", "code: exclude hold readmit release"),
            ("bestuur", nil), ("leerkracht", nil), ("ib-regenboog", nil), ("directie-regenboog", nil),
        ] as [(PersonID, String?)])
    func inACase(person: PersonID, expected: String?) throws {
        let permission = try #require(SeenSchools().visibility(of: person)).permission(in: Self.usual)
        #expect(
            permission.map { "\($0.readsTimeline ? "timeline" : "code"): \($0.actions.map(\.rawValue).sorted().joined(separator: " "))" } == expected)
    }

    @Test("of a case from which they are excluded nothing shows, whatever their role", arguments: ["ib-vlieger", "directie-vlieger"] as [PersonID])
    func excluded(person: PersonID) throws {
        let visibility = try #require(SeenSchools().visibility(of: person))
        let followUp = SeenSchools.followUp(owner: .person(person), case: "VL-9")
        #expect(visibility.permission(in: SeenSchools.accused) == nil)
        #expect(visibility.actions(on: followUp, in: SeenSchools.accused, reached: .now) == nil)
    }

    @Test("a teacher who holds a role in a case reads it, and changes nothing but what is theirs")
    func teacherOfACase() throws {
        let dossier = Case(code: CaseCode("VL-1"), school: "vlieger", openedAt: at("2026-11-02 09:00"), holders: ["leerkracht": "leerkracht"])
        let visibility = try #require(SeenSchools().visibility(of: "leerkracht", special: [dossier]))
        let permission = try #require(visibility.permission(in: dossier))
        #expect(permission.readsTimeline && permission.actions.isEmpty)
        let theirs = SeenSchools.followUp(owner: .role("leerkracht"), case: "VL-1")
        let others = SeenSchools.followUp(owner: .role("ib"), case: "VL-1")
        #expect(visibility.actions(on: theirs, in: dossier) == [.close, .snooze, .resume, .reopen, .note])
        #expect(visibility.actions(on: others, in: dossier) == [])
    }

    @Test(
        "what they may do with a follow-up of a case follows from whose it is, whom it reached, and their role",
        arguments: [
            ("ib-vlieger", .role("ib"), .never, Set(FollowUpAction.allCases)),
            ("ib-vlieger", .role("leerkracht"), .never, Set(FollowUpAction.allCases)),
            ("directie-vlieger", .role("ib"), .never, nil),
            ("directie-vlieger", .role("ib"), .now, [.close, .snooze, .resume, .reopen, .note, .assign]),
            ("directie-vlieger", .role("directie"), .never, [.close, .snooze, .resume, .reopen, .note, .assign]),
            ("directie-vlieger", .role("ib"), .before, [.assign]), ("bestuur", .role("ib"), .never, nil),
            ("bestuur", .role("ib"), .now, [.close, .snooze, .resume, .reopen, .note]),
            ("leerkracht", .role("ib"), .never, nil), ("leerkracht", .person("leerkracht"), .never, [.close, .snooze, .resume, .reopen, .note]),
            ("ib-regenboog", .role("ib"), .never, nil),
        ] as [(PersonID, Owner, EscalationReach, Set<FollowUpAction>?)])
    func onAFollowUp(person: PersonID, owner: Owner, reached: EscalationReach, expected: Set<FollowUpAction>?) throws {
        let visibility = try #require(SeenSchools().visibility(of: person))
        let followUp = SeenSchools.followUp(owner: owner, case: "VL-1")
        #expect(visibility.actions(on: followUp, in: Self.usual, reached: reached) == expected)
    }

    @Test(
        "what the school has to do is read by whoever looks after it, and changed by those whose it is",
        arguments: [
            ("directie-vlieger", .person("leerkracht"), [.assign]), ("ib-vlieger", .person("leerkracht"), nil),
            ("ib-vlieger", .role("ib"), Set(FollowUpAction.allCases)),
            ("leerkracht", .person("leerkracht"), [.close, .snooze, .resume, .reopen, .note]),
            ("directie-regenboog", .role("ib"), nil), ("bestuur", .role("ib"), nil),
        ] as [(PersonID, Owner, Set<FollowUpAction>?)])
    func ofTheSchool(person: PersonID, owner: Owner, expected: Set<FollowUpAction>?) throws {
        let visibility = try #require(SeenSchools().visibility(of: person))
        #expect(visibility.actions(on: SeenSchools.followUp(owner: owner), in: nil) == expected)
    }

    @Test(
        "a follow-up without a case is opened by whoever has a part in the school, and by whoever has to do it",
        arguments: [
            ("directie-vlieger", .person("leerkracht"), true), ("ib-vlieger", .role("ib"), true), ("ib-vlieger", .person("leerkracht"), true),
            ("leerkracht", .person("leerkracht"), true), ("leerkracht", .role("ib"), false), ("directie-regenboog", .role("directie"), false),
            ("bestuur", .role("directie"), true),
        ] as [(PersonID, Owner, Bool)])
    func withoutCase(person: PersonID, owner: Owner, isAllowed: Bool) throws {
        #expect(try #require(SeenSchools().visibility(of: person)).mayOpen(for: owner, at: "vlieger") == isAllowed)
    }

    @Test("why things were done is read by whoever reads the case or has to do it; words of a case are struck out by whoever changes it")
    func reasons() throws {
        let followUp = SeenSchools.followUp(owner: .role("directie"), case: "VL-1")
        for (person, seesReasons, strikes) in [("ib-vlieger", true, true), ("directie-vlieger", true, false), ("bestuur", false, false)]
            as [(PersonID, Bool, Bool)]
        {
            let visibility = try #require(SeenSchools().visibility(of: person))
            #expect(visibility.seesReasons(of: followUp, in: Self.usual) == seesReasons, "\(person)")
            #expect(visibility.mayStrike(in: Self.usual) == strikes, "\(person)")
            #expect(visibility.mayExport(person) && !visibility.mayExport("leerkracht"), "\(person)")
        }
    }

    @Test(
        "at a school they may do what one of their roles allows",
        arguments: [
            ("ib-vlieger", [.openCases, .changeCases, .assign, .restrictCases, .absences]),
            ("directie-vlieger", [.openCases, .assign, .restrictCases, .absences, .school]),
            ("bestuur", [.openCases, .changeCases, .restrictCases]), ("ib-regenboog", []), ("leerkracht", []),
        ] as [(PersonID, Set<RoleRight>)])
    func atASchool(person: PersonID, expected: Set<RoleRight>) throws {
        let visibility = try #require(SeenSchools().visibility(of: person))
        #expect(Set(RoleRight.allCases.filter { visibility.may($0, at: "vlieger") }) == expected)
    }

    @Test(
        "a deputy may do what whoever is away may do, from the first day to the last",
        arguments: [("2026-12-06", false), ("2026-12-07", true), ("2026-12-09", false)])
    func deputy(date: String, expected: Bool) throws {
        var schools = SeenSchools()
        schools.absences = [Absence(person: "ib-vlieger", days: day("2026-12-07")...day("2026-12-08"))]
        let visibility = try #require(schools.visibility(of: "ib-regenboog", on: date))
        #expect(visibility.may(.changeCases, at: "vlieger") == expected)
        #expect((visibility.permission(in: Self.usual) != nil) == expected)
    }

    @Test(
        "everybody may say that they are away, but those who see no more than figures",
        arguments: [("leerkracht", true), ("ib-vlieger", true), ("bestuur", false)] as [(PersonID, Bool)])
    func away(person: PersonID, expected: Bool) throws {
        #expect(try #require(SeenSchools().visibility(of: person)).mayBeAway == expected)
    }
}
