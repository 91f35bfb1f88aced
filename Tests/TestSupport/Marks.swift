import Foundation

/// Names and addresses that occur nowhere else, so that a search for them in what was sent or logged finds every place where they leaked.
public enum Marks {
    /// The name under which somebody logs in who does not say who they are.
    public static let login = "inlognaam-merk"
    /// What a note or a reason holds; it stays in the database.
    public static let note = "notitie-geheim"
    public static let reason = "reden-geheim"
    public static let secrets = [login, note, reason]

    public static func name(of person: String) -> String { "Naam-\(person)-merk" }
    public static func address(of person: String) -> String { "adres-\(person)-merk@vlieger.example" }

    /// A configuration with marks in the place of every person's name and address.
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

    /// The person whose address it is.
    public static func person(at address: String) -> String? { address.firstMatch(of: #/adres-(.*)-merk@/#).map { String($0.1) } }

    /// Everybody marked in a text, by name or address.
    public static func people(in text: String) -> Set<String> {
        // Not with a Regex, which takes a second for every hundred mails.
        Set(
            text.components(separatedBy: "-merk").dropLast().compactMap { part in
                ["Naam-", "adres-"].compactMap { part.range(of: $0, options: .backwards)?.upperBound }.max().map { String(part[$0...]) }
            })
    }
}
