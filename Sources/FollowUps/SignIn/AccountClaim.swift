/// Which claim of an ID token says who somebody is, and which property of a person it is compared with, ignoring case.
public struct AccountClaim: Hashable, Sendable, CustomStringConvertible {
    public enum Property: String, CaseIterable, Sendable {
        case email, login, id
    }

    public static let grammar =
        "the name of a claim such as \"email\", which is compared with a person's email, or with another property: \"preferred_username:login\""
    public static let email = AccountClaim(name: "email", property: .email)

    public let name: String
    public let property: Property

    private init(name: String, property: Property) {
        self.name = name
        self.property = property
    }

    /// Reads `CLAIM` or `CLAIM:PROPERTY`. A claim's name is printable ASCII without a blank, a colon (unless it is a URL) or a quote.
    public init?(_ text: String) {
        var (name, property) = (text[...], Property.email)
        // Some providers name their own claims by a URL, which has colons too.
        if let colon = text.lastIndex(of: ":"), !text[colon...].hasPrefix("://") {
            guard let named = Property(rawValue: String(text[text.index(after: colon)...])) else { return nil }
            (name, property) = (text[..<colon], named)
        }
        let isPlain = name.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"\\,".utf8.contains($0) }
        guard (1...200).contains(name.utf8.count), isPlain else { return nil }
        self.init(name: String(name), property: property)
    }

    public var description: String { "\(name):\(property.rawValue)" }

    public func value(of person: Person) -> String? {
        switch property {
        case .email: person.email?.text
        case .login: person.login
        case .id: person.id.rawValue
        }
    }

    /// Everybody whose property is the value of the claim.
    public func people(with value: String, in directory: Directory) -> [Person] {
        let wanted = value.lowercased()
        return directory.people.filter { self.value(of: $0)?.lowercased() == wanted }
    }
}
