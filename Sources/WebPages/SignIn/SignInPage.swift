import FollowUps
import Templates

public struct SignInPage: PageModel {
    public static let page = Page.signIn

    public enum Step: Hashable, Sendable {
        case form(isAddressMissing: Bool)
        /// Says that a link is on its way if the address is known. The same for every address, so that nobody learns which are.
        case sent
        /// Behind the link: a box and a button, because a mail scanner that opens the link must not use it up.
        case confirmation(name: String, path: String, isUnconfirmed: Bool)
        case over
    }

    public let step: Step
    public let language: Language
    public var title: String { language == .nl ? "Aanmelden" : "Sign in" }

    public init(_ step: Step, in language: Language) {
        self.step = step
        self.language = language
    }

    private var confirmation: (name: String, path: String, isUnconfirmed: Bool)? {
        if case .confirmation(let name, let path, let isUnconfirmed) = step { (name, path, isUnconfirmed) } else { nil }
    }

    public static let vocabulary = TemplateFields<SignInPage>(page: [
        .flag("form") { if case .form = $0.step { true } else { false } },
        .flag("address_missing") { $0.step == .form(isAddressMissing: true) }, .flag("sent") { $0.step == .sent }, .flag("over") { $0.step == .over },
        .flag("confirmation") { $0.confirmation != nil }, .optional("name") { $0.confirmation?.name.onOneLine },
        .optional("path") { $0.confirmation?.path }, .flag("unconfirmed") { $0.confirmation?.isUnconfirmed ?? false },
    ])
}
