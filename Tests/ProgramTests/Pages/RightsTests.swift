import Foundation
import TestSupport
import Testing

/// The table of people, addresses and actions. A row sends one form with its button and no other field, so that nothing changes: whoever may do it is told
/// what is missing (422); whoever may see the thing but not do that gets 403; for whom it is not there gets 404; whoever is signed out is sent to where
/// one signs in (303). The command of a row asks for the same of each of these people, as little of it as the form does, and is told the same in words; the
/// links in their mails are pressed as the form is.
@Suite("Who may do what, on the pages, by the links of mails and by commands", .serialized)
struct RightsTests {
    private struct Row {
        let path: String
        /// Nil to look.
        var button: String?
        /// Nil where there is none.
        var command: [String]?

        var name: String { [path, button].compactMap { $0 }.joined(separator: " ") }
        /// Which follow-up it is about, for the links of mails.
        var followUp: Int? { path.hasPrefix("/follow-ups/") ? Int(path.dropFirst(12)) : nil }
    }

    private static let people = [
        ("ib-vlieger", "ib@vlieger.example"), ("leerkracht-groep5", "groep5@vlieger.example"), ("directie-vlieger", "directie@vlieger.example"),
        ("bestuur", "bestuur@perspectief.example"), ("ib-regenboog", "ib@regenboog.example"),
    ]

    /// 1 is the ib's in a case in which the teacher holds a role, 2 the teacher's there, 3 a training, 4 of a case from which ib and directie are excluded.
    private static let rows: [Row] = looks + changes

    private static let looks: [Row] = {
        var rows: [Row] = [Row(path: "/", command: ["list"]), Row(path: "/follow-ups", command: ["list"])]
        for id in ["1", "2", "3", "4"] { rows.append(Row(path: "/follow-ups/\(id)", command: ["show", id])) }
        rows += [Row(path: "/cases", command: ["case", "list"]), Row(path: "/cases/new")]
        for code in ["VL-2026-001", "VL-2026-009"] { rows.append(Row(path: "/cases/\(code)", command: ["case", "show", code])) }
        let others: [String] = [
            "/emergency", "/schools", "/schools/vlieger", "/schools/vlieger.csv", "/cases.csv", "/absences", "/contacts", "/calendar", "/search?q=1",
            "/history?case=VL-2026-001", "/history", "/nowhere",
        ]
        return rows + others.map { Row(path: $0) }
    }()

    private static let changes: [Row] = {
        var rows: [Row] = []
        for id in ["1", "2", "3", "4"] { rows += changes(of: id) }
        for code in ["VL-2026-001", "VL-2026-009"] { rows += changes(inCase: code) }
        return rows + [
            Row(path: "/cases", button: "", command: ["case", "open", "geen code", "--school", "vlieger"]), Row(path: "/emergency", button: ""),
            Row(path: "/schools/vlieger", button: "remind"), Row(path: "/absences", button: "away"), Row(path: "/nowhere", button: "close"),
        ]
    }()

    /// With something wrong in each command, so that it changes nothing either.
    private static func changes(of id: String) -> [Row] {
        let forms: [(String, [String]?)] = [
            ("close", ["close", id, "geen-uitkomst"]), ("snooze", ["snooze", id, "--until", "2020-01-01", "--reason", "x"]),
            ("reschedule", ["reschedule", id, "--due", "2020-01-01", "--reason", "x"]), ("assign", ["assign", id, "niemand"]),
            ("cancel", ["cancel", id, "--reason", ""]), ("note", nil), ("strike", ["strike", id, "--entry", "9999", "--reason", "x"]),
        ]
        return forms.map { Row(path: "/follow-ups/\(id)", button: $0.0, command: $0.1) }
    }

    private static func changes(inCase code: String) -> [Row] {
        let forms: [(String, [String])] = [
            ("add", ["add", "hulp-aangekomen", "--case", code]), ("role", ["case", "role", code, "niemand", "bestuur"]),
            ("exclude", ["case", "exclude", code, "niemand"]), ("readmit", ["case", "readmit", code, "niemand", "--reason", "x"]),
            ("hold", ["case", "hold", code, "--reason", ""]),
        ]
        return forms.map { Row(path: "/cases/\(code)", button: $0.0, command: $0.1) }
    }

    /// The link that somebody was mailed about a follow-up.
    private struct MailedLink {
        let followUp: Int
        let person: String
        let path: String
    }

