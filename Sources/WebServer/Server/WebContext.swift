import FollowUps
import Foundation
import Hummingbird
import NIOCore

public struct WebContext: RequestContext {
    struct Viewer: Sendable {
        let visibility: Visibility
        let setup: WebSetup
        let now: Date
        let readings: ReadingRecorder
    }

    public var coreContext: CoreRequestContextStorage
    /// The reverse proxy, or a test.
    let peer: SocketAddress?
    /// Nil outside the routes that need a session.
    var viewer: Viewer?

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress
    }
}
