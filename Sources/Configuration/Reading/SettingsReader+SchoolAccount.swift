import FollowUps

extension SettingsReader {
    private static let clientGrammar = "the id that the provider gave to this application"

    /// `[web.oidc]`. Nil when the table is absent, or when its mistake has been noted.
    func schoolAccount(in web: TableReader) -> SchoolAccountSettings? {
        guard let table = web.table("oidc", titled: "[web.oidc]") else { return nil }
        defer { table.finish() }
        let issuer = table.value("issuer", expected: Issuer.grammar, showing: { !$0.contains("@") }) { Issuer($0) }
        // Whoever confuses two fields of a portal writes the secret here, so it is not shown.
        let clientID = table.value("client_id", expected: Self.clientGrammar, showing: { _ in false }) { text in
            text.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? text : nil
        }
        let secretFile = secretFile("client_secret_file", in: table)
        let claim = table.value("claim", expected: AccountClaim.grammar) { AccountClaim($0) }
        let caFile = caFile(in: table)
        table.require("issuer", expected: Issuer.grammar)
        table.require("client_id", expected: Self.clientGrammar)
        table.require("client_secret_file", expected: SettingsReader.secretGrammar)
        guard let issuer, let clientID, let secretFile else { return nil }
        return SchoolAccountSettings(
            issuer: issuer, clientID: clientID, clientSecretFile: secretFile, claim: claim ?? .email, caFile: caFile)
    }

    /// Who would find no way in, or only together with somebody else.
    func checkSchoolAccounts(of directory: Directory, roles: [Role], _ web: WebSettings?) {
        guard web != nil else { return }
        let needing = roles.filter(\.needsSchoolAccount)
        guard let claim = web?.schoolAccount?.claim else {
            // When the table is there, what is wrong with it has been noted.
            guard !hasSchoolAccountTable else { return }
            for role in needing {
                root.findings.add(
                    "[web.oidc]",
                    "is missing, and the role \"\(role.id)\" has sign_in = \"oidc\" in the catalogue; add the table, or take sign_in out there")
            }
            return
        }
        let sharing = Dictionary(grouping: directory.people.filter { claim.value(of: $0) != nil }) { claim.value(of: $0)?.lowercased() ?? "" }
        for (_, people) in sharing.sorted(by: { $0.key < $1.key }) where people.count > 1 {
            root.findings.warn(
                "[web.oidc] claim",
                "\(people.map(\.id.rawValue).joined(separator: " and ")) have the same \(claim.property.rawValue), so the school's account signs in none of them; "
                    + "compare with something that is theirs alone, such as \"preferred_username:login\"")
        }
        for role in needing {
            let holders = Set(directory.schools.compactMap { directory.holder(of: .role(role.id), at: $0.id) })
            for person in holders.sorted() where directory.person(person).map({ claim.value(of: $0) == nil }) == true {
                root.findings.warn(
                    "[web.oidc] claim",
                    "\(person) holds \"\(role.id)\", which has sign_in = \"oidc\", and has no \(claim.property.rawValue), so nothing signs them in; write it down for them"
                )
            }
        }
    }

    private var hasSchoolAccountTable: Bool { root.table("web")?.has("oidc") == true }
}
