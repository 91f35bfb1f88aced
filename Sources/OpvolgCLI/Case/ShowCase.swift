import ArgumentParser
import FollowUps
import Store

struct ShowCase: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Tell the story of a case: what was done, what is open, and what comes next.")

    @Argument var code: String
    @OptionGroup var options: ViewOptions

    func run(_ context: CommandContext) async throws {
        let instance = try await context.instance(options.configuration, as: options.identity.person)
        let row = try await ListedCase.one(CaseCode(code), in: instance)
        guard let open = row.open?.map(\.followUp.id) else {
            return try context.write(CaseHeading(row: row, instance: instance).sheet, as: options.format.format)
        }
        await instance.noteReading(of: row.dossier.code, context)
        let timeline = CaseTimelineReport(
            row: row, history: try await instance.store.history.entries(caseCode: row.dossier.code), instance: instance,
            protections: row.dossier.isOpen ? try await instance.store.followUps.protections(in: row.dossier.code, by: instance.rules) : [],
            previews: Dictionary(
                uniqueKeysWithValues: try await open.asyncMap {
                    ($0, try await instance.store.followUps.previews(of: $0, seenBy: instance.viewer, rules: instance.rules, at: instance.now))
                }), presenter: await instance.presenter())
        try context.write(timeline.sheet, as: options.format.format)
    }
}

/// What everybody sees of a case who may know of it: who holds which role, and from whom it is kept.
struct CaseHeading {
    let row: ListedCase
    let instance: Instance

    /// With the keys of the timeline, for scripts; that it is not theirs to read shows in `open`, which is null.
    var sheet: DetailReport {
        DetailReport(
            members: CasePresenter(instance).object(row) + members + [
                ("from_case", .none), ("protections", .list([])), ("hold", .none), ("follow_ups", .list([])), ("history", .list([])),
            ], lines: DetailReport.lines(facts))
    }

    var members: [(key: String, field: Field)] {
        [
            ("holders", .object(holders.map { ($0.role.rawValue, .text($0.person)) })),
            ("excluded", .texts(row.dossier.excluded.sorted())),
        ]
    }

    var facts: [(label: String, text: String?)] {
        [
            ("case", row.dossier.code.rawValue), ("school", row.dossier.school.rawValue), ("status", CasePresenter(instance).status(row)),
            ("left on", row.dossier.leftOn?.description),
            ("holders", holders.isEmpty ? nil : holders.map { "\($0.role): \($0.person)" }.joined(separator: ", ")),
            ("excluded", row.dossier.excluded.isEmpty ? nil : row.dossier.excluded.sorted().map(\.rawValue).joined(separator: ", ")),
        ]
    }

    /// Roles that are held in this case only.
    private var holders: [(role: RoleID, person: PersonID)] {
        row.dossier.holders.sorted { $0.key < $1.key }.map { (role: $0.key, person: $0.value) }
    }
}

struct CaseTimelineReport {
    let row: ListedCase
    /// Oldest first.
    let history: [HistoryEntry]
    let instance: Instance
    /// In force now.
    let protections: [Protection]
    /// What the outcomes of each open follow-up would lead to now.
    let previews: [Int64: [OutcomePreview]]
    let presenter: FollowUpPresenter

    private var followUps: [ListedFollowUp] { row.followUps ?? [] }
    private var openRows: [ListedFollowUp] { row.open ?? [] }

    var sheet: DetailReport {
        let language = instance.settings.service.language
        let (cases, clock, heading) = (CasePresenter(instance), instance.clock, CaseHeading(row: row, instance: instance))
        let members: [(key: String, field: Field)] =
            cases.object(row) + heading.members + [
                ("from_case", .text(row.dossier.fromCase?.rawValue)),
                (
                    "protections",
                    .list(protections.map { .object([("id", .text($0.id.rawValue)), ("title", .written($0.title[language]))]) })
                ),
                ("hold", row.dossier.hold.map { .object([("since", .text(clock.iso8601($0.since))), ("reason", .text($0.reason))]) } ?? .none),
                ("follow_ups", .list(followUps.map { .object(presenter.object($0)) })),
                ("history", .list(history.map(HistoryPresenter(clock: clock).object))),
            ]
        var lines = DetailReport.lines(
            heading.facts + [
                ("from", row.dossier.fromCase?.rawValue),
                ("for now", protections.isEmpty ? nil : protections.map { $0.title[language] }.joined(separator: "; ")),
                ("held", row.dossier.hold.map { "since \(clock.toTheMinute($0.since)): \($0.reason)" }),
            ])
        lines += ["", "what was done"] + done
        if row.dossier.isOpen {
            lines += ["", "what is open, and what comes next"]
            lines += openRows.isEmpty ? ["  nothing: open a follow-up, or close the case"] : open
        }
        return DetailReport(members: members, lines: lines)
    }

    /// `2026-11-24 10:05  annie  closed with zorg: 1 Signalen vastleggen`, in the order in which it happened.
    private var done: [String] {
        let titles = Dictionary(
            followUps.map { ($0.followUp.id, presenter.title($0.followUp)) }, uniquingKeysWith: { first, _ in first })
        return DetailReport.lines(
            history.compactMap { entry in
                guard let words = Self.words(entry) else { return nil }
                let subject = entry.followUp.map { ": \($0) \(titles[$0, default: ""])" } ?? ""
                let reason = entry.changes?.first { $0.field == "reason" }?.to.map { " (\($0))" } ?? ""
                return ("  \(instance.clock.toTheMinute(entry.at))  \(entry.who)", words + subject + reason)
            })
    }

    /// Nil for what does not show how the case went.
    private static func words(_ entry: HistoryEntry) -> String? {
        func value(_ field: String) -> String? { entry.changes?.first { $0.field == field }?.to }
        func all(_ field: String) -> String? {
            let values = (entry.changes ?? []).filter { $0.field == field }.compactMap(\.to)
            return values.isEmpty ? nil : values.joined(separator: " and ")
        }
        return switch entry.action {
        case .closed:
            "closed with \(all("outcome") ?? "?")" + (value("on").map { " on \($0)" } ?? "") + (value("agreed").map { ", agreed for \($0)" } ?? "")
        case .cancelled, .reopened, .withdrawn: entry.action.rawValue
        // Other openings show in what led to them; this one has a reason.
        case .opened where value("reason") != nil: entry.action.rawValue
        case .caseOpened: "case opened"
        case .caseClosed: "case closed"
        case .caseReopened: "case opened again"
        case .caseMoved: "goes on by \(value("catalogue") ?? "?")"
        case .excluded: "excluded \(value("person") ?? "?")" + (value("role").map { " as \($0)" } ?? "")
        case .readmitted: "readmitted \(value("person") ?? "?")"
        case .caseRole: value("person").map { "\($0) is \(value("role") ?? "?")" } ?? "\(value("role") ?? "?") as at the school"
        case .caseLeft: value("left").map { "left the school on \($0)" } ?? "has not left after all"
        case .held: "held: \(value("hold") ?? "?")"
        case .released: "released"
        default: nil
        }
    }

    private var open: [String] {
        let kinds = KindPresenter(
            catalogue: instance.settings.catalogues.catalogue(of: row.dossier), directory: instance.settings.directory,
            language: instance.settings.service.language)
        return openRows.flatMap { row in
            ["  \(presenter.sentence(row.followUp))" + (presenter.isOverdue(row.followUp) ? ", overdue" : "")]
                + (instance.settings.catalogues.kind(of: row.followUp).map {
                    kinds.outcomeLines($0, previews[row.followUp.id] ?? []).map { "  " + $0 }
                } ?? [])
        }
    }
}
