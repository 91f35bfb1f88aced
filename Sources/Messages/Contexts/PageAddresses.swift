import FollowUps

/// Where the pages are that a mail leads to besides those of its own links: for all of them one has to sign in.
struct PageAddresses: Sendable {
    /// How people reach the pages, without a slash at its end.
    let publicURL: String

    var today: String { publicURL + PagePath.today }
    var followUps: String { publicURL + PagePath.followUps }
    var schools: String { publicURL + PagePath.schools }
    func link(_ token: LinkToken) -> String { publicURL + PagePath.link(token) }
    func story(_ code: CaseCode) -> String { publicURL + PagePath.story(code) }

    /// What every text may read of the pages that there are, or that there are none.
    static func words<Root>(_ addresses: @escaping @Sendable (Root) -> PageAddresses?) -> [Word<Root>] {
        [
            .flag("pages") { addresses($0) != nil }, .optional("today_page") { addresses($0)?.today },
            .optional("actions_page") { addresses($0)?.followUps }, .optional("schools_page") { addresses($0)?.schools },
        ]
    }
}
