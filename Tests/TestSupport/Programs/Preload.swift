import Foundation

public enum Preload {
    /// Compiles a script `name.c`, which says why it is needed, with the clang of the Swift toolchain; returns the library's path.
    static func compiled(_ name: String) throws -> String {
        let scratch = try ScratchDirectory(name)
        scratch.keepUntilExit()
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        compiler.arguments = ["clang", "-shared", "-fPIC", "-O1", "-o", scratch.file("\(name).so"), Program.script("\(name).c")]
        try compiler.run()
        compiler.waitUntilExit()
        guard compiler.terminationStatus == 0 else { throw DeadlinePassed(description: "clang could not compile \(name).c") }
        return scratch.file("\(name).so")
    }

    /// Lets a program keep in a folder what a power cut would leave of its database.
    public static func durable(in folder: String, clock: FakeClock) throws -> [String: String] {
        let clock = try clock.environment()
        return clock.merging(["LD_PRELOAD": "\(try durable.get()) \(clock["LD_PRELOAD"] ?? "")", "DURABLE": folder]) { $1 }
    }

    /// Kills a program in the middle of a file that it writes.
    public static func killedWriting(clock: FakeClock) throws -> [String: String] {
        let clock = try clock.environment()
        return clock.merging(["LD_PRELOAD": "\(try killedWriting.get()) \(clock["LD_PRELOAD"] ?? "")"]) { $1 }
    }

    private static let killedWriting = Result { try compiled("killed-writing") }
    private static let durable = Result { try compiled("durable") }
}
