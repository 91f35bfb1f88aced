import TestSupport
import Testing

@testable import FollowUps

@Suite("Secrets")
struct SecretTests {
    @Test("22 characters that are safe everywhere, each with six bits of chance")
    func made() {
        var generator = SeededGenerator(state: 1)
        let secrets = (0..<1000).map { _ in Secret(using: &generator) }
        #expect(Set(secrets).count == 1000)
        #expect(secrets.allSatisfy { $0.text.utf8.count == 22 && Secret($0.text) == $0 })
        for place in 0..<22 { #expect(Set(secrets.map { Array($0.text)[place] }).count == 64, "place \(place)") }
    }

    @Test("nothing else is read as one", arguments: ["", "a", "0123456789012345678901x", "012345678901234567890/", "01234567890123456789é", " 123456789012345678901"])
    func refused(text: String) { #expect(Secret(text) == nil) }

    @Test("it is never printed")
    func hidden() {
        var generator = SeededGenerator(state: 1)
        let secret = Secret(using: &generator)
        #expect("\(secret)" == "a secret" && String(reflecting: secret) == "a secret" && String(describing: [secret]) == "[a secret]")
        #expect(!"\(Optional(secret) as Any)".contains(secret.text))
    }
}
