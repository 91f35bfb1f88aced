import ArgumentParser
import FollowUps
import Store

struct VerifyHistory: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Find every entry of the history that was changed, removed or put elsewhere.",
        discussion: """
            Each entry holds a digest (SHA-256) of itself and the one before it. The head is the digest of the last: keep it outside this server, \
            and --head proves later that everything up to it is still there, even against somebody who computed all digests anew.
            """)

    @Option(help: ArgumentHelp("A head that was kept: look whether the history still goes through it.", valueName: "digest"), transform: digest)
    var head: HistoryDigest?
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func run(_ context: CommandContext) async throws {
        let report = HistoryReport(try await context.presentStore(configuration).history.verify(kept: head), asked: head)
        try context.write(report.sheet, as: format.format)
        if !report.isSound { throw ExitCode(ExitStatus.failed) }
    }

    @Sendable private static func digest(_ text: String) throws -> HistoryDigest {
        guard let digest = HistoryDigest(text) else { throw ValidationError("expected a head as this command prints it: 64 hexadecimal digits") }
        return digest
    }
}

struct HistoryReport {
    let found: HistoryVerification
    let asked: HistoryDigest?

    init(_ found: HistoryVerification, asked: HistoryDigest? = nil) {
        self.found = found
        self.asked = asked
    }

    /// False also when the head that was asked for is not in the history.
    var isSound: Bool { found.isSound && (asked == nil || found.kept != nil) }

    private var problems: [String] {
        let lost = "no entry has the digest \(asked?.description ?? ""): what was written until then was changed or cut off, or a backup was restored"
        return found.problems.map(\.description) + (asked != nil && found.kept == nil ? [lost] : [])
    }

    /// Scripts get all of them.
    private static let mostShown = 20

    var sheet: DetailReport {
        var lines = Array(problems.prefix(Self.mostShown))
        if problems.count > Self.mostShown { lines.append("… and \(problems.count - Self.mostShown) more") }
        lines.append("the history is \(isSound ? "" : "not ")as it was written: \(found.count) entries")
        lines.append("head \(found.head)")
        if let kept = found.kept { lines.append("the head asked for is that of entry \(kept); \(max(0, found.count - Int(kept))) came after it") }
        return DetailReport(
            members: [
                ("sound", .flag(isSound)), ("entries", .number(found.count)), ("head", .text(found.head)),
                ("kept", found.kept.map { .number($0) } ?? .none), ("problems", .texts(problems)),
            ],
            lines: lines)
    }
}
