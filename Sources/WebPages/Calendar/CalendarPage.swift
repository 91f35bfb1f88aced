import FollowUps
import Foundation
import Templates

public struct CalendarPage: SignedInPage {
    public static let page = Page.calendar

    public let reader: PageReader
    public let title: String
    let since: String?
    /// Only right after it was made: it cannot be shown again.
    let address: String?

    /// - Parameter since: when the present address was made; nil when there is none.
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
