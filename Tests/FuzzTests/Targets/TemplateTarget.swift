import Configuration
import FollowUps
import Foundation
import Templates

@testable import Messages

extension FuzzTarget {
    /// Templates: the first line names the file, the rest is put in its place. What is accepted can be rendered, and what comes of it is a mail, or
    /// JSON, with a subject that gives nothing away.
    static let templates = FuzzTarget(
        "templates", inputs: 200, longest: 8192,
        tokens: [
            "{{", "}}", "{{#", "{{/", "{{^", "{{!", "{{>", "{{{", "}}}", "{{=<% %>=}}", "{{title}}", "{{#case}}{{case}}{{/case}}", "{{#items}}",
            "{{/items}}",
            "{{#outcomes}}{{close}}{{/outcomes}}", "{{#contacts}}{{name}}{{/contacts}}", "{{> partial/voet}}", "{{#pressing}}", "{{/pressing}}",
            "{{#follow_ups}}{{id}}{{^last}},{{/last}}{{/follow_ups}}", "{{#again}}", "{{/again}}", "| a | b |\n", "**", "# ", "- ", "\n\n",
            "mail/nl/reminder.txt",
            "webhook/generic.json", "mail/layout.html", "\\u0000",
        ],
        seeds: { mutable.map { "\($0)\n" + (shipped.texts[$0] ?? "") } }
    ) { input in
        let lines = text(input).split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        var texts = shipped.texts
        if lines.count == 2, lines[0].utf8.count < 100 { texts[String(lines[0])] = String(lines[1]) }
        let files = TemplateFiles(folder: "templates", texts: texts)
        switch Result(catching: { () throws(TemplateProblems) in try MessageTemplates.compile(files) }) {
        case .success(let templates):
            try checkRendering(with: templates)
            return .accepted
        case .failure(let error):
            for problem in error.problems {
                try require(problem.file.hasPrefix("templates/"), "a problem of another file: \(problem)")
                try require(problem.line.map { $0 >= 1 && $0 <= input.count + 1 } ?? true, "a line that is not there: \(problem)")
                try require(isOneLine(problem.message, atMost: 2000), "a message that is not a line: \(problem.description.debugDescription)")
            }
            return .refused
        }
    }

    private static let mutable = [
        "mail/nl/reminder.txt", "mail/nl/escalation.txt", "mail/nl/bundle.txt", "mail/nl/digest.txt", "mail/nl/partial/actie.txt",
        "mail/nl/partial/wanneer.txt", "mail/nl/partial/afronden.txt", "mail/layout.html", "mail/partial/words.html", "webhook/generic.json",
        "webhook/teams.json", "webhook/slack.json", "mail/nl/kind/weging.txt",
    ]

    /// The shipped templates, less the texts of single kinds.
    private static let shipped = {
        let files = TemplateFiles(ofMessagesIn: Repository.root.appending(path: "templates").path)
        return TemplateFiles(folder: "templates", texts: files.texts.filter { !$0.key.contains("/kind/") || $0.key.hasSuffix("/weging.txt") })
    }()

    private static let settings = Result { () -> Settings in
        let instance = try ScratchInstance("templates")
        return try Settings.load(from: instance.path("opvolg.toml"))
    }

    private static func checkRendering(with templates: MessageTemplates) throws {
        let settings = try settings.get()
        let now = Date(timeIntervalSince1970: 1_795_426_200)
        for name in templates.webhookNames {
            let renderer = MessageRenderer(
                templates: templates, catalogues: settings.catalogues, directory: settings.directory,
                settings: MessageSettings(language: .nl, detail: .task, sender: settings.mail.from, webhookTemplates: ["teams": name]))
            for draft in drafts(over: "teams") {
                switch Result(catching: { () throws(RenderingError) in try renderer.render(draft, at: now).content }) {
                case .success(let content):
                    try require((try? JSONSerialization.jsonObject(with: content, options: .fragmentsAllowed)) != nil, "no JSON of \(name)")
                // What a template makes of values that no sample has is looked at once more before it goes out.
                case .failure(.notJSON): break
                case .failure(let error): throw Violation("cannot render \(name): \(error)")
                }
            }
        }
        let renderer = MessageRenderer(
            templates: templates, catalogues: settings.catalogues, directory: settings.directory,
            settings: MessageSettings(language: .nl, detail: .task, sender: settings.mail.from))
        for draft in drafts(over: .mail) {
            let mail = try renderer.mail(draft, at: now)
            try require(isOneLine("x\(mail.subject)", atMost: 10_000), "a subject of several lines: \(mail.subject.debugDescription)")
            try require(mail.message.allSatisfy { $0 < 0x80 && $0 != 0 }, "a mail that is not ASCII")
            let lines = mail.message.split(separator: 0x0A, omittingEmptySubsequences: false)
            try require(lines.dropLast().allSatisfy { $0.last == 0x0D && $0.count <= 999 }, "a line of more than 998 characters, or with a bare end")
            let about = draft.items.compactMap { $0.followUp.caseCode?.rawValue } + [settings.catalogues.first.kinds[0].title.nl]
            try require(!about.contains(where: mail.subject.contains), "a subject that tells: \(mail.subject)")
        }
    }

    /// One reminder, one escalation, a few, and a digest.
    private static func drafts(over channel: ChannelID) -> [MessageDraft] {
        let items = (1...3).map { item(Int64($0)) }
        return [
            draft([items[0]], over: channel, .reminders), draft([items[1]], over: channel, .reminders), draft(items, over: channel, .reminders),
            draft(items, over: channel, .digest),
        ]
    }

    private static func draft(_ items: [MessageItem], over channel: ChannelID, _ purpose: DeliverySlot.Purpose) -> MessageDraft {
        let message = Message(
            id: 7, recipient: "ib-vlieger", channel: channel, purpose: purpose, state: .sending, messageID: "3f9a1c@opvolg.vlieger.example",
            attempts: 1, firstAttemptAt: nil, nextAttemptAt: nil, lastError: nil, sentAt: nil)
        return MessageDraft(message: message, items: items)
    }

    /// The second is an escalation, the third is about the school.
    private static func item(_ id: Int64) -> MessageItem {
        let opened = Date(timeIntervalSince1970: 1_795_000_000)
        let followUp = FollowUp(
            id: id, kind: id == 3 ? "evaluatie" : "weging", school: "vlieger", caseCode: id == 3 ? nil : CaseCode("VL-2026-014"),
            owner: .role("ib"), urgency: .normal, due: .day(Day(number: 20_770 + Int(id) * 10)), openedAt: opened,
            escalation: .init(startedAt: opened, startedBy: "annie"))
        let reminder = Reminder(
            followUp: id, escalation: 1, step: id == 2 ? "+5sd" : "0", recipient: "ib-vlieger", audience: id == 2 ? .role("directie") : .owner,
            isEscalation: id == 2)
        return MessageItem(reminder: reminder, followUp: followUp)
    }
}
