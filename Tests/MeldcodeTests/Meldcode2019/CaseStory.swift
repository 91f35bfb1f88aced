import FollowUps
import Foundation
import Store
import StoreTestSupport
import Testing

/// A case of the code of 2019 in a real database, lived through day by day.
final class CaseStory {
    static let school: SchoolID = "school"

    let store: Store
    let rules: Ruleset
    let code: CaseCode
    private(set) var now: Date

    /// - Parameter day: at noon in Amsterdam.
    init(_ code: CaseCode = "VL-2027-001", from day: String, after earlier: CaseStory? = nil) throws {
        self.code = code
        now = try Self.noon(day)
        if let earlier {
            (store, rules) = (earlier.store, earlier.rules)
            return
        }
        let catalogue = try ShippedCatalogue.load("meldcode-2019.toml")
        let names = ["leerkracht", "af", "ib", "directie", "fg", "bestuur"]
        let people = names.map { Person(id: PersonID($0), name: $0, email: "\($0)@school.example") }
        let school = School(
            id: Self.school, name: "School", region: "noord",
            roles: Dictionary(uniqueKeysWithValues: names.map { (RoleID($0), PersonID($0)) }), calendar: SchoolCalendar(clock: Walk.zone))
        let directory = Directory(clock: Walk.zone, schools: [school], people: people, fallbacks: catalogue.fallbacks)
        rules = Ruleset(catalogues: Catalogues(catalogue), directory: directory, policies: Policies())
        store = try Store()
    }

    private static func noon(_ day: String) throws -> Date {
        try Walk.zone.instant(#require(Day(day)), #require(TimeOfDay(hour: 12, minute: 0)))
    }

    private func change(as person: String) -> Change { Change(rules: rules, actor: person, now: now) }

    func turn(to day: String) throws { now = try Self.noon(day) }

    // MARK: What people do

    func begin(with kind: KindID, as person: String = "leerkracht", reason: String? = nil) async throws {
        let request = try CaseOpeningRequest(code, school: Self.school, start: kind, reason: reason, rules: rules, now: now)
        _ = try await store.cases.open(request, by: change(as: person))
    }

    func add(_ kind: KindID, as person: String, reason: String? = nil) async throws {
        var fields = OpeningRequest.Fields(kind: kind)
        (fields.caseCode, fields.school, fields.reason) = (code, Self.school, reason)
        _ = try await store.followUps.open(OpeningRequest(fields, rules: rules, now: now), by: change(as: person))
    }

    /// Answers the open follow-up of a kind, a minute after what came before; returns what that opened, as in `open`.
    @discardableResult
    func answer(_ kind: KindID, _ outcome: OutcomeID, as person: String? = nil, reason: String? = nil, beside: [OutcomeID] = [], due: String? = nil)
        async throws -> [String]
    {
        now = now.addingTimeInterval(60)
        let followUp = try #require(try await followUps(.open).first { $0.kind == kind }, "\(kind) is not open")
        let owner = try await role(of: followUp)
        let opened = try await store.followUps.close(
            followUp.id, with: outcome, beside: beside, on: nil, due: due.flatMap { DateExpression($0) }, reason: reason,
            by: change(as: person ?? owner)
        ).opened
        return try await texts(opened)
    }

    // MARK: What is there

    func followUps(_ status: FollowUp.Status?) async throws -> [FollowUp] {
        var filter = FollowUpFilter()
        (filter.status, filter.caseCode) = (status, code)
        return try await store.followUps.list(filter).map(\.followUp)
    }

    /// `KIND DUE ROLE` of what is open and counts for the case.
    var open: [String] {
        get async throws {
            try await texts(followUps(.open).filter { !rules.catalogues.first.kindsThatDoNotCount.contains($0.kind) }).sorted()
        }
    }

    /// Who has it in this case: the board, where it has taken over.
    func role(of followUp: FollowUp) async throws -> String {
        guard case .role(let role) = followUp.owner else { return "?" }
        guard followUp.caseCode != nil else { return role.rawValue }
        return rules.catalogues.first.people(of: try await store.cases.dossier(code)).role(inPlaceOf: role).rawValue
    }

    var isClosed: Bool { get async throws { try await store.cases.dossier(code).closedAt != nil } }

    func isHidden(from person: PersonID) async throws -> Bool {
        try await store.cases.hidden(from: person, rules: rules, at: now).contains(code)
    }

    /// Who has, or had, anything in this case.
    var owners: Set<String> {
        get async throws {
            var found: Set<String> = []
            for followUp in try await followUps(nil) { found.insert(try await role(of: followUp)) }
            return found
        }
    }

    private func texts(_ followUps: [FollowUp]) async throws -> [String] {
        var found: [String] = []
        for followUp in followUps {
            let due =
                switch followUp.due {
                case .day(let day): day.description
                case .instant(let instant): String(Walk.zone.iso8601(instant).prefix(16))
                }
            found.append("\(followUp.kind) \(due) \(try await role(of: followUp))")
        }
        return found
    }
}
