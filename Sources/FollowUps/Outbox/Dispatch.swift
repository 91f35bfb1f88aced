import Foundation

/// A rendered message on its way to one recipient over one channel; the same dispatch is sent again when an answer stayed unknown.
public struct Dispatch: Sendable, Equatable {
    /// Opaque, and the same for the whole life of the message: the mail's `Message-ID` without angle brackets, or the `webhook-id`.
    public let messageID: String
    public let channel: ChannelID
    /// Where it goes: a bare mail address, or nil for a webhook, which knows its own address.
    public let address: String?
    /// A complete RFC 5322 message with CRLF line ends, or a JSON document.
    public let content: Data

    public init(messageID: String, channel: ChannelID, address: String?, content: Data) {
        self.messageID = messageID
        self.channel = channel
        self.address = address
        self.content = content
    }
}
