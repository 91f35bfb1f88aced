public struct Strike: Hashable, Sendable {
    public enum Subject: Hashable, Sendable {
        case followUp(Int64)
        case caseOf(CaseCode)
    }

    public let subject: Subject
    /// Whether the follow-up's note goes, and its own title.
    public let hasNote: Bool
    public let hasTitle: Bool
    /// The entries of its history whose reasons go.
    public let entries: [Int64]

    public static func words(in language: Language) -> String {
        switch language {
        case .nl: "(doorgehaald)"
        case .en: "(struck out)"
        }
    }

    /// Nil when nothing is to be struck out, or when the subject is a case, which has no note or title.
    public init?(_ subject: Subject, hasNote: Bool = false, hasTitle: Bool = false, entries: [Int64] = []) {
        guard hasNote || hasTitle || !entries.isEmpty else { return nil }
        if case .caseOf = subject, hasNote || hasTitle { return nil }
        (self.subject, self.hasNote, self.hasTitle, self.entries) = (subject, hasNote, hasTitle, entries)
    }
}

public enum StrikeObjection: Hashable, Sendable, CustomStringConvertible {
    case noNote, noTitle
    case noEntry(Int64)
    case noText(Int64)

    public var description: String {
        switch self {
        case .noNote: "it has no note"
        case .noTitle: "it has no title of its own; that of its kind is in the catalogue"
        case .noEntry(let entry): "its history has no entry \(entry); opvolg history shows the numbers with --format csv"
        case .noText(let entry): "entry \(entry) of the history holds nothing that somebody wrote in their own words"
        }
    }
}
