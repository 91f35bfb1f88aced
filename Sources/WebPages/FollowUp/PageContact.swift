import FollowUps
import Templates

/// A partner, with the number as something to press.
struct PageContact: TemplateContext {
    let contact: Contact
    let language: Language
    /// Nil for a partner of all schools, and where that goes without saying.
    let schools: String?

    init(_ contact: Contact, in language: Language, schools: String? = nil) {
        self.contact = contact
        self.language = language
        self.schools = schools
    }

    static let vocabulary = TemplateFields<PageContact>([
        .text("partner") { $0.contact.name.onOneLine }, .optional("phone") { $0.contact.phone?.onOneLine },
        .text("dial") { ($0.contact.phone ?? "").filter { "0123456789+".contains($0) } },
        .optional("website") { $0.contact.page?.text.onOneLine }, .optional("address") { $0.contact.address?.onOneLine },
        .optional("hours") { $0.contact.hours?[$0.language].onOneLine }, .optional("for_schools") { $0.schools },
    ])
}

/// What the kind of a follow-up is based on.
struct PageSource: TemplateContext {
    let title: String
    let page: String?
    let checked: String?

    init(_ source: Source, _ wording: Phrases) {
        title = source.title[wording.language].onOneLine
        page = source.page?.text.onOneLine
        checked = source.checked.map { wording.day($0, unlessIn: 0) }
    }

    static let vocabulary = TemplateFields<PageSource>([
        .text("source_title") { $0.title }, .optional("source_page") { $0.page }, .optional("source_checked") { $0.checked },
    ])
}
