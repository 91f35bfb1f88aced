import FollowUps
import Templates

/// The sociale kaart: whom one can call, with the number as a button. The partners of other schools than one's own come last.
public struct ContactsPage: SignedInPage {
    public static let page = Page.contacts

    public let reader: PageReader
    public let title: String
    let contacts: [PageContact]

    public init(for reader: PageReader) {
        self.reader = reader
        title = LocalizedText(nl: "Sociale kaart", en: "Contacts")[reader.language]
        let all = reader.directory.contacts
        let own = all.filter { $0.schools.isEmpty || !$0.schools.isDisjoint(with: reader.workplaces) }
        contacts = (own + all.filter { !own.contains($0) }).map { contact in
            let schools = contact.schools.sorted().map(reader.phrases.name(of:)).joined(separator: ", ")
            return PageContact(contact, in: reader.language, schools: schools.isEmpty ? nil : schools)
        }
    }

    public static let vocabulary = TemplateFields<ContactsPage>(signedIn: [
        .flag("any") { !$0.contacts.isEmpty }, .list("contacts") { $0.contacts },
    ])
}
