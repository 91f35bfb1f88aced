import Configuration
import FollowUps

/// In whose name a command runs, and so with whose rights.
struct Identity {
    /// Nil for whoever administers the service in their own name: they see everything and may do everything.
    let person: Person?
    /// As the history has it: the person's id, or the login name of whoever administers the service.
    let actor: String
    /// Who acts in the person's name, as the history has it; nil when they act themselves.
    let through: String?
    let isAdministrator: Bool

    /// - Parameter asked: whom `--as` names.
    init(asked: String?, by caller: Caller, _ names: NameResolver) throws(CommandError) {
        let own = names.directory.person(withLogin: caller.login)
        isAdministrator = caller.isAdministrator
        if let asked {
            let person = try names.person(asked)
            let isOwn = person.id == own?.id
            guard isOwn || caller.isAdministrator else { throw .mayNotActAs(person.id, login: caller.login) }
            self.person = person
            actor = person.id.rawValue
            through = isOwn ? nil : own?.id.rawValue ?? caller.login
        } else if let own, !caller.isRoot {
            person = own
            actor = own.id.rawValue
            through = nil
        } else {
            guard caller.isAdministrator else { throw .nobodysLogin(caller.login) }
            person = nil
            actor = caller.login
            through = nil
        }
    }

    /// Throws for whoever does not administer the service.
    ///
    /// - Parameter what: what is refused, such as `opvolg purge`.
    func needAdministrator(for what: String) throws(CommandError) {
        guard isAdministrator else { throw .forAdministrators(what) }
    }
}

extension CommandContext {
    func identity(asked: String?, _ settings: Settings) throws(CommandError) -> Identity {
        let caller = Caller(
            account(), sudoUser: environment["SUDO_USER"], database: settings.service.database, actAs: settings.service.actAs)
        return try Identity(asked: asked, by: caller, NameResolver(settings))
    }
}
