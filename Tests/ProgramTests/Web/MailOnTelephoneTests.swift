import Foundation
import TestSupport
import Testing

/// A real mail in Debian's Chromium, as wide as a small telephone.
@Suite("A mail on a telephone", .serialized)
struct MailOnTelephoneTests {
    private struct Size: Decodable {
        let height: Int
        let width: Int
    }

    /// In CSS pixels: two screens of a telephone of 320 × 640.
    static let twoScreens = 1280

    /// Nine that one intern begeleider may have at once, some of them overdue.
    private static let nine = [
        "amk-advies", "toestemming-zat", "uitkomst-ouder", "verwijsindex", "zat-bespreken", "hulp-aangekomen", "effect-volgen", "melding-afspraken",
        "terugkoppeling",
    ]

    private func size(_ html: String) async throws -> Size {
        let scratch = try ScratchDirectory("telephone")
        try scratch.write(html, to: "mail.html")
        let steps: [[String]] = [["telephone"], ["open", "file://" + scratch.file("mail.html")], ["extent"]]
        let said = try await Scripted.run("browser.py", steps, as: [Size?].self)
        return try #require(said.last ?? nil)
    }

    @Test("nine actions fit on two screens, each with what is asked and a button, and nothing has to be scrolled sideways", arguments: ["nl", "en"])
    func nineActions(language: String) async throws {
        let web = try WebInstance(now: SMTPMailTests.monday) { $0.replacing("language  = \"nl\"", with: "language  = \"\(language)\"") }
        for (place, kind) in Self.nine.enumerated() {
            let due = place < 3 ? "2026-11-1\(place + 7)" : "2026-11-2\(place > 6 ? 4 : 3)"
            try await web.instance.add(kind, "--case", "VL-2026-01\(place)", "--school", "vlieger", "--due", due, "--as", "directie-vlieger")
        }
        #expect(try await web.instance.passOnce().exitCode == 0)
        let mail = try #require(try await web.instance.mails().first { $0["To"]?.contains("ib@vlieger.example") == true })
        #expect(mail.subject.contains(": 9 ") && WebInstance.links(in: mail).count == 9, "\(mail.subject)")
        let size = try await size(mail.html)
        #expect(size.height <= Self.twoScreens && size.width <= 320, "\(size)")
    }
}
