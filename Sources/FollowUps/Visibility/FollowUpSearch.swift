import Foundation

/// What somebody looks for among their follow-ups: a number, a part of a case's code, or a part of what is asked.
public struct FollowUpSearch: Hashable, Sendable {
    public enum State: String, CaseIterable, Sendable {
        case open, closed, all
    }

    /// In characters; what is longer is cut off.
    public static let longest = 100

    /// How many of what is found are listed page by page. Whoever finds more looks for less.
    public static let mostCounted = 1_000

    /// Without white space around it; empty to look for everything.
    public let words: String
    /// Nil for all schools.
    public let school: SchoolID?
    public let state: State

    public init(_ words: String = "", at school: SchoolID? = nil, state: State = .open) {
        self.words = String(words.trimmingCharacters(in: .whitespacesAndNewlines).prefix(Self.longest))
        self.school = school
        self.state = state
    }

    /// The number that the words are: `42`, `nr. 42` or `#42`.
    public var number: Int64? {
        let digits = words.lowercased().trimmingPrefix(#/(nr|no)\.?\s*|#/#)
        return digits.allSatisfy { ("0"..."9").contains($0) } ? Int64(digits) : nil
    }

    /// The kinds whose title holds the words, in any catalogue and language, whatever the case and the accents.
    public func kinds(in catalogues: Catalogues) -> [KindID] {
        guard !words.isEmpty else { return [] }
        let found = catalogues.all.flatMap(\.kinds).filter { kind in
            Language.allCases.contains { language in
                kind.title[language].range(of: words, options: [.caseInsensitive, .diacriticInsensitive]) != nil
            }
        }
        return Set(found.map(\.id)).sorted()
    }
}