    private func school() async throws -> (school: PagedSchool, links: [MailedLink]) {
        // Everybody comes from one address here.
        let school = try await PagedSchool(pages: "[web.limits]\nsigned_out = 100000")
        let instance = school.instance
        var links: [MailedLink] = []
        func add(_ arguments: String..., mailing person: String? = nil) async throws {
            let before = try await mailed(in: instance)
            let added: FollowUpJSON = try await instance.json(["add"] + arguments)
            guard let person else { return }
            var path: String?
            try await waitUntil("the link came to \(person)") {
                path = try await mailed(in: instance).subtracting(before).first
                return path != nil
            }
            links.append(MailedLink(followUp: added.id, person: person, path: path ?? ""))
        }
        try await add("hulp-aangekomen", "--case", "VL-2026-001", "--school", "vlieger", "--due", "2026-12-10", mailing: "ib-vlieger")
        try await add(
            "signalen-vastleggen", "--case", "VL-2026-001", "--due", "2026-12-11", "--owner", "leerkracht-groep5", mailing: "leerkracht-groep5")
        try await add("medewerker-training", "--person", "leerkracht-groep5", "--due", "2026-12-14", "--owner", "leerkracht-groep5")
        try await add("hulp-aangekomen", "--case", "VL-2026-009", "--school", "vlieger", "--due", "2026-12-11", mailing: "ib-vlieger")
        for arguments in [
            ["case", "role", "VL-2026-001", "leerkracht", "leerkracht-groep5"], ["case", "exclude", "VL-2026-009", "ib-vlieger"],
            ["case", "exclude", "VL-2026-009", "directie-vlieger"],
        ] {
            let result = try await instance.run(arguments)
            #expect(result.exitCode == 0, "\(result.standardError)")
        }
        return (school, links)
    }

