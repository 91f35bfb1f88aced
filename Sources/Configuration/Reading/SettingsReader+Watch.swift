import FollowUps

extension SettingsReader {
    /// What a webhook or a ping goes to.
    static let webGrammar = "\"https://HOST/PATH\"; http:// is accepted for a loopback address only"

    static func webAddress(_ text: String) -> String? {
        ServerAddress(text).flatMap { $0.scheme == "https" || ($0.scheme == "http" && $0.isLoopback) ? text : nil }
    }

    func watch(people: [Person]) -> WatchSettings {
        guard let table = root.table("watch") else { return WatchSettings() }
        defer { table.finish() }
        // Whoever knows such an address can use it, so a mistake in it is told without it.
        let url = table.value("ping_url", expected: Self.webGrammar, showing: { _ in false }, Self.webAddress)
        let file = secretFile("ping_url_file", in: table)
        if table.has("ping_url"), table.has("ping_url_file") {
            table.refuse("ping_url_file", "stands there besides ping_url; expected one of the two")
        }
        let allowPrivate = table.flag("allow_private") ?? false
        let person = person("operator", in: table, people: Set(people.map(\.id)))
        if let person, people.first(where: { $0.id == person })?.channels.contains(.mail) != true {
            table.refuse("operator", "\"\(person)\" gets no mail to be told by; expected somebody with an email, and \"mail\" among their channels")
        }
        return WatchSettings(
            ping: url.map { .url($0) } ?? file.map { .file(path: $0) }, allowPrivate: allowPrivate, operatorPerson: person)
    }
}
