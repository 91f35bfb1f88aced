import FollowUps
import Templates

/// All that is somebody's, a part at a time.
struct FollowUpsContext: InsideContext {
    static let place = InsidePlace.followUps

    let frame: PageFrame
    let visitor: Visitor
    let lines: [FollowUpLineContext]
    let next: String?

    static let vocabulary = Vocabulary<FollowUpsContext>(inside: [
        .flag("any") { !$0.lines.isEmpty }, .list("lines") { $0.lines }, .optional("next") { $0.next },
    ])
}
