import Logging
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request goes on for too long or holds too much, whatever becomes of the answer; and tells of one that makes no sense.
final class ConnectionGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    /// Within this a request has to be here as a whole; a telephone on a bad line needs less.
    static let longestRequest: TimeAmount = .seconds(20)
    /// In bytes: what is refused for its size is read no further than this.
    static let largestBody = 4 * FormFields.largest

    private let logger: Logger
    private var bodySize = 0
    private var isInBody = false
    private var deadline: Scheduled<Void>?

    init(logger: Logger) { self.logger = logger }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            bodySize = 0
            isInBody = true
            let channel = context.channel
            deadline = context.eventLoop.scheduleTask(in: Self.longestRequest) { channel.close(promise: nil) }
        case .body(let bytes):
            bodySize += bytes.readableBytes
            if bodySize > Self.largestBody {
                logger.info("web: a request was cut off: too large")
                return context.close(promise: nil)
            }
        case .end:
            isInBody = false
            deadline?.cancel()
            deadline = nil
        }
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Not the error itself: it may hold a piece of the request. Of a body whoever reads it tells.
        if !isInBody { logger.info("web: what came was no HTTP request, and was refused with 400") }
        context.fireErrorCaught(error)
    }
}
