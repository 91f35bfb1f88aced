import Foundation
import TestSupport

/// A number of mutated inputs given to one target.
struct FuzzRun {
    /// Seconds on the processor after which an input has taken too long, in a debug build; none needs a tenth of it.
    static let longestTime = 20.0

    let target: FuzzTarget
    private(set) var accepted = 0
    private(set) var refused = 0
    /// What did not hold, each with the input that showed it.
    private(set) var found: [String] = []

    init(_ target: FuzzTarget) { self.target = target }

    /// Every seed as it is, and then mutations of them.
    mutating func run(inputs: Int, seed: UInt64) throws {
        let seeds = try target.seeds().map { Array($0.utf8) }
        for input in seeds { look(at: input) }
        var mutator = Mutator(
            seeds: seeds, tokens: target.tokens.map { Array($0.utf8) }, longest: target.longest, random: SeededGenerator(state: seed))
        for _ in 0..<inputs where found.count < 5 { look(at: mutator.next()) }
    }

    private mutating func look(at input: [UInt8]) {
        let start = Self.processorTime()
        do {
            switch try target.check(input) {
            case .accepted: accepted += 1
            case .refused: refused += 1
            }
        } catch {
            found.append("\(error)\n    by \(Self.shown(input))")
        }
        let took = Self.processorTime() - start
        if took > Self.longestTime { found.append("took \(took) s\n    by \(Self.shown(input))") }
    }

    private static func shown(_ input: [UInt8]) -> String {
        input.count < 2000 ? String(decoding: input, as: UTF8.self).debugDescription : "base64 " + Data(input).base64EncodedString()
    }

    /// Of this thread alone: other programs at work on the machine do not count.
    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
