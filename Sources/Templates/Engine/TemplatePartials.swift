import Mustache

/// The texts of a folder that its templates may include.
public struct TemplatePartials: Sendable {
    /// Past this many inclusions in one template somebody is building a bomb.
    static let most = 200
    /// Stands behind a partial in `marked`; no template may have such a name.
    static let end = "END"

    private(set) var library = MustacheLibrary()
    /// The same with a mark before and behind each, so that a probe knows in which file it is.
    private(set) var marked = MustacheLibrary()
    private var tags: [String: TemplateTags] = [:]
    private var beginnings: [String: String] = [:]

    public static let none = TemplatePartials()

    /// - Parameters:
    ///   - template: nil when anything is wrong with it.
    ///   - form: nil when no probe goes through it any more.
    mutating func add(_ name: String, _ tags: TemplateTags, template: MustacheTemplate?, probedAs form: Escaping?) {
        self.tags[name] = tags
        if let template { library.register(template, named: name) }
        let beginning = "BEGIN-\(self.tags.count)"
        guard let form, let text = tags.mended, let probed = try? form.compile("{{\(beginning)}}\(text){{\(Self.end)}}") else { return }
        beginnings[beginning] = name
        marked.register(probed, named: name)
    }

    func partial(beginningWith mark: String) -> TemplateTags? { beginnings[mark].flatMap { tags[$0] } }

    /// What is wrong with what a text includes, and whether that comes to an end.
    func check(_ text: TemplateTags) -> (problems: [TemplateProblems.Problem], isFinite: Bool) {
        var walk = Walk(partials: tags)
        walk.include(text)
        return (walk.problems, walk.isFinite)
    }

    private struct Walk {
        let partials: [String: TemplateTags]
        var problems: [TemplateProblems.Problem] = []
        var isFinite = true
        private var including: [String] = []
        private var included = 0

        init(partials: [String: TemplateTags]) { self.partials = partials }

        mutating func include(_ text: TemplateTags) {
            for (name, line) in text.partials {
                func report(_ message: String) { problems.append(.init(file: text.file, line: line, message: message)) }
                guard let partial = partials[name] else {
                    let known = partials.keys.sorted().joined(separator: ", ")
                    report("includes \"\(name)\", and there is no such text\(known.isEmpty ? "" : "; there are \(known)")")
                    continue
                }
                guard !including.contains(name) else {
                    report("includes \"\(name)\", which includes itself")
                    isFinite = false
                    continue
                }
                included += 1
                if included == TemplatePartials.most {
                    report("includes other texts more than \(TemplatePartials.most) times")
                    isFinite = false
                }
                guard included < TemplatePartials.most else { continue }
                including.append(name)
                include(partial)
                including.removeLast()
            }
        }
    }
}
