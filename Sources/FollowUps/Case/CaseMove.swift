/// Decides what becomes of what is open when a case is moved to another catalogue, or to the present version of its own.
public struct CaseMove: Sendable {
    /// It goes on as it is, with its due moment, its escalation and its links.
    public private(set) var kept: [FollowUp] = []
    /// It is asked under another kind, or of somebody else: withdrawn, and opened anew with the same due moment.
    public private(set) var replaced: [(followUp: FollowUp, by: NewFollowUp)] = []
    /// It is asked no more.
    public private(set) var ended: [FollowUp] = []

    /// - Parameters:
    ///   - dossier: with the kinds that were opened in it.
    ///   - entries: all that was opened in it and not taken back.
    public init(
        of dossier: Case, open: [FollowUp], entries: [CaseState.Entry], from former: Catalogue, to next: Catalogue, in directory: Directory
    ) throws(CaseMoveError) {
        if former.version == next.version { throw .isThere(dossier.code, next.version) }
        var homeless: [FollowUp] = []
        for followUp in open {
            let id = next.present(followUp.kind)
            if next.moves.contains(where: { $0.from == former.head.id && $0.ends.contains(followUp.kind) }) {
                ended.append(followUp)
            } else if let kind = next.kind(id) {
                add(followUp, as: kind, formerly: former.kind(followUp.kind), in: directory)
            } else {
                homeless.append(followUp)
            }
        }
        if !homeless.isEmpty {
            throw .homeless(homeless.map { CaseMoveError.Homeless(followUp: $0.id, kind: $0.kind) }, former.version, next.version)
        }
        try Self.check(dossier, entries, from: former, to: next)
    }

    private mutating func add(_ followUp: FollowUp, as kind: Kind, formerly: Kind?, in directory: Directory) {
        let owner =
            formerly?.owner(employee: followUp.employee) == followUp.owner
            ? kind.owner(employee: followUp.employee) ?? followUp.owner : followUp.owner
        if kind.id == followUp.kind, kind.urgency == followUp.urgency, owner == followUp.owner { return kept.append(followUp) }
        let calendar = directory.calendar(of: followUp.school)
        let due =
            kind.urgency == followUp.urgency ? followUp.due : Due.on(followUp.due.day(calendar.clock), urgency: kind.urgency, in: calendar)
        let opening = NewFollowUp(
            kind, title: kind.titleGiven ? followUp.title : nil, at: followUp.school, in: followUp.caseCode, about: followUp.employee, owner: owner,
            due: due)
        replaced.append((followUp, opening))
    }

    /// A case may not lose what protects the child by the move, nor come to those from whom it is kept.
    private static func check(_ dossier: Case, _ entries: [CaseState.Entry], from former: Catalogue, to next: Catalogue) throws(CaseMoveError) {
        let before = CaseState(of: entries, by: former).protections
        if let lost = before.first, CaseState(of: entries, by: next).protections.isEmpty { throw .unprotected(dossier.code, lost, next.version) }
        let people = (former: former.people(of: dossier), next: next.people(of: dossier))
        let admitted = people.former.excludedRoles.subtracting(people.next.excludedRoles)
        if !admitted.isEmpty { throw .admitting(dossier.code, admitted.sorted(), next.version) }
    }
}

public enum CaseMoveError: Error, Hashable, Sendable, CustomStringConvertible {
    public struct Homeless: Hashable, Sendable {
        public let followUp: Int64
        public let kind: KindID
    }

    case isThere(CaseCode, CatalogueVersion)
    case homeless([Homeless], CatalogueVersion, CatalogueVersion)
    case unprotected(CaseCode, Protection, CatalogueVersion)
    case admitting(CaseCode, [RoleID], CatalogueVersion)

    public var description: String {
        switch self {
        case .isThere(let code, let version): "case \(code) goes on by \(version) already"
        case .homeless(let open, let former, let next):
            "\(next) does not say what becomes of " + open.map { "follow-up \($0.followUp) (\"\($0.kind)\")" }.joined(separator: ", ")
                + "; close those first, or say it in its file: [[move]] from = \"\(former.id)\", becomes = { \(open[0].kind) = \"KIND\" }"
        case .unprotected(let code, let protection, let next):
            "in case \(code) \"\(protection.title[.en])\" holds, and would not by \(next); close \(protection.endings) first, or name under [[move]] becomes what began it"
        case .admitting(let code, let roles, let next):
            "case \(code) is kept from \(roles.map(\.rawValue).joined(separator: ", ")), and would not be by \(next); name under [[move]] becomes what keeps it from them"
        }
    }
}
