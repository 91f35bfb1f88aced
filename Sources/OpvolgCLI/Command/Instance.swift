import Configuration
import Foundation
import FollowUps
import Store

/// A configuration and its database, opened for one command by somebody.
struct Instance {
    let settings: Settings
    let store: Store
    let now: Date
    let identity: Identity
    /// Nil for whoever sees everything and may do everything.
    let visibility: Visibility?

    var rules: Ruleset { settings.rules }
    var clock: WallClock { settings.service.clock }
    var today: Day { clock.day(of: now) }
    var names: NameResolver { NameResolver(settings) }
    /// Reads the database each time.
    func presenter() async -> FollowUpPresenter {
        // Only cases that another role has taken over are shown wrongly without it, so a damaged database does not stop the rest.
        FollowUpPresenter(settings: settings, people: (try? await store.cases.takenOver(by: rules)) ?? [:], now: now)
    }

    /// Who has a part in the case of a follow-up. A case that was only tried out does not exist.
    func people(of followUp: FollowUp) async throws -> CasePeople {
        guard let code = followUp.caseCode else { return .ordinary }
        do {
            return rules.catalogues.people(of: try await store.cases.dossier(code))
        } catch StoreError.noSuchCase {
            return .ordinary
        }
    }

    var change: Change { Change(rules: rules, actor: identity.actor, through: identity.through, now: now) }
}

extension Settings {
    /// With the earlier catalogues by which something that is open goes on.
    func goingOn(with store: Store) async throws -> Settings {
        let versions = missing(try await store.cases.cataloguesInUse())
        let kinds = try await store.cases.openKinds(beyond: catalogues.current)
        return versions.isEmpty && kinds.isEmpty ? self : goingOn(by: versions, with: kinds, from: try await store.cases.catalogueTexts())
    }

    /// Throws a `CommandError` when there is no database.
    func presentStore() throws -> Store {
        guard access(service.database, F_OK) == 0 else { throw CommandError.databaseMissing(path: service.database) }
        return try Store(path: service.database)
    }
}
