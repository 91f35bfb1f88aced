import FollowUps
import Foundation

extension SettingsReader {
    private static let tenantGrammar = "the directory (tenant) ID of Entra, or a domain of it such as \"school.onmicrosoft.com\""
    private static let clientGrammar = "the application (client) ID of the app registration, such as \"0b1c7d1e-8f6a-4a53-9a61-5d0c2f6f0a11\""

    /// The application that `provider = "microsoft365"` logs in as. Nil for other providers, or when a missing part has been noted.
    func oauth(_ table: TableReader, provider: MailProvider?, caFile: String?) -> OAuthClient? {
        let tenant = table.value("tenant", expected: Self.tenantGrammar, Self.tenant)
        // Whoever confuses two fields of the portal writes the secret here, so it is not shown.
        let clientID = table.value("client_id", expected: Self.clientGrammar, showing: { _ in false }) { UUID(uuidString: $0) == nil ? nil : $0 }
        let secretFile = table.value("client_secret_file", expected: SettingsReader.secretGrammar, showing: { _ in false }) { text in
            // Every secret of Entra contains a ~, so this may be one. Messages show paths, so it is refused.
            text.contains("~") ? nil : file.resolve(text)
        }
        let tokenURL = table.value("token_url", expected: WebURL.grammar, showing: { !$0.contains("@") }) { WebURL($0) }
        let scope = table.value("token_scope", expected: "what a token is for, such as \"\(MailProvider.scope)\"", Self.scope)
        guard provider == .microsoft365 else {
            for key in ["tenant", "client_id", "client_secret_file", "token_url", "token_scope"] where table.has(key) {
                table.refuse(key, "belongs to provider = \"microsoft365\", which is not there; expected that provider, or none of its keys")
            }
            return nil
        }
        // A custom token_url contains the tenant.
        if !table.has("token_url") { table.require("tenant", expected: Self.tenantGrammar) }
        table.require("client_id", expected: Self.clientGrammar)
        table.require("client_secret_file", expected: SettingsReader.secretGrammar)
        guard let url = tokenURL ?? (table.has("token_url") ? nil : tenant.flatMap(MailProvider.tokenURL)), let clientID, let secretFile else {
            return nil
        }
        return OAuthClient(tokenURL: url, id: clientID, secretFile: secretFile, scope: scope ?? MailProvider.scope, caFile: caFile)
    }

    /// It becomes part of a URL, and must be one organisation's: "common" gives no tokens to an application.
    private static func tenant(_ text: String) -> String? {
        if UUID(uuidString: text) != nil { return text }
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.count > 1 && text.utf8.count <= 253 && labels.allSatisfy { ServerAddress.isLabel(Array($0)) } ? text : nil
    }

    /// One scope: printable ASCII without spaces and quotes (RFC 6749, section 3.3).
    private static func scope(_ text: String) -> String? {
        !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"\\".utf8.contains($0) } ? text : nil
    }
}
