/// The part of a case that decides what can happen in it, as far as a `CaseModel` knows it. Kinds are bits, by their place in the model.
struct ModelledCase: Hashable {
    /// Of the known kinds.
    var open: UInt128 = 0
    /// The kinds that `after` or `expects` names and an outcome has completed, of the known ones.
    var completed: UInt128 = 0
    /// The kinds opened in it that change its people, where the model tracks them.
    var people: UInt128 = 0
    /// The protections that hold, by their place in the catalogue.
    var protections: UInt64 = 0
    /// The pairs of a protection and an open kind that could end it, had it not begun again since that was opened.
    var stale: UInt64 = 0
    /// How often the counted kinds have ended, and how; see `AnswerCounts`.
    var counts: [UInt8] = []
    var isInScope = true
    var isClosed = false
}

/// Where `ModelledCase.counts` has the counts of a kind, and up to what they matter.
struct AnswerCounts {
    /// For each outcome its place, when it matters how often the kind ended so.
    private(set) var times: [Int?] = []
    private(set) var timesLimits: [UInt8] = []
    /// The last outcome (from 1) is here, and behind it how often in a row.
    private(set) var row: Int?
    private(set) var rowLimit: UInt8 = 1
    private(set) var round: Int?
    private(set) var roundLimit: UInt8 = 1

    /// For each outcome up to where times, in a row and round change what follows from it.
    private(set) var consequenceLimits: [(times: Int, inARow: Int, round: Int)] = []

    var areNeeded: Bool { row != nil || round != nil || times.contains { $0 != nil } }

    /// - Parameter next: the first free place; moves on.
    init(of kind: Kind, from next: inout Int) {
        for outcome in kind.outcomes {
            var limits = (times: 1, inARow: 1, round: 1)
            for exception in outcome.exceptions {
                switch exception.condition {
                case .times(let least): limits.times = max(limits.times, least)
                case .inARow(let least): limits.inARow = max(limits.inARow, least)
                case .round(let least): limits.round = max(limits.round, least)
                }
            }
            consequenceLimits.append(limits)
            rowLimit = max(rowLimit, UInt8(clamping: limits.inARow))
            roundLimit = max(roundLimit, UInt8(clamping: limits.round))
            let limit = max(limits.times, outcome.completesFrom ?? 1)
            timesLimits.append(UInt8(clamping: limit))
            times.append(limit > 1 ? next : nil)
            if limit > 1 { next += 1 }
        }
        // Of outcomes that come together each goes on with its own row; then any length is possible.
        if rowLimit > 1, kind.outcomes.allSatisfy(\.with.isEmpty) {
            row = next
            next += 2
        }
        if roundLimit > 1 {
            round = next
            next += 1
        }
    }
}

extension UInt128 {
    /// The places of the bits that are set, in order.
    var places: [Int] {
        var (rest, found): (UInt128, [Int]) = (self, [])
        while rest != 0 {
            found.append(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
        return found
    }

    static func bit(_ place: Int) -> UInt128 { 1 << UInt128(place) }
}
