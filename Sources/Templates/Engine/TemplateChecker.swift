/// Finds what a template reads that it cannot have: unknown names, missing partials, and texts that may be absent and are not guarded.
struct TemplateChecker {
    typealias Problem = TemplateProblems.Problem
    /// A scanned file that others may include.
    struct Partial: Sendable {
        let file: String
        let nodes: [TemplateNode]
    }

    /// Past this many inclusions in one template somebody is building a bomb.
    static let mostPartials = 200

    private let partials: [String: Partial]
    private var scopes: [TemplateScope]
    /// The names known to be present, with the depth of the scope that they belong to.
    private var guarded: [(name: String, depth: Int)] = []
    private var including: [String] = []
    private var included = 0
    private var problems: [Problem] = []

    static func check(_ nodes: [TemplateNode], file: String, scope: TemplateScope, partials: [String: Partial] = [:]) -> [Problem] {
        var checker = TemplateChecker(partials: partials, scope: scope)
        checker.check(nodes, in: file)
        return checker.problems
    }

    private init(partials: [String: Partial], scope: TemplateScope) {
        self.partials = partials
        scopes = [scope]
    }

    private mutating func check(_ nodes: [TemplateNode], in file: String) {
        for node in nodes {
            switch node {
            case .variable(let name, let line): checkVariable(name, Place(file: file, line: line))
            case .section(let name, let inverted, let line, let inner):
                checkSection(name, inverted: inverted, inner, Place(file: file, line: line))
            case .partial(let name, let line): checkPartial(name, Place(file: file, line: line))
            }
        }
    }

    private struct Place {
        let file: String
        let line: Int
    }

    private mutating func checkVariable(_ name: String, _ place: Place) {
        guard let (shape, depth) = find(name, place) else { return }
        switch shape {
        case .text: break
        case .optionalText:
            if guarded.contains(where: { $0 == (name, depth) }) { break }
            report("\"\(name)\" is not always there; put what needs it between {{#\(name)}} and {{/\(name)}}", place)
        case .flag: report("\"\(name)\" is yes or no and has no text; use it as {{#\(name)}}…{{/\(name)}}", place)
        case .list: report("\"\(name)\" is a list; go through it with {{#\(name)}}…{{/\(name)}}", place)
        }
    }

    private mutating func checkSection(_ name: String, inverted: Bool, _ inner: [TemplateNode], _ place: Place) {
        guard let (shape, depth) = find(name, place) else { return }
        guard !inverted else { return check(inner, in: place.file) }
        switch shape {
        case .list(let scope):
            // Lists within lists multiply: sixteen deep they would never be written out.
            guard depth == scopes.count - 1 else {
                return report("\"\(name)\" is a list of the whole text, and another list is being gone through here; put it outside that", place)
            }
            scopes.append(scope())
            check(inner, in: place.file)
            scopes.removeLast()
        case .text, .optionalText:
            guarded.append((name, depth))
            check(inner, in: place.file)
            guarded.removeLast()
        case .flag: check(inner, in: place.file)
        }
    }

    private mutating func checkPartial(_ name: String, _ place: Place) {
        guard let partial = partials[name] else {
            let known = partials.keys.sorted().joined(separator: ", ")
            return report("includes \"\(name)\", and there is no such text\(known.isEmpty ? "" : "; there are \(known)")", place)
        }
        guard !including.contains(name) else { return report("includes \"\(name)\", which includes itself", place) }
        included += 1
        if included == Self.mostPartials { report("includes other texts more than \(Self.mostPartials) times", place) }
        guard included < Self.mostPartials else { return }
        including.append(name)
        check(partial.nodes, in: partial.file)
        including.removeLast()
    }

    private mutating func find(_ name: String, _ place: Place) -> (shape: FieldType, depth: Int)? {
        for depth in scopes.indices.reversed() {
            if let shape = scopes[depth].shapes[name] { return (shape, depth) }
        }
        let known = Set(scopes.flatMap(\.shapes.keys)).sorted()
        report("there is no \"\(name)\" here; there are \(known.joined(separator: ", "))", place)
        return nil
    }

    private mutating func report(_ message: String, _ place: Place) {
        problems.append(Problem(file: place.file, line: place.line, message: message))
    }
}
