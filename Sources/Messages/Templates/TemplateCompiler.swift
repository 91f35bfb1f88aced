import FollowUps
import Foundation
import Mustache

/// Turns template files into compiled templates, and collects whatever is wrong with them.
struct TemplateCompiler {
    typealias Problem = TemplateProblems.Problem

    let files: TemplateFiles
    private(set) var problems: [Problem]
    /// The language that what is compiled speaks, of files that speak them all; what is checked is the whole file.
    var language: Language?

    init(_ files: TemplateFiles) {
        self.files = files
        problems = files.problems
    }

    /// Nil when something that is always needed is missing or broken; `problems` tells.
    mutating func templates() -> MessageTemplates? {
        var languages: [Language: MailTexts] = [:]
        for language in Language.allCases { languages[language] = texts(in: language) }
        reportUnknownFiles()
        let layoutPartials = partials(in: "mail", ending: ".html", form: .html)
        let layout = compileWhole(
            "mail/layout.html", form: .html, scope: LayoutContext.vocabulary.scope, partials: layoutPartials.checked)
        var webhooks: [String: MustacheTemplate] = [:]
        for name in files.names(in: "webhook", ending: ".json") {
            webhooks[name] = compileWhole("webhook/\(name).json", form: .json, scope: WebhookContext.vocabulary.scope)
            if let template = webhooks[name] { checkJSON(template, at: "webhook/\(name).json") }
        }
        guard let layout else { return nil }
        return MessageTemplates(
            folder: files.folder, languages: languages, layout: layout, layoutLibrary: layoutPartials.library, webhooks: webhooks)
    }

    private mutating func texts(in language: Language) -> MailTexts {
        let folder = "mail/\(language)"
        let (partials, library) = partials(in: folder, ending: ".txt", form: .text)
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
        return MailTexts(library: library, texts: texts, kinds: kinds, signIn: signInText)
    }

    mutating func partials(
        in folder: String, ending: String, form: ContentForm
    ) -> (checked: [String: TemplateChecker.Partial], library: MustacheLibrary) {
        var checked: [String: TemplateChecker.Partial] = [:]
        var library = MustacheLibrary()
        for name in files.names(in: "\(folder)/partial", ending: ending) {
            let path = "\(folder)/partial/\(name)\(ending)"
            guard let text = files.texts[path] else { continue }
            let scanned = TemplateScanner.scan(text, file: files.place(of: path), isProse: form == .text)
            problems += scanned.problems
            checked["partial/\(name)"] = TemplateChecker.Partial(file: files.place(of: path), nodes: scanned.nodes)
            // Inside a line of HTML, the line end of the file would become a space.
            let content = form == .html && text.hasSuffix("\n") ? String(text.dropLast()) : text
            guard scanned.problems.isEmpty, let template = compile(content, as: form, at: path) else { continue }
            library.register(template, named: "partial/\(name)")
        }
        return (checked, library)
    }

    /// A subject on the first line, an empty line, and the body.
    private mutating func mailText(_ path: String, scope: TemplateScope, partials: [String: TemplateChecker.Partial]) -> MailText? {
        guard let text = files.texts[path] else {
            report(path, nil, "is missing; every language needs it")
            return nil
        }
        let lines = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count == 3, lines[1].allSatisfy({ $0 == " " }), !lines[2].allSatisfy({ $0 == "\n" || $0 == " " }) else {
            report(path, 1, "has no subject: it goes on the first line, then an empty line, then the text")
            return nil
        }
        let subject = checked(String(lines[0]), at: path, line: 1, form: .line, scope: SubjectContext.vocabulary.scope, partials: [:])
        if lines[0].allSatisfy({ $0 == " " }) || lines[0].hasPrefix("{{!") {
            report(path, 1, "has no subject: it goes on the first line, and comments after it")
        }
        let body = checked(String(lines[2]), at: path, line: 3, form: .text, scope: scope, partials: partials)
        guard let subject, let body else { return nil }
        return MailText(subject: subject, body: body)
    }

    /// A subject that differs would tell what a follow-up is about, and would break the thread when a reminder becomes an escalation.
    private mutating func checkSubjects(in folder: String, kinds: [String]) {
        func subject(_ path: String) -> Substring? { files.texts[path]?.prefix { $0 != "\n" } }
        guard let usual = subject("\(folder)/reminder.txt") else { return }
        for path in ["\(folder)/escalation.txt"] + kinds.map({ "\(folder)/kind/\($0).txt" }) {
            if let other = subject(path), other != usual {
                report(path, 1, "has a subject other than that of reminder.txt (\"\(usual)\"); it has to be the same, so that it gives nothing away")
            }
        }
    }

    mutating func compileWhole(
        _ path: String, form: ContentForm, scope: TemplateScope, partials: [String: TemplateChecker.Partial] = [:]
    ) -> MustacheTemplate? {
        guard let text = files.texts[path] else {
            report(path, nil, "is missing; opvolg init writes one that works")
            return nil
        }
        return checked(text, at: path, line: 1, form: form, scope: scope, partials: partials)
    }

    private mutating func checked(
        _ text: String, at path: String, line: Int, form: ContentForm, scope: TemplateScope, partials: [String: TemplateChecker.Partial]
    ) -> MustacheTemplate? {
        let place = files.place(of: path)
        let scanned = TemplateScanner.scan(text, file: place, line: line, isProse: form == .line || form == .text)
        let found = scanned.problems + TemplateChecker.check(scanned.nodes, file: place, scope: scope, partials: partials)
        problems += found
        return found.isEmpty ? compile(text, as: form, at: path) : nil
    }

    /// The library's own parser has the last word; what it refuses, the scanner should have found.
    private mutating func compile(_ text: String, as form: ContentForm, at path: String) -> MustacheTemplate? {
        do {
            return try form.compile(language.map { LanguageSections.resolve(text, for: $0) } ?? text)
        } catch {
            let line = (error as? MustacheTemplate.ParserError).map { $0.context.lineNumber - 1 }
            report(path, line, "cannot be read as a Mustache template: \(error)")
            return nil
        }
    }

    private mutating func checkJSON(_ template: MustacheTemplate, at path: String) {
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

    mutating func report(_ path: String, _ line: Int?, _ message: String) {
        problems.append(Problem(file: files.place(of: path), line: line, message: message))
    }
}
