import FollowUps

extension SettingsReader {
    /// - Parameter mail: gives the sender of notices when `[watch.mail]` has none.
    func watch(people: [Person], webhooks: [Webhook], mail: MailSettings?) -> WatchSettings {
        guard let table = root.table("watch") else { return WatchSettings() }
        defer { table.finish() }
        // Whoever knows the address can use it, so no message shows it.
        let url = table.value("ping_url", expected: WebURL.grammar, showing: { _ in false }) { WebURL($0) }
        let file = secretFile("ping_url_file", in: table)
        if table.has("ping_url"), table.has("ping_url_file") {
            table.refuse("ping_url_file", "stands there besides ping_url; expected one of the two")
        }
        let allowPrivate = table.flag("allow_private") ?? false
        let person = person("operator", in: table, people: Set(people.map(\.id)))
        if let person, people.first(where: { $0.id == person })?.channels.contains(.mail) != true {
            table.refuse("operator", "\"\(person)\" gets no mail to be told by; expected somebody with an email, and \"mail\" among their channels")
        }
        let grammar = "a number of hours such as \"2h\""
        let undelivered = table.value("undelivered", expected: grammar) { text in
            Term(text).flatMap { $0.unit == .hours && (1...168).contains($0.count) ? $0.count : nil }
        }
        let noticeChannel = noticeChannel(in: table, webhooks: webhooks, mail: mail)
        if noticeChannel != nil, !table.has("operator") {
            table.refuse("operator", "is missing, so nobody is told over the second way; expected the id of a person")
        }
        return WatchSettings(
            ping: url.map { .url($0) } ?? file.map { .file(path: $0) }, allowPrivate: allowPrivate, operatorPerson: person,
            undelivered: undelivered ?? WatchSettings().undelivered, noticeChannel: noticeChannel)
    }

    /// The second way to the operator. Nil when there is none, or when its mistake has been noted.
    private func noticeChannel(in table: TableReader, webhooks: [Webhook], mail: MailSettings?) -> NoticeChannel? {
        let webhook = webhook(in: table, webhooks: webhooks)
        let server = noticeMail(in: table, mail: mail)
        if table.has("webhook"), table.has("mail") {
            table.refuse("webhook", "stands there besides [watch.mail]; expected one of the two")
        }
        return webhook.map { .webhook($0) } ?? server.map { .mail($0) }
    }

    private func webhook(in table: TableReader, webhooks: [Webhook]) -> ChannelID? {
        guard let id: ChannelID = table.value("webhook", expected: "the id of a [[webhook]]", IdentifierSyntax.id) else { return nil }
        guard let webhook = webhooks.first(where: { $0.id == id }) else {
            table.refuse("webhook", "there is no [[webhook]] \"\(id)\"\(table.hint(for: id.rawValue, among: webhooks.map(\.id.rawValue)))")
            return nil
        }
        if !webhook.enabled { table.refuse("webhook", "\"\(id)\" is switched off; expected a [[webhook]] with enabled = true") }
        return id
    }

    private func noticeMail(in table: TableReader, mail: MailSettings?) -> NoticeMailSettings? {
        guard let table = table.table("mail", titled: "[watch.mail]") else { return nil }
        defer { table.finish() }
        let server = server(table, provider: nil, mailbox: nil, oauth: nil, caFile: caFile(in: table), isUsed: true)
        let from = table.value("from", expected: Mailbox.grammar) { Mailbox($0) }
        let to = table.value("to", expected: MailAddress.grammar) { MailAddress($0) }
        guard let server, let from = from ?? mail?.from else { return nil }
        if case .smtp(let usual)? = mail?.transport, usual.url.address.host == server.url.address.host {
            table.warn("url", "is the server of [mail]: when that fails, so does this; expected another one")
        }
        return NoticeMailSettings(server: server, from: from, to: to)
    }
}
