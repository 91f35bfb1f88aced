import TestSupport
import Testing

/// An emergency that nobody answers. Whoever gets six mails a night learns to look at none, so they come less often after a day, and to everybody.
@Suite("Story o: an emergency on a Saturday evening", .swept)
struct EmergencyStory {
    /// Without the acute policy of the contract's configuration, which says how often it repeats: the built-in one.
    @Sendable
    private static func builtIn(_ configuration: String) -> String {
        configuration.replacing(#/\[policy\.acute\]\n(?:[a-z].*\n)*/#, with: "")
    }

    @Test("it is repeated every four hours to all who were told, from the next day on once a day, and each mail says at first sight that it is acute")
    func unanswered() async throws {
        let story = try await Story(from: "Sat 2026-11-28 19:00", edit: Self.builtIn)
        try await story.does("leerkracht-groep5", "add noodsituatie --case VL-2026-014 --school vlieger")
        try await story.at("Tue 2026-12-01 12:00", "bestuur", "close 1 gemeld")
        let everybody = ["bestuur", "directie-vlieger", "ib-vlieger"]
        let told: [(at: String, step: String, to: [String])] = [
            ("Sat 2026-11-28 19:00", "0", ["ib-vlieger"]),
            ("Sat 2026-11-28 21:00", "+2h", ["directie-vlieger", "ib-vlieger"]),
            ("Sat 2026-11-28 23:00", "+4h", ["bestuur", "ib-vlieger"]),
            ("Sun 2026-11-29 03:00", "repeat 1", everybody),
            ("Sun 2026-11-29 07:00", "repeat 2", everybody),
            ("Sun 2026-11-29 11:00", "repeat 3", everybody),
            ("Sun 2026-11-29 15:00", "repeat 4", everybody),
            ("Sun 2026-11-29 19:00", "repeat 5", everybody),
            ("Mon 2026-11-30 19:00", "repeat 6", everybody),
        ]
        let lines = told.flatMap { told in told.to.map { "\(told.at) | \($0) | 1 noodsituatie \(told.step)" } }
        try await story.sent(lines.joined(separator: "\n"))
        for person in everybody {
            for mail in try await story.mails(to: person) {
                #expect(mail["Importance"] == "high")
                #expect(mail.subject.hasPrefix("Acuut: "), "\(mail.subject)")
            }
        }
    }
}
