import Foundation
import FollowUps

extension SettingsReader {
    func webhooks(templates: String) -> [Webhook] {
        var seen: Set<ChannelID> = [.mail, .noticeMail]
        return root.tables("webhook", named: "[[webhook]]").compactMap { table in
            defer { table.finish() }
            let id: ChannelID? = table.identifier(seen: &seen, taken: "is taken by mail or an earlier webhook")
            // The path is a secret between us and the receiver, so no message shows it.
            let url = table.value("url", expected: WebURL.grammar, showing: { _ in false }) { WebURL($0) }
            table.require("url", expected: WebURL.grammar)
            let template = template(table, in: templates)
            let secretFile = secretFile("secret_file", in: table)
            let allowPrivate = table.flag("allow_private") ?? false
            let enabled = table.flag("enabled") ?? true
            if enabled, !table.has("secret_file") {
                table.refuse(
                    "secret_file", "is missing, and without it nothing is signed; expected \(SettingsReader.secretGrammar), or enabled = false")
            }
            guard let id, let url else { return nil }
            return Webhook(
                id: id, url: url, template: template ?? "generic", secretFile: secretFile, allowPrivate: allowPrivate, enabled: enabled)
        }
    }

    /// Refuses a missing template here, where the key can be named. Whether it is sound is checked by its renderer.
    private func template(_ table: TableReader, in templates: String) -> String? {
        let expected = "the name of a file in \(templates)/webhook, without .json"
        guard let name = table.value("template", expected: expected, { IdentifierSyntax.isValid($0) ? $0 : nil }) else { return nil }
        if access("\(templates)/webhook/\(name).json", F_OK) == 0 { return name }
        let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(templates)/webhook")) ?? []
        let names = files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
        // When there is none at all, the folder is wrong or not laid out yet, which others report better.
        if !names.isEmpty { table.refuse("template", "there is no template \"\(name)\"\(table.hint(for: name, among: names))") }
        return name
    }
}
