import FollowUps
import Templates

/// The page of a follow-up behind the link in a mail, for whoever has it: it can be closed and snoozed there, and nothing else.
public struct LinkPage: PageModel {
    public static let page = Page.link

    public let contents: FollowUpContents

    public init(_ contents: FollowUpContents) { self.contents = contents }

    public var language: Language { contents.reader.language }
    public var title: String { Phrases.neutralTitle(contents.followUp.id, in: language) }

    public static let vocabulary = TemplateFields<LinkPage>(page: [.list("follow_up") { [$0.contents] }])
}
