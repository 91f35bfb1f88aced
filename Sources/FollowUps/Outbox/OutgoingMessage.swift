import Foundation

/// A rendered message for one recipient. The same one is sent again when an answer stayed unknown.
public struct OutgoingMessage: Sendable, Equatable {
    /// Kept for life: the mail's `Message-ID` without angle brackets, or the `webhook-id`.
    public let messageID: String
    public let channel: ChannelID
    /// Nil for a webhook, which knows its own address.
    public let address: MailAddress?
    /// A complete RFC 5322 message with CRLF line ends, or a JSON document.
    public let content: Data

    public init(messageID: String, channel: ChannelID, address: MailAddress?, content: Data) {
        self.messageID = messageID
        self.channel = channel
        self.address = address
        self.content = content
    }
}

/// Sends messages over one channel.
public protocol MessageTransport: Sendable {
    /// How many messages may be under way at once.
    var concurrency: Int { get }
    /// Tries once. Never throws: the result says what the caller has to do next.
    func send(_ message: OutgoingMessage) async -> DeliveryResult
}
