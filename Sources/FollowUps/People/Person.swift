public struct Person: Hashable, Sendable {
    public let id: PersonID
    public let name: String
    public let email: MailAddress?
    /// The name with which they log in elsewhere: on the server, or at the school's accounts.
    public let login: String?
    /// Stands in while this person is away or cannot be reached.
    public let deputy: PersonID?
    public let school: SchoolID?
    public let language: Language
    /// Those that can be used now: mail needs an address, a webhook has to be switched on. Empty means that nothing reaches them.
    public let channels: [ChannelID]
    public let digest: Digest

    public init(
        id: PersonID, name: String, email: MailAddress? = nil, login: String? = nil, deputy: PersonID? = nil, school: SchoolID? = nil,
        language: Language = .nl, channels: [ChannelID] = [.mail], digest: Digest = .none
    ) {
        self.id = id
        self.name = name
        self.email = email
        self.login = login
        self.deputy = deputy
        self.school = school
        self.language = language
        self.channels = channels
        self.digest = digest
    }

    func without(_ unusable: Set<ChannelID>) -> Person {
        Person(
            id: id, name: name, email: email, login: login, deputy: deputy, school: school, language: language,
            channels: channels.filter { !unusable.contains($0) }, digest: digest)
    }
}
