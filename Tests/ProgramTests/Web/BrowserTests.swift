import Foundation
import TestSupport
import Testing

/// Debian's Chromium, headless, on the page behind the link of a real mail.
@Suite("A follow-up in a browser", .serialized)
struct BrowserTests {
    private enum Step: Encodable {
        case words([String])
        case size(Int, Int)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            switch self {
            case .words(let words): for word in words { try container.encode(word) }
            case .size(let width, let height):
                try container.encode("size")
                try container.encode(width)
                try container.encode(height)
            }
        }
    }

    /// What a step says: nothing, a text, or what the page looks like.
    private struct Said: Decodable {
        struct Page: Decodable {
            let title: String
            let lang: String
            let h1: [String]
            let wide: Bool
            let small: [String]
            let unlabelled: [String]
            let active: String
            let outlined: Bool
            let loaded: [String]
            let errors: [String]
        }

        let text: String?
        let page: Page?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            text = try? container.decode(String.self)
            page = container.decodeNil() || text != nil ? nil : try container.decode(Page.self)
        }
    }

    private func browse(_ steps: [Step]) async throws -> [Said] { try await Scripted.run("browser.py", steps, as: [Said].self) }

    private func check(_ page: Said.Page, port: Int, lang: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(page.lang == lang, sourceLocation: sourceLocation)
        #expect(page.h1.count == 1, sourceLocation: sourceLocation)
        #expect(!page.wide, "it has to be scrolled sideways", sourceLocation: sourceLocation)
        #expect(page.small == [], "too small to touch", sourceLocation: sourceLocation)
        #expect(page.unlabelled == [], sourceLocation: sourceLocation)
        // A style that the policy does not allow, or anything from elsewhere, would be told of here.
        #expect(page.errors.filter { !$0.contains("422") } == [], sourceLocation: sourceLocation)
        #expect(
            page.loaded.allSatisfy { $0.wholeMatch(of: #/http:\/\/127\.0\.0\.1:[0-9]+\/style\/[0-9a-f]+\.css/#) != nil }, "\(page.loaded)",
            sourceLocation: sourceLocation)
    }

    @Test("is closed at 320 and at 1280 pixels, with the keyboard alone, and the next one exists", arguments: [(320, 640), (1280, 800)])
    func closes(width: Int, height: Int) async throws {
        let web = try WebInstance()
        try await web.instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--as", "directie-vlieger")
        let daemon = try await web.daemon()
        try await daemon.look(at: SMTPMailTests.monday)
        let link = try #require(try await web.links(to: "ib@vlieger.example").first)
        let said = try await browse([
            .size(width, height), .words(["open", link]), .words(["page"]),
            // The button without a choice: a summary that says what is missing.
            .words(["click", "button[value=close]"]), .words(["text", "[role=alert]"]), .words(["page"]),
            // From the summary's link to the choices, the first of them, and on to the button.
            .words(["click", "[role=alert] a"]), .words(["keys", "TAB"]), .words(["page"]), .words(["keys", "SPACE"]),
            .words(["attribute", "#outcome-ja", "checked"]), .words(["keys", "TAB"]), .words(["page"]), .words(["keys", "ENTER"]),
            // What will follow is said, and asked about once more.
            .words(["text", ".confirm"]), .words(["page"]), .words(["keys", "TAB"]), .words(["page"]), .words(["keys", "ENTER"]),
            .words(["text", ".done"]), .words(["text", "main ul"]), .words(["page"]),
        ])
        let pages = said.compactMap(\.page)
        let texts = said.compactMap(\.text)
        for page in pages { check(page, port: web.port, lang: "nl") }
        #expect(texts[0].contains("Kies eerst wat er is gebeurd."))
        #expect(pages[2].active == "outcome-ja")
        #expect(pages[2].outlined)
        #expect(texts[1] == "true")
        #expect(pages[3].active == "BUTTON")
        #expect(pages[3].outlined)
        #expect(texts[2].contains("Klopt dit?") && texts[2].contains("uiterlijk"))
        #expect(pages[4].active == "SECTION" && pages[5].active == "BUTTON")
        #expect(texts[3].contains("Dit is afgerond."))
        #expect(texts[3].contains("door u"))
        #expect(texts[4].contains("uiterlijk"))
        let open = try await web.instance.json(["list"], as: [FollowUpJSON].self)
        #expect(open.contains { $0.kind == "effect-volgen" && $0.case == "VL-2026-014" })
        #expect(try await web.instance.json(["show", "1"], as: FollowUpJSON.self).outcome == "ja")
        #expect(try await daemon.stop().exitCode == 0)
    }

    @Test("is in the language of its reader, and asks for more only where an outcome needs it")
    func english() async throws {
        let web = try WebInstance()
        try await web.instance.add("medewerker-training", "--person", "leerkracht-groep5", "--due", "2026-11-23", "--as", "directie-vlieger")
        let daemon = try await web.daemon()
        try await daemon.look(at: SMTPMailTests.monday)
        let link = try #require(try await web.links(to: "groep5@vlieger.example").first)
        let said = try await browse([
            .size(320, 640), .words(["open", link]), .words(["page"]), .words(["text", "main"]),
            .words(["type", "#snooze-reason", "Ziek"]), .words(["type", "#snooze-until", "2026-11-26"]), .words(["click", "button[value=snooze]"]),
            .words(["page"]), .words(["click", "button[value=snooze]"]), .words(["text", ".done"]), .words(["page"]),
        ])
        for page in said.compactMap(\.page) { check(page, port: web.port, lang: "en") }
        let texts = said.compactMap(\.text)
        #expect(texts[0].contains("What happened?"))
        #expect(texts[1].contains("You get no reminder of this until Thu 26 November."))
        #expect(try await daemon.stop().exitCode == 0)
    }
}
