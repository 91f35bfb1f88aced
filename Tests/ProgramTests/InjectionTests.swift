import Foundation
import TestSupport
import Testing

/// Every string that reaches a mail, with line ends and a header of somebody else's in it.
@Suite("Header injection", .serialized)
struct InjectionTests {
    /// A string in the files, and what stands there.
    struct Place: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var file = "opvolg.toml"
        /// A kind whose mails hold it.
        var kind = "hulp-aangekomen"
        let text: String
    }

    static let places = [
        Place(testDescription: "the sender's name", text: "Opvolging <"),
        Place(testDescription: "the sender's address", text: "opvolging@perspectief.example"),
        Place(testDescription: "a person's name", text: "IB De Vlieger"),
        Place(testDescription: "a person's address", text: "ib@vlieger.example"),
        Place(testDescription: "a school's name", text: "\"De Vlieger"),
        Place(testDescription: "a contact's name", text: "Veilig Thuis (voorheen AMK)"),
        Place(testDescription: "a contact's telephone number", text: "0800-2000"),
        Place(testDescription: "the transport's URL", text: "smtp://127.0.0.1"),
        Place(testDescription: "a kind's title", file: "templates/meldcode.toml", text: "Is de ouder aangekomen bij de hulp?"),
        Place(testDescription: "an outcome's title", file: "templates/meldcode.toml", text: "Ja, de hulp is begonnen"),
        Place(testDescription: "a role's title", file: "templates/meldcode.toml", text: "intern begeleider"),
        Place(testDescription: "a subject", file: "templates/mail/nl/reminder.txt", text: "actie uiterlijk"),
        Place(
            testDescription: "a kind's own subject", file: "templates/mail/nl/kind/oudergesprek.txt", kind: "oudergesprek", text: "actie uiterlijk"),
    ]

    static let header = "Bcc: boef@elders.example"
    /// As TOML writes them, and as they are.
    static let breaks = [
        ("\\r\\n", "\r\n"), ("\\n", "\n"), ("\\r", "\r"), ("\\u0085", "\u{85}"), ("\\u2028", "\u{2028}"), ("\\u0000", "\0"), ("\\u000B", "\u{B}"),
        ("=?utf-8?q?=0D=0A?=", "=?utf-8?q?=0D=0A?="),
    ]

    @Test("through the files is refused at start, or comes out as text", arguments: places)
    func files(place: Place) async throws {
        let server = try await SMTPTestServer()
        let instance = try TestInstance(now: LifeTests.sunday, edit: Edit.plainSMTP(server))
        try await instance.add(place.kind, "--case", "VL-2026-014", "--school", "vlieger")
        try instance.clock.move(to: SMTPMailTests.monday)
        let good = try instance.scratch.text(place.file)
        #expect(good.contains(place.text))
        for (escaped, raw) in Self.breaks {
            let linebreak = place.file.hasSuffix(".toml") ? escaped : raw
            let middle = place.text.index(place.text.startIndex, offsetBy: place.text.count / 2)
            let injected = place.text[..<middle] + linebreak + Self.header + linebreak + place.text[middle...]
            try instance.scratch.write(good.replacing(place.text, with: injected), to: place.file)
            let before = try server.messages.count
            // As under systemd, where each entry begins with its priority.
            let result = try await instance.passOnce(environment: ["JOURNAL_STREAM": "8:1"])
            let received = try server.messages.dropFirst(before)
            if result.exitCode == 78 {
                #expect(received.isEmpty)
                #expect(result.standardError.split(separator: "\n").allSatisfy { $0.firstMatch(of: #/^<[2-7]>/#) != nil }, "\(result.standardError)")
                continue
            }
            #expect(result.exitCode == 0, "\(result.standardError)")
            #expect(received.count <= 1)
            for message in received {
                #expect(message.recipients.count == 1 && !message.recipients[0].contains("boef"))
                let mail = try await MailReader.read(message.content)
                #expect(mail.headers.map(\.name) == SMTPMailTests.headers, "\(escaped)")
                #expect(mail.defects.isEmpty)
                #expect(mail.headers.allSatisfy { !$0.value.contains { $0.isNewline } })
            }
            // Once sent, the next break needs a mail of its own.
            if !received.isEmpty {
                try instance.scratch.write(good, to: place.file)
                try await instance.add(place.kind, "--case", "VL-2026-\(100 + server.messages.count)", "--school", "vlieger")
            }
        }
        // The instance is sound: it was the break that was refused.
        try instance.scratch.write(good, to: place.file)
        let before = try server.messages.count
        #expect(try await instance.passOnce().exitCode == 0)
        #expect(try server.messages.count == before + 1)
    }

    @Test("through a command is refused", arguments: breaks.dropLast().dropLast().map(\.1).filter { $0 != "\0" })
    func commands(linebreak: String) async throws {
        let instance = try TestInstance(now: LifeTests.sunday)
        let text = "x\(linebreak)\(Self.header)"
        let commands = [
            ["add", "taak", "--title", text, "--school", "vlieger", "--due", "2026-12-07"],
            ["add", "hulp-aangekomen", "--case", "VL-2026-014\(linebreak)\(Self.header)", "--school", "vlieger"],
            ["add", "hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger\(linebreak)\(Self.header)"],
            ["add", "hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--owner", "ib-vlieger\(linebreak)"],
            ["add", "hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--note", text],
        ]
        for command in commands {
            let result = try await ProgramRun.run(.built("opvolg"), command, directory: instance.scratch.path, clock: instance.clock)
            #expect(result.exitCode == 1, "\(command): \(result.standardError)")
        }
        let followUps: [FollowUpJSON] = try await instance.json(["list", "--status", "all"])
        #expect(followUps.isEmpty)
    }

    @Test("what looks like an encoded word in a title or a name comes out as it was written")
    func encodedWords() async throws {
        let word = "=?utf-8?q?=0D=0ABcc:_boef?="
        let server = try await SMTPTestServer()
        let smtp = Edit.plainSMTP(server)
        let instance = try TestInstance(now: LifeTests.sunday, edit: { smtp($0).replacing("IB De Vlieger", with: word) })
        try await instance.add("taak", "--title", word, "--school", "vlieger", "--due", "2026-12-07")
        try instance.clock.move(to: SMTPMailTests.monday)
        #expect(try await instance.passOnce().exitCode == 0)
        let mail = try await MailReader.read(try #require(try server.messages.first).content)
        #expect(mail["To"]?.contains(word) == true, "\(mail["To"] ?? "")")
        #expect(mail.plain.contains(word))
        #expect(mail.headers.map(\.name) == SMTPMailTests.headers)
    }
}
