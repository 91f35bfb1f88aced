import FollowUps
import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport

@testable import WebServer

/// A web front that listens on a port of its own for as long as a test needs it.
struct RunningFront {
    let port: Int
    let front: WebService
    let log: LogRecorder
    let actions: FakeActions
    let begun: BegunSessions

    /// Starts one, hands it over when it listens, and stops it.
    static func use<Value: Sendable>(
        _ actions: FakeActions = FakeActions(), setup: WebSetup = Setup.web(), viewer: PersonID? = nil, dossier: Case? = nil,
        signedInBy method: SignInMethod = .link,
        cases: FakeCases = FakeCases(), absences: FakeAbsences = FakeAbsences(), schools: FakeSchoolActions = FakeSchoolActions(),
        history: FakeHistory = FakeHistory(),
        monotonic: (@Sendable () -> Double)? = nil,
        _ body: @escaping @Sendable (RunningFront) async throws -> Value
    ) async throws -> Value {
        let log = LogRecorder()
        let port = ListeningPort()
        let store = EmptyStore(viewer: viewer, dossier: dossier, method: method)
        let front = WebService(
            address: ListenAddress(host: "127.0.0.1", port: 0), setup: setup, actions: actions,
            stores: PageStores(
                sessions: store, visibility: store, calendars: store, metrics: store, cases: cases, absences: absences, schools: schools,
                readings: history, history: history),
            newSecret: {
                var generator = SystemRandomNumberGenerator()
                return Secret(from: &generator)
            }, clock: { FakeActions.now }, logger: log.logger,
            monotonic: monotonic ?? { ProcessInfo.processInfo.systemUptime }, onListening: port.found)
        let group = ServiceGroup(services: [front], logger: Logger(label: "quiet") { _ in SwiftLogNoOpLogHandler() })
        return try await withThrowingTaskGroup(of: Value?.self) { tasks in
            tasks.addTask {
                try await group.run()
                return nil
            }
            tasks.addTask {
                try await waitUntil("it listens") { port.number != nil }
                let value = try await body(RunningFront(port: port.number ?? 0, front: front, log: log, actions: actions, begun: store.begun))
                await group.triggerGracefulShutdown()
                return value
            }
            var value: Value?
            for try await result in tasks { value = value ?? result }
            guard let value else { throw DeadlinePassed(description: "the web front ended by itself") }
            return value
        }
    }

    /// Sends bytes as they are, and gives what comes back until the other side closes, or a whole answer is there.
    func exchange(_ request: String) async throws -> String { try await RawConnection(port: port).exchange(Data(request.utf8)) }

    func get(_ path: String, method: String = "GET", headers: [String: String] = [:]) async throws -> Answer {
        try await send("\(method) \(path) HTTP/1.1\r\n", headers, "")
    }

    func post(_ path: String, _ body: String, headers: [String: String] = ["Sec-Fetch-Site": "same-origin"]) async throws -> Answer {
        try await send("POST \(path) HTTP/1.1\r\n", ["Content-Type": "application/x-www-form-urlencoded"].merging(headers) { $1 }, body)
    }

    /// Presses the button behind the link, and where the page asks whether that is meant, that of the page that asks.
    func pressTwice(_ body: String, headers: [String: String] = ["Sec-Fetch-Site": "same-origin"]) async throws -> Answer {
        let asked = try await post(Self.path, body, headers: headers)
        guard asked.body.hasPrefix("confirm ") else { return asked }
        return try await post(Self.path, "\(body)&confirm=\(asked.body.dropFirst(8))", headers: headers)
    }

    private func send(_ line: String, _ headers: [String: String], _ body: String) async throws -> Answer {
        var text = line + "Host: opvolg.school.example\r\nConnection: close\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        if !body.isEmpty || line.hasPrefix("POST") { text += "Content-Length: \(body.utf8.count)\r\n" }
        return Answer(try await exchange(text + "\r\n" + body))
    }

    static var path: String { "/o/\(FakeActions.token?.text ?? "")" }
}

/// The port that a web front has got.
private final class ListeningPort: Sendable {
    private let kept = Mutex<Int?>(nil)
    var number: Int? { kept.withLock { $0 } }
    @Sendable func found(_ port: Int) { kept.withLock { $0 = port } }
}

/// An HTTP answer.
struct Answer: Sendable {
    let status: Int
    let headers: [String: String]
    let body: String

    init(_ text: String) {
        // By scalars: to Swift "\r\n" is one character.
        let parts = text.components(separatedBy: "\r\n\r\n")
        let lines = parts[0].components(separatedBy: "\r\n")
        status = Int(lines[0].split(separator: " ").dropFirst().first ?? "") ?? 0
        headers = Dictionary(
            lines.dropFirst().compactMap { line in
                line.firstIndex(of: ":").map { (line[..<$0].lowercased(), line[line.index(after: $0)...].trimmingCharacters(in: .whitespaces)) }
            }, uniquingKeysWith: { "\($0), \($1)" })
        body = parts.dropFirst().joined(separator: "\r\n\r\n")
    }
}
