import FollowUps

extension SettingsReader {
    /// Nil when the table is absent, or when a missing part has been noted.
    func bounce(_ mail: MailReading) -> IMAPServer? {
        guard let table = root.table("bounce") else { return nil }
        defer { table.finish() }
        let provider = mail.provider ?? .none
        let given = table.value("url", expected: IMAPURL.grammar, showing: { !$0.contains("@") }) { IMAPURL($0) }
        if provider.mailboxURL == nil { table.require("url", expected: IMAPURL.grammar) }
        let username = table.text("username", expected: "the name to log in with")
        let passwordFile = secretFile("password_file", in: table)
        let getsTokens = provider == .microsoft365 && !table.has("password_file")
        if provider != .microsoft365 {
            table.require("username", expected: "the name to log in with")
            table.require("password_file", expected: Self.secretGrammar)
        }
        let folder = table.value("folder", expected: "a folder's name in plain ASCII, such as \"INBOX\"", Self.folder) ?? "INBOX"
        let caFile = caFile(in: table)
        if case .maildir? = mail.settings?.transport {
            table.warn("url", "is read although no mail is sent by SMTP; expected transport = \"smtp\" or a provider in [mail], or no [bounce]")
        }
        guard let url = given ?? (table.has("url") ? nil : provider.mailboxURL),
            // By default it is the mailbox that reports go to.
            let username = username ?? (table.has("username") ? nil : mail.settings?.sender.text),
            let login = getsTokens
                ? mail.oauth.map({ MailLogin.token(username: username, $0) })
                : passwordFile.map({ .password(username: username, passwordFile: $0) })
        else { return nil }
        return IMAPServer(url: url, login: login, folder: folder, caFile: caFile)
    }

    private static func folder(_ text: String) -> String? {
        (1...200).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) && !"\"\\%*".utf8.contains($0) } ? text : nil
    }
}
