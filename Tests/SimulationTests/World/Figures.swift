import Foundation

/// What happened in one world, or in many.
struct Figures {
    var worlds = 0
    var days = 0.0
    var passes = 0
    var errands = 0
    var kills = 0
    var attempts = 0
    var received = 0
    var copies = 0
    var lost = 0
    var refused = 0
    var unknown = 0
    var fullDisks = 0
    var clockJumps = 0
    var reloads = 0
    var rendered = 0
    var forecastLines = 0
    var scheduledSteps = 0
    /// Stands for everything that was sent, when and to whom: the same seeds give the same.
    var digest: UInt64 = 0

    static func + (left: Figures, right: Figures) -> Figures {
        var sum = left
        for path in counts { sum[keyPath: path] += right[keyPath: path] }
        sum.days += right.days
        // In whichever order they are added.
        sum.digest = left.digest &+ right.digest
        return sum
    }

    private static let counts: [any WritableKeyPath<Figures, Int> & Sendable] = [
        \.worlds, \.passes, \.errands, \.kills, \.attempts, \.received, \.copies, \.lost, \.refused, \.unknown, \.fullDisks, \.clockJumps, \.reloads,
        \.rendered, \.forecastLines, \.scheduledSteps,
    ]
}

extension Figures: CustomStringConvertible {
    var description: String {
        """
        \(worlds) seeds, \(Int(days)) days, \(passes) passes, \(errands) changes by people
        \(kills) kills, \(fullDisks) times no room on the disk, \(clockJumps) clock jumps, \(reloads) reloads
        \(attempts) attempts to send: \(unknown) without an answer, \(refused) refused; \(received) messages received, \(copies) second copies, \
        \(lost) lost by a server that lied
        \(scheduledSteps) steps and \(forecastLines) forecast lines compared with what came, \(rendered) mails read for names; digest \(String(digest, radix: 16))
        """
    }
}
