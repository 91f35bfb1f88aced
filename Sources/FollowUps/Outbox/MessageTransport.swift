/// Sends messages over one channel.
public protocol MessageTransport: Sendable {
    /// How many messages may be under way at once.
    var concurrency: Int { get }
    /// Tries once. Never throws: the result says what the caller has to do next.
    func send(_ dispatch: OutgoingMessage) async -> DeliveryResult
}
