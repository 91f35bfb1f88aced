import FollowUps
import Foundation
import Templates

/// Every template of messages of an installation, read, checked and compiled.
public struct MessageTemplates: Sendable {
    let folder: String
    let languages: [Language: MailTexts]
    let layout: Template
    let webhooks: [String: Template]

    public var webhookNames: [String] { webhooks.keys.sorted() }

    /// Reads `mail/{nl,en}`, `mail/layout.html` and `webhook/*.json`. Throws all their problems at once.
    public static func load(from folder: String) throws(TemplateProblems) -> MessageTemplates {
        try compile(TemplateFiles(ofMessagesIn: folder))
    }

    static func compile(_ files: TemplateFiles) throws(TemplateProblems) -> MessageTemplates {
        var compiler = TemplateCompiler(files)
        let templates = compiler.templates()
        guard compiler.problems.isEmpty, let templates else { throw TemplateProblems(compiler.problems) }
        return templates
    }

    /// What is missing where there are pages to sign in to.
    public var problemsForPages: [TemplateProblems.Problem] {
        languages.filter { $0.value.signIn == nil }.map { language, _ in
            TemplateProblems.Problem(
                file: "\(folder)/mail/\(language)/sign-in.txt", message: "is missing; with [web] every language needs it")
        }.sorted()
    }

    public func checkForPages() throws(TemplateProblems) {
        let problems = problemsForPages
        if !problems.isEmpty { throw TemplateProblems(problems) }
    }

    /// A text for a kind that the catalogue does not have would never be sent.
    public func problems(for catalogues: [Catalogue]) -> [TemplateProblems.Problem] {
        languages.flatMap { language, texts in
            texts.kinds.keys.filter { kind in !catalogues.contains { $0.kind(kind) != nil } }.map { kind in
                TemplateProblems.Problem(
                    file: "\(folder)/mail/\(language)/kind/\(kind).txt",
                    message: "the catalogue has no kind \"\(kind)\", so nothing is ever sent with this text; rename or remove it")
            }
        }.sorted()
    }
}
