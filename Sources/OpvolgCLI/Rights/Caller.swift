import FollowUps
import Foundation

/// Whoever runs a command.
struct Caller: Hashable {
    let login: String
    /// Root does what it does in nobody's name unless it says so.
    let isRoot: Bool
    /// Whether they may run a command in anybody's name.
    let isAdministrator: Bool

    /// The account that owns the folder of the database is the service's. Root works under it, so it may do what root may.
    ///
    /// - Parameters:
    ///   - sudoUser: `$SUDO_USER`, from which account sudo was called. Anybody can set it, so only root and the service's account are believed.
    ///   - actAs: `[service] act_as`.
    init(_ account: Account, sudoUser: String?, database: String, actAs: [String]) {
        let folder = URL(filePath: database).deletingLastPathComponent().path(percentEncoded: false)
        let isOfService = account.isRoot || account.owns(folder)
        let login = sudoUser.flatMap { isOfService && Self.isLoginName($0) ? $0 : nil } ?? account.loginName
        self.login = login
        isRoot = account.isRoot || (isOfService && login == "root")
        isAdministrator = isOfService || actAs.contains { $0.isSameLogin(as: login) }
    }

    /// What is no login name, or is the daemon's name, would be a lie in the history. Directory services write `annie@vlieger.example` or `VLIEGER\annie`.
    private static func isLoginName(_ text: String) -> Bool {
        text.wholeMatch(of: #/[A-Za-z0-9_][A-Za-z0-9_.@\\-]{0,63}/#) != nil && text != HistoryEntry.daemon
    }
}

extension String {
    /// Directory services ignore case.
    fileprivate func isSameLogin(as other: String) -> Bool { lowercased() == other.lowercased() }
}

extension Directory {
    func person(withLogin login: String) -> Person? { people.first { $0.login?.isSameLogin(as: login) == true } }
}
