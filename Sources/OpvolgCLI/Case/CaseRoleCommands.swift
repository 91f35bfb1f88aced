import ArgumentParser
import FollowUps
import Store

struct SetCaseRole: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Say who holds a role in one case, in the place of whoever holds it at the school.",
        discussion: """
            What is open there and belongs to the role is theirs from now on, and they are told of it. With --clear instead of a person, whoever holds the \
            role at the school has it again.
            """)

    @Argument var code: String
    @Argument(help: "A role of the catalogue.") var role: String
    @Argument var person: String?
    @Flag(help: "Let whoever holds it at the school have it again.") var clear = false
    @OptionGroup var options: ChangeOptions

    func validate() throws {
        if (person == nil) != clear { throw ValidationError("give a person, or --clear to let whoever holds it at the school have it again") }
    }

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        try await instance.dossier(CaseCode(code), to: .role)
        let role = try instance.names.role(role).id
        let person = try person.map { try instance.names.person($0).id }
        let request = try CommandError.translating({ (problem: CaseAccessProblem) in CommandError(problem, instance.names) }) {
            try CaseRoleRequest(role, in: CaseCode(code), to: person, rules: change.rules)
        }
        let (dossier, followUps) = try await instance.store.cases.setHolder(request, by: change)
        context.warn(try await OwnerWarning.about(followUps, in: instance))
        let who = person.map { "\($0) is \(role)" } ?? "whoever is \(role) at the school is so"
        return try await CaseReport(dossier, lead: "\(who) in", touched: [("assigned", followUps)], in: instance)
    }
}

struct ReadmitToCase: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "readmit", abstract: "Let somebody hear of a case again who was excluded from it.",
        discussion: "What they missed is not sent to them after all; what comes due from now on is.")

    @Argument var code: String
    @Argument var person: String
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        try await instance.dossier(CaseCode(code), to: .readmit)
        let person = try instance.names.person(person).id
        let request = try CommandError.translating({ (problem: CaseAccessProblem) in CommandError(problem, instance.names) }) {
            try ReadmissionRequest(person, to: CaseCode(code), reason: reason, rules: change.rules)
        }
        let owned = try await instance.store.cases.readmit(request, by: change)
        let dossier = try await instance.store.cases.dossier(CaseCode(code))
        return try await CaseReport(
            dossier, lead: "\(person) hears again of", touched: [("owned", instance.readsTimeline(of: dossier) ? owned : [])], in: instance)
    }
}
