import FollowUps
import Foundation
import Logging

/// Logs to standard error with the priority that journald reads in front, such as `<4>` for a warning (sd-daemon(3)).
struct JournalLogHandler: LogHandler {
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let details = metadata.merging(event.metadata ?? [:]) { _, new in new }
            .sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        // One line per entry: what another server answered must not look like an entry of ours.
        let text = "\(event.message)\(details)".unicodeScalars
            .map { $0.isUnprintable ? " " : String($0) }.joined()
        FileHandle.standardError.write(Data("<\(Self.priority(event.level))>\(text)\n".utf8))
    }

    private static func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .critical: 2
        case .error: 3
        case .warning: 4
        case .notice: 5
        case .info: 6
        case .debug, .trace: 7
        }
    }
}
