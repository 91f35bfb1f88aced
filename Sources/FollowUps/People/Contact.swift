/// A partner of the sociale kaart: an organisation, never a person, and how it is reached: by telephone, or else by a page or an address.
public struct Contact: Hashable, Sendable {
    public let id: ContactID
    public let name: String
    public let phone: String?
    public let page: WebURL?
    public let address: String?
    /// When somebody answers, as people say it.
    public let hours: LocalizedText?
    public let also: [ContactID]
    /// The schools that it is for; empty for all.
    public let schools: Set<SchoolID>

    public init(
        id: ContactID, name: String, phone: String? = nil, page: WebURL? = nil, address: String? = nil, hours: LocalizedText? = nil,
        also: [ContactID] = [], schools: Set<SchoolID> = []
    ) {
        self.id = id
        self.name = name
        self.phone = phone
        self.page = page
        self.address = address
        self.hours = hours
        self.also = also
        self.schools = schools
    }

    public func only(at schools: Set<SchoolID>) -> Contact {
        Contact(id: id, name: name, phone: phone, page: page, address: address, hours: hours, also: also, schools: schools)
    }

    public var names: [ContactID] { [id] + also }

    /// The telephone number, or else the page, or else the address.
    public var reach: String { phone ?? page?.text ?? address ?? "" }
}
