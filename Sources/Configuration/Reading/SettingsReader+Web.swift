import FollowUps

extension SettingsReader {
    private static let publicGrammar =
        "\"https://HOST\", the address at which the reverse proxy serves the pages, without a path; http:// is accepted for a loopback address only"
    private static let listenGrammar = "\"127.0.0.1:PORT\", an address of this machine alone, to which your reverse proxy passes on"

    /// Nil when the table is absent, or when its mistake has been noted.
    func web() -> WebSettings? {
        guard let table = root.table("web") else { return nil }
        defer { table.finish() }
        let publicURL = table.value("public_url", expected: Self.publicGrammar) { WebOrigin($0) }
        let listen = table.value("listen", expected: Self.listenGrammar) { text in
            ServerAddress("http://\(text)").flatMap { address in
                address.path.isEmpty ? address.port.map { (address: address, port: $0) } : nil
            }
        }
        let schoolAccount = schoolAccount(in: table)
        table.require("public_url", expected: Self.publicGrammar)
        table.require("listen", expected: Self.listenGrammar)
        guard let publicURL, let listen else { return nil }
        guard listen.address.isLoopback else {
            table.refuse(
                "listen",
                "\(listen.address.host) can be reached from the network, where nothing would be encrypted; expected \(Self.listenGrammar)")
            return nil
        }
        return WebSettings(publicURL: publicURL, host: listen.address.host, port: listen.port, schoolAccount: schoolAccount)
    }
}
