import FollowUps
import Foundation

extension SettingsReader {
    private enum TransportName: String, CaseIterable {
        case smtp, maildir
    }

    /// `[mail]`, as far as it could be read.
    struct MailReading {
        /// Nil when a missing sender or server has been noted.
        var settings: MailSettings?
        var provider: MailProvider?
        var oauth: OAuthClient?
    }

    func mail() -> MailReading {
        guard let table = root.table("mail") else {
            if !root.has("mail") { root.findings.add("[mail]", "is missing; expected at least from = \(Mailbox.grammar)") }
            return MailReading()
        }
        defer { table.finish() }
        let provider: MailProvider? = table.choice("provider")
        let name: TransportName? = table.choice("transport")
        let isSMTP = name == .smtp || (provider ?? .none) != .none
        if let provider, provider != .none, name == .maildir {
            table.refuse(
                "transport", "\"maildir\" stands there besides provider = \"\(provider.rawValue)\", which sends by SMTP; expected one of the two")
        }
        let maildir = table.text("maildir", expected: "the path of a folder, relative to this file") ?? "mail"
        let from = table.value("from", expected: Mailbox.grammar) { Mailbox($0) }
        table.require("from", expected: Mailbox.grammar)
        let bounce = table.value("bounce", expected: MailAddress.grammar) { MailAddress($0) }
        let replyTo = table.value("reply_to", expected: Mailbox.grammar) { Mailbox($0) }
        let caFile = caFile(in: table)
        let oauth = oauth(table, provider: provider, caFile: caFile)
        let server = server(table, provider: provider, mailbox: from?.address, oauth: oauth, caFile: caFile, isUsed: isSMTP)
        var reading = MailReading(provider: provider, oauth: oauth)
        if let from {
            let transport: MailSettings.Transport? = isSMTP ? server.map { .smtp($0) } : .maildir(path: file.resolve(maildir))
            reading.settings = transport.map { MailSettings(transport: $0, from: from, bounce: bounce, replyTo: replyTo) }
        }
        return reading
    }

    /// Checked even when unused, so that a mistake shows before somebody switches to it.
    func server(
        _ table: TableReader, provider: MailProvider?, mailbox: MailAddress?, oauth: OAuthClient?, caFile: String?, isUsed: Bool
    ) -> SMTPServer? {
        let usual = provider ?? .none
        // A url with a login in it is wrong and is not shown.
        let url = table.value("url", expected: SMTPURL.grammar, showing: { !$0.contains("@") }) { SMTPURL($0) }
        if isUsed, usual.url == nil { table.require("url", expected: SMTPURL.grammar) }
        let tls: SMTPServer.TLS? = table.choice("tls")
        if tls == SMTPServer.TLS.none, usual != .none {
            table.refuse("tls", "\"none\" stands there besides provider = \"\(usual.rawValue)\", which takes no mail without TLS; leave it out")
        } else if tls == SMTPServer.TLS.none, let url, !url.address.isLoopback {
            table.refuse("tls", "\"none\" would send mail over the network for all to read; expected \"required\", or a loopback address in url")
        }
        let login = login(table, provider: usual)
        let connections = table.number("connections", in: 1...50) ?? usual.connections
        let perMinute = table.number("per_minute", in: 1...1_000_000) ?? usual.perMinute
        let helo = table.value("helo", expected: HostName.grammar) { HostName($0) }
        guard let url = url ?? (table.has("url") ? nil : usual.url) else { return nil }
        let token = mailbox.flatMap { mailbox in oauth.map { MailLogin.token(username: mailbox.text, $0) } }
        return SMTPServer(
            url: url, tls: tls ?? .required, caFile: caFile, login: token ?? login, connections: connections, perMinute: perMinute, helo: helo)
    }

    /// Both name and password, or neither.
    private func login(_ table: TableReader, provider: MailProvider) -> MailLogin? {
        let username = table.text("username", expected: "the name to log in with")
        let passwordFile = secretFile("password_file", in: table)
        if provider == .microsoft365 {
            for key in ["username", "password_file"] where table.has(key) {
                table.refuse(
                    key,
                    "stands there besides provider = \"microsoft365\", which logs in to the mailbox of from with client_secret_file; leave it out")
            }
            return nil
        }
        if table.has("username"), !table.has("password_file") {
            table.refuse("password_file", "is missing and there is a username; expected \(SettingsReader.secretGrammar)")
        }
        if table.has("password_file"), !table.has("username") {
            table.refuse("username", "is missing and there is a password_file; expected the name to log in with")
        }
        return username.flatMap { username in passwordFile.map { .password(username: username, passwordFile: $0) } }
    }

    static let secretGrammar = "the path of a file, or the name of a systemd credential"

    func secretFile(_ key: String, in table: TableReader) -> String? {
        guard let path = table.text(key, expected: SettingsReader.secretGrammar).map(file.resolve) else { return nil }
        var found = stat()
        // One that does not exist may be a systemd credential; whoever reads it reports that.
        if stat(path, &found) == 0, found.st_mode & 0o007 != 0 {
            table.warn(key, "\(path) can be used by everybody on this machine; run: chmod o= \(path)")
        }
        return path
    }

    /// Certificates to trust instead of the system's. A missing file is only a warning.
    func caFile(in table: TableReader) -> String? {
        let caFile = table.text("ca_file", expected: "the path of a file with certificates").map(file.resolve)
        if let caFile, access(caFile, F_OK) != 0, errno == ENOENT {
            table.warn("ca_file", "there is no file \(caFile); expected the path of a file with certificates, relative to this file")
        }
        return caFile
    }
}
