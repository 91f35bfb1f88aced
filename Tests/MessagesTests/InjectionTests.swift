import FollowUps
import Foundation
import SchoolTestSupport
import Testing

@testable import Messages

@Suite struct InjectionTests {
    private static let attacks = [
        "x\r\nBcc: victim@evil.example", "x\nBcc: victim@evil.example", "x\rBcc: victim@evil.example", "x\0\r\n\r\nbody",
        "x\u{2028}Bcc: victim@evil.example",
        "x\u{85}Bcc: victim@evil.example", "x\r\n\r\n--=_opvolg_0\r\nContent-Type: text/html\r\n\r\n<script>",
        "=?UTF-8?Q?x=0D=0ABcc:_victim@evil.example?=",
        "<script>alert(1)</script>", "{{title}} {{> partial/voet}}", "a | b | c", "`code` **strong** # - ", "\u{E000}\u{E001}", "- item", "# heading",
    ]

    private func check(_ draft: MessageDraft, _ renderer: MessageRenderer, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let rendered = try renderer.mail(draft, at: Sample.moment("2026-12-09"))
        let mail = try PythonMail(rendered.message)
        #expect(mail.defects.isEmpty, sourceLocation: sourceLocation)
        #expect(
            Set(mail.names) == [
                "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress", "X-Opvolg-Follow-Ups",
                "Content-Language",
                "MIME-Version", "Content-Type",
            ], sourceLocation: sourceLocation)
        #expect(mail.parts.map(\.type) == ["text/plain", "text/html"], sourceLocation: sourceLocation)
        #expect(!rendered.html.contains("<script>"), sourceLocation: sourceLocation)
        #expect(!rendered.subject.unicodeScalars.contains { $0.value < 32 || $0.value == 0x2028 || $0.value == 0x85 }, sourceLocation: sourceLocation)
    }

    @Test("a title cannot start a header, a part, or markup", arguments: attacks)
    func title(attack: String) throws {
        try check(Sample.draft([Sample.item(kind: "taak", title: attack)]), Sample.renderer())
        try check(Sample.draft([Sample.item(kind: "taak", title: attack), Sample.item(43)]), Sample.renderer())
    }

    @Test("a case code cannot", arguments: attacks)
    func caseCode(attack: String) throws { try check(Sample.draft([Sample.item(caseCode: attack)]), Sample.renderer()) }

    @Test("a kind's title and an outcome's cannot", arguments: attacks)
    func catalogue(attack: String) throws {
        let catalogue = Sample.catalogue(title: attack, outcomeTitle: attack)
        try check(Sample.draft([Sample.item()]), Sample.renderer(catalogue: catalogue))
    }

    @Test("a person's name, a school's and the sender's cannot", arguments: attacks)
    func names(attack: String) throws {
        let people = [Person(id: "ib", name: attack, email: "ib@vlieger.example")]
        let directory = Sample.directory(people: people, schoolName: attack)
        try check(
            Sample.draft([Sample.item()]),
            Sample.renderer(directory: directory, sender: Sample.mailbox(attack)))
    }

    @Test("a value stays one cell, one line, one block")
    func markup() throws {
        let rendered = try Sample.renderer().mail(
            Sample.draft([Sample.item(kind: "taak", title: "# a | `b` | **c** - d", caseCode: nil)], to: "directeur", purpose: .digest),
            at: Sample.moment("2026-12-09"))
        #expect(rendered.text.contains("\n# a | `b` | **c** - d\nUiterlijk vr 11 december, De Vlieger, nr. 42\n"))
        #expect(rendered.html.contains("># a | `b` | **c** - d</h2>"))
    }

    @Test(
        "an address that could be more than an address is none",
        arguments: [
            "ib@vlieger.example\r\nBcc: x@y.example", "ib@vlieger.example, x@y.example", "ib vlieger@x.example", "<ib@vlieger.example>", "ib",
            "@vlieger.example", "ib@", "ib@@x.example", "ib@x\0.example", "zoë@vlieger.example", "\"a b\"@x.example", "a..b@x.example", "",
            "ib@x.example\u{2028}",
        ])
    func addresses(address: String) throws {
        #expect(MailAddress(address) == nil)
    }

    @Test("a message id that could break the header is an error", arguments: ["x\r\nBcc: a@b", "no-at", "a@b>", "a b@c", "@", ""])
    func messageID(id: String) throws {
        #expect(throws: RenderingError.badMessageID(message: 7)) {
            try Sample.renderer().render(Sample.draft([Sample.item()], messageID: id), at: Sample.moment("2026-12-09"))
        }
    }
}
