import Foundation
import Testing

/// The table of the promises tells the truth about the tests.
@Suite("The table of the promises")
struct PromisesTableTests {
    @Test("names a test for each promise, and every test that it names is there")
    func everyTestIsThere() throws {
        let table = try Repository.text("Tests/README.md").split(separator: "\n").filter { $0.hasPrefix("| ") }
        let promises = Set(table.compactMap { $0.split(separator: "|").first.flatMap { Int($0.trimmingCharacters(in: .whitespaces)) } })
        #expect(promises == Set(1...20))
        var named = 0
        for row in table {
            for match in row.matches(of: #/“([^”]+)” \(`([^`]+)`\)/#) {
                named += 1
                let source = try Repository.text("Tests/\(match.2)")
                #expect(source.contains("\"\(match.1)\""), "Tests/\(match.2) has no test “\(match.1)”")
            }
        }
        #expect(named >= 12)
    }
}
