import FollowUps

extension SettingsReader {
    private static let publicGrammar =
        "\"https://HOST\", the address at which the reverse proxy serves the pages, without a path; http:// is accepted for a loopback address only"
    private static let listenGrammar = "\"127.0.0.1:PORT\", an address of this machine alone, to which your reverse proxy passes on"
    private static let orNetwork = ", or allow_network = true where nothing but that proxy can reach it, as in a container"
    private static let monitoringGrammar = "\"127.0.0.1:PORT\", an address of this machine alone, which your monitor asks"

    /// Nil when the table is absent, or when its mistake has been noted.
    func web() -> WebSettings? {
        guard let table = root.table("web") else { return nil }
        defer { table.finish() }
        let publicURL = table.value("public_url", expected: Self.publicGrammar) { WebOrigin($0) }
        let allowNetwork = table.flag("allow_network") ?? false
        let listen = listener("listen", of: table, expected: Self.listenGrammar + Self.orNetwork, allowNetwork: allowNetwork)
        table.require("public_url", expected: Self.publicGrammar)
        table.require("listen", expected: Self.listenGrammar)
        let monitoring = listener("monitoring", of: table, expected: Self.monitoringGrammar)
        let limits = webLimits(of: table)
        let schoolAccount = schoolAccount(in: table)
        guard let publicURL, let listen else { return nil }
        if monitoring == listen {
            table.refuse("monitoring", "is the address of [web] listen, which the reverse proxy passes on; choose another port")
            return nil
        }
        return WebSettings(
            publicURL: publicURL, host: listen.host, port: listen.port, monitoring: monitoring, limits: limits, schoolAccount: schoolAccount)
    }

    /// Nil when the key is absent, or when its mistake has been noted.
    private func listener(
        _ key: String, of table: TableReader, expected grammar: String, allowNetwork: Bool = false
    ) -> WebSettings.Listener? {
        let listen = table.value(key, expected: grammar) { text in
            ServerAddress("http://\(text)").flatMap { address in
                address.path.isEmpty ? address.port.map { (address: address, port: $0) } : nil
            }
        }
        guard let listen else { return nil }
        guard listen.address.isLoopback || allowNetwork else {
            table.refuse(
                key, "\(listen.address.host) can be reached from the network, where nothing would be encrypted; expected \(grammar)")
            return nil
        }
        return WebSettings.Listener(host: listen.address.host, port: listen.port)
    }

    private func webLimits(of table: TableReader) -> WebLimits {
        let usual = WebLimits()
        guard let limits = table.table("limits", titled: "[web.limits]") else { return usual }
        defer { limits.finish() }
        return WebLimits(
            signedOut: limits.number("signed_out", in: 1...100_000) ?? usual.signedOut,
            signedIn: limits.number("signed_in", in: 1...100_000) ?? usual.signedIn,
            signInMails: limits.number("sign_in_mails", in: 1...100) ?? usual.signInMails)
    }
}
