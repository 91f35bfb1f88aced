import FollowUps
import Foundation
import SchoolTestSupport
import Templates
import Testing

@testable import Messages

@Suite struct TemplateTests {
    /// The shipped templates with some files changed, or with nil removed, and what is wrong with them then.
    private func problems(_ changes: [String: String?]) -> [TemplateProblems.Problem] {
        var texts = TemplateFiles(ofMessagesIn: Sample.templatesFolder).texts
        for (path, text) in changes { texts[path] = text }
        do {
            _ = try MessageTemplates.compile(TemplateFiles(folder: "templates", texts: texts))
            return []
        } catch {
            return error.problems
        }
    }

    private static let subject = "Opvolging {{id}}: actie uiterlijk {{due}}\n\n"

    @Test("the shipped templates have no problem, nor with a catalogue that has their kinds")
    func shipped() throws {
        #expect(problems([:]) == [])
        let templates = try MessageTemplates.load(from: Sample.templatesFolder)
        #expect(templates.webhookNames == ["generic", "slack", "teams"])
        let others = [
            "vgv-eer-amk", "medewerker-melden", "weging", "melding-doen", "oudergesprek", "opschaling", "dossier-stil", "dossier-afsluiten",
        ].map { id in
            Kind(
                id: KindID(id), title: LocalizedText(nl: id), source: "4", scope: .case, owner: .role("ib"), urgency: .normal, term: nil,
                outcomes: [])
        }
        #expect(templates.problems(for: [Catalogue(kinds: Sample.catalogue.kinds + others, roles: [])]) == [])
        #expect(templates.problems(for: [Catalogue(kinds: [], roles: [])]).count == 16)
    }

    @Test(
        "a mistake is found at its line",
        arguments: [
            ("\n{{titel}}", 4, "there is no \"titel\" here"), ("{{#outcomes}}\n{{close}} {{oops}}\n{{/outcomes}}", 4, "no \"oops\""),
            ("{{> partial/nergens}}", 3, "includes \"partial/nergens\""), ("a\nb {{title", 4, "without }}"), ("a {{title\n}}", 3, "without }}"),
            ("title}} b", 3, "without the {{"), ("a\n{{#again}}\nb", 4, "never closes"), ("{{/again}}", 3, "not open"),
            ("{{#again}}\n{{#first}}\n{{/again}}", 4, "does not close it before"), ("a\n\n{{{title}}}", 5, "turns escaping off"),
            ("{{& title}}", 3, "turns escaping off"), ("{{=<% %>=}}", 3, "only {{name}}"), ("{{% CONTENT_TYPE: HTML}}", 3, "only {{name}}"),
            ("{{< partial/voet}}{{/partial/voet}}", 3, "only {{name}}"), ("{{$ block}}", 3, "only {{name}}"), ("{{>*title}}", 3, "names no text"),
            ("{{uppercased(title)}}", 3, "not a name"), ("{{.}}", 3, "not a name"), ("{{outcomes.close}}", 3, "not a name"),
            ("{{}}", 3, "not a name"),
            ("{{case}}", 3, "not always there"), ("{{#case}}x{{/case}}{{case}}", 3, "not always there"),
            ("{{^case}}{{case}}{{/case}}", 3, "not always"),
            ("{{again}}", 3, "yes or no"), ("{{outcomes}}", 3, "is a list"), ("{{close}}", 3, "no \"close\""), ("{{Title}}", 3, "not a name"),
            ("{{#items}}{{/items}}", 3, "no \"items\""), ("{{name}}", 3, "no \"name\""),
        ])
    func mistakes(body: String, line: Int, message: String) {
        let found = problems(["mail/nl/reminder.txt": Self.subject + body + "\nrest"])
        #expect(found.contains { $0.file == "templates/mail/nl/reminder.txt" && $0.line == line && $0.message.contains(message) }, "\(found)")
    }

