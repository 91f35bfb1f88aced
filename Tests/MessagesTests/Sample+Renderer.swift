import FollowUps
import Messages
import SchoolTestSupport

extension Sample {
    /// The shipped ones, read once: every test would spend most of its time on it.
    static let templates = Result { try MessageTemplates.load(from: templatesFolder) }

    static func renderer(
        directory: Directory = Sample.directory, catalogue: Catalogue = Sample.catalogue, detail: PrivacyLevel = .task,
        language: Language = .nl, sender: Mailbox = Sample.mailbox("Opvolging"), replyTo: Mailbox? = nil, noticeMail: NoticeAddresses? = nil,
        webhookTemplate: String = "generic", publicURL: WebOrigin? = nil
    ) throws -> MessageRenderer {
        MessageRenderer(
            templates: try templates.get(), catalogues: Catalogues(catalogue), directory: directory,
            settings: MessageSettings(
                language: language, detail: detail, sender: sender, replyTo: replyTo, publicURL: publicURL, noticeMail: noticeMail,
                webhookTemplates: ["teams": webhookTemplate]))
    }
}
