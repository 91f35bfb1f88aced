import FollowUps

/// Reads `[[contact]]`, partners of the sociale kaart, in the configuration or the catalogue.
enum ContactReader {
    /// - Parameter schools: those that a contact may be for; nil where all contacts are for all schools, as in a catalogue.
    static func contacts(
        in root: TableReader, named title: String, separator: String = " ", quoting: Bool = true, schools: Set<SchoolID>? = nil
    ) -> [Contact] {
        var taken: Set<Name> = []
        return root.tables("contact", named: title, separator: separator, quoting: quoting).compactMap { table in
            defer { table.finish() }
            table.require("id", expected: IdentifierSyntax.grammar)
            let id: ContactID? = table.value("id", expected: IdentifierSyntax.grammar, IdentifierSyntax.id)
            let name = table.requiredName()
            let phoneGrammar = "a telephone number such as \"0800-2000\" or \"+31 50 123 45 67\""
            let phone = table.value("phone", expected: phoneGrammar) { isPhone($0) ? $0 : nil }
            let page = page(of: table)
            let address = table.text("address")
            if !table.has("page"), !table.has("address") { table.require("phone", expected: "\(phoneGrammar), or else a page or an address") }
            let hours = table.texts("hours")
            let also = table.list("also", expected: IdentifierSyntax.grammar) { IdentifierSyntax.id($0) as ContactID? } ?? []
            let named = schools.map { self.schools(of: table, among: $0) } ?? []
            if let id, !take(id, at: named, &taken) { table.refuse("id", "\"\(id)\" is taken by an earlier one; give each its own id") }
            for other in also where !take(other, at: named, &taken) {
                table.refuse("also", "\"\(other)\" is taken by this or another contact; give each its own names")
            }
            guard let id, let name else { return nil }
            return Contact(id: id, name: name, phone: phone, page: page, address: address, hours: hours, also: also, schools: named)
        }
    }

    static func page(of table: TableReader) -> WebURL? {
        table.value("page", expected: "the address of a page, such as \"https://veiligthuis.nl\"") { text in
            WebURL(text).flatMap { $0.isEncrypted ? $0 : nil }
        }
    }

    /// One name may stand once for all schools, and once for each.
    private struct Name: Hashable {
        let id: ContactID
        let school: SchoolID?
    }

    private static func take(_ id: ContactID, at schools: Set<SchoolID>, _ taken: inout Set<Name>) -> Bool {
        let names = schools.isEmpty ? [Name(id: id, school: nil)] : schools.map { Name(id: id, school: $0) }
        return names.map { taken.insert($0).inserted }.allSatisfy { $0 }
    }

    private static func schools(of table: TableReader, among known: Set<SchoolID>) -> Set<SchoolID> {
        let grammar = "a list in [ ] of the ids of schools"
        let named = table.list("schools", expected: grammar) { IdentifierSyntax.id($0) as SchoolID? } ?? []
        if table.has("schools"), named.isEmpty { table.refuse("schools", "is empty; expected \(grammar), or leave it out for all schools") }
        for school in named where !known.contains(school) {
            table.refuse(
                "schools", "there is no school \"\(school)\"\(table.hint(for: school.rawValue, among: known.map(\.rawValue).sorted()))")
        }
        return Set(named)
    }

    private static func isPhone(_ text: String) -> Bool {
        let digits = text.utf8.count(where: ServerAddress.isDigit)
        return (3...15).contains(digits) && text.utf8.count <= 30 && text.utf8.first != UInt8(ascii: " ") && text.utf8.last != UInt8(ascii: " ")
            && text.utf8.enumerated().allSatisfy { index, byte in
                ServerAddress.isDigit(byte) || " -()".utf8.contains(byte) || (byte == UInt8(ascii: "+") && index == 0)
            }
    }
}
