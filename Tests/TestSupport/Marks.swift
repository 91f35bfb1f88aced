import Foundation

/// Names and addresses that occur nowhere else, so that searching what was sent or logged finds every leak (promise 9).
public enum Marks {
    /// The login name of somebody who gives no `--as`.
    public static let login = "inlognaam-merk"
    /// A note; it must never leave the database.
    public static let note = "notitie-geheim"
    public static let reason = "reden-geheim"
    public static let secrets = [login, note, reason]

    public static func name(of person: String) -> String { "Naam-\(person)-merk" }
    public static func address(of person: String) -> String { "adres-\(person)-merk@vlieger.example" }

    /// Marks every person's name and address in a configuration.
    @Sendable public static func mark(_ configuration: String) -> String {
        var isPerson = false
        var person: String?
        return configuration.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            if line.hasPrefix("[") { (isPerson, person) = (line == "[[person]]", nil) }
            if isPerson, let id = line.firstMatch(of: #/^id +?= "(.*)"/#) { person = String(id.1) }
            guard let person else { return String(line) }
            if line.hasPrefix("name ") { return "name = \"\(name(of: person))\"" }
            return line.hasPrefix("email ") ? "email = \"\(address(of: person))\"" : String(line)
        }.joined(separator: "\n")
    }

    public static func person(at address: String) -> String? { address.firstMatch(of: #/adres-(.*)-merk@/#).map { String($0.1) } }

    /// Everybody whose mark is in a text.
    public static func people(in text: String) -> Set<String> {
        // A Regex takes a second per hundred mails.
        Set(
            text.components(separatedBy: "-merk").dropLast().compactMap { part in
                ["Naam-", "adres-"].compactMap { part.range(of: $0, options: .backwards)?.upperBound }.max().map { String(part[$0...]) }
            })
    }
}
