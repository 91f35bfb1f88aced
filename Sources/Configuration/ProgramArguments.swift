import Foundation

/// The arguments that this process was started with.
public enum ProgramArguments {
    /// Without the program's own name.
    ///
    /// Swift finds them beside the environment, and finds nothing when a preloaded library (libfaketime is one) has moved that before `main`; the
    /// kernel still knows them.
    public static func current() -> [String] {
        let known = CommandLine.arguments
        if !known.isEmpty { return Array(known.dropFirst()) }
        guard let file = FileManager.default.contents(atPath: "/proc/self/cmdline") else { return [] }
        return file.split(separator: 0, omittingEmptySubsequences: false).dropFirst().dropLast().map { String(decoding: $0, as: UTF8.self) }
    }
}
