/// Stands for what a model of a case does not know: the same step is walked once for each possibility.
///
///     var guesses = Guesses()
///     repeat { walk(&guesses) } while guesses.another()
struct Guesses {
    private var made: [(choice: Int, count: Int)] = []
    private var place = 0

    /// A number below `count`; over all walks, each.
    mutating func choose(_ count: Int) -> Int {
        if count <= 1 { return 0 }
        if place == made.count { made.append((0, count)) }
        defer { place += 1 }
        return made[place].choice
    }

    mutating func isSo() -> Bool { choose(2) == 1 }

    /// Whether there is another possibility, which is walked next.
    mutating func another() -> Bool {
        while let last = made.last, last.choice + 1 == last.count { made.removeLast() }
        place = 0
        guard !made.isEmpty else { return false }
        made[made.count - 1].choice += 1
        return true
    }
}
