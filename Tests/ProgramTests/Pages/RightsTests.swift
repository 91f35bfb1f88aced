import Foundation
import TestSupport
import Testing

/// The table of people, addresses and actions. A row sends one form with its button and no other field, so that nothing changes: whoever may do it is told
/// what is missing (422); whoever may see the thing but not do that gets 403; for whom it is not there gets 404; whoever is signed out is sent to where
/// one signs in (303).
@Suite("Who may do what on the pages", .serialized)
struct RightsTests {
    private static let people = [
        ("ib", "ib@vlieger.example"), ("teacher", "groep5@vlieger.example"), ("directie", "directie@vlieger.example"),
        ("bestuur", "bestuur@perspectief.example"), ("elsewhere", "ib@regenboog.example"),
    ]

    /// 1 is the ib's in a case in which the teacher holds a role, 2 the teacher's there, 3 a training, 4 of a case from which ib and directie are excluded.
    private static let looks = [
        "/", "/follow-ups", "/follow-ups/1", "/follow-ups/2", "/follow-ups/3", "/follow-ups/4", "/cases", "/cases/new", "/cases/VL-2026-001",
        "/cases/VL-2026-009", "/emergency", "/schools", "/schools/vlieger", "/absences", "/contacts", "/calendar", "/search?q=1",
        "/history?case=VL-2026-001", "/history", "/nowhere",
    ]

    private static let forms: [(String, [String])] = [
        ("/follow-ups/1", ["close", "snooze", "reschedule", "assign", "cancel", "note", "strike"]),
        ("/follow-ups/2", ["close", "snooze", "reschedule", "assign", "cancel", "note", "strike"]),
        ("/follow-ups/3", ["close", "snooze", "reschedule", "assign", "cancel", "note", "strike"]),
        ("/follow-ups/4", ["close", "assign", "note"]),
        ("/cases/VL-2026-001", ["add", "role", "exclude", "readmit", "hold"]),
        ("/cases/VL-2026-009", ["add", "role", "exclude", "readmit", "hold"]), ("/cases", [""]), ("/emergency", [""]),
        ("/schools/vlieger", ["remind"]), ("/absences", ["away"]),
    ]

    private func school() async throws -> PagedSchool {
        // Everybody comes from one address here.
        let school = try await PagedSchool(pages: "[web.limits]\nsigned_out = 100000")
        let instance = school.instance
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-001", "--school", "vlieger", "--due", "2026-12-10")
        try await instance.add("signalen-vastleggen", "--case", "VL-2026-001", "--due", "2026-12-11", "--owner", "leerkracht-groep5")
        try await instance.add("medewerker-training", "--person", "leerkracht-groep5", "--due", "2026-12-14", "--owner", "leerkracht-groep5")
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-009", "--school", "vlieger", "--due", "2026-12-11")
        for arguments in [
            ["case", "role", "VL-2026-001", "leerkracht", "leerkracht-groep5"], ["case", "exclude", "VL-2026-009", "ib-vlieger"],
            ["case", "exclude", "VL-2026-009", "directie-vlieger"],
        ] {
            let result = try await instance.run(arguments)
            #expect(result.exitCode == 0, "\(result.standardError)")
        }
        return school
    }

    @Test("follows from their role, whose it is, and whether they are excluded; for a session that was ended and for nobody it is a way to sign in")
    func table() async throws {
        let school = try await school()
        var cookies: [String] = []
        for (_, address) in Self.people { cookies.append(try await school.signIn(address)) }
        let ended = try await school.signIn("ib@vlieger.example")
        let gone = try await school.web.post("/sign-out", cookie: ended)
        #expect(gone.status == 303)
        var rows: [String] = []
        let visitors: [String?] = cookies + [ended, nil]
        func row(_ name: String, _ request: (String?) async throws -> WebClient.Answer) async throws {
            var statuses: [String] = []
            for cookie in visitors { statuses.append(String(try await request(cookie).status)) }
            rows.append("\(name): \(statuses.joined(separator: " "))")
        }
        for path in Self.looks { try await row(path) { try await school.web.get(path, cookie: $0) } }
        for (path, buttons) in Self.forms {
            for button in buttons {
                try await row("\(path) \(button)") { try await school.web.post(path, button.isEmpty ? "x=y" : "do=\(button)", cookie: $0) }
            }
        }
        #expect(rows == Self.expected, "\(rows.joined(separator: "\n"))")
    }

