/// The way a message reaches somebody: `mail`, or the id of a `[[webhook]]`.
public struct ChannelID: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    public static let mail = ChannelID("mail")

    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ rawValue: String) { self.rawValue = rawValue }

    public var description: String { rawValue }
}
