import Configuration
import Foundation
import Testing

@Suite("Odd files")
struct OddFileTests {
    static let odd: [(name: String, text: String)] = [
        ("empty", ""),
        ("only a byte order mark", "\u{FEFF}"),
        ("only comments", "# one\n# two\n"),
        ("a zero byte", "[service]\n\u{0}database = \"x\"\n"),
        ("a zero by escape", "[service]\ndatabase = \"a\\u0000b\"\n"),
        ("nested arrays", "x = " + String(repeating: "[", count: 5000)),
        ("closed nested arrays", "x = " + String(repeating: "[", count: 250) + String(repeating: "]", count: 250)),
        ("nested inline tables", "x = " + String(repeating: "{a=", count: 5000)),
        ("a deep header", "[" + String(repeating: "a.", count: 200_000) + "a]\n"),
        ("a deep key", String(repeating: "a.", count: 200_000) + "a = 1\n"),
        ("a deep key, broken off", String(repeating: "a.", count: 200_000) + "a = 1\nb ="),
        ("deep keys in nested lists", deepestAllowed),
        ("deep keys in nested lists, broken off later", deepestAllowed + "y ="),
        ("a long line", "x = \"" + String(repeating: "a", count: 900_000) + "\""),
        ("too large", String(repeating: "# comment\n", count: 200_000)),
        ("dates where texts belong", "[service]\ndatabase = 2026-12-12\ntime_zone = 07:32:00\nlanguage = 2026-12-12T07:32:00Z\n"),
        (
            "lists where tables belong",
            "service = [1]\nmail = [[\"a\"], [[1]]]\nschool = [[1]]\nperson = \"x\"\nholiday = [1, {}]\npolicy = [[], []]\n"
        ),
        ("tables where values belong", "[service.database]\n[mail.from.to]\n[[school.id]]\n[[policy]]\n[policy.normal.steps]\n"),
        ("numbers without measure", "[mail]\nfrom = 9223372036854775807\nconnections = -9223372036854775808\nper_minute = 1e308\n"),
        ("no numbers", "[mail]\nconnections = nan\nper_minute = inf\n"),
        ("a key twice", "[mail]\nfrom = \"a@b\"\nfrom = \"a@b\"\n"),
        ("a broken text", "[mail]\nfrom = \"a@b"),
        ("broken escapes", "[mail]\nfrom = \"\\q\\uD800\""),
        ("strange keys", "\"\" = 1\n\"a\\nb\" = 2\n'🙂' = 3\n\"\u{202E}\" = 4\n"),
        ("control characters by escape", "[[person]]\nid = \"a\"\nname = \"A\\r\\nBcc: x@y\"\nemail = \"a@b\\r\\n\"\n"),
    ]

    /// Nearly as deep as the reader lets a file be.
    private static let deepestAllowed =
        "x = " + String(repeating: "[{" + String(repeating: "a.", count: 30) + "a = [\n", count: 10) + String(repeating: "]}]", count: 10) + "\n"

    @Test("are refused with a message, and never bring the program down", arguments: odd.indices)
    func refused(index: Int) throws {
        let instance = try Instance(Self.odd[index].text)
        let problems = instance.problems().filter { !$0.hasPrefix("templates/meldcode.toml: kind") }
        #expect(!problems.isEmpty, "\(Self.odd[index].name)")
        #expect(problems.allSatisfy { $0.hasPrefix("opvolg.toml: ") && !$0.contains("\n") && $0.count < 400 }, "\(Self.odd[index].name): \(problems)")
    }

    @Test("that are not texts, or not files, are refused with the reason")
    func notTexts() throws {
        let instance = try Instance()
        try Data([0x5B, 0xFF, 0xFE, 0x5D]).write(to: URL(filePath: instance.file))
        #expect(instance.problems() == ["opvolg.toml: is not a text in UTF-8; save it as one"])
        try instance.write(String(repeating: "# comment\n", count: 200_000))
        #expect(instance.problems() == ["opvolg.toml: is larger than 1 MB, so it cannot be what it should be"])
        try FileManager.default.removeItem(atPath: instance.file)
        #expect(instance.problems() == ["opvolg.toml: cannot be read: no such file or directory"])
        try FileManager.default.createDirectory(atPath: instance.file, withIntermediateDirectories: false)
        #expect(instance.problems() == ["opvolg.toml: cannot be read: is a directory"])
    }

    @Test("cut short, or with bytes changed, dropped and doubled, never bring the program down")
    func fuzz() throws {
        var random = Xorshift(state: 0x9E37_79B9_7F4A_7C15)
        for source in [try Instance.contract, try Instance.catalogue] {
            let isCatalogue = source.contains("[[kind]]")
            let instance = try Instance()
            let bytes = Array(source.utf8)
            for round in 0..<1000 {
                var mutated = round % 5 == 0 ? Array(bytes.prefix(random.next(below: bytes.count))) : bytes
                for _ in 0..<random.next(below: 6) where !mutated.isEmpty {
                    let place = random.next(below: mutated.count)
                    switch random.next(below: 5) {
                    case 0: mutated[place] = UInt8(truncatingIfNeeded: random.next(below: 256))
                    case 1: mutated.remove(at: place)
                    case 2: mutated.insert(mutated[random.next(below: mutated.count)], at: place)
                    case 3: mutated.insert(contentsOf: Array("[]{}=\"'#\\\n.,0"[...].utf8.shuffled(using: &random).prefix(3)), at: place)
                    default:
                        let end = min(mutated.count, place + random.next(below: 200))
                        mutated.replaceSubrange(place..<end, with: mutated[place..<end].reversed())
                    }
                }
                try Data(mutated).write(to: URL(filePath: isCatalogue ? instance.catalogueFile : instance.file))
                for problem in instance.problems() where problem.contains("\n") || problem.utf8.contains(0) {
                    Issue.record("round \(round) gives a message of more than a line: \(problem)")
                }
            }
        }
    }
}
