import FollowUps

enum NearestName {
    /// `; did you mean "transport"?` when a name is near enough. Else the list of possible names, unless that would fill a screen.
    static func hint(for name: String, among names: [String]) -> String {
        if let nearest = nearest(to: name, among: names) { return "; did you mean \"\(nearest)\"?" }
        return names.isEmpty || names.count > longestList ? "" : "; expected \(either(names))"
    }

    private static let longestList = 30

    /// `"a", "b" or "c"`
    static func either(_ names: [String]) -> String {
        let quoted = names.map { "\"\($0)\"" }
        guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
        return quoted.dropLast().joined(separator: ", ") + " or " + last
    }

    /// The first of the names that needs the fewest changes: at most a third of its letters, and always one.
    static func nearest(to name: String, among names: [String]) -> String? {
        let ranked = names.map { (name: $0, changes: EditDistance.between(name, $0)) }
        guard let best = ranked.min(by: { $0.changes < $1.changes }) else { return nil }
        return best.changes <= max(1, best.name.count / 3) ? best.name : nil
    }
}
