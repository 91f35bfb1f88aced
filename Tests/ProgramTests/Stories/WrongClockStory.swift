import TestSupport
import Testing

/// What a wrong clock did is undone when the clock is right again (promise 14).
@Suite("Story m: a clock that was wrong", .swept)
struct WrongClockStory {
    private func lines(of story: Story, _ meanwhile: (Story) async throws -> Void) async throws -> [String] {
        try await story.does("ib-vlieger", "add hulp-aangekomen --case VL-2026-014 --school vlieger --due 2026-12-17")
        try await story.does("ib-vlieger", "add amk-opnieuw --case VL-2026-009 --school vlieger --due 2026-12-10")
        try await story.goesOn(until: "Wed 2026-12-02 09:00")
        _ = try await story.sentLines()
        try await meanwhile(story)
        try await story.goesOn(until: "Wed 2027-01-27 12:00")
        return try await story.sentLines()
    }

    @Test("one pass in March: the reminders are those of a school whose clock was never wrong, and status says nothing of the clock")
    func march() async throws {
        let (story, twin) = (
            try await Story(from: "Tue 2026-12-01 09:00", isOnePassAtATime: true),
            try await Story(from: "Tue 2026-12-01 09:00", isOnePassAtATime: true)
        )
        let said = try await lines(of: story) { story in
            try await story.clockShows("Mon 2027-03-01 09:00")
            let inMarch = try await story.sentLines()
            #expect(inMarch.contains { $0.contains("ib-vlieger") } && inMarch.contains { $0.contains("bestuur") })
        }
        let right = try await lines(of: twin) { _ in }
        #expect(said == right)
        #expect(right.contains { $0.hasPrefix("Tue 2026-12-15 08:00 | ib-vlieger | ") && $0.hasSuffix(", 1 hulp-aangekomen -2sd") })
        let status = try await story.instance.run("status").standardOutput
        #expect(!status.contains("clock"), "\(status)")
        let log = await story.log
        #expect(log.components(separatedBy: "the clock was wrong: it leapt from").count == 2, "\(log)")
        #expect(try await story.instance.run("history", "verify").exitCode == 0)
    }
}
