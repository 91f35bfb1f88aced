import Foundation

/// Where a command writes: the result on one side, everything else on the other.
public protocol CommandOutput {
    func write(_ bytes: [UInt8]) throws
    /// For the person at the keyboard, made safe for a terminal.
    func note(_ text: String)
}

extension CommandOutput {
    func line(_ text: String) throws { try write(Array((text.safeForTerminal + "\n").utf8)) }
}

public struct StandardStreams: CommandOutput {
    struct Failure: Error, CustomStringConvertible {
        let reason: String

        var description: String { "cannot write to standard output: \(reason)" }
    }

    public init() {}

    public func write(_ bytes: [UInt8]) throws { try write(bytes, to: STDOUT_FILENO) }

    public func note(_ text: String) {
        let safe = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).safeForTerminal + "\n" }.joined()
        // When standard error is closed, nobody is left to read this.
        try? write(Array(safe.utf8), to: STDERR_FILENO)
    }

    private func write(_ bytes: [UInt8], to file: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                throw Failure(reason: String(cString: strerror(errno)))
            }
            rest = rest.dropFirst(written)
        }
    }
}
