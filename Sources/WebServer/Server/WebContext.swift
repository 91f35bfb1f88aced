import FollowUps
import Foundation
import Hummingbird
import NIOCore

/// What is known of one request besides the request itself.
public struct WebContext: RequestContext {
    /// Who is signed in, and as things stood when they were let in.
    struct Viewer: Sendable {
        let visibility: Visibility
        let setup: WebSetup
        /// UTC instant.
        let now: Date
    }

    public var coreContext: CoreRequestContextStorage
    /// The address that the connection comes from: the reverse proxy's, or a test's.
    let peer: SocketAddress?
    /// Nil outside the routes of whoever is signed in.
    var viewer: Viewer?

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress
    }
}
