import FollowUps
import Foundation
import Logging

/// Logs to standard error. Where that goes to journald, each line has the priority in front that it reads, such as `<4>` for a warning (sd-daemon(3));
/// elsewhere what is wrong begins with a word for it.
struct JournalLogHandler: LogHandler {
    /// Whether standard error goes to journald.
    let isRead: Bool

    /// systemd sets `$JOURNAL_STREAM` for what it has connected with the journal (systemd.exec(5)).
    init(environment: [String: String]) { isRead = environment["JOURNAL_STREAM"]?.isEmpty == false }

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
        FileHandle.standardError.write(Data("\(isRead ? "<\(Self.priority(event.level))>" : Self.word(event.level))\(text)\n".utf8))
    }

    private static func word(_ level: Logger.Level) -> String {
        switch level {
        case .critical, .error: "error: "
        case .warning: "warning: "
        case .notice, .info, .debug, .trace: ""
        }
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
