import Foundation
import Testing

/// De Vlieger still works by the code of 2012, De Regenboog by that of 2019.
@Suite("Story: a board with two schools on different catalogues", .swept)
struct TwoCataloguesStory {
    @Sendable static func both(_ configuration: String) -> String {
        configuration.replacing("id     = \"regenboog\"\n", with: "id     = \"regenboog\"\ncatalogue = \"meldcode-2019\"\n")
            + "\n[[catalogue]]\nfile = \"meldcode.toml\"\n[[catalogue]]\nfile = \"meldcode-2019.toml\"\n"
    }

    @Test("each school is reminded by its own, and a case that is moved goes on by the other with nobody asked twice")
    func moves() async throws {
        let story = try await Story(from: "Mon 2026-11-02 09:00", casesHaveChecks: true, edit: Self.both)
        try await story.does("ib-vlieger", "add amk-opnieuw --case VL-1 --school vlieger --due 2026-11-16")
        try await story.does("ib-regenboog", "add vt-opnieuw --case RB-1 --school regenboog --due 2026-11-16")
        // Each knows its own only.
        #expect(try await story.isRefused("add vt-opnieuw --case VL-2 --school vlieger").contains("\"vt-opnieuw\" is no kind of \"meldcode\""))
        #expect(
            try await story.isRefused("add amk-opnieuw --case RB-2 --school regenboog").contains("\"amk-opnieuw\" is no kind of \"meldcode-2019\""))
        #expect(try await story.asks("check").contains("nothing wrong"))

        #expect(try await story.isRefused("case move VL-1 --catalogue meldcode-2020").contains("it has: meldcode, meldcode-2019"))
        let moved = try await story.does("ib-vlieger", "case move VL-1 --catalogue meldcode-2019").standardOutput
        #expect(moved.contains("moved from meldcode 1 to meldcode-2019"), "\(moved)")
        #expect(try await story.isRefused("case move VL-1 --catalogue meldcode-2019").contains("already"))
        let shown = try await story.asks("case show VL-1")
        #expect(shown.contains("goes on by meldcode-2019"), "\(shown)")

        try await story.goesOn(until: "Mon 2026-11-16 17:00")
        try await story.sent(
            """
            Mon 2026-11-16 08:00 | ib-regenboog | 3 vt-opnieuw 0
            Mon 2026-11-16 08:00 | ib-vlieger | 5 vt-opnieuw 0
            """)
    }

    @Test("the catalogue of a case that is open is not taken away, and the case goes on until it is moved")
    func takenAway() async throws {
        let story = try await Story(from: "Mon 2026-11-02 09:00", casesHaveChecks: true, edit: Self.both)
        try await story.does("ib-vlieger", "add amk-opnieuw --case VL-1 --school vlieger --due 2026-11-05")
        try await story.configures { configuration in
            Self.both(configuration).replacing("[[catalogue]]\nfile = \"meldcode.toml\"\n", with: "")
        }
        let found = try await story.isRefused("check")
        #expect(found.contains("no [[catalogue]] has the id \"meldcode\" any more, and a case goes on by it: VL-1; put it back, or move"), "\(found)")
        try await story.goesOn(until: "Thu 2026-11-05 17:00")
        try await story.sent(
            """
            Thu 2026-11-05 08:00 | ib-vlieger | 1 amk-opnieuw 0
            """)
        try await story.does("ib-vlieger", "case move VL-1 --catalogue meldcode-2019")
        #expect(try await story.asks("check").contains("nothing wrong"))
    }

    @Test("a new version of a catalogue changes nothing of a case that is open, and holds for the next one")
    func upgrade() async throws {
        let story = try await Story(from: "Mon 2026-11-02 09:00", casesHaveChecks: true, edit: Self.both)
        try await story.does("ib-regenboog", "add vt-opnieuw --case RB-1 --school regenboog --due 2026-11-16")
        let file = "templates/meldcode-2019.toml"
        let text = try story.instance.scratch.text(file)
        let renamed = text.replacing("id = \"vt-opnieuw\"", with: "id = \"vt-nog-eens\"").replacing("\"vt-opnieuw", with: "\"vt-nog-eens")
            .replacing("vt-opnieuw = ", with: "vt-nog-eens = ").replacing("\nversion = \"", with: "\nversion = \"9-")
        try story.instance.scratch.write(renamed, to: file)
        let checked = try await story.asks("check")
        #expect(checked.contains("nothing wrong"), "\(checked)")
        #expect(try await story.asks("show 1").contains("vt-opnieuw"))
        #expect(try await story.isRefused("add vt-opnieuw --case RB-2 --school regenboog").contains("vt-nog-eens"))
        try await story.does("ib-regenboog", "add vt-nog-eens --case RB-2 --school regenboog --due 2026-11-16")
        try await story.goesOn(until: "Mon 2026-11-16 17:00")
        // Its outcomes are those with which it began.
        let closed = try await story.does("ib-regenboog", "close 1 veiliger").standardOutput
        #expect(closed.contains("closed with veiliger"), "\(closed)")
    }
}
