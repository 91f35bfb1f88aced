import FollowUps
import Templates

/// All that is somebody's, a part at a time.
struct FollowUpsContext: SignedInPageContext {
    static let place = NavigationItem.followUps

    let frame: PageFrame
    let visitor: Viewer
    let lines: [FollowUpLineContext]
    let next: String?

    static let vocabulary = TemplateFields<FollowUpsContext>(inside: [
        .flag("any") { !$0.lines.isEmpty }, .list("lines") { $0.lines }, .optional("next") { $0.next },
    ])
}
