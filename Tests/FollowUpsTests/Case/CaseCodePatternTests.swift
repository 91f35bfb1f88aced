import Testing

@testable import FollowUps

@Suite("An installation's own pattern of case codes")
struct CaseCodePatternTests {
    @Test("the whole code has to match it")
    func whole() throws {
        let pattern = try CaseCodePattern("K[0-9]{4}|X")
        #expect(pattern.matches(CaseCode("K0042")) && pattern.matches(CaseCode("X")))
        #expect(!pattern.matches(CaseCode("K00421")) && !pattern.matches(CaseCode("AX")))
    }

    @Test(
        "what a school would write is taken",
        arguments: [
            (#"[A-Z]+-\d+"#, "VL-2026"), (#"\d{4}-\d{3}"#, "2026-014"), ("(?:VL|ME)-[0-9]{1,6}", "ME-7"), ("(VL|ME)?[0-9]{2,}", "VL2026"),
            ("[^a-z]+?", "A1"),
            (#"K\.[0-9]+/[0-9]+-[0-9]+"#, "K.1/2-3"), ("(VL-)?[0-9]{1,4}(-[0-9]{1,4}){0,2}", "VL-26-14-2"), (#"[A-Z\]]{,3}+\{7\}"#, "A]{7}"),
            ("", ""),
        ])
    func taken(_ text: String, code: String) throws {
        #expect(try CaseCodePattern(text).matches(CaseCode(code)) == !code.isEmpty)
    }

    @Test(
        "a mask says it sign by sign: A for a capital, 9 for a digit, anything else for itself",
        arguments: [
            ("AA-9999-999", "VL-2026-014", ["VL-2026-14", "vl-2026-014", "V1-2026-014", "VL-2026-0144", "VL2026014", "ÉL-2026-014", "VL-٢٠٢٦-014"]),
            ("VL/9999", "VL/2026", ["ML/2026", "VL-2026"]), ("D9999", "D1042", ["A1042", "D104", "D 1042"]), ("999 999", "123 456", ["123456"]),
            ("A~9-&&_9", "Z~1-&&_2", ["Z~1-&_2"]),
        ])
    func mask(_ text: String, code: String, others: [String]) throws {
        let pattern = try CaseCodePattern(text)
        #expect(pattern.text == text && pattern.matches(CaseCode(code)))
        for other in others { #expect(!pattern.matches(CaseCode(other)), "\(other)") }
    }

    @Test("what means something in an expression makes it one, as it always was")
    func maskOrExpression() throws {
        #expect(try CaseCodePattern("A+9").matches(CaseCode("AA9")) && !CaseCodePattern("A+9").matches(CaseCode("BB1")))
        #expect(try CaseCodePattern("A.9").matches(CaseCode("A-9")) && !CaseCodePattern("A.9").matches(CaseCode("B-1")))
    }

    /// Each of these, or its like, keeps a matcher that goes back busy for longer than anybody waits.
    @Test(
        "one that fits a code in too many ways is refused",
        arguments: [
            "(a+)+", "(a*)*b", "((a+))+", "(?:a|a)*", "(a|b|ab){1,30}", "(a?){30}", "(a{1,5}){1,30}", "a*a*a*a*a*a*b",
            "a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?",
            "((((){40}){40}){40}){40}", "(a+)+?", "(a+)++", "(.*,)*.*",
        ])
    func endless(_ text: String) {
        #expect(throws: CaseCodePattern.Objection.tooManyWays) { try CaseCodePattern(text) }
    }

    @Test(
        "one that cannot be weighed is refused, and says why",
        arguments: [
            ("K[0-9", .notExpression), ("(a", .notExpression), ("a)", .notExpression), ("*a", .notExpression), ("a**", .notExpression),
            ("a{1,41}", .badCount), ("a{41,}", .badCount), ("a{x}", .badCount), ("a{}", .badCount), ("a{ 1 }", .badCount), ("a{1,2,3}", .badCount),
            ("{1}", .badCount),
            ("a{99999999999999999999}", .badCount),
            ("(?=y)a", .unknownGroup), ("(?<n>z)", .unknownGroup), ("(?i)vl", .unknownGroup),
            (#"(a)\1"#, .unknownEscape), (#"\Q(a+)+\E"#, .unknownEscape), (#"\p{L}"#, .unknownEscape), (#"[\p{L}]"#, .unknownEscape),
            ("[[:alpha:]]", .bracketInClass), ("[]a]", .bracketInClass), ("[^]a]", .bracketInClass), ("É[0-9]", .notPlain), ("a\tb", .notPlain),
            (String(repeating: "a", count: 201), .tooLong),
        ] as [(String, CaseCodePattern.Objection)])
    func unknown(_ text: String, objection: CaseCodePattern.Objection) {
        #expect(throws: objection) { try CaseCodePattern(text) }
    }

    @Test("the standard one is no exception")
    func standard() throws { #expect(try CaseCodePattern(CaseCodePattern.standard.text) == .standard) }

    @Test("a code of more than 40 signs is none, so that what repeats without end has one")
    func longest() throws {
        let pattern = try CaseCodePattern("[0-9]+")
        #expect(pattern.matches(CaseCode(String(repeating: "1", count: 40))))
        #expect(!pattern.matches(CaseCode(String(repeating: "1", count: 41))))
    }
}
