import Foundation

/// A mail as one person would read it, in each of its forms.
public struct RenderedMail: Sendable, Equatable {
    public let subject: String
    /// Lines end in LF.
    public let text: String
    public let html: String
    /// The complete RFC 5322 message, lines ending in CRLF.
    public let message: Data
}
