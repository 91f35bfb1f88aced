import Foundation
import TestSupport
import Testing

@Suite("A daemon that is stopped while it sends", .serialized)
struct StoppingTests {
    static let people = 40

    /// An instance in which forty people each get one mail on Monday morning.
    static func crowd(_ server: SMTPTestServer, connections: Int) async throws -> TestInstance {
        let smtp = Edit.plainSMTP(server, "connections = \(connections)", "per_minute = 100000")
        let persons = (1...people).map {
            "\n[[person]]\nid = \"p\($0)\"\nname = \"Persoon \($0)\"\nemail = \"p\($0)@vlieger.example\"\nschool = \"vlieger\"\n"
        }
        let instance = try TestInstance(now: LifeTests.sunday, edit: { Edit.withoutDigests(smtp($0)) + persons.joined() })
        for number in 1...people { try await instance.add("medewerker-training", "--person", "p\(number)", "--due", "2026-12-07") }
        return instance
    }

    @Test("SIGTERM: it finishes what a slow server holds, hands back the rest untried, and after a start all has arrived once")
    func terminated() async throws {
        let gate = try ScratchDirectory("gate")
        let server = try await SMTPTestServer(
            first: Array(repeating: .well, count: 5) + [.holdAfterContent(until: gate.file("open"))])
        let instance = try await Self.crowd(server, connections: 1)
        let daemon = try await instance.daemon()
        try instance.clock.move(to: SMTPMailTests.monday)
        try await daemon.run.waitUntil("the server holds a mail") { _ in try server.messages.count == 6 }
        daemon.run.terminate()
        #expect(daemon.run.isRunning)
        try gate.write("", to: "open")
        let result = try await daemon.run.end()
        #expect(result.exitCode == 0, "\(result.standardError)")
        let after = try await instance.messages()
        #expect(after.count == Self.people)
        #expect(after.allSatisfy { $0.state == "sent" || $0.state == "queued" && $0.attempts == 0 })
        let sent = after.filter { $0.state == "sent" }
        #expect(Set(try server.messages.map(\.messageID)) == Set(sent.map(\.message_id)))

        let again = try await instance.daemon()
        try await again.run.waitUntil("all has arrived") { _ in try server.messages.count >= Self.people }
        try await again.look()
        #expect(try await again.stop().exitCode == 0)
        #expect(try await instance.messages().allSatisfy { $0.state == "sent" && $0.attempts == 1 })
        #expect(try server.copies == Dictionary(uniqueKeysWithValues: after.map { ($0.message_id, 1) }))
    }

    @Test("what a server has accepted is on record while another mail is still under way")
    func recordedSoon() async throws {
        let gate = try ScratchDirectory("gate")
        let server = try await SMTPTestServer(first: [.holdAfterContent(until: gate.file("open"))])
        let instance = try await Self.crowd(server, connections: 2)
        let daemon = try await instance.daemon()
        try instance.clock.move(to: SMTPMailTests.monday)
        try await daemon.run.waitUntil("the others have gone") { _ in try server.messages.count == Self.people }
        // One is held; one more may wait behind it for the same connection.
        try await daemon.run.waitUntil("they are on record") { _ in
            try await instance.messages().filter { $0.state == "sent" }.count == Self.people - 1
        }
        try gate.write("", to: "open")
        #expect(try await daemon.stop().exitCode == 0)
        #expect(try await instance.messages().allSatisfy { $0.state == "sent" })
    }

    @Test("a service manager that listens no more holds up neither the reminding nor the end")
    func deafManager() async throws {
        let instance = try TestInstance(now: LifeTests.sunday)
        let daemon = try await instance.daemon()
        daemon.watchdog.fill()
        try await instance.add("noodsituatie", "--case", "VL-2026-014", "--school", "vlieger", "--as", "leerkracht-groep5")
        try await daemon.run.waitUntil("it has reminded") { _ in try await instance.message(to: "ib-vlieger")?.state == "sent" }
        daemon.run.terminate()
        #expect(try await daemon.run.end().exitCode == 0)
    }

    @Test("SIGKILL: after a start every reminder has arrived, twice only where no answer was on record, and then as the same mail")
    func killed() async throws {
        let server = try await SMTPTestServer()
        let instance = try await Self.crowd(server, connections: 4)
        let daemon = try await instance.daemon()
        try instance.clock.move(to: SMTPMailTests.monday)
        try await daemon.run.waitUntil("it is in the middle of it") { _ in try server.messages.count >= Self.people / 4 }
        daemon.run.kill()
        #expect(try await daemon.run.end().exitCode == 137)
        let interrupted = try await instance.messages()
        let unknown = Set(interrupted.filter { $0.state == "sending" }.map(\.message_id))
        #expect(!unknown.isEmpty)

        // Until its lease runs out, what may be under way is left alone.
        let again = try await instance.daemon()
        try await again.look(at: "2026-11-23 07:14:59")
        #expect(try await instance.messages().filter { $0.state == "sending" }.count == unknown.count)
        try instance.clock.move(to: "2026-11-23 07:15:01")
        try await again.run.waitUntil("all is on record") { _ in try await instance.messages().allSatisfy { $0.state == "sent" } }
        #expect(try await again.stop().exitCode == 0)
        let messages = try await instance.messages()
        #expect(messages.map(\.message_id) == interrupted.map(\.message_id))
        #expect(Set(messages.map(\.recipient)) == Set((1...Self.people).map { "p\($0)" }))
        let copies = try server.copies
        #expect(Set(copies.keys) == Set(messages.map(\.message_id)))
        #expect(copies.allSatisfy { $0.value == 1 || $0.value == 2 && unknown.contains($0.key) })
        #expect(copies.values.contains(2))
    }
}
