import Configuration
import FollowUps
import Testing

@Suite("The contract's configuration")
struct ContractTests {
    @Test("loads as it stands, with the shipped catalogue, without a problem or a warning")
    func loads() throws {
        let instance = try Instance()
        #expect(instance.problems() == [])
        #expect(try instance.load().warnings == [])
    }
}
