import FollowUps
import Testing

@testable import Templates

@Suite("A template that is asked what it reads")
struct TemplateProbeTests {
    private struct Line: TemplateContext {
        static let vocabulary = TemplateFields<Line>([
            .text("name") { _ in "" }, .optional("note") { _ in nil }, .list("parts") { _ in [Part]() },
        ])
    }

    private struct Part: TemplateContext {
        static let vocabulary = TemplateFields<Part>([.text("part") { _ in "" }])
    }

    private struct Whole: TemplateContext {
        static let vocabulary = TemplateFields<Whole>([
            .text("title") { _ in "" }, .optional("help") { _ in nil }, .flag("late") { _ in false }, .flag("nl") { _ in true },
            .list("lines") { _ in [Line]() },
        ])
    }

    /// What is wrong with a template, as `line of file: beginning of the message`.
    private func problems(_ text: String, partials: [String: String] = [:], language: Language? = nil) -> [String] {
        let texts = Dictionary(uniqueKeysWithValues: partials.map { ("t/partial/\($0).txt", $1) }).merging(["t/own.txt": text]) { $1 }
        var compiler = TemplateCompiler(TemplateFiles(folder: "f", texts: texts))
        compiler.language = language
        let partials = compiler.partials(in: "t", ending: ".txt", form: .text)
        let template = compiler.compileWhole("t/own.txt", form: .text, scope: Whole.vocabulary.scope, partials: partials)
        let found = TemplateProblems(compiler.problems).problems
        #expect((template == nil) == !found.isEmpty)
        return found.map { problem in
            let file = problem.file.split(separator: "/").last.map(String.init) ?? ""
            return "\(file) \(problem.line ?? 0): \(problem.message.prefix { $0 != ";" })"
        }
    }

    @Test("every branch is gone through, however deep, and whichever way it goes")
    func branches() {
        let text = "{{^late}}\n{{#help}}{{^nl}}\n{{^lines}}{{#late}}\n{{oops}}\n{{/late}}{{/lines}}{{/nl}}{{/help}}{{/late}}\n{{other}}"
        #expect(problems(text) == ["own.txt 4: there is no \"oops\" here", "own.txt 6: there is no \"other\" here"])
        #expect(problems("{{^late}}{{^late}}{{^late}}{{title}}{{/late}}{{/late}}{{/late}}{{#lines}}{{name}}{{title}}{{/lines}}") == [])
    }

    @Test("each of several tags with the same name is told apart, comments left aside")
    func lines() {
        let text = "{{title}}\n{{! help {{help}}\n{{#help}}\n{{help}}{{/help}}\n{{^help}}\n{{help}}{{/help}}\n{{#late}}\n{{help}}{{/late}}"
        #expect(
            problems(text).filter { $0.contains("help") } == ["own.txt 6: \"help\" is not always there", "own.txt 8: \"help\" is not always there"])
    }

    @Test("what is known to be there is so inside its own section, also in what is included there, and nowhere else")
    func present() {
        #expect(problems("{{#help}}{{#late}}{{> partial/help}}{{/late}}{{/help}}", partials: ["help": "a\n{{help}}"]) == [])
        #expect(problems("{{> partial/help}}", partials: ["help": "a\n{{help}}"]) == ["help.txt 2: \"help\" is not always there"])
        #expect(problems("{{#help}}{{/help}}\n{{#lines}}{{note}}{{/lines}}") == ["own.txt 2: \"note\" is not always there"])
        #expect(problems("{{#lines}}{{#note}}{{#parts}}{{note}}{{part}}{{title}}{{/parts}}{{/note}}{{/lines}}") == [])
    }

    @Test("a name belongs to the file in which it stands, before, in and behind what is included")
    func files() {
        let found = problems("{{a}}\n{{> partial/one}}\n{{b}}", partials: ["one": "\n{{c}}{{> partial/two}}\n\n{{d}}", "two": "{{e}}"])
        #expect(found.map { $0.prefix { $0 != ":" } } == ["own.txt 1", "own.txt 3", "one.txt 2", "one.txt 4", "two.txt 1"])
    }

    @Test("nothing more is said of what stands in a section that cannot be")
    func ignored() {
        #expect(problems("{{#oops}}\n{{other}}\n{{^another}}{{x}}{{/another}}{{/oops}}").count == 1)
        let crossed = problems("{{#lines}}{{#parts}}{{#lines}}{{oops}}{{/lines}}{{/parts}}{{/lines}}")
        #expect(crossed == ["own.txt 1: \"lines\" is a list of the whole text, and another list is being gone through here"])
    }

    @Test("a broken tag hides nothing else that is wrong")
    func broken() {
        let found = problems("{{title\n{{/late}}\n{{#help}}{{.}}{{#late}}{{{title}}}\n{{oops}}{{/help}}\n{{help}}")
        #expect(
            found.map { $0.prefix { $0 != ":" } } == ["own.txt 1", "own.txt 2", "own.txt 3", "own.txt 3", "own.txt 3", "own.txt 4", "own.txt 5"],
            "\(found)")
        #expect(problems("{}}{> partial/self {{title}}\n{{oops}}", partials: ["self": "{{> partial/self}}"]).contains { $0.contains("oops") })
    }

    @Test("a text in one language is asked about all of them")
    func languages() {
        #expect(problems("{{#nl}}ja{{/nl}}\n{{^nl}}{{oops}}{{/nl}}", language: .nl) == ["own.txt 2: there is no \"oops\" here"])
        #expect(problems("{{#nl}}ja{{/nl}}\n{{^nl}}{{title}}{{/nl}}", language: .en) == [])
    }
}
