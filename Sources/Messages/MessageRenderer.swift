import FollowUps
import Foundation
import Templates

/// Writes messages from the templates and from how things stand now. It holds no state, so threads may share it.
public struct MessageRenderer: Sendable {
    let templates: MessageTemplates
    private let catalogues: Catalogues
    let directory: Directory
    private let settings: MessageSettings
    private let pages: PageAddresses?

    /// Webhooks use the language of `settings`, mails that of their recipient.
    public init(templates: MessageTemplates, catalogues: Catalogues, directory: Directory, settings: MessageSettings) {
        self.templates = templates
        self.catalogues = catalogues
        self.directory = directory
        self.settings = settings
        pages = settings.publicURL.map(PageAddresses.init)
    }

    /// Loads the templates; throws `TemplateProblems`, also when a text that pages need is missing where there are pages.
    public init(templatesFrom folder: String, _ settings: MessageSettings, rules: Ruleset) throws {
        let templates = try MessageTemplates.load(from: folder)
        if settings.publicURL != nil { try templates.checkForPages() }
        self.init(templates: templates, catalogues: rules.catalogues, directory: rules.directory, settings: settings)
    }

    var sender: Mailbox { settings.sender }
    var replyTo: Mailbox? { settings.replyTo }
    private var language: Language { settings.language }
    private var detail: PrivacyLevel { settings.detail }

    public func render(_ draft: MessageDraft, at now: Date) throws(RenderingError) -> OutgoingMessage {
        let channel = draft.message.channel
        if channel == .mail || channel == .noticeMail {
            let (mail, address) = try write(draft, at: now)
            return OutgoingMessage(messageID: draft.message.messageID, channel: channel, address: address, content: mail.message)
        }
        return OutgoingMessage(
            messageID: draft.message.messageID, channel: channel, address: nil, content: try webhook(draft, at: now))
    }

    /// The message as a mail in all its forms, whatever its channel, for `opvolg preview`.
    public func mail(_ draft: MessageDraft, at now: Date) throws(RenderingError) -> RenderedMail { try write(draft, at: now).mail }

    private func write(_ draft: MessageDraft, at now: Date) throws(RenderingError) -> (mail: RenderedMail, address: MailAddress) {
        let recipient = try recipient(of: draft)
        let other = draft.message.channel == .noticeMail ? settings.noticeMail : nil
        guard let address = other?.recipient ?? recipient.email else { throw .noAddress(recipient.id) }
        guard let identifier = MessageIdentifier(draft.message.messageID) else { throw .badMessageID(message: draft.message.id) }

        let wording = Phrases(language: recipient.language, clock: directory.clock)
        let builder = ItemContextBuilder(
            catalogues: catalogues, directory: directory, detail: detail, recipient: recipient, wording: wording, now: now,
            pages: pages)
        let items = builder.contexts(draft.items)
        let isDigest = isDigest(draft, items)
        guard let texts = templates.languages[recipient.language] else { throw .noText("mail/\(recipient.language)") }
        let text = try text(for: draft, items, isDigest: isDigest, in: texts)
        let subject = subject(text, draft, items, recipient, wording, at: now)
        let context: any TemplateContext =
            if let notice = draft.notice {
                NoticeContext(notice, wording: wording, now: now)
            } else if isDigest {
                digestContext(draft, items, recipient, wording, at: now)
            } else {
                bodyContext(items, recipient, wording, at: now)
            }
        let body = text.body.render(context)
        let document = BlockParser.cut(body, phones: Set(items.flatMap { $0.contacts.compactMap(\.phone) }).sorted(), links: links(in: items))
        let html = templates.layout.render(
            LayoutContext(
                language: recipient.language, subject: subject, sender: sender.name.onOneLine, purpose: draft.notice == nil ? .actions : .service,
                tone: tone(of: items, draft), document: document))
        let plain = PlainLayout.text(of: document)
        let mailContent = MailComposer.MailContent(
            identifier: identifier, earlier: draft.earlierMessageIDs.compactMap(MessageIdentifier.init), recipientName: recipient.name,
            recipient: address, subject: subject, text: plain, html: html, language: recipient.language,
            followUps: draft.items.map(\.followUp.id), isAcute: items.contains(where: \.isAcute))
        let message = MailComposer(clock: directory.clock, sender: other?.sender ?? sender, replyTo: replyTo).compose(mailContent, at: now)
        return (RenderedMail(subject: subject, text: plain, html: html, message: message), address)
    }

    private func noticeText(_ draft: MessageDraft, _ text: MailText, _ texts: MailTexts, _ wording: Phrases, at now: Date) -> String? {
        guard let notice = draft.notice else { return nil }
        let body = text.body.render(NoticeContext(notice, wording: wording, now: now))
        // Chat services refuse longer ones.
        return String(PlainLayout.text(of: BlockParser.cut(body, phones: [], links: [])).prefix(2800))
    }

    private func recipient(of draft: MessageDraft) throws(RenderingError) -> Person {
        guard !draft.items.isEmpty || draft.overview != nil || draft.notice != nil else { throw .nothingToSay(message: draft.message.id) }
        guard let recipient = directory.person(draft.message.recipient) else { throw .unknownRecipient(draft.message.recipient) }
        return recipient
    }

    /// A message that only holds what would have gone out without a digest is none, even if it was queued for one.
    private func isDigest(_ draft: MessageDraft, _ items: [ItemContext]) -> Bool {
        draft.message.purpose == .digest && (draft.overview != nil || items.contains { !$0.isPressing })
    }

