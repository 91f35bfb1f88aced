import Foundation
import Testing

/// docs/schema says what scripts may rely on.
@Suite("The schema of JSON output")
struct SchemaTests {
    @Test("describes what each command writes with --format json, every key of it, and leaves out no command")
    func outputs() throws {
        let programs = Repository.programs.path(percentEncoded: false)
        let checked = try Command.run("/usr/bin/python3", "-B", "Tests/Schema/check.py", programs)
        #expect(checked.status == 0, "\(checked.output)")
        #expect(checked.output.contains(", 0 mistakes"), "\(checked.output)")
    }
}
