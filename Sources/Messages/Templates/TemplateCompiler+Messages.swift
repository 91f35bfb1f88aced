import FollowUps
import Templates

extension TemplateFiles {
    init(ofMessagesIn folder: String) { self.init(readingFrom: folder, [("mail", [".txt", ".html"]), ("webhook", [".json"])]) }
}

extension TemplateCompiler {
    /// Nil when something that is always needed is missing or broken; see `problems`.
    mutating func templates() -> MessageTemplates? {
        var languages: [Language: MailTexts] = [:]
        for language in Language.allCases { languages[language] = texts(in: language) }
        reportUnknownFiles()
        let layoutPartials = partials(in: "mail", ending: ".html", form: .html)
        let layout = compileWhole(
            "mail/layout.html", form: .html, scope: LayoutContext.vocabulary.scope, partials: layoutPartials)
        var webhooks: [String: Template] = [:]
        for name in files.names(in: "webhook", ending: ".json") {
            webhooks[name] = compileWhole("webhook/\(name).json", form: .json, scope: WebhookContext.vocabulary.scope)
            if let template = webhooks[name] { checkJSON(template, at: "webhook/\(name).json") }
        }
        guard let layout else { return nil }
        return MessageTemplates(
            folder: files.folder, languages: languages, layout: layout, webhooks: webhooks)
    }

    private mutating func texts(in language: Language) -> MailTexts {
        let folder = "mail/\(language)"
        let partials = partials(in: folder, ending: ".txt", form: .text)
        var texts: [MailTexts.Name: MailText] = [:]
        for name in MailTexts.Name.allCases {
            texts[name] = mailText("\(folder)/\(name).txt", scope: name.bodyScope, partials: partials)
        }
        var kinds: [KindID: MailText] = [:]
        for name in files.names(in: "\(folder)/kind", ending: ".txt") {
            kinds[KindID(name)] = mailText("\(folder)/kind/\(name).txt", scope: ItemContext.vocabulary.scope, partials: partials)
        }
        let signIn = "\(folder)/sign-in.txt"
        let signInText = files.texts[signIn] == nil ? nil : mailText(signIn, scope: SignInMailContext.vocabulary.scope, partials: partials)
        checkSubjects(in: folder, kinds: kinds.keys.map(\.rawValue).sorted())
        return MailTexts(texts: texts, kinds: kinds, signIn: signInText)
    }

    /// A subject on the first line, an empty line, and the body.
    private mutating func mailText(_ path: String, scope: TemplateScope, partials: TemplatePartials) -> MailText? {
        guard let text = files.texts[path] else {
            report(path, nil, "is missing; every language needs it")
            return nil
        }
        let lines = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count == 3, lines[1].allSatisfy({ $0 == " " }), !lines[2].allSatisfy({ $0 == "\n" || $0 == " " }) else {
            report(path, 1, "has no subject: it goes on the first line, then an empty line, then the text")
            return nil
        }
        let subject = checked(String(lines[0]), at: path, line: 1, form: .line, scope: SubjectContext.vocabulary.scope)
        if lines[0].allSatisfy({ $0 == " " }) || lines[0].hasPrefix("{{!") {
            report(path, 1, "has no subject: it goes on the first line, and comments after it")
        }
        let body = checked(String(lines[2]), at: path, line: 3, form: .text, scope: scope, partials: partials)
        guard let subject, let body else { return nil }
        return MailText(subject: subject, body: body)
    }

    /// A subject that differs would give away what a follow-up is about, and break the thread when a reminder becomes an escalation.
    private mutating func checkSubjects(in folder: String, kinds: [String]) {
        func subject(_ path: String) -> Substring? { files.texts[path]?.prefix { $0 != "\n" } }
        guard let usual = subject("\(folder)/reminder.txt") else { return }
        for path in ["\(folder)/escalation.txt"] + kinds.map({ "\(folder)/kind/\($0).txt" }) {
            if let other = subject(path), other != usual {
                report(path, 1, "has a subject other than that of reminder.txt (\"\(usual)\"); it has to be the same, so that it gives nothing away")
            }
        }
    }

    private mutating func checkJSON(_ template: Template, at path: String) {
        for sample in WebhookContext.samples {
            guard let mistake = JSONValidator.mistake(in: template.render(sample)) else { continue }
            let count = sample.items.count == 1 ? "1 follow-up" : "\(sample.items.count) follow-ups"
            return report(path, nil, "does not make valid JSON of \(count): line \(mistake.line) of the result should have \(mistake.expected)")
        }
    }

    /// A misspelt file name would otherwise mean a text that is never sent.
    private mutating func reportUnknownFiles() {
        let texts = MailTexts.Name.allCases.map { "\($0).txt" } + ["sign-in.txt"]
        for path in files.texts.keys where path.hasPrefix("mail/") && path != "mail/layout.html" {
            let parts = path.split(separator: "/").map(String.init)
            let isForLayout = parts.count == 3 && parts[1] == "partial" && path.hasSuffix(".html")
            let isText = parts.count > 2 && Language(rawValue: parts[1]) != nil && path.hasSuffix(".txt")
            let isOwnText = isText && (parts.count == 3 ? texts.contains(parts[2]) : parts.count == 4 && ["kind", "partial"].contains(parts[2]))
            if isForLayout || isOwnText { continue }
            let known = texts.joined(separator: ", ")
            report(path, nil, "is used for nothing; a text is nl/ or en/ with \(known), kind/KIND.txt or partial/NAME.txt")
        }
    }
}
