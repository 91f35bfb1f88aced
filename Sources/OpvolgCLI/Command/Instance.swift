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
        FollowUpPresenter(settings: settings, people: (try? await store.cases.takenOver(by: rules.catalogue)) ?? [:], now: now)
    }

    /// Who has a part in the case of a follow-up. A case that was only tried out does not exist.
    func people(of followUp: FollowUp) async throws -> CasePeople {
        guard let code = followUp.caseCode else { return .ordinary }
        do {
            return rules.catalogue.people(of: try await store.cases.dossier(code))
        } catch StoreError.noSuchCase {
            return .ordinary
        }
    }

    var change: Change { Change(rules: rules, actor: identity.actor, through: identity.through, now: now) }
}

extension Settings {
    /// With the kinds of what is open that the catalogue has no more, as the version has them with which that began.
    func goingOn(with store: Store) async throws -> Settings {
        let missing = try await store.followUps.openKinds(beyond: catalogue)
        return missing.isEmpty ? self : keeping(missing, of: try await store.followUps.catalogueTexts())
    }

    /// Throws a `CommandError` when there is no database.
    func presentStore() throws -> Store {
        guard access(service.database, F_OK) == 0 else { throw CommandError.databaseMissing(path: service.database) }
        return try Store(path: service.database)
    }
}
