import FollowUps
import Foundation
import TestSupport
import Testing

@testable import Delivery

@Suite("SMTP: how a server is greeted") struct GreetingTests {
    static let names: [(configured: String?, machine: [String], name: String)] = [
        ("opvolg.school.example", ["server1.elsewhere.example"], "opvolg.school.example"),
        (nil, ["server1.school.example"], "server1.school.example"), (nil, ["server1", "server1.school.example."], "server1.school.example"),
        // What no other server can know, or is no name.
        (nil, ["server1"], "vlieger.example"), (nil, [], "vlieger.example"), (nil, ["localhost", "localhost.localdomain"], "vlieger.example"),
        (nil, ["imac.local"], "vlieger.example"), (nil, ["127.0.1.1"], "vlieger.example"), (nil, ["a b.example"], "vlieger.example"),
        (nil, ["x_y.school.example"], "vlieger.example"), (nil, ["a.example\r\nMAIL FROM:<>"], "vlieger.example"), (nil, ["."], "vlieger.example"),
        (nil, ["-a.example"], "vlieger.example"), (nil, ["a..example"], "vlieger.example"),
    ]

    @Test("with the name of the configuration, else the machine's full name, else the domain of the sender", arguments: names.indices)
    func name(index: Int) async throws {
        let (configured, machine, name) = Self.names[index]
        #expect(GreetingName.choose(configured: configured.flatMap { HostName($0) }, machine: { machine }, domain: "vlieger.example") == name)
    }

    @Test("as it is, and not cut at its first dot", arguments: [true, false])
    func whole(isConfigured: Bool) async throws {
        let server = try await SMTPTestServer()
        let transport = try SMTPTransport(
            MailServer(
                url: server.url() + "/", tls: .none, sender: "terug@elsewhere.example", helo: isConfigured ? HostName("opvolg.school.example") : nil,
                domain: "vlieger.example"), limit: RateLimit(), monotonic: { 0 }, machine: { ["server1"] })
        #expect(await transport.send(.mail()) == .accepted)
        #expect(try server.messages.map(\.greeting) == [isConfigured ? "opvolg.school.example" : "vlieger.example"])
    }

    @Test("the machine has a name of its own")
    func machine() { #expect(GreetingName.ofMachine().first?.isEmpty == false) }
}
