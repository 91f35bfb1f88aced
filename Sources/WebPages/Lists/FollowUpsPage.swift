import FollowUps
import Templates

public struct FollowUpsPage: SignedInPage {
    public static let page = Page.followUps

    public let reader: PageReader
    public let title: String
    let lines: [FollowUpLine]
    let next: String?

    public init(_ part: ListPart<FollowUp>, for reader: PageReader) {
        self.reader = reader
        title = LocalizedText(nl: "Mijn acties", en: "My actions")[reader.language]
        lines = part.rows.map { FollowUpLine(own: $0, for: reader) }
        next = part.next
    }

    public static let vocabulary = TemplateFields<FollowUpsPage>(signedIn: [
        .flag("any") { !$0.lines.isEmpty }, .list("lines") { $0.lines }, .optional("next") { $0.next },
    ])
}
