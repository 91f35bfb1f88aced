import FollowUps
import Templates

/// What a page says besides its own content: the frame that the partials `top` and `bottom` draw around it.
protocol FramedContext: TemplateContext {
    var frame: PageFrame { get }
}

/// In which language a page is, and how it is called.
struct PageFrame: Sendable {
    let language: Language
    /// What stands in the browser's tab and history, so as neutral as the subject of a mail.
    let title: String
}

extension TemplateFields where Root: FramedContext {
    /// The words of a page: those of the frame, and its own.
    init(page words: [Word<Root>]) {
        self.init(
            [
                .text("language") { $0.frame.language.rawValue }, .flag("nl") { $0.frame.language == .nl }, .flag("en") { $0.frame.language == .en },
                .text("page_title") { $0.frame.title },
            ] + words)
    }
}
