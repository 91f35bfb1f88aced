import FollowUps

extension SettingsReader {
    struct PersonReferences {
        let schools: Set<SchoolID>
        /// Nil when not all people are known.
        let people: Set<PersonID>?
        let webhooks: [Webhook]
        let language: Language
        let holders: [RoleID: [PersonID]]
        let hasStaffList: Bool
    }

    /// The people of the configuration, then those of the staff list, by the same rules.
    func persons(_ tables: [TableReader], _ listed: [TableReader], _ known: PersonReferences) -> [Person] {
        if tables.isEmpty, !root.has("person"), !known.hasStaffList {
            root.findings.add("[[person]]", "is missing; expected at least one person, or people = \"people.csv\" under [service]")
        }
        var seen = SeenPeople()
        return persons(tables, known, seen: &seen, needEmail: true) + persons(listed, known, seen: &seen, needEmail: false)
    }

    /// What two people must not share.
    private struct SeenPeople {
        var ids: Set<PersonID> = []
        /// In lower case.
        var logins: Set<String> = []
    }

    static let loginGrammar = "a login name without blanks, such as \"p.devries\" or \"p.devries@school.example\""

    /// Nil for what is no login name.
    static func login(_ text: String) -> String? {
        (1...254).contains(text.utf8.count) && !text.contains(where: \.isWhitespace) ? text : nil
    }

    private func login(of table: TableReader, seen: inout SeenPeople) -> String? {
        let login = table.value("login", expected: Self.loginGrammar, Self.login)
        guard let login else { return nil }
        if seen.logins.insert(login.lowercased()).inserted { return login }
        table.refuse("login", "\"\(IdentifierSyntax.presentable(login))\" is taken by an earlier one; give each their own login")
        return nil
    }

    private func persons(_ tables: [TableReader], _ known: PersonReferences, seen: inout SeenPeople, needEmail: Bool) -> [Person] {
        tables.compactMap { table in
            defer { table.finish() }
            let id = table.identifier(seen: &seen.ids)
            if let id, let other = known.holders[RoleID(id.rawValue)]?.first(where: { $0 != id }) {
                table.refuse("id", "\"\(id)\" is also a role, which \"\(other)\" holds, so an owner could be either; give the person another id")
            }
            let name = table.requiredName()
            let email = table.value("email", expected: MailAddress.grammar) { MailAddress($0) }
            let login = login(of: table, seen: &seen)
            let deputy = person("deputy", in: table, people: known.people)
            if let deputy, deputy == id { table.refuse("deputy", "\"\(deputy)\" cannot stand in for themselves; expected another person") }
            let school = self.known("school", in: table, among: known.schools, called: "school")
            let own: Language? = table.choice("language")
            let channels = channels(of: table, webhooks: known.webhooks, needEmail: needEmail)
            let digest = table.value("digest", expected: Digest.grammar) { Digest($0) }
            guard let id, let name else { return nil }
            return Person(
                id: id, name: name, email: email, login: login, deputy: deputy, school: school, language: own ?? known.language,
                channels: channels, digest: digest ?? .none)
        }
    }

    /// The channels that can be used now, without webhooks that are switched off.
    private func channels(of table: TableReader, webhooks: [Webhook], needEmail: Bool) -> [ChannelID] {
        let names = ["mail"] + webhooks.map(\.id.rawValue)
        let listed = table.list("channels", expected: "channels such as \"mail\" or the id of a [[webhook]]") {
            IdentifierSyntax.id($0) as ChannelID?
        }
        guard let listed else {
            if needEmail, !table.has("channels"), !table.has("email") {
                table.refuse("email", "is missing, so nothing would reach this person; expected \(MailAddress.grammar), or channels")
            }
            return table.has("email") ? [.mail] : []
        }
        var channels: [ChannelID] = []
        for channel in listed {
            if channel == .mail {
                if !table.has("email") { table.refuse("email", "is missing and \"mail\" is one of the channels; expected \(MailAddress.grammar)") }
            } else if let webhook = webhooks.first(where: { $0.id == channel }) {
                if !webhook.enabled { continue }
            } else {
                table.refuse("channels", "there is no channel \"\(channel)\"\(table.hint(for: channel.rawValue, among: names))")
                continue
            }
            if channels.contains(channel) {
                table.refuse("channels", "\"\(channel)\" stands there twice; expected each channel once")
            } else {
                channels.append(channel)
            }
        }
        if channels.isEmpty { table.warn("channels", "none of them can be used now, so nothing reaches this person") }
        return channels
    }
}
