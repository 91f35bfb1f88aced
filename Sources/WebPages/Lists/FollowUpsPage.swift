import FollowUps
import Templates

/// The reader's follow-ups that a search finds.
public struct FollowUpsPage: SignedInPage {
    public static let page = Page.followUps

    public let reader: PageReader
    public let title: String
    let search: FollowUpSearch
    let part: NumberedPart<FollowUpLine>
    let schools: [SchoolOption]

    public init(_ part: NumberedPart<FollowUp>, found search: FollowUpSearch, for reader: PageReader) {
        self.reader = reader
        title = LocalizedText(nl: "Mijn acties", en: "My actions")[reader.language]
        self.search = search
        self.part = part.map { FollowUpLine(own: $0, for: reader) }
        schools = reader.directory.places.map { SchoolOption(id: $0.id, name: $0.name.onOneLine, isChosen: $0.id == search.school) }
    }

    /// The address of the same search on another page, or as CSV.
    private func path(_ path: String = PagePath.followUps, page: Int? = nil) -> String { PagePath.followUps(path, matching: search, page: page) }

    public static let vocabulary = TemplateFields<FollowUpsPage>(signedIn: [
        .flag("any") { !$0.part.rows.isEmpty }, .list("lines") { $0.part.rows },
        .text("total") { String(min($0.part.total, FollowUpSearch.mostCounted)) },
        .flag("more") { $0.part.total > FollowUpSearch.mostCounted },
        .flag("one") { $0.part.total == 1 }, .optional("words") { $0.search.words }, .flag("searched") { $0.search != FollowUpSearch() },
        .flag("open") { $0.search.state == .open }, .flag("closed") { $0.search.state == .closed }, .flag("all") { $0.search.state == .all },
        .flag("many_schools") { $0.schools.count > 1 }, .list("schools") { $0.schools },
        .flag("paged") { $0.part.count > 1 }, .text("number") { String($0.part.number) }, .text("pages") { String($0.part.count) },
        .optional("previous") { $0.part.number > 1 ? $0.path(page: $0.part.number - 1) : nil },
        .optional("next") { $0.part.number < $0.part.count ? $0.path(page: $0.part.number + 1) : nil },
        .text("csv") { $0.path("\(PagePath.followUps).csv") },
    ])
}

struct SchoolOption: TemplateContext {
    let id: SchoolID
    let name: String
    let isChosen: Bool

    static let vocabulary = TemplateFields<SchoolOption>([
        .text("id") { $0.id.rawValue }, .text("name") { $0.name }, .flag("chosen") { $0.isChosen },
    ])
}
