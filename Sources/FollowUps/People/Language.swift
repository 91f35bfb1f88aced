/// The language in which a person is written to; Dutch unless they ask for another.
public enum Language: String, CaseIterable, Sendable {
    case nl, en
}

public struct LocalizedText: Hashable, Sendable {
    public let nl: String
    public let en: String?

    public init(nl: String, en: String? = nil) {
        self.nl = nl
        self.en = en
    }

    public subscript(language: Language) -> String {
        switch language {
        case .nl: nl
        case .en: en ?? nl
        }
    }
}
