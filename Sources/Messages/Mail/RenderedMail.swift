import Foundation

public struct RenderedMail: Sendable, Equatable {
    public let subject: String
    /// Lines end in LF.
    public let text: String
    public let html: String
    /// The complete RFC 5322 message. Lines end in CRLF.
    public let message: Data
}
