import Foundation

public struct Session: Hashable, Sendable, Identifiable {
    public let id: Int64
    public let person: PersonID
    public let since: Date
    public let method: SignInMethod

    public init(id: Int64, person: PersonID, since: Date, method: SignInMethod = .link) {
        self.id = id
        self.person = person
        self.since = since
        self.method = method
    }

    public static let length: TimeInterval = 8 * 3600
    public var until: Date { since.addingTimeInterval(Self.length) }
}

/// How somebody signed in.
public enum SignInMethod: String, CaseIterable, Sendable {
    /// By a link that was mailed to them.
    case link
    /// With the school's account, by OpenID Connect.
    case schoolAccount = "school"
}

public enum SignInLink {
    public static let length: TimeInterval = 15 * 60
}
