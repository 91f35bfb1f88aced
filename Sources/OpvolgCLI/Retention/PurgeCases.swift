import ArgumentParser
import FollowUps
import Foundation
import Store

struct PurgeCases: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge", abstract: "Remove closed cases and other ended follow-ups whose term is over, for good.",
        discussion: """
            The term of a case is [retention] case_term, counted from the day of closing or, if that was later, from the day on which the pupil left; \
            that of what is about no case is the retention of its kind in the catalogue, if it has one. A case that is held (opvolg case hold) stays. Follow-ups, reminders, \
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
        let instance = try await context.instance(options.configuration, as: options.identity.person)
        try instance.identity.needAdministrator(for: "opvolg purge")
        let change = instance.change
        // A hidden case is purged too when its term is over, and is not shown (promise 6).
        let hidden = instance.hidden
        let expired = try await instance.store.cases.expired(settings.retention, in: settings.directory, at: context.now)
            .filter { !hidden.contains($0.dossier.code) }
        let ended = try await instance.store.followUps.expired(instance.rules, at: context.now)
        let presenter = ExpiredCasePresenter(instance)
        let listing = presenter.listing(expired, ended)
        let purgeable = expired.count(where: \.isPurgeable) + ended.count
        if let leap = try await instance.store.outbox.recentLeap(at: context.now) {
            context.output.note(
                "the clock leapt from \(instance.clock.toTheMinute(leap.from)) to \(instance.clock.toTheMinute(leap.to)); should it be wrong, what that makes old enough is kept for a week"
            )
        }
        guard yes else {
            if expired.isEmpty, ended.isEmpty { context.output.note("no case is closed for longer than \(settings.retention.caseTerm)") }
            try context.write(listing, as: options.format.format)
            if !dryRun, purgeable > 0 { throw CommandError.purgeUnconfirmed(cases: purgeable) }
            return
        }
        let purged = try await instance.store.cases.purge(settings.retention, by: change).filter { !hidden.contains($0.dossier.code) }
        let removed = try await instance.store.followUps.purge(by: change)
        try await instance.store.vacuum()
        context.output.note(
            purged.isEmpty && removed.isEmpty
                ? "nothing was removed"
                : "\(purged.count + removed.count) removed; backups made before still hold them, and mails already sent may name them")
        try context.write(presenter.listing(purged, removed), as: options.format.format)
    }
}

/// A case, or a follow-up about none, whose term is over.
private enum Expired {
    case dossier(ExpiredCase)
    case followUp(ExpiredFollowUp)

    var dossier: ExpiredCase? { if case .dossier(let dossier) = self { dossier } else { nil } }
    var followUp: FollowUp? { if case .followUp(let expired) = self { expired.followUp } else { nil } }

    var school: String? {
        switch self {
        case .dossier(let expired): expired.dossier.school.rawValue
        case .followUp(let expired): expired.followUp.school.isBoard ? nil : expired.followUp.school.rawValue
        }
    }

    var lastDay: Day {
        switch self {
        case .dossier(let expired): expired.lastDay
        case .followUp(let expired): expired.lastDay
        }
    }
}

private struct ExpiredCasePresenter {
    let clock: WallClock

    init(_ instance: Instance) { clock = instance.clock }

    func listing(_ cases: [ExpiredCase], _ followUps: [ExpiredFollowUp]) -> TableReport<Expired> {
        TableReport(
            rows: cases.map(Expired.dossier) + followUps.map(Expired.followUp),
            columns: [
                .init("code") { .text($0.dossier?.dossier.code.rawValue) },
                .init("school") { .text($0.school) },
                .init("closed_at") { .text(endedAt($0).map(clock.iso8601)) },
                .init("kept_until") { .text($0.lastDay) },
                .init("purge") { .flag($0.dossier?.isPurgeable ?? true) },
                .init("hold") { .text($0.dossier?.dossier.hold?.reason) },
                .init("follow_ups") { .number($0.dossier?.followUps ?? 1) },
                .init("messages") { $0.dossier.map { .number($0.messages) } ?? .none },
                .init("entries") { $0.dossier.map { .number($0.entries) } ?? .none },
                .init("follow_up") { $0.followUp.map { .number($0.id) } ?? .none },
                .init("kind") { .text($0.followUp?.kind.rawValue) },
            ],
            tableColumns: [
                .init("CASE") { $0.dossier?.dossier.code.rawValue ?? $0.followUp.map { "\($0.kind) \($0.id)" } ?? "" },
                .init("SCHOOL") { $0.school ?? "board" },
                .init("CLOSED") { endedAt($0).map { clock.day(of: $0).description } ?? "" },
                .init("KEPT UNTIL") { $0.lastDay.description },
                .init("FOLLOW-UPS") { String($0.dossier?.followUps ?? 1) },
                .init("MESSAGES") { $0.dossier.map { String($0.messages) } ?? "" },
                .init("WHAT") { $0.dossier?.dossier.hold.map { "held: \($0.reason)" } ?? "goes: its term is over" },
            ])
    }

    private func endedAt(_ row: Expired) -> Date? { row.dossier?.dossier.closedAt ?? row.followUp?.end?.at }
}
