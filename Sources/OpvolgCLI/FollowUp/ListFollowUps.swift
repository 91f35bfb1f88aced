import ArgumentParser
import FollowUps
import Store

struct ListFollowUps: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show follow-ups: what is due first comes first.", discussion: "WHEN is \(DateExpression.grammar).")

    enum Status: String, CaseIterable, ExpressibleByArgument {
        case open, closed, cancelled, all
    }

    @Flag(help: "Only what is overdue.") var overdue = false
    @Option(help: ArgumentHelp("Only what is due before this moment.", valueName: "when"), transform: DateExpression.argument) var before:
        DateExpression?
    @Option(name: .customLong("case"), help: ArgumentHelp("Only of this case.", valueName: "code")) var caseCode: String?
    @Option(help: ArgumentHelp("Only what this role, or this person (by name or by role), has to do.", valueName: "id")) var owner: String?
    @Option(help: ArgumentHelp("Only of this kind.", valueName: "kind")) var kind: String?
    @Option(help: ArgumentHelp("Only of this school.", valueName: "id")) var school: String?
    @Option(help: "Only of this status: open, closed, cancelled or all.") var status: Status = .open
    @OptionGroup var order: OrderOptions
    @OptionGroup var options: ViewOptions

    func validate() throws {
        if overdue, status != .open { throw ValidationError("only open follow-ups are overdue; leave out --overdue or --status") }
    }

    func run(_ context: CommandContext) async throws {
        let instance = try await context.instance(options.configuration, as: options.identity.person)
        let found = try await instance.store.followUps.list(try filter(in: instance)) { context.warn(["left out: \($0)"]) }
        let rows = order.applied(to: try await instance.readable(found), context)
        if let code = caseCode.map({ CaseCode($0) }), !rows.isEmpty { await instance.noteReading(of: code, context) }
        if rows.isEmpty, options.format.format == .table { context.output.note("no follow-ups") }
        try context.write(await instance.presenter().listing(rows), as: options.format.format)
    }

    private func filter(in instance: Instance) throws -> FollowUpFilter {
        let (names, now) = (instance.names, instance.now)
        var filter = FollowUpFilter()
        filter.status = FollowUp.Status(rawValue: status.rawValue)
        if overdue { filter.overdueAt = now }
        filter.school = try school.map { try names.school($0).id }
        if let before {
            let calendarSchool = filter.school ?? names.directory.schools.first?.id
            filter.dueBefore = before.instant(from: now, in: names.directory.calendar(of: calendarSchool ?? ""))
        }
        filter.caseCode = caseCode.map { CaseCode($0) }
        filter.owner = try owner.map { try names.ownerSearch($0) }
        filter.kind = try kind.map { try names.kind($0).id }
        return filter
    }
}

struct ListOverdue: ContextCommand {
    static let configuration = CommandConfiguration(commandName: "overdue", abstract: "Show what is overdue (list --overdue).")

    @OptionGroup var order: OrderOptions
    @OptionGroup var options: ViewOptions

    func run(_ context: CommandContext) async throws {
        let instance = try await context.instance(options.configuration, as: options.identity.person)
        var filter = FollowUpFilter()
        filter.overdueAt = context.now
        let found = try await instance.readable(try await instance.store.followUps.list(filter) { context.warn(["left out: \($0)"]) })
        let rows = order.applied(to: found, context)
        if rows.isEmpty, options.format.format == .table { context.output.note("nothing is overdue") }
        try context.write(await instance.presenter().listing(rows), as: options.format.format)
    }
}
