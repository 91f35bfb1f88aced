import FollowUps
import Foundation
import Mustache

/// Turns template files into compiled templates, and collects whatever is wrong with them.
public struct TemplateCompiler {
    typealias Problem = TemplateProblems.Problem

    public let files: TemplateFiles
    public private(set) var problems: [TemplateProblems.Problem]
    /// The language that what is compiled speaks, of files that speak them all; what is checked is the whole file.
    public var language: Language?
    /// What has been asked what it reads, which is the same in every language.
    private var probed: Set<String> = []

    public init(_ files: TemplateFiles) {
        self.files = files
        problems = files.problems
    }

    /// The files of `partial` in a folder.
    public mutating func partials(in folder: String, ending: String, form: Escaping) -> TemplatePartials {
        var partials = TemplatePartials.none
        for name in files.names(in: "\(folder)/partial", ending: ending) {
            let path = "\(folder)/partial/\(name)\(ending)"
            guard let text = files.texts[path] else { continue }
            let tags = TemplateTags(in: text, file: files.place(of: path), isProse: form == .text)
            problems += tags.problems
            // Inside a line of HTML, the line end of the file would become a space.
            let content = form == .html && text.hasSuffix("\n") ? String(text.dropLast()) : text
            let template = tags.problems.isEmpty ? compile(inLanguage(content), as: form, at: path) : nil
            partials.add("partial/\(name)", tags, template: template, probedAs: probed.insert(path).inserted ? form : nil)
        }
        return partials
    }

    /// A file as a template; nil when it is missing or anything is wrong with it, which is kept in `problems`.
    public mutating func compileWhole(
        _ path: String, form: Escaping, scope: TemplateScope, partials: TemplatePartials = .none
    ) -> Template? {
        guard let text = files.texts[path] else {
            report(path, nil, "is missing; opvolg init writes one that works")
            return nil
        }
        return checked(text, at: path, line: 1, form: form, scope: scope, partials: partials)
    }

    /// The text, or a part of it from a line on, as a template; nil when anything is wrong with it, which is kept in `problems`.
    public mutating func checked(
        _ text: String, at path: String, line: Int, form: Escaping, scope: TemplateScope, partials: TemplatePartials = .none
    ) -> Template? {
        let tags = TemplateTags(in: text, file: files.place(of: path), firstLine: line, isProse: form == .line || form == .text)
        let (badPartials, isFinite) = partials.check(tags)
        var found = tags.problems + badPartials
        var whole: MustacheTemplate?
        if probed.insert("\(path):\(line)").inserted, isFinite, let text = found.isEmpty ? text : tags.mended {
            whole = compile(text, as: form, at: path, firstLine: line)
            if let whole { found += TemplateProbe.problems(of: whole, tags, scope: scope, partials: partials) }
        }
        problems += found
        guard found.isEmpty else { return nil }
        let template = language == nil && whole != nil ? whole : compile(inLanguage(text), as: form, at: path, firstLine: line)
        return template.map { Template(template: $0, library: partials.library) }
    }

    private func inLanguage(_ text: String) -> String { language.map { LanguageSections.resolve(text, for: $0) } ?? text }

    private mutating func compile(_ text: String, as form: Escaping, at path: String, firstLine: Int = 1) -> MustacheTemplate? {
        do {
            return try form.compile(text)
        } catch {
            // The pragma counts as a line.
            let line = (error as? MustacheTemplate.ParserError).map { $0.context.lineNumber - 2 + firstLine }
            report(path, line, "cannot be read as a Mustache template: \(error)")
            return nil
        }
    }

    public mutating func report(_ path: String, _ line: Int?, _ message: String) {
        problems.append(Problem(file: files.place(of: path), line: line, message: message))
    }
}
