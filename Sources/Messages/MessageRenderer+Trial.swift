import FollowUps
import Foundation
import Templates

extension MessageRenderer {
    /// A test mail that only says that it has arrived, for `opvolg check --send-to`.
    public func trial(to address: MailAddress, messageID: String, in language: Language, at now: Date) throws(RenderingError) -> OutgoingMessage {
        guard let identifier = MessageIdentifier(messageID) else { throw .badMessageID(message: 0) }
        let subject = TestMailPhrases.subject(in: language)
        let document = BlockParser.cut(TestMailPhrases.body(in: language), phones: [], links: [])
        let html = templates.layout.render(
            LayoutContext(language: language, subject: subject, sender: sender.name.onOneLine, tone: .calm, document: document))
        let mailContent = MailComposer.MailContent(
            identifier: identifier, earlier: [], recipientName: "", recipient: address, subject: subject, text: PlainLayout.text(of: document),
            html: html, language: language, followUps: [])
        let message = MailComposer(clock: directory.clock, sender: sender, replyTo: replyTo).compose(mailContent, at: now)
        return OutgoingMessage(messageID: messageID, channel: .mail, address: address, content: message)
    }
}

/// It goes to whoever runs the service, so it is no template of the school's.
private enum TestMailPhrases {
    static func subject(in language: Language) -> String {
        switch language {
        case .nl: "Opvolging: proefmail"
        case .en: "Follow-up: test mail"
        }
    }

    static func body(in language: Language) -> String {
        switch language {
        case .nl:
            """
            # De mail werkt

            Dit is een proefmail van opvolg. De beheerder stuurde hem met `opvolg check --send-to`, om te zien of herinneringen aankomen.

            Staat hij bij de ongewenste mail? Zorg dan dat mail van dit adres daar niet meer terechtkomt.

            --
            Automatisch bericht.
            """
        case .en:
            """
            # Mail works

            This is a test mail from opvolg. The administrator sent it with `opvolg check --send-to`, to see whether reminders arrive.

            Is it among the junk mail? Then make sure that mail from this address no longer ends up there.

            --
            Automatic message.
            """
        }
    }
}
