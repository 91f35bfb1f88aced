import TestSupport
import Testing

@testable import FollowUps

@Suite("The secret in a link")
struct LinkTokenTests {
    @Test("what is written is read again, and it is 22 characters that a URL can hold")
    func roundTrip() {
        var generator = SeededGenerator(state: 1)
        var seen: Set<String> = []
        for _ in 0..<500 {
            let token = LinkToken(from: &generator)
            #expect(token.bytes.count == 16)
            #expect(LinkToken(token.text) == token)
            #expect(token.text.wholeMatch(of: #/[A-Za-z0-9_-]{22}/#) != nil)
            #expect(seen.insert(token.text).inserted)
        }
    }

    @Test("all bits of a token count")
    func bits() {
        #expect(LinkToken("AAAAAAAAAAAAAAAAAAAAAA")?.bytes == [UInt8](repeating: 0, count: 16))
        #expect(LinkToken("_____________________w")?.bytes == [UInt8](repeating: 255, count: 16))
        #expect(LinkToken("AAAAAAAAAAAAAAAAAAAAAQ")?.bytes.last == 1)
    }

    @Test(
        "nothing else is a token: too short, too long, another alphabet, a second spelling of the same bits",
        arguments: [
            "", "A", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAA+/",
            "AAAAAAAAAAAAAAAAAAAAAB", "AAAAAAAAAAAAAAAAAAAA%4", "ÅAAAAAAAAAAAAAAAAAAAA", " AAAAAAAAAAAAAAAAAAAAA",
        ])
    func refused(text: String) {
        #expect(LinkToken(text) == nil)
    }

    @Test("a token that is printed by mistake tells nothing")
    func silent() {
        var generator = SeededGenerator(state: 7)
        let token = LinkToken(from: &generator)
        #expect("\(token)" == "a secret")
    }
}
