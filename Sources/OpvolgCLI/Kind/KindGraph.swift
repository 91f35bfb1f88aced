import FollowUps
import Foundation

/// The catalogue in Graphviz's language: a cluster for each step of the protocol, kinds as nodes, outcomes as edges.
///
/// The steps of a case stand one below the other. Cases go back and forth between steps so often that most edges would pull
/// the steps apart, so only edges within a step, and invisible edges between steps, decide how far down a kind stands.
struct KindGraph {
    let catalogue: Catalogue
    let language: Language
    /// Only the kinds of this step of the protocol, and what leads there and away.
    var step: String?

    var dot: String {
        let drawn: [String]
        if let step {
            let inside = Set(kinds(of: step).map(\.id))
            let shown = edges.filter { inside.contains($0.from) || inside.contains($0.to) }
            let around = Set(shown.flatMap { [$0.from, $0.to] }).subtracting(inside)
            drawn =
                [Self.sheet] + lines(of: Cluster(title: title(of: step), scope: .case, kinds: kinds(of: step)), number: 0)
                + catalogue.kinds.filter { around.contains($0.id) }.map { "\(node($0, isAround: true))" } + shown.map(line)
        } else {
            drawn = clusters.enumerated().flatMap { lines(of: $0.element, number: $0.offset) } + spine + edges.map(line)
        }
        return "digraph meldcode {\n" + (Self.header + drawn).map { "  \($0)\n" }.joined() + "}\n"
    }

    private static let header = [
        "graph [rankdir=TB, newrank=true, ranksep=0.45, nodesep=0.2, fontname=\"Helvetica,Arial,sans-serif\", fontsize=20, bgcolor=white]",
        "node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica,Arial,sans-serif\", fontsize=12, margin=\"0.1,0.06\", color=\"#5b6770\"]",
        "edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=11, arrowsize=0.7]",
    ]

    /// A4 across, however much there is on it.
    private static let sheet = "graph [size=\"11.2,7.8\", page=\"11.7,8.3\", margin=0.25, rankdir=LR]"

    // MARK: One step

    var isEmpty: Bool { step.map { kinds(of: $0).isEmpty } ?? false }

    /// The steps that kinds name.
    var steps: [String] { Set(catalogue.kinds.filter { $0.scope == .case }.flatMap(parts)).sorted() }

