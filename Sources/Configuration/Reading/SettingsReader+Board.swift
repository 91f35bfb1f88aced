import FollowUps

extension SettingsReader {
    /// `[board]`, with the roles that hold for what is about the board.
    struct BoardDraft {
        let name: String
        let roles: [RoleID: PersonID]
        let catalogue: CatalogueID?
    }

    func boardDraft(catalogues: CatalogueFiles, people: Set<PersonID>?) -> BoardDraft? {
        guard let table = root.table("board") else { return nil }
        defer { table.finish() }
        let name = table.requiredName()
        let holders = table.table("roles", titled: "[board.roles]").map { self.holders($0, roles: catalogues.roles, people: people) } ?? [:]
        return BoardDraft(name: name ?? Self.boardName, roles: holders, catalogue: catalogueID(in: table, among: catalogues))
    }

    /// The board as the place of its own follow-ups; nil where the catalogue has no kinds of scope board. A role that owns such kinds and is not named
    /// for it is held by whoever holds it at the first school; the board has that school's calendar.
    func board(_ draft: BoardDraft?, first: School?, for catalogue: Catalogue?) -> School? {
        guard let catalogue, let first else { return nil }
        let owners = catalogue.kinds.filter { $0.scope == .board }.compactMap { kind in
            if case .role(let role) = kind.owner { role } else { nil as RoleID? }
        }
        if owners.isEmpty { return nil }
        var roles = draft?.roles ?? [:]
        for owner in owners {
            var (role, seen): (RoleID?, Set<RoleID>) = (owner, [])
            while let next = role, roles[next] == nil, seen.insert(next).inserted {
                roles[next] = first.roles[next]
                role = catalogue.fallbacks[next]
            }
        }
        return School(
            id: .board, name: draft?.name ?? Self.boardName, region: first.region, roles: roles, calendar: first.calendar,
            catalogue: draft?.catalogue)
    }

    private static let boardName = "Bestuur"

    func checkBoard(_ board: School, of directory: Directory, for catalogue: Catalogue) {
        var told: Set<RoleID> = []
        for kind in catalogue.kinds where kind.scope == .board {
            guard case .role(let role) = kind.owner, directory.holder(of: .role(role), at: board.id) == nil, told.insert(role).inserted else {
                continue
            }
            root.findings.add("[board.roles]", "nobody holds \"\(role)\", who has to do \(kind.id); add \(role) = \"PERSON\" under [board.roles]")
        }
    }
}
