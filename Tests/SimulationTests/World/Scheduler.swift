import TestSupport
import Foundation
import Synchronization

/// Runs the concurrent code of one world on one thread, in an order that the seed decides. Its time passes only when nothing is left to do.
///
/// Every task that begins here runs on this executor, and so do its children. So a pass with all that it has under way
/// is the same in every run of a seed, and waits for nothing.
final class Scheduler: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var sleepers: [Sleeper] = []
        var number = 0
        var isOver = false
        var unfinished = 0
        var whenFinished: UnsafeContinuation<Void, Never>?
        /// Seconds since the world began, which no clock that is set can change.
        var elapsed: TimeInterval = 0
        var random: SeededGenerator
    }

    private struct Sleeper {
        let number: Int
        let until: TimeInterval
        let wake: UnsafeContinuation<Void, Never>
    }

    private let state: Mutex<State>

    init(seed: UInt64) { state = Mutex(State(random: SeededGenerator(state: seed))) }

    var elapsed: TimeInterval { state.withLock { $0.elapsed } }

    /// Lets time pass in which nobody does anything.
    func advance(by seconds: TimeInterval) { state.withLock { $0.elapsed += max(0, seconds) } }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
    }

    /// Waits so many seconds of the world's time, less when the task is cancelled.
    func sleep(_ seconds: TimeInterval) async {
        let number = state.withLock { state in
            state.number += 1
            return state.number
        }
        await withTaskCancellationHandler {
            await withUnsafeContinuation { wake in
                if Task.isCancelled { return wake.resume() }
                state.withLock { $0.sleepers.append(Sleeper(number: number, until: $0.elapsed + max(0, seconds), wake: wake)) }
            }
        } onCancel: {
            wakeUp { $0.number == number }
        }
    }

    /// Begins some works beside each other, and goes on when all of them are done; for whoever is at work here.
    func finish(_ works: [@Sendable () async -> Void]) async {
        await withUnsafeContinuation { goOn in
            state.withLock { ($0.unfinished, $0.whenFinished) = (works.count, goOn) }
            for work in works {
                Task(executorPreference: self) {
                    await work()
                    self.endOne()
                }
            }
        }
    }

    private func endOne() {
        let goOn = state.withLock { state in
            state.unfinished -= 1
            return state.unfinished == 0 ? state.whenFinished.take() : nil
        }
        goOn?.resume()
    }

    /// Does the work and all that comes of it before it returns.
    func run(_ work: @escaping @Sendable () async -> Void) {
        Task(executorPreference: self) {
            await work()
            self.state.withLock { $0.isOver = true }
        }
        while !state.withLock({ $0.isOver }) {
            if let job = nextJob() {
                job.runSynchronously(on: asUnownedTaskExecutor())
            } else if !wakeNext() {
                preconditionFailure("everything in the world waits for something else")
            }
        }
    }

    private func nextJob() -> UnownedJob? {
        state.withLock { state in
            if state.jobs.isEmpty { return nil }
            return state.jobs.remove(at: state.jobs.count == 1 ? 0 : state.random.below(state.jobs.count))
        }
    }

    private func wakeNext() -> Bool {
        let next = state.withLock { state in state.sleepers.min { ($0.until, $0.number) < ($1.until, $1.number) } }
        guard let next else { return false }
        state.withLock { $0.elapsed = max($0.elapsed, next.until) }
        wakeUp { $0.number == next.number }
        return true
    }

    private func wakeUp(_ isMeant: (Sleeper) -> Bool) {
        let woken = state.withLock { state in
            let woken = state.sleepers.filter(isMeant)
            state.sleepers.removeAll(where: isMeant)
            return woken
        }
        for sleeper in woken { sleeper.wake.resume() }
    }
}
