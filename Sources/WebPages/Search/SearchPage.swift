import FollowUps
import Templates

/// What a search found among the reader's open follow-ups. A number or a code that is theirs to read leads to its page at once.
public struct SearchPage: SignedInPage {
    public static let page = Page.search

    public let reader: PageReader
    public let title: String
    let words: String
    let lines: [FollowUpLine]
    let total: Int

    public init(_ found: [FollowUp], total: Int, words: String, for reader: PageReader) {
        self.reader = reader
        // Without the words, because the title stays in the browser's history (promise 9).
        title = LocalizedText(nl: "Zoeken", en: "Search")[reader.language]
        self.words = words.onOneLine
        lines = found.map { FollowUpLine(own: $0, for: reader) }
        self.total = total
    }

    private func path(_ state: FollowUpSearch.State) -> String { PagePath.followUps(matching: FollowUpSearch(words, state: state)) }

    public static let vocabulary = TemplateFields<SearchPage>(signedIn: [
        .optional("words") { $0.words }, .flag("any") { !$0.lines.isEmpty }, .list("lines") { $0.lines }, .flag("one") { $0.total == 1 },
        .text("total") { String(min($0.total, FollowUpSearch.mostCounted)) },
        .flag("many") { $0.total > FollowUpSearch.mostCounted }, .flag("more") { $0.total > $0.lines.count }, .text("open_path") { $0.path(.open) },
        .text("all_path") { $0.path(.all) },
    ])
}
