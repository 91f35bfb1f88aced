/// Finds what somebody will have meant by a name that is not known.
enum NearestName {
    /// `; did you mean "transport"?` when a name is near enough, else a list of all that can stand there.
    static func hint(for name: String, among names: [String]) -> String {
        if let nearest = nearest(to: name, among: names) { return "; did you mean \"\(nearest)\"?" }
        return names.isEmpty ? "" : "; expected \(either(names))"
    }

    /// `"a", "b" or "c"`
    static func either(_ names: [String]) -> String {
        let quoted = names.map { "\"\($0)\"" }
        guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
        return quoted.dropLast().joined(separator: ", ") + " or " + last
    }

    /// The first of the names that takes the fewest changes, when those are no more than a third of its letters (and always one).
    static func nearest(to name: String, among names: [String]) -> String? {
        let ranked = names.map { (name: $0, changes: changes(name, $0)) }
        guard let best = ranked.min(by: { $0.changes < $1.changes }) else { return nil }
        return best.changes <= max(1, best.name.count / 3) ? best.name : nil
    }

    /// How many letters have to be added, dropped, replaced, or swapped with their neighbour (Damerau's optimal string alignment).
    private static func changes(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.lowercased().unicodeScalars.prefix(100)), Array(right.lowercased().unicodeScalars.prefix(100)))
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let replaced = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
                var least = min(replaced, previous[column] + 1, current[column - 1] + 1)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    least = min(least, beforePrevious[column - 2] + 1)
                }
                current.append(least)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
