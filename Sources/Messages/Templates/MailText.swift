import FollowUps
import Templates

/// The text of one sort of mail: its subject and its body.
struct MailText: Sendable {
    let subject: Template
    let body: Template
}

/// The mail texts of one language.
struct MailTexts: Sendable {
    /// The texts that every language has to have.
    enum Name: String, CaseIterable, Sendable {
        case reminder, escalation, bundle, digest, notice

        /// Whether it is about one follow-up, so that its subject has to be the same as that of the others.
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
    /// The mail with a sign-in link; an installation without pages may have none.
    let signIn: MailText?

    /// The kind's own text, when it has one.
    subscript(kind: KindID) -> MailText? { kinds[kind] }
    subscript(name: Name) -> MailText? { texts[name] }
}
