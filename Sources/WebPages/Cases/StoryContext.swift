import FollowUps
import Templates

/// How a case went.
struct StoryContext: SignedInPageContext {
    static let place = NavigationItem.cases

    let frame: PageFrame
    let visitor: Viewer
    let code: String
    let path: String
    let school: String
    let openedAt: String
    let closedAt: String?
    /// What nobody may do in it for now.
    let protections: [ProtectionContext]
    let open: [FollowUpLineContext]
    let events: [StoryEventContext]

    static let vocabulary = TemplateFields<StoryContext>(inside: [
        .text("case") { $0.code }, .text("case_path") { $0.path }, .text("school") { $0.school }, .text("opened_at") { $0.openedAt },
        .optional("closed_at") { $0.closedAt },
        .list("protections") { $0.protections }, .flag("any_open") { !$0.open.isEmpty }, .list("open") { $0.open },
        .flag("any_events") { !$0.events.isEmpty }, .list("events") { $0.events },
    ])
}

/// A protection that holds, in words.
struct ProtectionContext: TemplateContext {
    let title: String

    static let vocabulary = TemplateFields<ProtectionContext>([.text("protection") { $0.title }])
}

/// Something that was done in a case.
struct StoryEventContext: TemplateContext {
    let at: String
    /// Nil when it happened by itself.
    let who: String?
    let what: String
    /// The title of the follow-up with which it was done.
    let about: String?
    /// Why, as whoever did it said; nil where nothing was said.
    let reason: String?

    static let vocabulary = TemplateFields<StoryEventContext>([
        .text("at") { $0.at }, .optional("who") { $0.who }, .text("what") { $0.what }, .optional("about") { $0.about },
        .optional("reason") { $0.reason },
    ])
}
