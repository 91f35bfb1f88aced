import ArgumentParser
import FollowUps
import Store

struct ShowFollowUp: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a follow-up: what it asks, how it can end, whom to call, what was sent and what changed.")

    @Argument var id: Int64
    @OptionGroup var options: ViewOptions

    func run(_ context: CommandContext) async throws {
        let instance = try await context.instance(options.configuration, as: options.identity.person)
        let seesReasons = try await instance.permitted(id).seesReasons
        let row = try await instance.store.followUps.followUp(id)
        await instance.noteReading(of: row.followUp.caseCode, context)
        let history = try await instance.store.history.entries(of: id, hiding: instance.hidden)
        let details = FollowUpDetails(
            row: row, people: try await instance.people(of: row.followUp),
            note: seesReasons ? try await instance.store.followUps.note(of: id) : nil,
            opened: try await instance.readable(try await instance.store.followUps.consequences(of: id)),
            messages: try await instance.visible(try await instance.store.outbox.messages(about: id)),
            history: seesReasons ? history : history.map(\.withoutFreeText),
            previews: try await instance.store.followUps.previews(of: id, seenBy: instance.viewer, rules: instance.rules, at: instance.now),
            presenter: await instance.presenter())
        try context.write(details.sheet(in: instance), as: options.format.format)
    }
}

struct FollowUpDetails {
    let row: ListedFollowUp
    let people: CasePeople
    let note: String?
    let opened: [FollowUp]
    let messages: [ListedMessage]
    let history: [HistoryEntry]
    /// What each outcome would lead to now.
    let previews: [OutcomePreview]
    let presenter: FollowUpPresenter

    func sheet(in instance: Instance) -> DetailReport {
        let catalogue = instance.settings.catalogues.catalogue(of: row.followUp)
        let kind = catalogue.kind(row.followUp.kind)
        let kinds = KindPresenter(
            catalogue: catalogue, directory: instance.settings.directory, language: instance.settings.service.language)
        return DetailReport(members: members(kind, kinds, in: instance), lines: lines(kind, kinds, in: instance))
    }

    private func members(_ kind: Kind?, _ kinds: KindPresenter, in instance: Instance) -> [(key: String, field: Field)] {
        let messagePresenter = MessagePresenter(clock: instance.clock)
        let historyPresenter = HistoryPresenter(clock: instance.clock)
        return presenter.object(row) + [
            ("help", .written(kind?.help?[instance.settings.service.language])),
            ("snoozed_until", .text(row.followUp.snoozedUntil.map(instance.clock.iso8601))),
            ("note", .written(note)),
            ("opened", .list(opened.map { .number($0.id) })),
            ("outcomes", kind.map { kinds.outcomeField($0, previews) } ?? .list([])),
            ("contacts", kind.map { kinds.contactField($0, at: row.followUp.school) } ?? .list([])),
            ("messages", .list(messages.map { .object(messagePresenter.object($0)) })),
            ("history", .list(history.map(historyPresenter.object))),
        ]
    }

    private func lines(_ kind: Kind?, _ kinds: KindPresenter, in instance: Instance) -> [String] {
        let (followUp, clock) = (row.followUp, instance.clock)
        var lines = DetailReport.lines([
            ("follow-up", String(followUp.id)), ("title", presenter.title(followUp)),
            ("asks", kind?.help?[instance.settings.service.language]), ("kind", followUp.kind.rawValue),
            ("status", status(in: instance)), ("urgency", followUp.urgency.rawValue), ("due", presenter.due(followUp.due)),
            ("school", followUp.school.isBoard ? "the board" : followUp.school.rawValue), ("case", followUp.caseCode?.rawValue),
            ("about", followUp.employee?.rawValue),
            ("owner", owner(in: instance)), ("round", followUp.round > 1 ? String(followUp.round) : nil),
            ("snoozed until", followUp.snoozedUntil.flatMap { $0 > instance.now ? clock.toTheMinute($0) : nil }),
            ("steps sent", String(row.stepsSent)), ("next look", row.nextReminder.map(clock.toTheMinute)),
            ("opened", clock.toTheMinute(followUp.openedAt)), ("ended", (followUp.end?.at).map(clock.toTheMinute)), ("note", note),
        ])
        if followUp.status == .open {
            lines +=
                kind.map { ["", "outcomes"] + kinds.outcomeLines($0, previews) + kinds.contactLines($0, at: followUp.school) } ?? [
                    "", "its kind has left the catalogue: it cannot be closed until that is put back, but it can be cancelled",
                ]
        }
        if !opened.isEmpty { lines += ["", "opened by its closing"] + opened.map { "  " + presenter.sentence($0) } }
        if !messages.isEmpty { lines += ["", "messages"] + messages.map { "  " + MessagePresenter(clock: clock).sentence($0.message) } }
        return lines + ["", "history"] + HistoryPresenter(clock: clock).lines(history)
    }

    private func status(in instance: Instance) -> String {
        if presenter.isOverdue(row.followUp) { return "overdue" }
        return ([row.followUp.status.rawValue] + (row.followUp.end?.outcomes ?? []).map(\.rawValue)).joined(separator: ", ")
    }

    /// With the person who holds the role now.
    private func owner(in instance: Instance) -> String {
        let directory = instance.settings.directory
        let owner = people.owner(inPlaceOf: row.followUp.owner)
        guard let holder = directory.holder(of: owner, at: row.followUp.school, in: people) else {
            return "\(owner) (nobody)"
        }
        return "\(owner) (\(directory.person(holder)?.name ?? "not in the configuration any more"))"
    }
}
