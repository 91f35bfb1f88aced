import TestSupport
import Testing

@testable import FollowUps

@Suite("Secrets")
struct SecretTests {
    @Test("128 bits of chance, in 22 characters that are safe everywhere, and read back as they were")
    func made() {
        var generator = SeededGenerator(state: 1)
        let secrets = (0..<1000).map { _ in Secret(from: &generator) }
        #expect(Set(secrets).count == 1000)
        #expect(secrets.allSatisfy { $0.text.utf8.count == 22 && Secret($0.text) == $0 })
        for place in 0..<16 { #expect(Set(secrets.map { $0.bytes[place] }).count > 240, "byte \(place)") }
    }

    @Test(
        "nothing else is read as one",
        arguments: [
            "", "a", "0123456789012345678901x", "012345678901234567890/", "01234567890123456789é", " 123456789012345678901",
            // The last character has two bits only: of two spellings one is good.
            "AAAAAAAAAAAAAAAAAAAAAB",
        ])
    func refused(text: String) { #expect(Secret(text) == nil) }

    @Test("it is never printed")
    func hidden() {
        var generator = SeededGenerator(state: 1)
        let secret = Secret(from: &generator)
        #expect("\(secret)" == "a secret" && String(reflecting: secret) == "a secret" && String(describing: [secret]) == "[a secret]")
        var dumped = "\(Optional(secret) as Any)"
        dump(secret, to: &dumped)
        #expect(!dumped.contains(secret.text) && !dumped.contains("\(secret.bytes[0]),"))
    }
}
