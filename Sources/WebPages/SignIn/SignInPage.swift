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
        /// The school's account has not signed them in.
        case problem(SchoolAccountProblem)
        /// On the way out, to sign out of the school's account as well.
        case leaving(address: String)
    }

    public let step: Step
    public let language: Language
    public let offersSchoolAccount: Bool
    /// The page that they wanted.
    public let next: String
    public var title: String { language == .nl ? "Aanmelden" : "Sign in" }

    public var hasProblems: Bool { step == .form(isAddressMissing: true) || confirmation?.isUnconfirmed ?? false }

    public init(_ step: Step, in language: Language, offersSchoolAccount: Bool = false, next: String = PagePath.today) {
        self.step = step
        self.language = language
        self.offersSchoolAccount = offersSchoolAccount
        self.next = next
    }

    private var problem: SchoolAccountProblem? { if case .problem(let problem) = step { problem } else { nil } }

    /// Shown to whoever has just proved that it is theirs.
    private var account: String? {
        switch problem {
        case .nobody(let account), .several(let account): account.onOneLine
        default: nil
        }
    }

    private var confirmation: (name: String, path: String, isUnconfirmed: Bool)? {
        if case .confirmation(let name, let path, let isUnconfirmed) = step { (name, path, isUnconfirmed) } else { nil }
    }

    public static let vocabulary = TemplateFields<SignInPage>(page: [
        .flag("form") { if case .form = $0.step { true } else { false } },
        .flag("address_missing") { $0.step == .form(isAddressMissing: true) }, .flag("sent") { $0.step == .sent }, .flag("over") { $0.step == .over },
        .flag("confirmation") { $0.confirmation != nil }, .optional("name") { $0.confirmation?.name.onOneLine },
        .optional("path") { $0.confirmation?.path }, .flag("unconfirmed") { $0.confirmation?.isUnconfirmed ?? false },
        .flag("school_account") { $0.offersSchoolAccount }, .text("school_path") { PagePath.signInWithSchoolAccount(next: $0.next) },
        .text("next") { $0.next }, .optional("leaving") { if case .leaving(let address) = $0.step { address } else { nil } },
        .optional("account") { $0.account },
        .flag("unavailable") { if case .unavailable = $0.problem { true } else { false } },
        .flag("unfinished") {
            switch $0.problem {
            case .stale, .refused: true
            default: false
            }
        },
        .flag("unbelievable") { if case .invalid = $0.problem { true } else { false } },
        .flag("unverified") { $0.problem == .unverifiedEmail },
        .flag("unknown_account") { if case .nobody = $0.problem { true } else { false } },
        .flag("shared_account") { if case .several = $0.problem { true } else { false } },
    ])
}
