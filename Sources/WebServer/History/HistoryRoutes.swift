import FollowUps
import Foundation
import Hummingbird
import WebPages

/// What the page of the history looks up. Nothing here changes the database.
public protocol HistoryStore: Sendable {
    /// The history of what belongs to some schools and, where these are all, of everything; the latest first, without hidden cases.
    ///
    /// - Parameter schools: nil for all.
    func entries(
        at schools: [SchoolID]?, caseCode: CaseCode?, followUp: Int64?, hiding hidden: Set<CaseCode>, before: Int64?, limit: Int
    ) async throws -> [HistoryEntry]
    /// The messages about the follow-ups of a case that went out.
    func sent(aboutCase code: CaseCode) async throws -> [SentReminder]
    func readings(at schools: [SchoolID]?, of caseCode: CaseCode?, hiding hidden: Set<CaseCode>, limit: Int) async throws -> [CaseReading]
}

struct HistoryRoutes {
    let store: any HistoryStore
    let visibilities: any VisibilityStore
    let actions: any FollowUpActions

    /// Of one case or follow-up.
    static let most = 1000

    func add(to routes: SignedInRoutes) {
        routes.get("history", of: .history) { request, context in
            let fields = request.uri.queryParameters
            if let followUp = fields.get("follow_up") { return try await show(followUp: followUp, context) }
            if let code = fields.get("case") { return try await show(CaseCode(code), context) }
            return try await showEverything(before: fields.get("before").flatMap { Int64($0) }, context)
        }
    }

    /// The same `notFound` for what does not exist and for what is not theirs to read.
    private func show(followUp text: String, _ context: SignedInContext) async throws -> Response {
        guard let id = Int64(text) else { throw RequestError.notFound }
        let view = try await actions.view(of: id, in: context.visibility, rules: context.setup.rules, at: context.now)
        if let view, view.seesReasons {
            context.noteReading(of: view.dossier?.code)
            return try context.show(
                HistoryPage(of: .followUp(id), view.history.reversed(), followUps: [id: view.followUp], sent: view.sent, for: context.reader))
        }
        let entries = try await entries(followUp: id, limit: Self.most, context)
        if entries.isEmpty { throw RequestError.notFound }
        return try context.show(HistoryPage(of: .everything, entries, for: context.reader))
    }

    private func show(_ code: CaseCode, _ context: SignedInContext) async throws -> Response {
        if let facts = try await visibilities.timeline(of: code, in: context.visibility, by: context.setup.rules),
            context.visibility.permission(in: facts.dossier)?.readsTimeline == true
        {
            context.noteReading(of: code)
            let followUps = Dictionary(facts.followUps.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            let mayReadAll = context.visibility.may(.history, at: facts.dossier.school)
            return try context.show(
                HistoryPage(
                    of: .caseCode(code), facts.history.reversed(), followUps: followUps, sent: try await store.sent(aboutCase: code),
                    readings: mayReadAll ? try await readings(of: code, context) : nil, for: context.reader))
        }
        let entries = try await entries(caseCode: code, limit: Self.most, context)
        if entries.isEmpty { throw RequestError.notFound }
        return try context.show(HistoryPage(of: .everything, entries, readings: try await readings(of: code, context), for: context.reader))
    }

    private func showEverything(before: Int64?, _ context: SignedInContext) async throws -> Response {
        if context.visibility.schools(where: .history).isEmpty { throw RequestError.notFound }
        let found = try await entries(before: before, limit: HistoryPage.length + 1, context)
        let shown = Array(found.prefix(HistoryPage.length))
        return try context.show(
            HistoryPage(
                of: .everything, shown, readings: before == nil ? try await readings(of: nil, context) : nil,
                next: found.count > shown.count ? shown.last?.id : nil, for: context.reader))
    }

    /// Empty for whoever may not read the history.
    private func entries(
        caseCode: CaseCode? = nil, followUp: Int64? = nil, before: Int64? = nil, limit: Int, _ context: SignedInContext
    ) async throws -> [HistoryEntry] {
        let schools = context.visibility.schools(where: .history).map(\.id)
        if schools.isEmpty { return [] }
        let all = schools.count == context.setup.rules.directory.places.count
        return try await store.entries(
            at: all ? nil : schools, caseCode: caseCode, followUp: followUp, hiding: context.visibility.hidden, before: before, limit: limit)
    }

    private func readings(of code: CaseCode?, _ context: SignedInContext) async throws -> [CaseReading] {
        let schools = context.visibility.schools(where: .history).map(\.id)
        let all = schools.count == context.setup.rules.directory.places.count
        return try await store.readings(at: all ? nil : schools, of: code, hiding: context.visibility.hidden, limit: HistoryPage.length)
    }
}
