import TestSupport
import Testing

@Suite("Whatever is read", .serialized)
struct FuzzTargetTests {
    @Test("is accepted as what it says, or refused with its place, and never brings the program down", arguments: FuzzTarget.all.map(\.name))
    func holds(name: String) throws {
        let target = try #require(FuzzTarget.all.first { $0.name == name })
        var run = FuzzRun(target)
        try run.run(inputs: target.inputs, seed: 0x9E37_79B9_7F4A_7C15)
        print("fuzzed \(name): \(run.accepted + run.refused) inputs, \(run.accepted) accepted, \(run.refused) refused, \(run.found.count) findings")
        for finding in run.found { Issue.record("\(name): \(finding)") }
        #expect(run.accepted > 0 && run.refused > 0)
    }
}
