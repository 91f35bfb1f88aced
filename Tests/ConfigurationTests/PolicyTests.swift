import Configuration
import FollowUps
import Foundation
import Testing

/// The policies of a configuration, and the kinds of a catalogue that name one.
@Suite("The policies of a configuration")
struct PolicyTests {
    /// The contract's file with something added, beside a catalogue in which the kind `klasplan` names a policy.
    private func instance(_ addition: String = "", klasplan policy: String? = nil, opschaling: String? = nil) throws -> Instance {
        var catalogue = try Instance.catalogue
        for (kind, policy) in [("klasplan", policy), ("opschaling", opschaling)] {
            guard let policy else { continue }
            // Whatever the shipped catalogue gives it.
            let start = try #require(catalogue.range(of: "id = \"\(kind)\"")?.lowerBound)
            let end = try #require(catalogue.range(of: "[[kind.outcome]]", range: start..<catalogue.endIndex)?.lowerBound)
            let table = catalogue[start..<end].split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("policy") }
            catalogue.replaceSubrange(start..<end, with: (table.dropLast() + ["policy = \"\(policy)\"", ""]).joined(separator: "\n"))
        }
        return try Instance(Instance.contract + addition, catalogue: catalogue)
    }

    private static let own =
        "\n[policy.zachtjes]\nsteps = [\"0 owner\", \"+2w owner directie\"]\nrepeat = [\"1w x3\", \"4w\"]\nwindow = \"school 09:00-15:00\"\n"

    @Test("each can be changed by its name, key by key")
    func changed() throws {
        let settings = try instance("\n[policy.training]\nsteps = [\"-6m owner\", \"0 owner\"]\n[policy.quiet]\nrepeat_to = \"everybody\"\n").load()
        let training = try #require(settings.policies["training"])
        #expect(training.steps.map(\.name) == ["-6m", "0"] && training.repeat == Policy.training.repeat && training.window == Policy.training.window)
        #expect(settings.policies["quiet"]?.repeatsTo == .everybody && settings.policies["quiet"]?.steps == Policy.quiet.steps)
        #expect(settings.policies["yearly"] == .yearly)
    }

    @Test("a kind follows the one that it names, also one of the installation's own")
    func ofKinds() throws {
        let settings = try instance(Self.own, klasplan: "zachtjes").load()
        let policy = settings.policies[settings.catalogues.first.kind("klasplan"), .normal]
        #expect(policy.repeat == [Term(1, .weeks), Term(1, .weeks), Term(1, .weeks), Term(4, .weeks)] && policy.steps.count == 2)
        #expect(settings.policies[settings.catalogues.first.kind("opschaling"), .urgent] == .urgent)
        #expect(settings.policies[settings.catalogues.first.kind("klasplan"), .acute].repeat == [Term(4, .hours)])
    }

    @Test("a kind that names one which there is not, or which cannot work for it, is an error with the kind and what to do")
    func kindProblems() throws {
        let unknown = try instance(klasplan: "quiit").problems()
        #expect(unknown == ["templates/meldcode.toml: kind klasplan, policy: there is no policy \"quiit\"; did you mean \"quiet\"?"])
        let strange = try instance(klasplan: "maandelijks").problems()
        #expect(
            strange == [
                "templates/meldcode.toml: kind klasplan, policy: there is no policy \"maandelijks\"; "
                    + "expected \"normal\", \"quiet\", \"yearly\", \"training\", \"urgent\" or \"acute\""
            ])
        let unsuitable = try instance(klasplan: "acute", opschaling: "quiet").problems()
        #expect(
            unsuitable.sorted() == [
                "templates/meldcode.toml: kind klasplan, policy: \"acute\" counts in hours, and these are due on a day; "
                    + "name another, or give [policy.acute] other terms",
                "templates/meldcode.toml: kind opschaling, policy: \"quiet\" keeps to school days, and what is urgent waits for no holiday; "
                    + "name another, or give [policy.quiet] another window",
            ])
    }

    @Test("an own one needs all its keys, and a kind that follows it")
    func own() throws {
        #expect(
            try instance(Self.own).problems() == [
                "opvolg.toml: [policy] zachtjes: no kind of the catalogue follows it; give the kinds that are to do so policy = \"zachtjes\""
            ])
        let incomplete = try instance("\n[policy.zachtjes]\nsteps = [\"0 owner\"]\n", klasplan: "zachtjes").problems()
        #expect(
            incomplete.map { $0.prefix(51) } == [
                "opvolg.toml: [policy.zachtjes] repeat: is missing; ", "opvolg.toml: [policy.zachtjes] window: is missing; ",
            ])
        #expect(
            try instance("\n[policy.quite]\nrepeat = [\"1w\"]\n").problems() == [
                "opvolg.toml: [policy] quite: is not a known key of [policy]; did you mean \"quiet\"?"
            ])
    }

    @Test("how it repeats ends in what goes on for ever")
    func repeats() throws {
        #expect(
            try instance("\n[policy.quiet]\nrepeat = [\"5sd\", \"10sd x3\"]\n").problems() == [
                "opvolg.toml: [policy.quiet] repeat: ends with \"10sd x3\", and the last term goes on for ever; take out x3, or add what comes after it"
            ])
        let problems = try instance("\n[policy.quiet]\nrepeat = [\"5sd x1\"]\nrepeat_to = \"all\"\n").problems()
        #expect(
            problems == [
                "opvolg.toml: [policy.quiet] repeat: \"5sd x1\" is not valid; expected \(Repetition.grammar)",
                "opvolg.toml: [policy.quiet] repeat: holds no term, so a follow-up would be forgotten after the last step; expected at least one, such as \"5sd\"",
                "opvolg.toml: [policy.quiet] repeat_to: \"all\" is not known; expected \"last\" or \"everybody\"",
            ])
    }
}
