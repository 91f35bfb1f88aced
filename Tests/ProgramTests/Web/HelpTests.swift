import Foundation
import TestSupport
import Testing

/// The catalogue's help for a kind, wherever the programs show it.
@Suite("What is asked, by the programs", .serialized)
struct HelpTests {
    private struct KindJSON: Decodable { let help: String }

    @Test("stands in a mail about one, in one about two, on the page behind its button, and in opvolg show")
    func everywhere() async throws {
        let web = try WebInstance()
        let help = try await web.instance.json(["kind", "show", "hulp-aangekomen"], as: KindJSON.self).help
        #expect(help.hasPrefix("Vraag de ouder"))
        try await web.instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--due", "2026-11-30")
        let daemon = try await web.daemon()
        try await daemon.look(at: SMTPMailTests.monday)
        try await daemon.run.waitUntil("the first is told of") { _ in try web.instance.scratch.names(in: "mail/new").count == 1 }
        try await web.instance.add("effect-volgen", "--case", "VL-2026-014", "--school", "vlieger", "--due", "2026-11-30")
        try await daemon.look(at: "2026-11-30 07:00:00")
        try await daemon.run.waitUntil("both are told of") { _ in try web.instance.scratch.names(in: "mail/new").count >= 2 }

        let mails = try await web.instance.mails()
        let one = try #require(mails.first { $0.subject.hasPrefix("Opvolging 1:") })
        let two = try #require(mails.first { $0.subject.hasPrefix("Opvolging: 2 acties") })
        for mail in [one, two] {
            #expect(mail.plain.contains(help), "\(mail.plain)")
            #expect(mail.html.contains(help))
        }
        let page = try await web.get(WebInstance.path(try #require(WebInstance.links(in: one).first)))
        #expect(page.status == 200 && page.body.contains(help), "\(page.body)")
        let shown = try await web.instance.run("show", "1").standardOutput
        #expect(shown.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(help), "\(shown)")
        #expect(try await daemon.stop().exitCode == 0)
    }
}
