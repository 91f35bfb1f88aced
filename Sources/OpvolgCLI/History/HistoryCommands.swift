import ArgumentParser

struct HistoryCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show who changed what and when, and prove that nobody has touched that since.",
        subcommands: [ShowHistory.self, ListReadings.self, VerifyHistory.self], defaultSubcommand: ShowHistory.self)
}