    @Test("nothing was changed by any of it, and no form of another site is taken")
    func otherSites() async throws {
        let school = try await school()
        let before = try await school.instance.run("history", "--format", "json").standardOutput
        let cookie = try await school.signIn("ib@vlieger.example")
        for (path, buttons) in Self.forms {
            for button in buttons {
                #expect(try await school.web.post(path, "do=\(button)", cookie: cookie, from: "cross-site").status == 403, "\(path) \(button)")
            }
        }
        #expect(try await school.instance.run("history", "--format", "json").standardOutput == before)
    }

    /// For ib, teacher, directie, bestuur, an ib elsewhere, an ended session and nobody.
    private static let expected = [
        "/: 200 200 200 200 200 303 303",
        "/follow-ups: 200 200 200 200 200 303 303",
        "/follow-ups/1: 200 200 404 404 404 303 303",
        "/follow-ups/2: 200 200 404 404 404 303 303",
        "/follow-ups/3: 404 200 200 404 404 303 303",
        "/follow-ups/4: 404 404 404 404 200 303 303",
        "/cases: 200 200 200 200 200 303 303",
        "/cases/new: 200 200 200 200 200 303 303",
        "/cases/VL-2026-001: 200 200 200 404 404 303 303",
        "/cases/VL-2026-009: 404 404 404 404 200 303 303",
        "/emergency: 200 200 200 200 200 303 303",
        "/schools: 404 404 200 200 404 303 303",
        "/schools/vlieger: 404 404 200 200 404 303 303",
        "/absences: 200 200 200 404 200 303 303",
        "/contacts: 200 200 200 200 200 303 303",
        "/calendar: 200 200 200 200 200 303 303",
        "/search?q=1: 303 303 200 200 200 303 303",
        "/history?case=VL-2026-001: 200 200 404 404 404 303 303",
        "/history: 404 404 404 404 404 303 303",
        "/nowhere: 404 404 404 404 404 303 303",
        "/follow-ups/1 close: 422 403 404 404 404 303 303",
        "/follow-ups/1 snooze: 422 403 404 404 404 303 303",
        "/follow-ups/1 reschedule: 422 403 404 404 404 303 303",
        "/follow-ups/1 assign: 422 403 404 404 404 303 303",
        "/follow-ups/1 cancel: 422 403 404 404 404 303 303",
        "/follow-ups/1 note: 422 403 404 404 404 303 303",
        "/follow-ups/1 strike: 422 403 404 404 404 303 303",
        "/follow-ups/2 close: 422 422 404 404 404 303 303",
        "/follow-ups/2 snooze: 422 422 404 404 404 303 303",
        "/follow-ups/2 reschedule: 422 403 404 404 404 303 303",
        "/follow-ups/2 assign: 422 403 404 404 404 303 303",
        "/follow-ups/2 cancel: 422 403 404 404 404 303 303",
        "/follow-ups/2 note: 422 422 404 404 404 303 303",
        "/follow-ups/2 strike: 422 403 404 404 404 303 303",
        "/follow-ups/3 close: 404 422 403 404 404 303 303",
        "/follow-ups/3 snooze: 404 422 403 404 404 303 303",
        "/follow-ups/3 reschedule: 404 403 403 404 404 303 303",
        "/follow-ups/3 assign: 404 403 422 404 404 303 303",
        "/follow-ups/3 cancel: 404 403 403 404 404 303 303",
        "/follow-ups/3 note: 404 422 403 404 404 303 303",
        "/follow-ups/3 strike: 404 403 403 404 404 303 303",
        "/follow-ups/4 close: 404 404 404 404 422 303 303",
        "/follow-ups/4 assign: 404 404 404 404 422 303 303",
        "/follow-ups/4 note: 404 404 404 404 422 303 303",
        "/cases/VL-2026-001 add: 422 403 403 404 404 303 303",
        "/cases/VL-2026-001 role: 422 403 403 404 404 303 303",
        "/cases/VL-2026-001 exclude: 422 403 422 404 404 303 303",
        "/cases/VL-2026-001 readmit: 422 403 422 404 404 303 303",
        "/cases/VL-2026-001 hold: 422 403 422 404 404 303 303",
        "/cases/VL-2026-009 add: 404 404 404 404 422 303 303",
        "/cases/VL-2026-009 role: 404 404 404 404 422 303 303",
        "/cases/VL-2026-009 exclude: 404 404 404 404 422 303 303",
        "/cases/VL-2026-009 readmit: 404 404 404 404 422 303 303",
        "/cases/VL-2026-009 hold: 404 404 404 404 422 303 303",
        "/cases : 422 422 422 422 422 303 303",
        "/emergency : 422 422 422 422 422 303 303",
        "/schools/vlieger remind: 404 404 404 403 404 303 303",
        "/absences away: 422 422 422 404 422 303 303",
    ]
}
