import Foundation

/// The account of the machine under which a command runs.
public struct Account: Sendable {
    public let loginName: String
    public let isRoot: Bool
    /// Whether a file or folder belongs to it.
    public let owns: @Sendable (String) -> Bool

    public init(_ loginName: String, isRoot: Bool, owns: @escaping @Sendable (String) -> Bool = { _ in false }) {
        self.loginName = loginName
        self.isRoot = isRoot
        self.owns = owns
    }

    static func ofThisProcess() -> Account {
        let user = getuid()
        return Account(
            getpwuid(user).map { String(cString: $0.pointee.pw_name) } ?? "uid-\(user)", isRoot: user == 0,
            owns: { path in
                var status = stat()
                return stat(path, &status) == 0 && status.st_uid == user
            })
    }
}
