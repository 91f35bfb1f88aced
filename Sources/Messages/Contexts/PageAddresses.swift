import FollowUps
import Templates

/// The pages for which people have to sign in.
struct PageAddresses: Sendable {
    let publicURL: WebOrigin

    var today: String { publicURL.url(PagePath.today) }
    var followUps: String { publicURL.url(PagePath.followUps) }
    var schools: String { publicURL.url(PagePath.schools) }
    func link(_ token: LinkToken) -> String { publicURL.url(PagePath.link(token)) }
    func timeline(_ code: CaseCode) -> String { publicURL.url(PagePath.timeline(code)) }

    /// The fields that every text has, with pages or without.
    static func words<Root>(_ addresses: @escaping @Sendable (Root) -> PageAddresses?) -> [Word<Root>] {
        [
            .flag("pages") { addresses($0) != nil }, .optional("today_page") { addresses($0)?.today },
            .optional("actions_page") { addresses($0)?.followUps }, .optional("schools_page") { addresses($0)?.schools },
        ]
    }
}
