/// The code by which a case is known, here and to the school; never a name.
public struct CaseCode: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ rawValue: String) { self.rawValue = rawValue }

    public var description: String { rawValue }

    public static func < (left: CaseCode, right: CaseCode) -> Bool { left.rawValue < right.rawValue }
}

/// What the case codes of an installation look like; the standard one leaves no room for a name or a BSN.
public struct CaseCodePattern: Hashable, Sendable {
    /// At most three capitals, then one or two numbers of at most six digits: `VL-2026-014`, `2026-014`, `D1042`.
    public static let standard = CaseCodePattern(unchecked: "[A-Z]{0,3}-?[0-9]{1,6}([-/.][0-9]{1,6})?")

    /// A regular expression that the whole code has to match.
    public let text: String

    /// Throws what `Regex` has against the text.
    public init(_ text: String) throws {
        _ = try Regex(text)
        self.init(unchecked: text)
    }

    private init(unchecked text: String) { self.text = text }

    public func matches(_ code: CaseCode) -> Bool {
        guard !code.rawValue.isEmpty, let regex = try? Regex(text) else { return false }
        return (try? regex.wholeMatch(in: code.rawValue)) ?? nil != nil
    }
}
