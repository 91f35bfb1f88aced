import Configuration
import Foundation
import Testing

@Suite("[standby]")
struct StandbySettingsTests {
    private func read(_ lines: String) throws -> (fence: String?, problems: [String], folder: String) {
        let instance = try Instance(try Instance.contract + lines)
        let problems = instance.problems()
        return (problems.isEmpty ? try instance.load().standby.fence : nil, problems, instance.folder.path)
    }

    @Test("left out, there is no second machine")
    func absent() throws {
        let (fence, problems, _) = try read("")
        #expect(fence == nil && problems.isEmpty)
    }

    @Test("says where the two meet, from the folder of the configuration")
    func values() throws {
        let (fence, _, folder) = try read("\n[standby]\nfence = \"standby\"\n")
        #expect(fence == folder + "/standby")
        #expect(try read("\n[standby]\nfence = \"/mnt/standby\"\n").fence == "/mnt/standby")
    }

    @Test("without a fence, or with a mistake, is refused")
    func mistakes() throws {
        #expect(try read("\n[standby]\n").problems.contains { $0.contains("[standby] fence") && $0.contains("is missing") })
        let problems = try read("\n[standby]\nfence = 3\nfense = \"x\"\n").problems
        #expect(problems.count == 2, "\(problems)")
    }
}
