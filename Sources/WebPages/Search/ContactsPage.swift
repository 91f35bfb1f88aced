import FollowUps
import Templates

/// The sociale kaart: whom one can call, with the number as a button.
public struct ContactsPage: SignedInPage {
    public static let page = Page.contacts

    public let reader: PageReader
    public let title: String
    let contacts: [ContactLine]

    public init(for reader: PageReader) {
        self.reader = reader
        title = LocalizedText(nl: "Sociale kaart", en: "Contacts")[reader.language]
        contacts = reader.directory.contacts.map { ContactLine(contact: $0) }
    }

    public static let vocabulary = TemplateFields<ContactsPage>(signedIn: [
        .flag("any") { !$0.contacts.isEmpty }, .list("contacts") { $0.contacts },
    ])
}

struct ContactLine: TemplateContext {
    let contact: Contact

    static let vocabulary = TemplateFields<ContactLine>([
        .text("partner") { $0.contact.name.onOneLine }, .text("phone") { $0.contact.phone.onOneLine },
        .text("dial") { $0.contact.phone.filter { "0123456789+".contains($0) } },
    ])
}
