import FollowUps
import Templates

/// Who did, was sent and read what: of a follow-up, of a case, or of everything.
public struct HistoryPage: SignedInPage {
    public static let page = Page.history

    public enum Subject: Hashable, Sendable {
        case followUp(Int64)
        case caseCode(CaseCode)
        case everything
    }

    /// Entries on a page of everything.
    public static let length = 50

    public let reader: PageReader
    public let title: String
    let subject: Subject
    let lines: [HistoryLine]
    let readings: [HistoryLine]
    let next: String?

    /// - Parameters:
    ///   - entries: the latest first.
    ///   - followUps: those that they are about, where known.
    ///   - readings: nil for whoever may not see who read what.
    ///   - next: the entry before which the next page begins; nil on the last.
    public init(
        of subject: Subject, _ entries: [HistoryEntry], followUps: [Int64: FollowUp] = [:], sent: [SentReminder] = [], readings: [CaseReading]? = nil,
        next: Int64? = nil, for reader: PageReader
    ) {
        self.reader = reader
        // Without number or code, because the title stays in the browser's history (promise 9).
        title = LocalizedText(nl: "Geschiedenis", en: "History")[reader.language]
        self.subject = subject
        let formatter = HistoryFormatter(reader: reader, seesEverything: subject == .everything)
        let done = entries.compactMap { entry in formatter.line(entry, about: entry.followUp.flatMap { followUps[$0] }) }
        lines = (done + sent.map(formatter.line)).sorted { $0.at > $1.at }
        self.readings = (readings ?? []).map(formatter.line).sorted { $0.at > $1.at }
        self.next = next.map { "\(PagePath.history)?before=\($0)" }
    }

    private var back: (path: String, name: String)? {
        switch subject {
        case .followUp(let id):
            (PagePath.followUp(id), LocalizedText(nl: "Actie nr. \(id)", en: "Action no. \(id)")[reader.language])
        case .caseCode(let code):
            (PagePath.timeline(code), LocalizedText(nl: "Dossier \(code.rawValue.onOneLine)", en: "Case \(code.rawValue.onOneLine)")[reader.language])
        case .everything: nil
        }
    }

    public static let vocabulary = TemplateFields<HistoryPage>(signedIn: [
        .optional("back_path") { $0.back?.path }, .optional("back_name") { $0.back?.name }, .flag("any") { !$0.lines.isEmpty },
        .list("lines") { $0.lines }, .flag("any_readings") { !$0.readings.isEmpty }, .list("readings") { $0.readings }, .optional("next") { $0.next },
    ])
}
