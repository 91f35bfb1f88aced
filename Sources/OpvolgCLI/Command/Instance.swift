import Configuration
import Foundation
import FollowUps
import Store

/// A configuration with its database, opened for one command.
struct Instance {
    let settings: Settings
    let store: Store
    /// UTC instant.
    let now: Date

    var rules: Rules { settings.rules }
    var clock: WallClock { settings.service.clock }
    var today: Day { clock.day(of: now) }
    var names: KnownNames { KnownNames(settings) }
    /// Asks the database anew each time.
    var presenter: FollowUpPresenter {
        // What is shown is right without it but for cases that another role has taken over; and a damaged one must not stop what can be shown.
        FollowUpPresenter(settings: settings, people: (try? store.casesTakenOver(by: rules.catalogue)) ?? [:], now: now)
    }

    /// The cases that are kept from whoever looks, named as on the command line; none when nobody is named.
    func hidden(from viewer: String?) throws -> Set<CaseCode> {
        guard let viewer else { return [] }
        return try store.hiddenCases(from: names.person(viewer).id, rules: rules, at: now)
    }

    /// The cases that are kept from whoever makes a change.
    func hidden(from change: Change) throws -> Set<CaseCode> { try store.hiddenCases(from: change) }

    /// A follow-up that somebody wants to change; throws `noSuchFollowUp`, also when its case is kept from them: what else is wrong with a command would
    /// tell of it.
    func followUp(_ id: Int64, for change: Change) throws -> FollowUp { try store.followUp(id, hiding: hidden(from: change)).followUp }

    /// Whose the case of a follow-up is; of one that was only tried out there is none.
    func people(of followUp: FollowUp) throws -> CasePeople {
        guard let code = followUp.caseCode else { return .ordinary }
        do {
            return rules.catalogue.people(of: try store.dossier(code))
        } catch StoreError.noSuchCase {
            return .ordinary
        }
    }

    func change(by actor: String) -> Change { Change(rules: rules, actor: actor, now: now) }
}

extension Settings {
    /// Throws a `Refusal` when there is no database.
    func presentStore() throws -> Store {
        guard access(service.database, F_OK) == 0 else { throw Refusal.databaseMissing(path: service.database) }
        return try Store(path: service.database)
    }
}
