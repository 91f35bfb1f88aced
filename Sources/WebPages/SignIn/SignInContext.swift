import FollowUps
import Templates

/// The pages before somebody is signed in.
struct SignInContext: FramedContext {
    let frame: PageFrame
    let page: SignInPage

    init(_ page: SignInPage, in language: Language) {
        self.page = page
        frame = PageFrame(language: language, title: language == .nl ? "Aanmelden" : "Sign in")
    }

    private var confirmation: (name: String, path: String, isUnconfirmed: Bool)? {
        if case .confirmation(let name, let path, let isUnconfirmed) = page { (name, path, isUnconfirmed) } else { nil }
    }

    static let vocabulary = TemplateFields<SignInContext>(page: [
        .flag("form") { if case .form = $0.page { true } else { false } },
        .flag("address_missing") { $0.page == .form(isAddressMissing: true) }, .flag("sent") { $0.page == .sent }, .flag("over") { $0.page == .over },
        .flag("confirmation") { $0.confirmation != nil }, .optional("name") { $0.confirmation?.name.onOneLine },
        .optional("path") { $0.confirmation?.path }, .flag("unconfirmed") { $0.confirmation?.isUnconfirmed ?? false },
    ])
}
