import FollowUps
import Templates

/// The pages before somebody is signed in.
public struct SignInPage: PageModel {
    public static let page = Page.signIn

    public enum Step: Hashable, Sendable {
        /// Asks for a mail address.
        case form(isAddressMissing: Bool)
        /// Says that a link is under way if the address is known: the same for every address.
        case sent
        /// What a link leads to: a button, because looking at a link may use nothing up.
        case confirmation(name: String, path: String, isUnconfirmed: Bool)
        /// The link has been used, is too old, or never was one.
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
