import ArgumentParser
import FollowUps
import Store

struct AssignFollowUp: ChangeCommand {
    static let configuration = CommandConfiguration(commandName: "assign", abstract: "Give a follow-up another owner, who is told of it.")

    @Argument var id: Int64?
    @Argument(help: ArgumentHelp("A role of the catalogue, or a person.", valueName: "person|role")) var owner: String?
    @Option(
        help: ArgumentHelp(
            "Instead of one follow-up, all that this owner has open by name, also one who is not there any more.", valueName: "person|role"))
    var allOf: String?
    @Option(help: ArgumentHelp("With --all-of: the new owner.", valueName: "person|role")) var to: String?
    @OptionGroup var options: ChangeOptions

    func validate() throws {
        let isOne = id != nil && owner != nil && allOf == nil && to == nil
        let isAll = id == nil && owner == nil && allOf != nil && to != nil
        if !isOne, !isAll { throw Self.misuse }
    }

    private static var misuse: ValidationError { ValidationError("give a follow-up and its new owner, or --all-of PERSON|ROLE --to PERSON|ROLE") }

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        if let allOf, let to { return try await assignAll(of: allOf, to: to, by: change, instance, context) }
        guard let id, let owner else { throw Self.misuse }
        let names = instance.names
        let found = try await instance.permitted(id)
        try await instance.followUp(id, to: .assign)
        let request = try CommandError.translating(names.refusal) {
            try AssignmentRequest(id, to: names.owner(owner), rules: change.rules)
        }
        try instance.checkOwner(request.owner, of: found.followUp, in: found.dossier)
        let followUp = try await instance.store.followUps.assign(request, by: change)
        context.warn(try await OwnerWarning.about([followUp], in: instance))
        return try await ChangeReport(followUp, lead: "assigned: ", in: instance)
    }

    private func assignAll(
        of former: String, to owner: String, by change: Change, _ instance: Instance, _ context: CommandContext
    ) async throws -> any Report {
        let isRole = instance.settings.catalogues.role(RoleID(former)) != nil
        let names = instance.names
        let request = try CommandError.translating(names.refusal) {
            try BulkAssignmentRequest(
                of: isRole ? .role(RoleID(former)) : .person(PersonID(former)), to: names.owner(owner), rules: change.rules)
        }
        let assigned = try await instance.store.followUps.assignAll(request, only: try await assignable(in: instance, to: request.owner), by: change)
        if assigned.isEmpty { throw CommandError.ownsNothing(former) }
        context.warn(try await OwnerWarning.about(assigned, in: instance))
        return await instance.presenter().listing(try await assigned.asyncMap { try await instance.store.followUps.followUp($0.id) })
    }

    /// Nil for all.
    private func assignable(in instance: Instance, to owner: Owner) async throws -> Set<Int64>? {
        guard instance.visibility != nil else { return nil }
        let open = try await instance.readable(try await instance.store.followUps.list(FollowUpFilter()).map(\.followUp))
        let permitted = try await open.asyncMap { try await instance.permitted($0.id) }
        return Set(
            permitted.filter { found in
                found.actions.contains(.assign) && (try? instance.checkOwner(owner, of: found.followUp, in: found.dossier)) != nil
            }.map(\.followUp.id))
    }
}
