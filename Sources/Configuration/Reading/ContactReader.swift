import FollowUps

/// Reads `[[contact]]`, partners of the sociale kaart, in the configuration or the catalogue.
enum ContactReader {
    static func contacts(in root: TableReader, named title: String, separator: String = " ", quoting: Bool = true) -> [Contact] {
        var seen: Set<ContactID> = []
        return root.tables("contact", named: title, separator: separator, quoting: quoting).compactMap { table in
            defer { table.finish() }
            let id = table.identifier(seen: &seen)
            let name = table.requiredName()
            let grammar = "a telephone number such as \"0800-2000\" or \"+31 50 123 45 67\""
            let phone = table.value("phone", expected: grammar) { isPhone($0) ? $0 : nil }
            table.require("phone", expected: grammar)
            let also = table.list("also", expected: IdentifierSyntax.grammar) { IdentifierSyntax.id($0) as ContactID? } ?? []
            for other in also where !seen.insert(other).inserted {
                table.refuse("also", "\"\(other)\" is taken by this or another contact; give each its own names")
            }
            guard let id, let name, let phone else { return nil }
            return Contact(id: id, name: name, phone: phone, also: also)
        }
    }

    private static func isPhone(_ text: String) -> Bool {
        let digits = text.utf8.count(where: ServerAddress.isDigit)
        return (3...15).contains(digits) && text.utf8.count <= 30 && text.utf8.first != UInt8(ascii: " ") && text.utf8.last != UInt8(ascii: " ")
            && text.utf8.enumerated().allSatisfy { index, byte in
                ServerAddress.isDigit(byte) || " -()".utf8.contains(byte) || (byte == UInt8(ascii: "+") && index == 0)
            }
    }
}
