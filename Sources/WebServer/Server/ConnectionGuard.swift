import NIOCore
import NIOHTTPTypes

/// Closes a connection whose headers or body take too long, or whose body is too large, even when the request has been answered; logs what is no
/// HTTP request.
final class ConnectionGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    /// From the headers to the end of the body; a telephone on a bad connection needs less.
    static let longestRequest: TimeAmount = .seconds(20)
    /// From the connection, or the end of the request before, to the end of the headers. A limit on silence does not do: a byte now and then breaks it,
    /// and holds one of the connections for days.
    static let longestHeaders: TimeAmount = .seconds(30)
    /// In bytes. A body refused for its size is read no further than this.
    static let largestBody = 4 * FormFields.largest

    private let throttle: LogThrottle
    private var bodySize = 0
    private var isInBody = false
    private var deadline: Scheduled<Void>?

    init(throttle: LogThrottle) { self.throttle = throttle }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { close(context.channel, in: Self.longestHeaders) }
    }

    func channelActive(context: ChannelHandlerContext) {
        close(context.channel, in: Self.longestHeaders)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            bodySize = 0
            isInBody = true
            close(context.channel, in: Self.longestRequest)
        case .body(let bytes):
            bodySize += bytes.readableBytes
            if bodySize > Self.largestBody {
                throttle.info("web: a request was cut off: too large")
                return context.close(promise: nil)
            }
        case .end:
            isInBody = false
            close(context.channel, in: Self.longestHeaders)
        }
        context.fireChannelRead(data)
    }

    private func close(_ channel: any Channel, in time: TimeAmount) {
        deadline?.cancel()
        deadline = channel.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Never the error itself: it may hold a piece of the request. An error in a body is logged by its reader.
        if !isInBody { throttle.info("web: what came was no HTTP request, and was refused with 400") }
        context.fireErrorCaught(error)
    }
}
