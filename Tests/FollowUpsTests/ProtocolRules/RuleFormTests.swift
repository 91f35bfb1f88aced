import Testing

@testable import FollowUps

@Suite("What rules are written in")
struct RuleFormTests {
    static let events: [(String, CaseEvent)] = [
        ("weging", .opened("weging")), ("weging gevaar", .answered("weging", "gevaar")), ("weging *", .answered("weging", nil)),
        ("completed oudergesprek", .completed("oudergesprek")), ("case opened", .caseOpened), ("case closed", .caseClosed),
    ]

    @Test("an event is a kind, an answer, a completion, or the beginning or end of the case", arguments: events.indices)
    func event(index: Int) {
        let (text, event) = Self.events[index]
        #expect(CaseEvent(text) == event && event.description == text)
    }

    @Test("what is no event is not read", arguments: ["", " ", "a b c", "weging ", " weging"])
    func noEvent(text: String) { #expect(CaseEvent(text) == nil) }

    @Test("an exception is an answer, a reason or a hand")
    func exceptions() {
        #expect(
            ["weging *", "weging a", "reason", "by hand"].map { RuleException($0)?.description } == ["weging *", "weging a", "reason", "by hand"])
        #expect(["case closed", "completed weging", "hand"].allSatisfy { RuleException($0) == nil })
    }

    static let wrong: [(ProtocolRule, String)] = [
        (rule(never("weg")), "rule regel, never: there is no kind \"weg\""),
        (rule(never("begin weg")), "rule regel, never: \"begin\" has no outcome \"weg\""),
        (rule(never("begin", unless: "weg *")), "rule regel, unless: there is no kind \"weg\""),
        (rule(never("begin"), after: "weg"), "rule regel, after: there is no kind \"weg\""),
        (rule(never("begin"), until: "completed begin"), "rule regel, until: \"begin\" has no outcome that completes it"),
        (rule(never("school")), "rule regel, never: \"school\" has scope \"school\", and the rule is about a case"),
        (rule(.opens(["begin"]), after: "begin"), "rule regel, after: \"begin\" is no answer"),
        (rule(.opens(["begin"])), "rule regel, after: is missing"),
        (rule(.within(term("2w"))), "rule regel, after: is missing"),
        (rule(.neverOpen(["weg"])), "rule regel, never_open: there is no kind \"weg\""),
        (rule(.keptFrom(["juf"])), "rule regel, kept_from: there is no role \"juf\""),
        (rule(.neverReaches(["juf"], kinds: ["school"])), "rule regel, never_reaches: there is no role \"juf\""),
        (rule(.urgency(.urgent, kinds: ["weg"])), "rule regel, kinds: there is no kind \"weg\""),
        (rule(.anotherFrom(3, except: ["weg"])), "rule regel, except: there is no kind \"weg\""),
    ]

    @Test("a rule that names what the catalogue does not have is refused", arguments: wrong.indices)
    func refused(index: Int) {
        let (rule, problem) = Self.wrong[index]
        let catalogue = Catalogue.withRules(
            kind("begin", outcome("x", ends: true)), kind("school", scope: .school, outcome("x")), rules: rule)
        #expect(catalogue.problems(contacts: []).map { "\($0.key): \($0.message.split(separator: ";")[0])" } == [problem])
    }

    @Test("guesses walk every combination once")
    func guesses() {
        var guesses = Guesses()
        var seen: [[Int]] = []
        repeat {
            let first = guesses.choose(3)
            seen.append(first == 1 ? [first, guesses.choose(2), guesses.choose(1)] : [first])
        } while guesses.another()
        #expect(seen == [[0], [1, 0, 0], [1, 1, 0], [2]])
    }
}
