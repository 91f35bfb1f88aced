import FollowUps
import Foundation
import Templates

/// The private address of somebody's calendar.
public struct CalendarPage: SignedInPage {
    public static let page = Page.calendar

    public let reader: PageReader
    public let title: String
    /// When it was made; nobody can show the address any more.
    let since: String?
    /// Just made: shown this once.
    let address: String?

    /// - Parameter since: the UTC instant of its making; nil when there is none.
    public init(madeAt since: Date?, for reader: PageReader) {
        self.init(since: since.map { reader.wording.moment($0, unlessIn: reader.year) }, address: nil, for: reader)
    }

    public init(address: String, for reader: PageReader) { self.init(since: nil, address: address, for: reader) }

    private init(since: String?, address: String?, for reader: PageReader) {
        self.reader = reader
        self.since = since
        self.address = address
        title = LocalizedText(nl: "Agenda", en: "Calendar")[reader.language]
    }

    public static let vocabulary = TemplateFields<CalendarPage>(signedIn: [
        .optional("since") { $0.since }, .optional("address") { $0.address }, .flag("none") { $0.since == nil && $0.address == nil },
    ])
}
