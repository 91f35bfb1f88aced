/// In whose name mail is sent.
public struct MailSender: Hashable, Sendable {
    public let name: String
    /// A bare mail address.
    public let address: String

    public init(name: String, address: String) {
        self.name = name
        self.address = address
    }
}
