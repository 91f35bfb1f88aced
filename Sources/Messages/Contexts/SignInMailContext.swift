import FollowUps
import Templates

struct SignInMailContext: TemplateContext {
    let name: String
    let link: String

    static let vocabulary = TemplateFields<SignInMailContext>([
        .text("name") { $0.name }, .text("link") { $0.link }, .text("minutes") { _ in String(Int(SignInLink.length) / 60) },
    ])
}
