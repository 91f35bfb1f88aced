import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Delivery

@Suite("The threads that send")
struct ThreadEndingTests {
    /// How many threads of this process have a name that begins so.
    private func running(_ name: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").filter { task in
            // One may end between the two.
            (try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8))?.hasPrefix(name) == true
        }.count
    }

    /// A thread that has been joined may stand in /proc for another moment: the kernel tells of its end before it takes it out.
    private func expectNone(_ name: String) async throws {
        try await waitUntil("no thread \(name) is left") { try running(name) == 0 }
    }

    /// Where threads wait for each other.
    private final class Meeting: Sendable {
        private let missing: Mutex<Int>

        init(of count: Int) { missing = Mutex(count) }

        func wait() {
            missing.withLock { $0 -= 1 }
            while missing.withLock({ $0 }) > 0 { sched_yield() }
        }
    }

    @Test("have ended, with all that libraries clear up, when they have been waited for; what they were given is done, and nothing more is taken")
    func end() async throws {
        let threads = CurlThreads(count: 3, name: "ending")
        // Each has its name once it works, and they work at one time.
        let meeting = Meeting(of: 3)
        let hadHandle = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    await threads.run { handle in
                        meeting.wait()
                        return handle != nil
                    }
                }
            }
            return await group.allSatisfy { $0 }
        }
        #expect(hadHandle)
        #expect(try running("ending") == 3)
        #expect(threads.end(by: .now() + 60))
        try await expectNone("ending")
        let hasHandle = await threads.run { $0 != nil }
        #expect(!hasHandle)
        #expect(threads.end(by: .now()))
    }

    @Test("that wait for a server which does not answer are left, when their time is over")
    func hanging() async throws {
        let threads = CurlThreads(count: 1, name: "hanging")
        let gate = DispatchSemaphore(value: 0)
        let hasBegun = Mutex(false)
        async let work: Void = threads.run { _ in
            hasBegun.withLock { $0 = true }
            gate.wait()
        }
        while !hasBegun.withLock({ $0 }) { await Task.yield() }
        #expect(!threads.end(by: .now() + 0.01))
        gate.signal()
        _ = await work
        #expect(threads.end(by: .now() + 60))
        try await expectNone("hanging")
    }
}
