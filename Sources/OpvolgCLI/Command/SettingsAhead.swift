import Configuration

/// Reads the configuration while the command line is still being taken apart, which takes about as long.
final class SettingsAhead: Sendable {
    private let file: String
    private let settings: PendingValue<Result<Settings, ConfigurationProblems>>
    /// Nil when the file cannot be parsed.
    private let database: PendingValue<String?>

    /// Nil where it would not be used: without a file, and for what writes or checks one.
    ///
    /// - Parameters:
    ///   - configuration: from a `--config` before the command's name.
    ///   - board: from a `--board` there.
    init?(for arguments: [String], _ configuration: String?, board: BoardName?, environment: [String: String]) {
        guard let command = arguments.first, !command.hasPrefix("-"), !["init", "help", "check"].contains(command) else { return nil }
        guard let file = Self.file(for: arguments, configuration, board: board, environment: environment) else { return nil }
        self.file = file
        let database = PendingValue<String?>()
        self.database = database
        settings = PendingValue {
            let read = Result { () throws(ConfigurationProblems) in try Settings.load(from: file) { database.set($0) } }
            database.set(nil)
            return read
        }
    }

    /// The path of the database, long before the rest has been read; nil when the file cannot be parsed, and when it is another that was read.
    func database(namedIn file: String) -> String? {
        guard file == self.file else { return nil }
        return database.wait() ?? nil
    }

    /// What the file says; nil when it is another file that was read.
    func settings(from file: String) throws(ConfigurationProblems) -> Settings? {
        guard file == self.file else { return nil }
        return try settings.wait()?.get()
    }

    /// Only a guess, because `settings(from:)` is asked for the file that is meant.
    private static func file(for arguments: [String], _ configuration: String?, board: BoardName?, environment: [String: String]) -> String? {
        if let name = option("--board", in: arguments) { return BoardName(name)?.configurationFile }
        return try? ConfigurationFile.find(option: option("--config", in: arguments) ?? configuration, board: board, environment: environment)
    }

    private static func option(_ name: String, in arguments: [String]) -> String? {
        for (place, argument) in arguments.enumerated() {
            if argument == name, place + 1 < arguments.count { return arguments[place + 1] }
            if argument.hasPrefix("\(name)=") { return String(argument.dropFirst(name.count + 1)) }
        }
        return nil
    }
}
