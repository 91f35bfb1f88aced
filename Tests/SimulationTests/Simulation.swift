import Foundation
import Synchronization

/// Many worlds, over all cores.
final class Simulation: Sendable {
    private struct State {
        var next: UInt64
        var figures = Figures()
        var broken: [(seed: UInt64, problems: [String])] = []
        var lastLine = ContinuousClock.now
    }

    private let state: Mutex<State>
    private let shipped: Shipped
    /// How many seeds; nil for as many as there is time.
    private let count: Int?
    private let until: ContinuousClock.Instant?
    private let first: UInt64

    /// - Parameter minutes: how long to go on, when not for a number of seeds.
    init(from first: UInt64, seeds count: Int?, minutes: Double? = nil) throws {
        self.first = first
        self.count = count
        until = minutes.map { .now + .seconds($0 * 60) }
        shipped = try Shipped()
        state = Mutex(State(next: first))
    }

    var figures: Figures { state.withLock { $0.figures } }
    var broken: [(seed: UInt64, problems: [String])] { state.withLock { $0.broken.sorted { $0.seed < $1.seed } } }

    /// Returns when all worlds have been lived through. The threads are its own: those of the tests beside it are not held up.
    func run() async {
        let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<cores {
                group.addTask {
                    await withUnsafeContinuation { end in
                        let thread = Thread {
                            self.work()
                            end.resume()
                        }
                        thread.stackSize = 8 << 20
                        thread.start()
                    }
                }
            }
        }
    }

    private func work() {
        while let seed = take() {
            let (figures, problems) = live(seed)
            state.withLock { state in
                state.figures = state.figures + figures
                if !problems.isEmpty { state.broken.append((seed, problems)) }
            }
        }
    }

    private func live(_ seed: UInt64) -> (Figures, [String]) {
        do {
            let world = try World(seed: seed, shipped, isTraced: count == 1)
            world.scheduler.run {
                do { try await world.live() } catch { world.problems.append("it came to a halt: \(error)") }
            }
            return (world.figures, world.problems)
        } catch {
            return (Figures(), ["no world: \(error)"])
        }
    }

    private func take() -> UInt64? {
        state.withLock { state in
            if let count, state.next >= first + UInt64(count) { return nil }
            if let until, .now >= until { return nil }
            if until != nil, state.lastLine.duration(to: .now) > .seconds(10) {
                state.lastLine = .now
                print("\(state.figures.worlds) seeds, \(state.figures.kills) kills, \(state.broken.count) broken")
            }
            defer { state.next += 1 }
            return state.next
        }
    }
}
