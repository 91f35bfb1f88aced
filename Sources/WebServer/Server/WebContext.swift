import Hummingbird
import NIOCore

/// What is known of one request besides the request itself.
public struct WebContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The address that the connection comes from: the reverse proxy's, or a test's.
    let peer: SocketAddress?

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress
    }
}
