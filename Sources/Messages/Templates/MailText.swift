import FollowUps
import Templates

struct MailText: Sendable {
    let subject: Template
    let body: Template
}

struct MailTexts: Sendable {
    enum Name: String, CaseIterable, Sendable {
        case reminder, escalation, bundle, digest, notice

        /// If so, its subject has to be the same as that of the others about one follow-up.
        var isAboutOne: Bool { self == .reminder || self == .escalation }

        var bodyScope: TemplateScope {
            switch self {
            case .reminder, .escalation: ItemContext.vocabulary.scope
            case .bundle: BundleContext.vocabulary.scope
            case .digest: DigestContext.vocabulary.scope
            case .notice: NoticeContext.vocabulary.scope
            }
        }
    }

    let texts: [Name: MailText]
    let kinds: [KindID: MailText]
    /// The mail with a sign-in link. An installation without pages may have none.
    let signIn: MailText?

    subscript(kind: KindID) -> MailText? { kinds[kind] }
    subscript(name: Name) -> MailText? { texts[name] }
}