    /// The first that applies: notice, digest, bundle, escalation, the kind's own text, reminder.
    private func text(
        for draft: MessageDraft, _ items: [ItemContext], isDigest: Bool, in texts: MailTexts
    ) throws(RenderingError) -> MailText {
        let name: MailTexts.Name
        if draft.notice != nil {
            name = .notice
        } else if isDigest {
            name = .digest
        } else if items.count > 1 {
            name = .bundle
        } else if items[0].reason.isEscalation {
            name = .escalation
        } else {
            // A kind's own text would give the kind away.
            if !items[0].isDiscreet, let own = texts[draft.items[0].followUp.kind] { return own }
            name = .reminder
        }
        guard let text = texts[name] else { throw .noText("\(name).txt") }
        return text
    }

    /// The same for every kind, so that mail programs keep what belongs together. An acute one begins with that.
    private func subject(
        _ text: MailText, _ draft: MessageDraft, _ items: [ItemContext], _ recipient: Person, _ wording: Phrases, at now: Date
    ) -> String {
        let subject = text.subject.render(subjectContext(draft, items, recipient, wording, at: now)).onOneLine
        return items.contains(where: \.isAcute) ? wording.acute(subject) : subject
    }

    /// The only places to which a mail may link, whatever somebody has written into a title.
    private func links(in items: [ItemContext]) -> [String] {
        items.flatMap { [$0.link, $0.casePage].compactMap { $0 } } + (pages.map { [$0.today, $0.followUps, $0.schools] } ?? [])
    }

    private func subjectContext(
        _ draft: MessageDraft, _ items: [ItemContext], _ recipient: Person, _ wording: Phrases, at now: Date
    ) -> SubjectContext {
        let clock = directory.clock
        let first = draft.items.map(\.followUp).min { $0.due.overdueFrom(clock) < $1.due.overdueFrom(clock) }
        // For a single follow-up the year is that of its opening, so that its subject stays the same when a new year begins.
        let reference = draft.items.count == 1 ? draft.items[0].followUp.openedAt : now
        return SubjectContext(
            id: draft.items.first?.followUp.id ?? 0, count: draft.notice?.count ?? draft.items.count,
            due: first.map { wording.due($0.due, unlessIn: clock.day(of: reference).components.year) } ?? "",
            day: wording.day(clock.day(of: now), unlessIn: clock.day(of: now).components.year), pressingCount: items.count(where: \.isPressing),
            isWeekly: recipient.digest.isWeekly)
    }

    private func digestContext(
        _ draft: MessageDraft, _ items: [ItemContext], _ recipient: Person, _ wording: Phrases, at now: Date
    ) -> DigestContext {
        let today = directory.clock.day(of: now)
        return DigestContext(
            day: wording.day(today, unlessIn: today.components.year), isWeekly: recipient.digest.isWeekly, items: items, overview: draft.overview,
            builder: OverviewContextBuilder(catalogues: catalogues, directory: directory, wording: wording, detail: detail, now: now), pages: pages)
    }

    private func bodyContext(_ items: [ItemContext], _ recipient: Person, _ wording: Phrases, at now: Date) -> any TemplateContext {
        if items.count == 1 { return items[0] }
        let today = directory.clock.day(of: now)
        return BundleContext(
            day: wording.day(today, unlessIn: today.components.year), isWeekly: recipient.digest.isWeekly,
            overdueCount: items.count { $0.timing.overdueFor != nil }, items: items, pages: pages)
    }

    private func tone(of items: [ItemContext], _ draft: MessageDraft) -> LayoutContext.Severity {
        if let notice = draft.notice { return notice.unreached.isEmpty && notice.silenced.isEmpty ? .overdue : .acute }
        if items.contains(where: \.isAcute) { return .acute }
        if let overview = draft.overview, !overview.overdue.isEmpty { return .overdue }
        return items.contains { $0.timing.overdueFor != nil || $0.reason.isEscalation } ? .overdue : .calm
    }

    private func webhook(_ draft: MessageDraft, at now: Date) throws(RenderingError) -> Data {
        let recipient = try recipient(of: draft)
        let channel = draft.message.channel
        guard let name = settings.webhookTemplates[channel] else { throw .noWebhookTemplate(channel) }
        guard let template = templates.webhooks[name] else { throw .unknownWebhookTemplate(channel, name: name) }
        let wording = Phrases(language: language, clock: directory.clock)
        let builder = ItemContextBuilder(
            catalogues: catalogues, directory: directory, detail: detail, recipient: recipient, wording: wording, now: now, pages: pages)
        guard let texts = templates.languages[language] else { throw .noText("mail/\(language)") }
        let items = builder.contexts(draft.items)
        let text = try text(for: draft, items, isDigest: isDigest(draft, items), in: texts)
        let schools = Set(draft.items.map(\.followUp.school)).union(draft.overview?.schools ?? [])
        let context = WebhookContext(
            timestamp: directory.clock.iso8601(now), language: language,
            subject: subject(text, draft, items, recipient, wording, at: now), recipient: recipient.id.rawValue,
            school: schools.count == 1 ? schools.first.flatMap { $0.isBoard ? nil : $0.rawValue } : nil, items: builder.webhookItems(draft.items),
            overview: draft.overview.map { OverviewCountsContext($0) }, notice: noticeText(draft, text, texts, wording, at: now), pages: pages)
        let content = template.render(context)
        guard JSONValidator.mistake(in: content) == nil else { throw .notJSON(channel, name: name) }
        return Data(content.utf8)
    }
}

extension Digest {
    fileprivate var isWeekly: Bool { if case .weekly = self { true } else { false } }
}
