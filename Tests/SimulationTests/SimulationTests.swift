import Foundation
import Testing

@Suite("Simulation")
struct SimulationTests {
    /// One world, told as it goes by: `OPVOLG_SEED=7 swift test --filter Simulation`, or `make simulate SEED=7`.
    static let seed = number("OPVOLG_SEED").map { UInt64($0) }
    /// More of them: `OPVOLG_SEEDS=10000`, or `OPVOLG_MINUTES=10`.
    static let seeds = number("OPVOLG_SEEDS").map { Int($0) }
    static let minutes = number("OPVOLG_MINUTES")
    static let first = number("OPVOLG_FIRST_SEED").map { UInt64($0) }

    private static func number(_ name: String) -> Double? { ProcessInfo.processInfo.environment[name].flatMap { Double($0) } }

    @Test("a thousand worlds of thirty days: whatever happens, every promise is kept")
    func manyWorlds() async throws {
        let isAlone = Self.seed != nil
        let simulation = try Simulation(
            from: Self.seed ?? Self.first ?? 1, seeds: isAlone ? 1 : Self.seeds ?? (Self.minutes == nil ? 1000 : nil), minutes: Self.minutes)
        let clock = ContinuousClock()
        let spent = await clock.measure { await simulation.run() }
        print("Simulation: \(simulation.figures)\n(\(spent.formatted(.units(allowed: [.seconds]))))")
        for (seed, problems) in simulation.broken {
            Issue.record("seed \(seed), again with make simulate SEED=\(seed):\n\(problems.prefix(5).joined(separator: "\n"))")
        }
    }
}
