import HTTPTypes
import Logging
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import WebServer

/// Over a channel whose clock the test moves.
@Suite("A connection")
struct ConnectionGuardTests {
    private let channel: EmbeddedChannel

    init() throws {
        channel = EmbeddedChannel(
            handler: ConnectionGuard(throttle: LogThrottle(Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), now: { 0 })))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 8470)).wait()
    }

    private func head() throws {
        try channel.writeInbound(HTTPRequestPart.head(HTTPRequest(method: .get, scheme: "http", authority: "opvolg.example", path: "/")))
    }

    @Test("is closed when the headers of its first request take longer than half a minute, whatever comes meanwhile")
    func firstHeaders() {
        channel.embeddedEventLoop.advanceTime(by: .seconds(29))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test("is closed when the headers of a later request take as long")
    func laterHeaders() throws {
        for _ in 0..<3 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(29))
            try head()
            try channel.writeInbound(HTTPRequestPart.end(nil))
        }
        channel.embeddedEventLoop.advanceTime(by: .seconds(29))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test("is closed when a body takes longer than twenty seconds")
    func body() throws {
        try head()
        channel.embeddedEventLoop.advanceTime(by: .seconds(19))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }
}
