import CProcess

public enum ProgramArguments {
    /// The arguments of this process, without the program's name. Swift's own list is empty where `/proc` is not mounted, or where a preloaded
    /// library, such as libfaketime, moved the environment before `main`.
    public static func current() -> [String] {
        (1..<max(1, process_argument_count())).compactMap { process_argument($0).map { String(cString: $0) } }
    }

    /// The file of this program, for where `/proc` does not say it.
    public static func file() -> String? { process_file().map { String(cString: $0) } }
}
