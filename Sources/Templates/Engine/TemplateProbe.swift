import Mustache

/// Finds what a template asks for and cannot have, by having the library fill it from a value that gives every answer and notes what becomes of it.
///
/// Each section goes the way in which its contents are filled in: `{{#name}}` with something there, `{{^name}}` with nothing. Which of the two it is shows in
/// what the library does with the answer; what turns out to be inverted is answered so the next time round, until nothing new shows.
final class TemplateProbe {
    private let partials: TemplatePartials
    private let scope: TemplateScope
    /// The files that are being filled in, the innermost last, with how often each name has been asked for there.
    private var files: [(tags: TemplateTags, asked: [String: Int])] = []
    private var answers: [Answer] = []
    /// Where `{{^name}}` stands.
    private var inverted: Set<[Int]> = []
    private var problems: [TemplateProblems.Problem] = []

    /// What is wrong with a template that includes nothing without end.
    static func problems(
        of template: MustacheTemplate, _ tags: TemplateTags, scope: TemplateScope, partials: TemplatePartials
    ) -> [TemplateProblems.Problem] {
        let probe = TemplateProbe(scope: scope, partials: partials)
        while probe.findsInverted(in: template, tags) {}
        return probe.problems
    }

    private init(scope: TemplateScope, partials: TemplatePartials) {
        self.scope = scope
        self.partials = partials
    }

    /// Fills it in once; whether sections turned out to be inverted that were not known to be.
    private func findsInverted(in template: MustacheTemplate, _ tags: TemplateTags) -> Bool {
        files = [(tags, [:])]
        (answers, problems) = ([], [])
        _ = template.render(Level(self, scopes: [scope], present: [], at: []), library: partials.marked)
        let before = inverted.count
        inverted.formUnion(answers.filter(\.showsInverted).map(\.place))
        return inverted.count > before
    }

    /// Where one stands in a template: the scopes of the lists that are gone through, and the names that are known to be there.
    private final class Level: MustacheParent {
        typealias Present = (name: String, depth: Int)

        let probe: TemplateProbe
        var scopes: [TemplateScope]
        var present: [Present]
        /// By the numbers of the questions that lead here.
        let place: [Int]
        /// Whether what stands here is not looked at, because what surrounds it is wrong already.
        var isIgnored: Bool
        private var questions = 0

        init(_ probe: TemplateProbe, scopes: [TemplateScope], present: [Present], at place: [Int], isIgnored: Bool = false) {
            self.probe = probe
            self.scopes = scopes
            self.present = present
            self.place = place
            self.isIgnored = isIgnored
        }

        func child(named name: String) -> Any? {
            if probe.passesBorder(name) { return "" }
            defer { questions += 1 }
            let line = probe.line(of: name)
            let depth = scopes.indices.last { scopes[$0].shapes[name] != nil }
            let answer = Answer(name, depth.flatMap { scopes[$0].shapes[name] }, depth: depth ?? 0, in: self, at: place + [questions], line: line)
            if depth == nil {
                let known = Set(scopes.flatMap(\.shapes.keys)).sorted()
                answer.report("there is no \"\(name)\" here; there are \(known.joined(separator: ", "))")
            }
            probe.answers.append(answer)
            return answer
        }
    }

    /// What a name stands for. It is everything that the library may take it for, so that the template alone decides.
    private final class Answer: MustacheCustomRenderable, MustacheSequence, MustacheParent {
        let place: [Int]
        private let name: String
        /// Nil when there is no such name.
        private let shape: FieldType?
        private let depth: Int
        private let asker: Level
        private let file: String
        private let line: Int?
        /// What stands inside the section.
        private let contents: Level
        /// How often the library asked for an element: of a section until there is none, of an inverted one only whether there is any.
        private var elements = 0

        init(_ name: String, _ shape: FieldType?, depth: Int, in asker: Level, at place: [Int], line: (file: String, line: Int?)) {
            self.name = name
            self.shape = shape
            self.depth = depth
            self.asker = asker
            self.place = place
            (file, self.line) = line
            contents = Level(
                asker.probe, scopes: asker.scopes, present: asker.present, at: place, isIgnored: asker.isIgnored || shape == nil)
        }

        var showsInverted: Bool { elements == 1 }

        var isNull: Bool { false }
        var renderText: String {
            switch shape {
            case nil, .text?: break
            case .optionalText?:
                if asker.present.contains(where: { $0 == (name, depth) }) { break }
                report("\"\(name)\" is not always there; put what needs it between {{#\(name)}} and {{/\(name)}}")
            case .flag?: report("\"\(name)\" is yes or no and has no text; use it as {{#\(name)}}…{{/\(name)}}")
            case .list?: report("\"\(name)\" is a list; go through it with {{#\(name)}}…{{/\(name)}}")
            }
            return ""
        }

        /// The questions inside an inverted section.
        func child(named name: String) -> Any? { contents.child(named: name) }

        func makeIterator() -> AnyIterator<Any> {
            AnyIterator { [self] in
                elements += 1
                if asker.probe.inverted.contains(place) { return nil }
                // The library looks for the next one before it fills in the first.
                guard elements > 1 else { return contents }
                enterSection()
                return nil
            }
        }

        private func enterSection() {
            switch shape {
            case .list(let scope)? where depth == asker.scopes.count - 1: contents.scopes.append(scope())
            case .list?:
                // Lists within lists multiply: sixteen deep they would never be written out.
                report("\"\(name)\" is a list of the whole text, and another list is being gone through here; put it outside that")
                contents.isIgnored = true
            case .text?, .optionalText?: contents.present.append((name, depth))
            case .flag?, nil: break
            }
        }

        func report(_ message: String) {
            if asker.isIgnored { return }
            asker.probe.problems.append(.init(file: file, line: line, message: message))
        }
    }

    // MARK: Files and lines

    /// Whether it is no name but the border of a partial, which `TemplatePartials.marked` has put there.
    private func passesBorder(_ name: String) -> Bool {
        if name == TemplatePartials.end {
            files.removeLast()
            return true
        }
        guard let partial = partials.partial(beginningWith: name) else { return false }
        files.append((partial, [:]))
        return true
    }

    /// Where the name that is being asked for stands: names are asked for in the order in which they stand.
    private func line(of name: String) -> (file: String, line: Int?) {
        let (tags, index) = (files[files.count - 1].tags, files[files.count - 1].asked[name, default: 0])
        files[files.count - 1].asked[name] = index + 1
        let lines = tags.lines[name, default: []]
        return (tags.file, lines.indices.contains(index) ? lines[index] : nil)
    }
}
