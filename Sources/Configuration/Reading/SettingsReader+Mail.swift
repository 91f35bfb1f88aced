import FollowUps

import Foundation

extension SettingsReader {
    private enum TransportName: String, CaseIterable {
        case smtp, maildir
    }

    /// Nil when a sender or a server is missing, which has then been noted.
    func mail() -> MailSettings? {
        guard let table = root.table("mail") else {
            if !root.has("mail") { root.findings.add("[mail]", "is missing; expected at least from = \(Mailbox.grammar)") }
            return nil
        }
        defer { table.finish() }
        let name: TransportName? = table.choice("transport")
        let maildir = table.text("maildir", expected: "the path of a folder, relative to this file") ?? "mail"
        let from = table.value("from", expected: Mailbox.grammar) { Mailbox($0) }
        table.require("from", expected: Mailbox.grammar)
        let server = server(table, isUsed: name == .smtp)
        guard let from else { return nil }
        switch name {
        case .smtp: return server.map { MailSettings(transport: .smtp($0), from: from) }
        case .maildir, nil: return MailSettings(transport: .maildir(path: file.resolve(maildir)), from: from)
        }
    }

    /// Read and checked whether it is used or not, so that a mistake does not wait for the day of the change.
    private func server(_ table: TableReader, isUsed: Bool) -> SMTPSettings? {
        let grammar = "\"smtp://HOST:PORT\", or \"smtps://HOST:PORT\" for TLS from the first byte"
        // One with a login in it, which has no place there, is not shown.
        let url = table.value("url", expected: grammar, showing: { !$0.contains("@") }) { text in
            ServerAddress(text).flatMap { ["smtp", "smtps"].contains($0.scheme) && ["", "/"].contains($0.path) ? (text: text, address: $0) : nil }
        }
        if isUsed { table.require("url", expected: grammar) }
        let tls: SMTPSettings.TLS? = table.choice("tls")
        if tls == SMTPSettings.TLS.none, let url, !url.address.isLoopback {
            table.refuse("tls", "\"none\" would send mail over the network for all to read; expected \"required\", or a loopback address in url")
        }
        let caFile = table.text("ca_file", expected: "the path of a file with certificates").map(file.resolve)
        if let caFile, access(caFile, F_OK) != 0, errno == ENOENT {
            table.warn("ca_file", "there is no file \(caFile); expected the path of a file with certificates, relative to this file")
        }
        let username = table.text("username", expected: "the name to log in with")
        let passwordFile = secretFile("password_file", in: table)
        if table.has("username"), !table.has("password_file") {
            table.refuse("password_file", "is missing and there is a username; expected \(SettingsReader.secretGrammar)")
        }
        if table.has("password_file"), !table.has("username") {
            table.refuse("username", "is missing and there is a password_file; expected the name to log in with")
        }
        let connections = table.number("connections", in: 1...50) ?? 2
        let perMinute = table.number("per_minute", in: 1...1_000_000) ?? 30
        guard let url else { return nil }
        return SMTPSettings(
            url: url.text, tls: tls ?? .required, caFile: caFile, username: username, passwordFile: passwordFile, connections: connections,
            perMinute: perMinute)
    }

    static let secretGrammar = "the path of a file, or the name of a systemd credential"

    func secretFile(_ key: String, in table: TableReader) -> String? {
        table.text(key, expected: SettingsReader.secretGrammar).map(file.resolve)
    }
}