    private func mailed(in instance: TestInstance) async throws -> Set<String> {
        Set(
            try await instance.mails().flatMap { mail in
                mail.plain.matches(of: #/http://127\.0\.0\.1:[0-9]+(/o/[A-Za-z0-9_-]+)/#).map { String($0.1) }
            })
    }

    @Test("follows from their role, whose it is, and whether they are excluded; for a session that was ended and for nobody it is a way to sign in")
    func table() async throws {
        let (school, links) = try await school()
        var cookies: [String] = []
        for (_, address) in Self.people { cookies.append(try await school.signIn(address)) }
        let ended = try await school.signIn("ib@vlieger.example")
        let gone = try await school.web.post("/sign-out", cookie: ended)
        #expect(gone.status == 303)
        let visitors: [String?] = cookies + [ended, nil]
        var lines: [String] = []
        for row in Self.rows {
            func ask(_ path: String, _ cookie: String?) async throws -> String {
                guard let button = row.button else { return String(try await school.web.get(path, cookie: cookie).status) }
                return String(try await school.web.post(path, button.isEmpty ? "x=y" : "do=\(button)", cookie: cookie).status)
            }
            var statuses: [String] = []
            for cookie in visitors { statuses.append(try await ask(row.path, cookie)) }
            var line = "\(row.name): \(statuses.joined(separator: " "))"
            for link in links where link.followUp == row.followUp { line += " | link of \(link.person) \(try await ask(link.path, nil))" }
            lines.append(line)
            guard let command = row.command else { continue }
            var told: [String] = []
            for (person, _) in Self.people {
                told.append(Self.status(of: try await school.instance.run(command + ["--as", person]), isLook: row.button == nil))
            }
            #expect(told == Array(statuses.prefix(told.count)), "\(row.name): opvolg \(command.joined(separator: " "))")
        }
        #expect(lines == Self.expected, "\(lines.joined(separator: "\n"))")
    }

    /// What a page would answer.
    private static func status(of result: ProgramResult, isLook: Bool) -> String {
        let refusal = result.standardError
        switch result.exitCode {
        case 0: return isLook ? "200" : "303"
        case 1 where refusal.contains("there is no follow-up") || refusal.contains("there is no case") || refusal.contains("cannot be used; choose"):
            return "404"
        case 1 where refusal.contains(" not yours to ") || refusal.contains(" you may not "): return "403"
        case 1: return isLook ? refusal : "422"
        default: return refusal
        }
    }

    @Test("nothing was changed by any of it, and no form of another site is taken")
    func otherSites() async throws {
        let school = try await school().school
        let before = try await school.instance.run("history", "--format", "json").standardOutput
        let cookie = try await school.signIn("ib@vlieger.example")
        for row in Self.rows {
            guard let button = row.button else { continue }
            #expect(try await school.web.post(row.path, "do=\(button)", cookie: cookie, from: "cross-site").status == 403, "\(row.name)")
        }
        #expect(try await school.instance.run("history", "--format", "json").standardOutput == before)
    }

    /// For ib, teacher, directie, bestuur, an ib elsewhere, an ended session and nobody.
    private static let expected = [
        "/: 200 200 200 200 200 303 303",
        "/follow-ups: 200 200 200 200 200 303 303",
        "/follow-ups/1: 200 200 404 404 404 303 303 | link of ib-vlieger 200",
        "/follow-ups/2: 200 200 404 404 404 303 303 | link of leerkracht-groep5 200",
        "/follow-ups/3: 404 200 200 404 404 303 303",
        "/follow-ups/4: 404 404 404 404 200 303 303 | link of ib-vlieger 404",
        "/cases: 200 200 200 200 200 303 303",
        "/cases/new: 200 200 200 200 200 303 303",
        "/cases/VL-2026-001: 200 200 200 404 404 303 303",
        "/cases/VL-2026-009: 404 404 404 404 200 303 303",
        "/emergency: 200 200 200 200 200 303 303",
        "/schools: 404 404 200 200 404 303 303",
        "/schools/vlieger: 404 404 200 200 404 303 303",
        "/schools/vlieger.csv: 404 404 200 200 404 303 303",
        "/cases.csv: 200 200 200 200 200 303 303",
        "/absences: 200 200 200 404 200 303 303",
        "/contacts: 200 200 200 200 200 303 303",
        "/calendar: 200 200 200 200 200 303 303",
        "/search?q=1: 303 303 200 200 200 303 303",
        "/history?case=VL-2026-001: 200 200 404 404 404 303 303",
        "/history: 404 404 404 404 404 303 303",
        "/nowhere: 404 404 404 404 404 303 303",
        "/follow-ups/1 close: 422 403 404 404 404 303 303 | link of ib-vlieger 422",
        "/follow-ups/1 snooze: 422 403 404 404 404 303 303 | link of ib-vlieger 422",
        "/follow-ups/1 reschedule: 422 403 404 404 404 303 303 | link of ib-vlieger 403",
        "/follow-ups/1 assign: 422 403 404 404 404 303 303 | link of ib-vlieger 403",
        "/follow-ups/1 cancel: 422 403 404 404 404 303 303 | link of ib-vlieger 403",
        "/follow-ups/1 note: 422 403 404 404 404 303 303 | link of ib-vlieger 403",
        "/follow-ups/1 strike: 422 403 404 404 404 303 303 | link of ib-vlieger 403",
        "/follow-ups/2 close: 422 422 404 404 404 303 303 | link of leerkracht-groep5 422",
        "/follow-ups/2 snooze: 422 422 404 404 404 303 303 | link of leerkracht-groep5 422",
        "/follow-ups/2 reschedule: 422 403 404 404 404 303 303 | link of leerkracht-groep5 403",
        "/follow-ups/2 assign: 422 403 404 404 404 303 303 | link of leerkracht-groep5 403",
        "/follow-ups/2 cancel: 422 403 404 404 404 303 303 | link of leerkracht-groep5 403",
        "/follow-ups/2 note: 422 422 404 404 404 303 303 | link of leerkracht-groep5 403",
        "/follow-ups/2 strike: 422 403 404 404 404 303 303 | link of leerkracht-groep5 403",
        "/follow-ups/3 close: 404 422 403 404 404 303 303",
        "/follow-ups/3 snooze: 404 422 403 404 404 303 303",
        "/follow-ups/3 reschedule: 404 403 403 404 404 303 303",
        "/follow-ups/3 assign: 404 403 422 404 404 303 303",
        "/follow-ups/3 cancel: 404 403 403 404 404 303 303",
        "/follow-ups/3 note: 404 422 403 404 404 303 303",
        "/follow-ups/3 strike: 404 403 403 404 404 303 303",
        "/follow-ups/4 close: 404 404 404 404 422 303 303 | link of ib-vlieger 404",
        "/follow-ups/4 snooze: 404 404 404 404 422 303 303 | link of ib-vlieger 404",
        "/follow-ups/4 reschedule: 404 404 404 404 422 303 303 | link of ib-vlieger 404",
        "/follow-ups/4 assign: 404 404 404 404 422 303 303 | link of ib-vlieger 404",
        "/follow-ups/4 cancel: 404 404 404 404 422 303 303 | link of ib-vlieger 404",
        "/follow-ups/4 note: 404 404 404 404 422 303 303 | link of ib-vlieger 404",
        "/follow-ups/4 strike: 404 404 404 404 422 303 303 | link of ib-vlieger 404",
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
        "/nowhere close: 404 404 404 404 404 303 303",
    ]
}
