/// A partner of the sociale kaart: an organisation, never a person, and its telephone number.
public struct Contact: Hashable, Sendable {
    public let id: ContactID
    public let name: String
    public let phone: String
    public let also: [ContactID]

    public init(id: ContactID, name: String, phone: String, also: [ContactID] = []) {
        self.id = id
        self.name = name
        self.phone = phone
        self.also = also
    }

    public var names: [ContactID] { [id] + also }
}