    /// A kind may belong to several: `2, 5a`.
    private func parts(of kind: Kind) -> [String] {
        kind.source.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// `5` has those of `5a` and `5b.3`, and `1` not those of `15`.
    private func kinds(of step: String) -> [Kind] {
        catalogue.kinds.filter { kind in
            kind.scope == .case && parts(of: kind).contains { $0.hasPrefix(step) && $0.dropFirst(step.count).first?.isNumber != true }
        }
    }

    private func title(of step: String) -> String {
        let named = catalogue.steps.filter { step.hasPrefix($0.id.rawValue) }.max { $0.id.rawValue.count < $1.id.rawValue.count }
        let text = step.first?.isNumber == true ? (language == .nl ? "Stap " : "Step ") + step : step
        return text + (named.map { ": \($0.title[language])" } ?? "")
    }

    // MARK: Clusters

    /// A step of the protocol, or all kinds of a school, of an employee, or of nothing in particular.
    private struct Cluster {
        let title: String
        let scope: Kind.Scope
        var kinds: [Kind]
    }

    private var clusters: [Cluster] {
        var clusters: [Cluster] = []
        for kind in catalogue.kinds {
            let title = clusterTitle(of: kind)
            if let place = clusters.firstIndex(where: { $0.title == title }) {
                clusters[place].kinds.append(kind)
            } else {
                clusters.append(Cluster(title: title, scope: kind.scope, kinds: [kind]))
            }
        }
        return clusters
    }

    private func clusterTitle(of kind: Kind) -> String {
        let dutch = language == .nl
        switch kind.scope {
        case .school: return "Per school"
        case .board: return dutch ? "Bestuur" : "Board"
        case .employee: return dutch ? "Per medewerker" : "Per employee"
        case .free: return dutch ? "Vrij" : "Free"
        case .case:
            // `3.4` and `2, 5a` belong to the step that they begin with.
            let step = kind.source.prefix { $0 != "," && $0 != "." && $0 != " " }
            if step.first?.isNumber == true { return (dutch ? "Stap " : "Step ") + step }
            if step.allSatisfy(\.isUppercase) { return (dutch ? "Deel " : "Part ") + step }
            return step.prefix(1).uppercased() + step.dropFirst()
        }
    }

    private func lines(of cluster: Cluster, number: Int) -> [String] {
        [
            "subgraph cluster_\(number) {",
            "  graph [label=\(quoted(cluster.title)), labeljust=l, style=\"rounded,filled\", color=\"#d5dbe0\", fillcolor=\"#f6f8f9\"]",
        ] + cluster.kinds.map { "  \(node($0))" } + ["}"]
    }

    /// Invisible edges: the steps of a case one below the other, then the school and the employees. There, kinds
    /// without an edge stand below the others, in a few columns.
    private var spine: [String] {
        let columns = 4
        var lines: [String] = []
        let all = clusters
        let steps = all.filter { $0.scope == .case }
        for (number, step) in steps.enumerated() {
            for kind in step.kinds { lines += [invisible("above_\(number)", kind.id.rawValue), invisible(kind.id.rawValue, "above_\(number + 1)")] }
        }
        let linked = Set(edges.filter { $0.from != $0.to }.flatMap { [$0.from, $0.to] })
        let targets = Set(edges.filter { $0.from != $0.to }.map(\.to))
        for cluster in all where cluster.scope != .case {
            let touched = cluster.kinds.filter { linked.contains($0.id) }
            let untouched = cluster.kinds.filter { !linked.contains($0.id) }
            let top = touched.filter { !targets.contains($0.id) } + (touched.isEmpty ? untouched : [])
            lines += top.map { invisible("above_\(steps.count)", $0.id.rawValue) }
            let row = touched.filter { targets.contains($0.id) }.prefix(columns) + []
            for (place, kind) in untouched.enumerated() where !touched.isEmpty {
                let above = place < columns ? (row.isEmpty ? nil : row[place % row.count]) : untouched[place - columns]
                if let above { lines.append(invisible(above.id.rawValue, kind.id.rawValue)) }
            }
        }
        return (0...steps.count).map { "above_\($0) [shape=point, style=invis]" } + lines
    }

    private func invisible(_ above: String, _ below: String) -> String { "\(quoted(above)) -> \(quoted(below)) [style=invis]" }

    // MARK: Kinds

    /// - Parameter isAround: it belongs to another step and only shows from where, or where to.
    private func node(_ kind: Kind, isAround: Bool = false) -> String {
        let time = kind.term?.description ?? kind.repeat.map { "↻ \($0)" }
        let label = (wrapped(kind.title[language]) + [[ownerTitle(kind), time].compactMap { $0 }.joined(separator: " · ")]).joined(separator: "\n")
        var attributes = ["label=\(quoted(label))", "tooltip=\(quoted(kind.id.rawValue))", "fillcolor=\(quoted(fill(kind)))"]
        switch kind.urgency {
        case .normal: break
        case .urgent: attributes.append("color=\"#d97706\", penwidth=2")
        case .acute: attributes.append("color=\"#c81e1e\", penwidth=3")
        }
        if kind.startsByHand { attributes.append("peripheries=2") }
        if isAround { attributes.append("style=\"rounded,dashed\", fontcolor=\"#5b6770\", fillcolor=white") }
        return "\(quoted(kind.id.rawValue)) [\(attributes.joined(separator: ", "))]"
    }

    private func ownerTitle(_ kind: Kind) -> String {
        switch kind.owner {
        case .role(let role): catalogue.role(role)?.title[language] ?? role.rawValue
        case .employee: language == .nl ? "medewerker zelf" : "the employee"
        }
    }

    /// One colour for each owner, by the order of the roles.
    private func fill(_ kind: Kind) -> String {
        guard case .role(let role) = kind.owner else { return "#fdf3cd" }
        let colours = ["#dcefd8", "#dbe9f8", "#eadcf5", "#f9e0d9", "#d6f0ee", "#f0e6d6"]
        return colours[(catalogue.roles.firstIndex { $0.id == role } ?? 0) % colours.count]
    }

    // MARK: Outcomes

    /// One edge for all outcomes of a kind that lead to the same kind.
    private struct Edge {
        let from: KindID
        let to: KindID
        let isException: Bool
        var labels: [String]
    }

    private var edges: [Edge] { catalogue.kinds.flatMap(edges) }

    private func edges(from kind: Kind) -> [Edge] {
        var edges: [Edge] = []
        func add(_ consequences: [Consequence], isException: Bool, label: String) {
            for consequence in consequences {
                add(consequence.kind, isException: isException, label: label)
                // A prerequisite is opened only where it has not been completed.
                if let first = consequence.after { add(first, isException: true, label: "\(label), \(language == .nl ? "eerst" : "first")") }
            }
        }
        func add(_ target: KindID, isException: Bool, label: String) {
            if let place = edges.firstIndex(where: { $0.to == target && $0.isException == isException }) {
                edges[place].labels.append(label)
            } else {
                edges.append(Edge(from: kind.id, to: target, isException: isException, labels: [label]))
            }
        }
        for outcome in kind.outcomes {
            add(outcome.then, isException: false, label: outcome.id.rawValue)
            for exception in outcome.exceptions {
                add(exception.then, isException: true, label: "\(outcome.id), \(condition(exception.condition))")
            }
        }
        return edges
    }

    private func condition(_ condition: Outcome.Exception.Condition) -> String {
        let dutch = language == .nl
        return switch condition {
        case .times(let least): dutch ? "vanaf keer \(least)" : "from time \(least)"
        case .inARow(let least): dutch ? "vanaf \(least) op rij" : "from \(least) in a row"
        case .round(let least): dutch ? "vanaf ronde \(least)" : "from round \(least)"
        }
    }

    private func line(_ edge: Edge) -> String {
        let colour = colour(of: edge.from)
        var attributes = ["label=\(quoted(edge.labels.joined(separator: "\n")))", "color=\(quoted(colour)), fontcolor=\(quoted(colour))"]
        if edge.isException { attributes.append("style=dashed") }
        if step == nil, edge.from != edge.to, !descends(edge) { attributes.append("constraint=false") }
        return "\(quoted(edge.from.rawValue)) -> \(quoted(edge.to.rawValue)) [\(attributes.joined(separator: ", "))]"
    }

    /// Whether it leads to a later kind of the same cluster, or within a cluster that is no step.
    private func descends(_ edge: Edge) -> Bool {
        guard let from = catalogue.kind(edge.from), let to = catalogue.kind(edge.to) else { return false }
        if clusterTitle(of: from) != clusterTitle(of: to) { return false }
        let ids = catalogue.kinds.map(\.id)
        return from.scope != .case || (ids.firstIndex(of: edge.from) ?? 0) < (ids.firstIndex(of: edge.to) ?? 0)
    }

    /// One colour for all edges of a kind, so that the eye can follow them.
    private func colour(of kind: KindID) -> String {
        let colours = ["#1f6f8b", "#9a3412", "#4d7c0f", "#6d28d9", "#b0156b", "#1d4ed8", "#8a6d00", "#475569"]
        return colours[(catalogue.kinds.firstIndex { $0.id == kind } ?? 0) % colours.count]
    }

    // MARK: Text

    private func wrapped(_ text: String) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + word.count < 26 {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
}
