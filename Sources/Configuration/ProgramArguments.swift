import Foundation

public enum ProgramArguments {
    /// The arguments of this process, without the program's name. Swift looks for them next to the environment and
    /// finds none when a preloaded library, such as libfaketime, moved that before `main`; the kernel still has them.
    public static func current() -> [String] {
        let known = CommandLine.arguments
        if !known.isEmpty { return Array(known.dropFirst()) }
        guard let file = FileManager.default.contents(atPath: "/proc/self/cmdline") else { return [] }
        return file.split(separator: 0, omittingEmptySubsequences: false).dropFirst().dropLast().map { String(decoding: $0, as: UTF8.self) }
    }
}
