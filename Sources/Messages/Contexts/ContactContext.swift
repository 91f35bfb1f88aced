import FollowUps
import Templates

struct ContactContext: TemplateContext {
    let name: String
    let phone: String?
    /// The telephone number, or else the page or the address.
    let reach: String
    let hours: String?
    let isLast: Bool

    init(_ contact: Contact, in language: Language, isLast: Bool) {
        name = contact.name.onOneLine
        phone = contact.phone?.onOneLine
        reach = contact.reach.onOneLine
        hours = contact.hours?[language].onOneLine
        self.isLast = isLast
    }

    static let vocabulary = TemplateFields<ContactContext>([
        .text("partner") { $0.name }, .optional("phone") { $0.phone }, .text("reach") { $0.reach }, .optional("hours") { $0.hours },
        .flag("last_contact") { $0.isLast },
    ])
}
