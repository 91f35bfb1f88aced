import FollowUps
import Templates

/// The pages for which people have to sign in.
struct PageAddresses: Sendable {
    /// Without a slash at its end.
    let publicURL: String

    var today: String { publicURL + PagePath.today }
    var followUps: String { publicURL + PagePath.followUps }
    var schools: String { publicURL + PagePath.schools }
    func link(_ token: LinkToken) -> String { publicURL + PagePath.link(token) }
    func story(_ code: CaseCode) -> String { publicURL + PagePath.story(code) }

    /// The fields that every text has, with pages or without.
    static func words<Root>(_ addresses: @escaping @Sendable (Root) -> PageAddresses?) -> [Word<Root>] {
        [
            .flag("pages") { addresses($0) != nil }, .optional("today_page") { addresses($0)?.today },
            .optional("actions_page") { addresses($0)?.followUps }, .optional("schools_page") { addresses($0)?.schools },
        ]
    }
}
