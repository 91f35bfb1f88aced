import Configuration
import Foundation
import Testing

/// Misspells each key and each value of the contract's file, those included that it only mentions.
@Suite("A misspelt file")
struct MisspellingTests {
    /// A `key = value` line of a file, with the last header above it.
    struct Line: CustomStringConvertible {
        let index: Int
        let header: String
        let key: String
        let value: String
        var description: String { "\(header) \(key)" }
    }

    static func lines(of text: String) -> [Line] {
        var header = ""
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            if line.hasPrefix("[") { header = line.trimmingCharacters(in: .whitespaces) }
            guard let match = line.prefixMatch(of: /([a-z_]+) *=\ *(\[[^\]]*\]|"[^"]*"|[^ #]+)/) else { return nil }
            return Line(index: index, header: header, key: String(match.1), value: String(match.2))
        }
    }

    static func replacing(_ index: Int, of text: String, with line: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        lines[index] = Substring(line)
        return lines.joined(separator: "\n")
    }

    static func misspellings(of word: String) -> [String] {
        [word + "x", String(word.dropLast()), word.prefix(1) + word].filter { !$0.isEmpty }
    }

    @Test("names the file and the key that is not known, and the one that was meant")
    func keys() throws {
        let text = try Instance.everythingUsed
        let instance = try Instance(text)
        #expect(instance.problems() == [])
        let lines = Self.lines(of: text)
        #expect(lines.count > 90)
        for line in lines {
            for wrong in Self.misspellings(of: line.key) {
                try instance.write(Self.replacing(line.index, of: text, with: "\(wrong) = \(line.value)"))
                let telling = instance.problems().filter { $0.hasPrefix("opvolg.toml: ") && $0.contains(" \(wrong): is not a ") }
                #expect(telling.count == 1, "\(line) as \(wrong): \(instance.problems())")
                if line.key.count > 3 { #expect(telling.first?.hasSuffix("did you mean \"\(line.key)\"?") == true, "\(line): \(telling)") }
            }
        }
    }

    @Test("names the file and the table that is not known, and the one that was meant")
    func headers() throws {
        let text = try Instance.everythingUsed
        let instance = try Instance(text)
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() where line.hasPrefix("[") {
            let name = line.trimmingCharacters(in: CharacterSet(charactersIn: "[] "))
            let word = String(name.split(separator: ".").last ?? "")
            let wrong = word + "x"
            try instance.write(Self.replacing(index, of: text, with: String(line).replacing(word, with: wrong)))
            let problems = instance.problems().filter {
                $0.hasPrefix("opvolg.toml: ") && $0.contains(wrong) && $0.contains("\"\(word)\"?") || $0.contains("is the [[\(word)]] above")
                    || $0.contains("is a [[\(word)]] between")
            }
            #expect(problems.count == 1, "\(line): \(instance.problems())")
        }
    }

    @Test("names the file, the key and what was expected when a value has the wrong type or holds a control character")
    func types() throws {
        let text = try Instance.everythingUsed
        let instance = try Instance(text)
        for line in Self.lines(of: text) {
            for wrong in ["1.5", "\"\\u0007\"", "{ a = 1 }", "[\"\\n\"]", "[[1]]", "07:32:00"] {
                try instance.write(Self.replacing(line.index, of: text, with: "\(line.key) = \(wrong)"))
                let telling = instance.problems().filter {
                    $0.hasPrefix("opvolg.toml: ") && $0.contains(" \(line.key): ") && ($0.contains("; expected ") || $0.contains("; did you mean "))
                }
                #expect(!telling.isEmpty, "\(line) = \(wrong): \(instance.problems())")
            }
        }
    }

    /// For each value that has to be more than a text: what is nearly right.
    static let nearlyRight: [(header: String, key: String, values: [String])] = [
        ("[service]", "database", ["\"\""]),
        ("[service]", "templates", ["\"tmplates\"", "\" \""]),
        ("[service]", "time_zone", ["\"Europe/Amsterdm\"", "\"CET\"", "\"GMT+1\"", "\"+01:00\""]),
        ("[service]", "language", ["\"nll\"", "\"NL\"", "\"de\""]),
        ("[service]", "detail", ["\"taks\""]),
        ("[service]", "act_as", ["\"beheerder\"", "[\"be heerder\"]", "[\"\"]", "[7]"]),
        ("[service]", "case_code", ["\"[A-\"", "\"(\"", "\"(a+)+\"", "\"(?=a)\"", "\"a{1,41}\""]),
        ("[mail]", "transport", ["\"smpt\"", "\"\""]),
        ("[mail]", "maildir", ["\"\""]),
        (
            "[mail]", "from",
            [
                "\"Opvolging opvolging@a.example\"", "\"Opvolging <opvolging@a.example\"", "\"opvolging\"", "\"a@b@c\"", "\"ü@a.example\"",
                "\"A <a@b> <c@d>\"", "\"a@b, c@d\"", "\"a@b..c\"", "\"a@-b\"", "\"A\\r\\nBcc: <x@y>\"",
            ]
        ),
        (
            "[mail]", "url",
            [
                "\"smtp:/mail\"", "\"http://mail\"", "\"smtp://\"", "\"smtp://mail:0\"", "\"smtp://mail:65536\"", "\"smtp://mail:x\"",
                "\"smtp://mail:\"",
                "\"smtp://a b\"", "\"smtp://u:p@mail\"", "\"smtp://mail/x\"", "\"smtp://[::1\"", "\"mail.perspectief.example\"",
            ]
        ),
        ("[service]", "holidays", ["\"tulpn.csv\"", "\"/tulpen.csv\"", "\"../tulpen.csv\""]),
        ("[retention]", "messages", ["\"2y\"", "\"0d\"", "\"24\"", "\"10sd\"", "\"24h\"", "24"]),
        ("[retention]", "case_term", ["\"5y\"", "\"0m\"", "\"60\"", "\"10sd\"", "\"24h\"", "60"]),
        ("[mail]", "tls", ["\"requierd\"", "\"none\""]),
        ("[mail]", "ca_file", ["\"\""]),
        ("[mail]", "username", ["\"\""]),
        ("[mail]", "password_file", ["\"\""]),
        ("[mail]", "connections", ["0", "-1", "51", "\"2\""]),
        ("[mail]", "per_minute", ["0", "1000001"]),
        ("[mail]", "bounce", ["\"bounces\"", "\"B <b@a.example>\"", "\"a@b\\r\\nDATA\"", "\"\""]),
        ("[bounce]", "url", ["\"imap:/mail\"", "\"pop3://mail\"", "\"imaps://u:p@mail\"", "\"imaps://mail/INBOX\"", "\"imaps://mail:0\""]),
        ("[bounce]", "username", ["\"\""]),
        ("[bounce]", "password_file", ["\"\""]),
        ("[mail]", "helo", ["\"server1\"", "\"192.0.2.1\"", "\"a b.example\"", "\"a_b.example\"", "\"\""]),
        ("[mail]", "reply_to", ["\"ib\"", "\"IB ib@vlieger.example\"", "\"a@b\\r\\nBcc: x@y\"", "\"\""]),
        ("[bounce]", "folder", ["\"\"", "\"Prullenbäk\"", "\"a*\"", "\"a%b\""]),
        ("[bounce]", "ca_file", ["\"\""]),
        ("[[webhook]]", "id", ["\"teams directie\"", "\"mail\"", "\"\"", "\"-a\""]),
        (
            "[[webhook]]", "url",
            ["\"http://hooks.perspectief.example/directie\"", "\"https:hooks\"", "\"https://hooks:99999/\"", "\"https://u@hooks/\""]
        ),
        ("[[webhook]]", "template", ["\"genric\"", "\"../generic\""]),
        ("[[webhook]]", "secret_file", ["\"\""]),
        ("[[webhook]]", "allow_private", ["\"true\"", "0"]),
        ("[watch]", "ping_url", ["\"http://ping.perspectief.example/7c1d\"", "\"ping.perspectief.example\"", "\"https://u:p@ping/\"", "\"\""]),
        ("[watch]", "allow_private", ["\"yes\""]),
        ("[watch]", "operator", ["\"bestur\"", "\"\""]),
        ("[watch]", "undelivered", ["\"0h\"", "\"2\"", "\"2d\"", "\"200h\"", "2"]),
        ("[watch]", "webhook", ["\"teams-direktie\"", "\"mail\"", "\"\""]),
        (
            "[web]", "public_url",
            [
                "\"http://opvolg.perspectief.example\"", "\"opvolg.perspectief.example\"", "\"https://opvolg.perspectief.example/opvolg\"",
                "\"https://u:p@opvolg.perspectief.example\"", "\"https://opvolg.perspectief.example?x\"", "\"\"",
            ]
        ),
        (
            "[web]", "listen",
            ["\"127.0.0.1\"", "\"8080\"", "\"0.0.0.0:8080\"", "\"192.168.1.1:8080\"", "\"127.0.0.1:0\"", "\"127.0.0.1:8080/x\"", "8080"]
        ),
        ("[[webhook]]", "enabled", ["\"false\"", "1"]),
        ("[[school]]", "id", ["\"vlie ger\"", "\"\""]),
        ("[[school]]", "name", ["\"\"", "\"  \"", "\"\(String(repeating: "x", count: 201))\""]),
        ("[[school]]", "region", ["\"nord\"", "\"Noord\""]),
        ("[[school]]", "free_days", ["[\"2026-12-32\"]", "[\"18-12-2026\"]", "\"2026-12-18\""]),
        ("[[school]]", "school_days", ["[\"2027-5-5\"]", "[\"2026-12-18\"]"]),
        ("[school.roles]", "ib", ["\"ib-vliegr\"", "\"\""]),
        ("[[person]]", "id", ["\"ib-regenboog\"", "\"\""]),
        ("[[person]]", "name", ["\"\""]),
        ("[[person]]", "email", ["\"ib@\"", "\"ib.vlieger.example\"", "\"IB <ib@vlieger.example>\"", "\"a b@c\"", "\"a@b\\r\\nRCPT TO:<x@y>\""]),
        ("[web.oidc]", "issuer", ["\"http://login.perspectief.example\"", "\"login.perspectief.example\"", "\"https://a.example/?x\"", "\"\""]),
        ("[web.oidc]", "client_id", ["\"\"", "\"a b\"", "\"\u{e9}\""]),
        ("[web.oidc]", "client_secret_file", ["\"\""]),
        ("[web.oidc]", "claim", ["\"\"", "\"sub:name\"", "\"preferred_username:logon\"", "\":login\"", "\"a b\""]),
        ("[web.oidc]", "ca_file", ["\"\""]),
        ("[[person]]", "login", ["\"\"", "\"ib regenboog\""]),
        ("[[person]]", "deputy", ["\"ib-regenbog\"", "\"ib-vlieger\""]),
        ("[[person]]", "channels", ["[\"mial\"]", "[\"mail\", \"teams-directe\"]", "[\"mail\", \"mail\"]"]),
        ("[[person]]", "digest", ["\"weekly\"", "\"weekly mondai\"", "\"weekly Monday\"", "\"monthly\""]),
        ("[[person]]", "school", ["\"vliegr\""]),
        ("[[person]]", "language", ["\"eng\""]),
        ("[[holiday]]", "from", ["\"2026-02-30\"", "\"2027-01-04\"", "\"2025-12-19\""]),
        ("[[holiday]]", "to", ["\"2026-12-18\"", "\"2028-01-03\""]),
        ("[[holiday]]", "regions", ["[\"nord\"]"]),
        ("[[contact]]", "id", ["\"nood nummer\"", "\"politie\""]),
        ("[[contact]]", "phone", ["\"\"", "\"0800-VEILIG\"", "\"12\"", "\"tel:112\"", "112"]),
        ("[[contact]]", "also", ["[\"a mk\"]", "[\"veilig-thuis\"]", "[\"noodnummer\"]"]),
        (
            "[policy.normal]", "steps",
            [
                "[]", "[\"open\"]", "[\"+5 owner\"]", "[\"5sd owner\"]", "[\"0 owner owner\"]", "[\"0 ownr\"]", "[\"0 owner\", \"0 directie\"]",
                "[\"-2sd owner\"]", "[\"+2h owner\"]",
            ]
        ),
        ("[policy.normal]", "repeat", ["[]", "[\"5\"]", "[\"0sd\"]", "[\"5 sd\"]", "[\"5y\"]", "\"5sd\""]),
        ("[policy.normal]", "window", ["\"school 8:00-17:00\"", "\"school 17:00-08:00\"", "\"weekdays 08:00-17:00\"", "\"school\""]),
    ]

    @Test("names the file, the key and what was expected when a value is nearly right", arguments: nearlyRight.indices)
    func values(index: Int) throws {
        let (header, key, values) = Self.nearlyRight[index]
        let text = try Instance.everythingUsed
        let instance = try Instance(text)
        let line = try #require(Self.lines(of: text).first { $0.header == header && $0.key == key })
        for value in values {
            try instance.write(Self.replacing(line.index, of: text, with: "\(key) = \(value)"))
            let telling = instance.problems().filter { $0.hasPrefix("opvolg.toml: ") }
                .filter { problem in [key, "to", "school_days", "also", "steps", "password_file"].contains { problem.contains(" \($0): ") } }
                .filter { problem in ["; expected ", "; did you mean ", "; give ", "; it can "].contains { problem.contains($0) } }
            #expect(!telling.isEmpty, "\(header) \(key) = \(value): \(instance.problems())")
        }
    }

    @Test("has its nearly right values tried for every key of the contract that takes more than any text")
    func complete() throws {
        let tried = Set(Self.nearlyRight.map { "\($0.header) \($0.key)" })
        let keys = Set(Self.lines(of: try Instance.everythingUsed).map(\.description))
        // The same key once more, in another table of its sort; and names that can be any text.
        let left = keys.subtracting(tried).filter { !$0.hasPrefix("[policy.") && !$0.hasSuffix(" name") && !$0.hasPrefix("[school.roles]") }
        #expect(left == [])
    }
}
