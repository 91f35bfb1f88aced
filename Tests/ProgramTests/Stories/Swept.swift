import Testing

/// The trait of every story: at its end, all that it sent and logged is searched for what must not be in it.
struct Swept: SuiteTrait, TestTrait, TestScoping {
    /// The stories of one test.
    actor Told {
        private(set) var stories: [Story] = []
        func begin(_ story: Story) { stories.append(story) }
    }

    @TaskLocal static var told: Told?

    var isRecursive: Bool { true }

    func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void) async throws {
        let told = Told()
        try await Self.$told.withValue(told) { try await function() }
        for story in await told.stories { try await story.isSwept() }
    }
}

extension Trait where Self == Swept {
    static var swept: Self { Self() }
}
