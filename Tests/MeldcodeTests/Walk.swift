import Configuration
import FollowUps
import Foundation
import Store
import StoreTestSupport
import Testing

/// Closes follow-ups of the shipped catalogue in a real database, one fresh case, school or employee at a time.
///
/// Each is opened and closed on Monday 18 January 2027 at noon, in weeks without a holiday: what is due later than that counts from there.
struct Walk {
    static let zone = WallClock(zone: TimeZone(identifier: "Europe/Amsterdam") ?? .gmt)
    /// Monday 18 January 2027, 12:00 in Amsterdam.
    static let start = Date(timeIntervalSince1970: 1_800_270_000)
    /// The day that people agree on where an outcome asks for one.
    static let agreed = DateExpression("2027-04-15")

    let catalogue: Catalogue
    private let rules: Ruleset
    private let store: Store

    init(_ file: String = "meldcode.toml") throws {
        catalogue = try ShippedCatalogue.load(file)
        let people = ["ib", "directie", "bestuur", "juf"].map { Person(id: PersonID($0), name: $0, email: "\($0)@school.example") }
        let school = School(
            id: "school", name: "School", region: "noord", roles: ["ib": "ib", "directie": "directie", "bestuur": "bestuur"],
            calendar: SchoolCalendar(clock: Walk.zone))
        let board = School(id: .board, name: "Bestuur", region: "noord", roles: ["bestuur": "bestuur"], calendar: SchoolCalendar(clock: Walk.zone))
        let directory = Directory(clock: Walk.zone, schools: [school], board: board, people: people, fallbacks: catalogue.fallbacks)
        rules = Ruleset(catalogues: Catalogues(catalogue), directory: directory, policies: Policies())
        store = try Store()
    }

    /// Opens the kind of a line and closes it with its outcomes, one after the other, each time opening it anew when the last did not; returns what the
    /// last one opened, as `KIND DUE`. What an earlier one opened besides is cancelled, so that it is not there already.
    func close(_ line: Obligation, on date: Day? = nil) async throws -> [String] { try await followUps(after: line, on: date).map(text) }

    func followUps(after line: Obligation, on date: Day? = nil) async throws -> [FollowUp] {
        let kind = try #require(catalogue.kind(line.kind), "there is no kind \(line.kind)")
        try await prepare(line.surroundings, for: kind)
        var opened: [FollowUp] = []
        for (number, outcome) in line.outcomes.enumerated() {
            // A minute apart: in a row is a matter of order.
            let change = Change(rules: rules, actor: "juf", now: Walk.start.addingTimeInterval(Double(number) * 60))
            for other in opened where other.kind != kind.id { _ = try await store.followUps.cancel(other.id, reason: "omdat", by: change) }
            var followUp = opened.first { $0.kind == kind.id }
            if followUp == nil { followUp = try await there(kind) }
            let next = if let followUp { followUp } else { try await open(kind, by: change) }
            let due = kind.outcome(outcome)?.asksDue == true ? Walk.agreed : nil
            opened = try await store.followUps.close(next.id, with: outcome, on: date, due: due, reason: "omdat", by: change).opened
        }
        return opened
    }

    private func prepare(_ surroundings: Obligation.Surroundings, for kind: Kind) async throws {
        guard kind.scope == .case || kind.scope == .free, surroundings != .nothing else { return }
        let change = Change(rules: rules, actor: "juf", now: Walk.start.addingTimeInterval(-3600))
        _ = try await open(try #require(catalogue.kind("taak")), by: change)
        guard surroundings == .talk else { return }
        let talk = try await open(try #require(catalogue.kind("oudergesprek")), by: change)
        for followUp in try await store.followUps.close(talk.id, with: "andere-oorzaak", on: nil, reason: "omdat", by: change).opened {
            _ = try await store.followUps.cancel(followUp.id, reason: "omdat", by: change)
        }
    }

    private func open(_ kind: Kind, by change: Change) async throws -> FollowUp {
        let employee: PersonID? = kind.scope == .employee ? "juf" : nil
        let owner = try #require(kind.owner(employee: employee))
        return try await store.followUps.open(
            NewFollowUp(
                kind: kind, title: kind.titleGiven ? "Iets" : nil, school: kind.scope == .board ? .board : "school",
                caseCode: kind.scope == .case || kind.scope == .free ? CaseCode("D-1") : nil,
                employee: employee, owner: owner, due: kind.urgency == .acute ? .instant(change.now) : .day(Walk.zone.day(of: change.now)),
                reason: kind.expects.isEmpty ? nil : "omdat"),
            by: change
        ).followUp
    }

    /// The check, which every case has from its beginning.
    private func there(_ kind: Kind) async throws -> FollowUp? {
        guard kind.id == catalogue.caseKinds.check else { return nil }
        return try await store.followUps.list(FollowUpFilter()).map(\.followUp).first { $0.kind == kind.id }
    }

    func text(_ followUp: FollowUp) -> String {
        let due =
            switch followUp.due {
            case .day(let day): day.description
            case .instant(let instant): String(Walk.zone.iso8601(instant).prefix(16))
            }
        return "\(followUp.kind) \(due)"
    }
}
