import FollowUps
import Foundation
import Templates

extension MessageRenderer {
    /// `link` is the whole URL.
    public func signIn(_ link: String, to person: Person, messageID: String, at now: Date) throws(RenderingError) -> OutgoingMessage {
        guard let address = person.email else { throw .noAddress(person.id) }
        guard let identifier = MessageIdentifier(messageID) else { throw .badMessageID(message: 0) }
        guard let texts = templates.languages[person.language], let text = texts.signIn else { throw .noText("mail/\(person.language)/sign-in.txt") }
        let subject = text.subject.render(SubjectContext.ofNothing).onOneLine
        let body = text.body.render(SignInMailContext(name: person.name.onOneLine, link: link))
        let document = BlockParser.cut(body, phones: [], links: [link])
        let html = templates.layout.render(
            LayoutContext(
                language: person.language, subject: subject, sender: sender.name.onOneLine, purpose: .signIn, tone: .calm, document: document))
        let mailContent = MailComposer.MailContent(
            identifier: identifier, earlier: [], recipientName: person.name, recipient: address, subject: subject,
            text: PlainLayout.text(of: document), html: html, language: person.language, followUps: [])
        let message = MailComposer(clock: directory.clock, sender: sender, replyTo: replyTo).compose(mailContent, at: now)
        return OutgoingMessage(messageID: messageID, channel: .mail, address: address, content: message)
    }
}

extension SubjectContext {
    fileprivate static let ofNothing = SubjectContext(id: 0, count: 0, due: "", day: "", pressingCount: 0, isWeekly: false)
}
