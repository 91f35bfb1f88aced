/// A language that school staff are written to in; Dutch unless they ask for another.
public enum Language: String, CaseIterable, Sendable {
    case nl, en
}

/// A text in Dutch and, where there is one, in English.
public struct LocalizedText: Hashable, Sendable {
    public let nl: String
    public let en: String?

    public init(nl: String, en: String? = nil) {
        self.nl = nl
        self.en = en
    }

    /// The text in a language, in Dutch when there is no other.
    public subscript(language: Language) -> String {
        switch language {
        case .nl: nl
        case .en: en ?? nl
        }
    }
}
