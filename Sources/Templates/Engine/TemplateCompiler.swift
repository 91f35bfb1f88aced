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

    public init(_ files: TemplateFiles) {
        self.files = files
        problems = files.problems
    }

    /// The files of `partial` in a folder.
    public mutating func partials(in folder: String, ending: String, form: Escaping) -> TemplatePartials {
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
        return TemplatePartials(checked: checked, library: library)
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
        let place = files.place(of: path)
        let scanned = TemplateScanner.scan(text, file: place, line: line, isProse: form == .line || form == .text)
        let found = scanned.problems + TemplateChecker.check(scanned.nodes, file: place, scope: scope, partials: partials.checked)
        problems += found
        return found.isEmpty ? compile(text, as: form, at: path).map { Template(template: $0, library: partials.library) } : nil
    }

    /// The library's own parser has the last word; what it refuses, the scanner should have found.
    private mutating func compile(_ text: String, as form: Escaping, at path: String) -> MustacheTemplate? {
        do {
            return try form.compile(language.map { LanguageSections.resolve(text, for: $0) } ?? text)
        } catch {
            let line = (error as? MustacheTemplate.ParserError).map { $0.context.lineNumber - 1 }
            report(path, line, "cannot be read as a Mustache template: \(error)")
            return nil
        }
    }

    public mutating func report(_ path: String, _ line: Int?, _ message: String) {
        problems.append(Problem(file: files.place(of: path), line: line, message: message))
    }
}
