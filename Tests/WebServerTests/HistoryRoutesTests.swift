import FollowUps
import Foundation
import SchoolTestSupport
import TestSupport
import Testing

@testable import WebServer

@Suite("The page of the history")
struct HistoryRoutesTests {
    private static let signedIn = ["Cookie": "__Host-opvolg=c2VjcmV0LXRva2VuLTEyMw"]

    /// A school whose FG may read all of the history.
    private static var rules: Ruleset {
        let calendar = SchoolCalendar(clock: .amsterdam)
        return Ruleset(
            catalogues: Catalogues(Catalogue(kinds: [], roles: [Role(id: "fg", title: LocalizedText(nl: "FG"), may: [.history])])),
            directory: Directory(
                clock: .amsterdam, schools: [School(id: "s", name: "S", region: "noord", roles: ["fg": "fg"], calendar: calendar)],
                people: [Person(id: "fg", name: "FG"), Person(id: "juf", name: "Juf")]), policies: Policies())
    }

    private static let entry = HistoryEntry(
        id: 1, at: FakeActions.now, actor: "juf", action: .opened, followUp: 1, caseCode: CaseCode("VL-1"), changes: [])

    private func get(_ path: String, as person: PersonID, _ history: FakeHistory) async throws -> Int {
        try await RunningFront.use(setup: Setup.web(rules: Self.rules), viewer: person, history: history) { running in
            try await running.get(path, headers: Self.signedIn).status
        }
    }

    @Test(
        "is there for whoever may read all of it, and for nobody who may not",
        arguments: [
            ("fg", "/history", 200), ("fg", "/history?before=9", 200), ("fg", "/history?case=VL-1", 200), ("fg", "/history?follow_up=1", 200),
            ("fg", "/history?follow_up=x", 404), ("juf", "/history", 404), ("juf", "/history?case=VL-1", 404), ("juf", "/history?follow_up=1", 404),
        ] as [(PersonID, String, Int)])
    func whole(person: PersonID, path: String, status: Int) async throws {
        #expect(try await get(path, as: person, FakeHistory([Self.entry])) == status)
    }

    @Test("of what does not exist says no more than of what is not theirs") func missing() async throws {
        #expect(try await get("/history?case=VL-1", as: "fg", FakeHistory()) == 404)
    }
}

@Suite("What is written down of reading")
struct ReadingRecorderTests {
    private static let code = CaseCode("VL-1")

    private func recorder(_ history: FakeHistory) -> ReadingRecorder { ReadingRecorder(store: history, logger: LogRecorder().logger, pause: 0.01) }

    private func wait(for count: Int, _ history: FakeHistory) async throws {
        try await waitUntil("it is written down") { history.recorded.count == count }
    }

    @Test("is who read which case when, once in a quarter of an hour")
    func once() async throws {
        let history = FakeHistory()
        let recorder = recorder(history)
        let running = Task { try await recorder.run() }
        defer { running.cancel() }
        for seconds in [0.0, 899, 900, 901] { recorder.note(Self.code, by: "ib", at: FakeActions.now.addingTimeInterval(seconds)) }
        recorder.note(Self.code, by: "juf", at: FakeActions.now)
        try await wait(for: 3, history)
        #expect(
            Set(history.recorded)
                == [
                    CaseReading(Self.code, by: "ib", at: FakeActions.now), CaseReading(Self.code, by: "juf", at: FakeActions.now),
                    CaseReading(Self.code, by: "ib", at: FakeActions.now.addingTimeInterval(900)),
                ])
    }

    @Test("keeps its instant while the database is locked, and is written when it is free")
    func locked() async throws {
        let history = FakeHistory(isLocked: true)
        let recorder = recorder(history)
        // Before it runs, as when the server has begun and its services have not.
        recorder.note(Self.code, by: "ib", at: FakeActions.now)
        let running = Task { try await recorder.run() }
        defer { running.cancel() }
        #expect(history.recorded == [])
        history.unlock()
        try await wait(for: 1, history)
        #expect(history.recorded == [CaseReading(Self.code, by: "ib", at: FakeActions.now)])
    }
}
