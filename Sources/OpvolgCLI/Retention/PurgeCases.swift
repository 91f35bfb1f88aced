import ArgumentParser
import FollowUps
import Store

struct PurgeCases: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge", abstract: "Remove closed cases whose term is over, for good.",
        discussion: """
            The term is [retention] case_term, counted from the day of closing; a case that is held (opvolg case hold) stays. Follow-ups, reminders, \
            messages, notes and what the history says of the case go; that something was removed stays, and the history still verifies. Backups and \
            mails are not reached. Nothing is removed without --yes.
            """)

    @Flag(help: "Only show what would go, and what is held.") var dryRun = false
    @Flag(help: "Really remove it.") var yes = false
    @OptionGroup var options: ChangeOptions

    func validate() throws {
        if dryRun, yes { throw ValidationError("give --dry-run or --yes, not both") }
    }

    func run(_ context: CommandContext) async throws {
        let settings = try context.settings(options.configuration)
        _ = try settings.presentStore()
        let instance = try await context.instance(options.configuration)
        let change = instance.change(by: try options.actor.actor(instance.names, in: context))
        // A hidden case is purged too when its term is over, and is not shown (promise 6).
        let hidden = try await instance.hidden(from: change)
        let expired = try await instance.store.cases.expired(settings.retention, in: settings.directory, at: context.now)
            .filter { !hidden.contains($0.dossier.code) }
        let listing = ExpiredCasePresenter(instance).listing(expired)
        let purgeable = expired.count(where: \.isPurgeable)
        if let leap = try await instance.store.outbox.recentLeap(at: context.now) {
            context.output.note(
                "the clock leapt from \(instance.clock.toTheMinute(leap.from)) to \(instance.clock.toTheMinute(leap.to)); should it be wrong, what that makes old enough is kept for a week"
            )
        }
        guard yes else {
            if expired.isEmpty { context.output.note("no case is closed for longer than \(settings.retention.caseTerm)") }
            try context.write(listing, as: options.format.format)
            if !dryRun, purgeable > 0 { throw CommandError.purgeUnconfirmed(cases: purgeable) }
            return
        }
        let purged = try await instance.store.cases.purge(settings.retention, by: change).filter { !hidden.contains($0.dossier.code) }
        try await instance.store.vacuum()
        context.output.note(
            purged.isEmpty
                ? "nothing was removed" : "\(purged.count) removed; backups made before still hold them, and mails already sent may name them")
        try context.write(ExpiredCasePresenter(instance).listing(purged), as: options.format.format)
    }
}

struct ExpiredCasePresenter {
    let clock: WallClock

    init(_ instance: Instance) { clock = instance.clock }

    func listing(_ rows: [ExpiredCase]) -> TableReport<ExpiredCase> {
        TableReport(
            rows: rows,
            columns: [
                .init("code") { .text($0.dossier.code.rawValue) },
                .init("school") { .text($0.dossier.school.rawValue) },
                .init("closed_at") { .text($0.dossier.closedAt.map(clock.iso8601)) },
                .init("kept_until") { .text($0.lastDay) },
                .init("purge") { .flag($0.isPurgeable) },
                .init("hold") { .text($0.dossier.hold?.reason) },
                .init("follow_ups") { .number($0.followUps) },
                .init("messages") { .number($0.messages) },
                .init("entries") { .number($0.entries) },
            ],
            tableColumns: [
                .init("CASE") { $0.dossier.code.rawValue },
                .init("SCHOOL") { $0.dossier.school.rawValue },
                .init("CLOSED") { $0.dossier.closedAt.map { clock.day(of: $0).description } ?? "" },
                .init("KEPT UNTIL") { $0.lastDay.description },
                .init("FOLLOW-UPS") { String($0.followUps) },
                .init("MESSAGES") { String($0.messages) },
                .init("WHAT") { $0.dossier.hold.map { "held: \($0.reason)" } ?? "goes: its term is over" },
            ])
    }
}