    @Test("all mistakes of all files come at once, with file and line")
    func allAtOnce() {
        let found = problems([
            "mail/nl/reminder.txt": Self.subject + "{{a}}\n{{b}}", "mail/en/partial/footer.txt": "x\n{{c}}\n",
            "webhook/slack.json": "{\n\"a\": {{d}}}",
            "mail/layout.html": "{{e}}", "mail/nl/digest.txt": nil,
        ])
        let places = Set(found.map { "\($0.file):\($0.line ?? 0)" })
        #expect(
            places == [
                "templates/mail/nl/reminder.txt:3", "templates/mail/nl/reminder.txt:4", "templates/mail/en/partial/footer.txt:2",
                "templates/webhook/slack.json:2", "templates/mail/layout.html:1", "templates/mail/nl/digest.txt:0",
            ])
        #expect(found == found.sorted())
        #expect(found.first?.description.hasPrefix("templates/mail/en/partial/footer.txt:2: there is no \"c\" here") == true)
    }

    @Test(
        "a text needs a subject on its first line, and only neutral words in it",
        arguments: [
            "", "\n\nbody", "  \n\nbody", "Subject\nbody", "Subject", "Subject\n\n", "{{! only a comment }}\n\nbody", "Over {{title}}\n\nbody",
            "Over {{case}}\n\nbody", "{{> partial/voet}}\n\nbody", "{{#one}}\n\nbody {{/one}}", "Anders dan de rest\n\nbody",
        ])
    func subjects(text: String) {
        let found = problems(["mail/nl/kind/hulp-aangekomen.txt": text])
        #expect(found.contains { $0.file == "templates/mail/nl/kind/hulp-aangekomen.txt" && $0.line == 1 }, "\(found)")
    }

    @Test(
        "a file that is used for nothing is named",
        arguments: ["mail/nl/remindr.txt", "mail/de/reminder.txt", "mail/reminder.txt", "mail/nl/kind/a/b.txt"])
    func unknownFiles(path: String) {
        #expect(problems([path: Self.subject + "x"]).contains { $0.file == "templates/\(path)" && $0.message.contains("used for nothing") })
    }

    @Test("a list within a list that it does not belong to is refused: sixteen deep it would never be written out")
    func listsWithinLists() {
        let deep = String(repeating: "{{#follow_ups}}", count: 16) + "1" + String(repeating: "{{/follow_ups}}", count: 16)
        let bomb = problems(["webhook/own.json": "[\(deep)]"])
        #expect(bomb.contains { $0.file == "templates/webhook/own.json" && $0.message.contains("outside that") })
        let crossed = "{{#items}}{{#waiting}}{{id}}{{/waiting}}{{/items}}"
        let digest = "Opvolging {{day}}\n\n\(crossed)"
        #expect(problems(["mail/nl/digest.txt": digest]).contains { $0.line == 3 && $0.message.contains("outside that") })
    }

    @Test("a message about a mess of a tag is one line")
    func messOfATag() {
        let found = problems(["mail/nl/reminder.txt": Self.subject + "{{ti\u{B}\u{2028}tle}}\n"])
        #expect(found.contains { $0.message.contains("not a name") })
        #expect(found.allSatisfy { !$0.description.contains(where: \.isNewline) })
    }

    @Test("a partial that includes itself, or far too many, is refused")
    func partials() {
        let loop = problems(["mail/nl/partial/voet.txt": "{{> partial/lus}}\n", "mail/nl/partial/lus.txt": "a\n{{> partial/voet}}\n"])
        #expect(loop.contains { $0.file.hasSuffix("lus.txt") && $0.line == 2 && $0.message.contains("includes itself") })
        let ten = { (name: String) in String(repeating: "{{> partial/\(name)}}\n", count: 10) }
        let bomb = problems([
            "mail/nl/partial/voet.txt": ten("b"), "mail/nl/partial/b.txt": ten("c"), "mail/nl/partial/c.txt": ten("d"), "mail/nl/partial/d.txt": "x",
        ])
        #expect(bomb.contains { $0.message.contains("more than 200 times") })
        let deep = problems([
            "mail/nl/reminder.txt": Self.subject + String(repeating: "{{#again}}", count: 40) + "x" + String(repeating: "{{/again}}", count: 40)
        ])
        #expect(deep.contains { $0.message.contains("deep") })
    }

    @Test(
        "a webhook template that does not make JSON is refused, also when it only fails for some messages",
        arguments: [
            "{ ", "{\"a\": {{subject}}}", "[{{#follow_ups}}{{id}},{{/follow_ups}}]", "{\"a\": {{#school}}\"{{school}}\"{{/school}}}",
            "[{{#follow_ups}}{{id}} {{/follow_ups}}]", "{\"s\": [{{#shown}}{{id}}{{^last}},{{/last}}{{/shown}}]}",
        ])
    func invalidJSON(text: String) {
        let found = problems(["webhook/own.json": text])
        #expect(found.contains { $0.file == "templates/webhook/own.json" && $0.message.contains("valid JSON") }, "\(found)")
    }

    @Test("a link is not followed, nor is a pipe waited for: whoever may write templates may not read all that the service may")
    func links() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("messages-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(atPath: Sample.templatesFolder, toPath: folder.path)
        // The folder as a whole may be a link.
        let link = folder.appendingPathComponent("all")
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: folder.path)
        _ = try MessageTemplates.load(from: link.path)
        let secret = folder.appendingPathComponent("secret")
        try Data("MARKER".utf8).write(to: secret)
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/mail/nl/partial/leak.txt", withDestinationPath: secret.path)
        mkfifo(folder.path + "/webhook/pipe.json", 0o600)
        let error = try #require(throws: TemplateProblems.self) { try MessageTemplates.load(from: folder.path) }
        #expect(error.problems.contains { $0.file.hasSuffix("mail/nl/partial/leak.txt") && $0.message.contains("is a link") })
        #expect(error.problems.contains { $0.file.hasSuffix("webhook/pipe.json") && $0.message.contains("cannot be read") })
        #expect(!"\(error)".contains("MARKER"))
    }

    @Test(
        "a partial is one of its folder, whatever its name tries", arguments: ["../secret", "/etc/passwd", "partial/../../secret", "partial/..", ""])
    func partialNames(name: String) {
        #expect(!problems(["mail/nl/reminder.txt": Self.subject + "x\n{{> \(name)}}\n"]).isEmpty)
    }

    @Test("files that are too large, not UTF-8 or not there are problems; a byte order mark and CRLF are not")
    func reading() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("messages-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(throws: TemplateProblems.self) { try MessageTemplates.load(from: folder.path) }
        try FileManager.default.copyItem(atPath: Sample.templatesFolder, toPath: folder.path)
        let reminder = folder.appendingPathComponent("mail/nl/reminder.txt")
        let text = try String(contentsOf: reminder, encoding: .utf8)
        try ("\u{FEFF}" + text.replacingOccurrences(of: "\n", with: "\r\n")).write(to: reminder, atomically: true, encoding: .utf8)
        _ = try MessageTemplates.load(from: folder.path)
        try Data([0x61, 0xFF, 0x62]).write(to: folder.appendingPathComponent("mail/nl/bundle.txt"))
        try Data(repeating: 0x61, count: 70_000).write(to: folder.appendingPathComponent("mail/layout.html"))
        let error = try #require(throws: TemplateProblems.self) { try MessageTemplates.load(from: folder.path) }
        #expect(error.problems.contains { $0.file.hasSuffix("mail/nl/bundle.txt") && $0.message.contains("UTF-8") })
        #expect(error.problems.contains { $0.file.hasSuffix("mail/layout.html") && $0.message.contains("64 KB") })
    }
}
