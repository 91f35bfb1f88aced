import Testing

/// What a role has to do stays with the role; what somebody has to do by name has to be handed over.
@Suite("Story f: the director leaves", .swept)
struct DirectorLeavesStory {
    @Sendable static func successor(_ configuration: String) -> String {
        configuration.replacing("directie = \"directie-vlieger\"", with: "directie = \"nieuwe-directie\"")
            .replacing("id       = \"directie-vlieger\"", with: "id       = \"nieuwe-directie\"")
    }

    @Test("check names what the director still has by name, and after handing it over the successor hears of everything and the director of nothing")
    func leaves() async throws {
        let story = try await Story(from: "Mon 2026-11-02 09:00", casesHaveChecks: true)
        try await story.does("bestuur", "add verbeteractie --school vlieger --due 2026-11-20")
        try await story.does("bestuur", "add taak --title 'Gesprekken inplannen' --school vlieger --due 2026-11-18 --owner directie-vlieger")
        try await story.does("bestuur", "add medewerker-training --person directie-vlieger --due 2027-01-15")
        try await story.goesOn(until: "Mon 2026-11-16 17:30")
        try await story.sent(
            """
            Mon 2026-11-02 09:00 | directie-vlieger | 2 taak open, 1 verbeteractie open
            Mon 2026-11-16 08:00 | directie-vlieger | 2 taak -2sd
            """)

        try await story.configures(Self.successor)
        let found = try await story.isRefused("check")
        #expect(found.contains("\"directie-vlieger\" is not in the configuration any more and still owns follow-up 2, 3"), "\(found)")
        #expect(found.contains("opvolg assign --all-of directie-vlieger --to PERSON|ROLE"), "\(found)")
        // The administrator does it: the board sees numbers of the school.
        _ = try await story.asks("assign --all-of directie-vlieger --to nieuwe-directie")
        // The training of somebody who has left is nobody's.
        #expect(try await story.isRefused("check").contains("run: opvolg cancel 3 --reason"))
        _ = try await story.asks("cancel 3 --reason 'Uit dienst'")
        _ = try await story.asks("check")

        try await story.at("Wed 2026-11-18 10:00", "nieuwe-directie", "close 2 gedaan")
        try await story.goesOn(until: "Fri 2026-11-20 12:00")
        try await story.sent(
            """
            Tue 2026-11-17 08:00 | nieuwe-directie | 2 taak open
            Wed 2026-11-18 08:00 | nieuwe-directie | 2 taak 0, 1 verbeteractie -2sd
            Fri 2026-11-20 08:00 | nieuwe-directie | 1 verbeteractie 0
            """)
    }
}
