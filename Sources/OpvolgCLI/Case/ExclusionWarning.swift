import FollowUps
import Store

enum ExclusionWarning {
    /// Follow-ups of which nobody can be reminded any more, people whom an opening excluded unasked, and what the
    /// excluded own. `before` were excluded already; `asked` are those whom the command named.
    static func about(_ code: CaseCode, before: Set<PersonID> = [], asked: Set<PersonID>, in instance: Instance) async throws -> [String] {
        let dossier = try await instance.store.cases.dossier(code)
        let (new, people) = (dossier.excluded.subtracting(before), instance.rules.catalogues.people(of: dossier))
        if new.isEmpty { return [] }
        let (planner, open) = try await instance.store.outbox.planningSubjects(rules: instance.rules, in: code)
        let unnotified = open.filter { !planner.canReachAnybody(about: $0, at: instance.now) }.map(\.followUp.id)
        let directory = instance.settings.directory
        let owned = open.map(\.followUp).compactMap { followUp in
            directory.holder(of: followUp.owner, at: followUp.school, in: people).flatMap { new.contains($0) ? self.owned(followUp, by: $0) : nil }
        }
        return unnotified.map { "nobody can be reminded of follow-up \($0) now; run: opvolg assign \($0) PERSON|ROLE" }
            + new.subtracting(asked).sorted().map { "\($0) hears nothing of case \(code), which is kept from their role" } + owned
    }

    /// People who look after a case that is now kept from certain roles, and who have such a role themselves.
    static func aboutKeepers(_ code: CaseCode, opened: [FollowUp], in instance: Instance) async throws -> [String] {
        let catalogues = instance.rules.catalogues
        guard opened.contains(where: { catalogues.kind(of: $0)?.excludes.isEmpty == false }) else { return [] }
        return try await instance.store.cases.keepersWithExcludedRole(in: code, rules: instance.rules, at: instance.now).sorted { $0.key < $1.key }
            .map {
                "\($0.key) is \($0.value) as well as who looks after case \(code), and hears of it; if it is about them, run: "
                    + "opvolg case exclude \(code) \($0.key)"
            }
    }

    static func owned(_ followUp: FollowUp, by person: PersonID) -> String {
        "follow-up \(followUp.id) is for \(person) to do, and others are reminded of it; run: opvolg assign \(followUp.id) PERSON|ROLE"
    }
}
