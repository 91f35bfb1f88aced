import FollowUps
import Store

struct ListedCase {
    let dossier: Case
    /// Nil for whoever may know of the case and not read it.
    let followUps: [ListedFollowUp]?

    init(_ dossier: Case, _ followUps: [ListedFollowUp]?) {
        self.dossier = dossier
        self.followUps = followUps?.sorted { $0.followUp.id < $1.followUp.id }
    }

    var open: [ListedFollowUp]? { followUps?.filter { $0.followUp.status == .open } }

    /// Throws `noSuchCase`, also for a case of which they may not know.
    static func one(_ code: CaseCode, in instance: Instance) async throws -> ListedCase {
        let dossier = try await instance.store.cases.dossier(code)
        _ = try instance.permission(in: dossier)
        return try await ListedCase(dossier, in: instance)
    }

    init(_ dossier: Case, in instance: Instance) async throws {
        var filter = FollowUpFilter()
        filter.status = nil
        filter.caseCode = dossier.code
        self.init(dossier, instance.readsTimeline(of: dossier) ? try await instance.store.followUps.list(filter) : nil)
    }
}

struct CasePresenter {
    let clock: WallClock
    let catalogues: Catalogues

    init(_ instance: Instance) {
        clock = instance.clock
        catalogues = instance.settings.catalogues
    }

    func listing(_ rows: [ListedCase]) -> TableReport<ListedCase> {
        TableReport(
            rows: rows, columns: columns,
            tableColumns: [
                .init("CASE") { $0.dossier.code.rawValue },
                .init("SCHOOL") { $0.dossier.school.rawValue },
                .init("STATUS") { status($0) },
                .init("OPENED") { clock.day(of: $0.dossier.openedAt).description },
                .init("OPEN") { $0.open.map { String($0.count) } ?? "" },
                .init("NEXT DUE") { nextDue($0)?.description ?? "" },
            ])
    }

    func object(_ row: ListedCase) -> [(key: String, field: Field)] { columns.map { ($0.key, $0.field(row)) } }

    /// `silent` when the case is open and nothing that counts is open in it, for whoever may read it.
    func status(_ row: ListedCase) -> String {
        if !row.dossier.isOpen { return "closed" }
        guard let open = row.open else { return "open" }
        let others = catalogues.catalogue(of: row.dossier).kindsThatDoNotCount
        return open.allSatisfy { others.contains($0.followUp.kind) } ? "silent" : "open"
    }

    private func nextDue(_ row: ListedCase) -> Day? { row.open?.map { $0.followUp.due.day(clock) }.min() }

    private var columns: [TableReport<ListedCase>.Column] {
        [
            .init("code") { .text($0.dossier.code.rawValue) },
            .init("school") { .text($0.dossier.school.rawValue) },
            .init("status") { .text(status($0)) },
            .init("opened_at") { .text(clock.iso8601($0.dossier.openedAt)) },
            .init("closed_at") { .text($0.dossier.closedAt.map(clock.iso8601)) },
            .init("open") { $0.open.map { .list($0.map { .number($0.followUp.id) }) } ?? .none },
            .init("next_due") { .text(nextDue($0)) },
            .init("left_on") { .text($0.dossier.leftOn) },
            .init("catalogue") { .text(catalogues.catalogue(of: $0.dossier).head.id) },
        ]
    }
}

/// What a change of a case led to: a line for the case, and one for each follow-up that it touched.
struct CaseReport: Report {
    private let sheet: DetailReport

    var table: [UInt8] { sheet.table }
    var json: [UInt8] { sheet.json }
    var csv: [UInt8] { sheet.csv }

    init(_ dossier: Case, lead: String, touched: [(key: String, followUps: [FollowUp])] = [], in instance: Instance) async throws {
        let presenter = await instance.presenter()
        // They have just changed it, even if that was the last that they see of it.
        var members = CasePresenter(instance).object(try await ListedCase(dossier, in: instance))
        var lines = ["\(lead) case \(dossier.code) of \(dossier.school)"]
        for (key, followUps) in touched {
            let objects = try await followUps.asyncMap { Field.object(presenter.object(try await instance.store.followUps.followUp($0.id))) }
            members.append(("\(key)_follow_ups", .list(objects)))
            lines += followUps.map { "\(key) \(presenter.sentence($0))" }
        }
        sheet = DetailReport(members: members, lines: lines)
    }
}
