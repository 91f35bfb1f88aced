import ArgumentParser
import Configuration
import FollowUps

public struct Opvolg: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "opvolg", abstract: "What people must do after a concern about a child, so that nothing of it is forgotten.",
        version: "opvolg \(programVersion)",
        groupedSubcommands: [
            CommandGroup(
                name: "Follow-ups:",
                subcommands: [
                    AddFollowUp.self, ListFollowUps.self, ListOverdue.self, ShowFollowUp.self, CloseFollowUp.self, SnoozeFollowUp.self,
                    RescheduleFollowUp.self, AssignFollowUp.self, CancelFollowUp.self, ReopenFollowUp.self, ImportFollowUps.self,
                    HistoryCommands.self,
                ]),
            CommandGroup(name: "Cases:", subcommands: [CaseCommands.self]),
            CommandGroup(name: "Schools:", subcommands: [SchoolYearCommands.self]),
            CommandGroup(name: "Reminders:", subcommands: [ShowForecast.self, PreviewMail.self, MessageCommands.self]),
            CommandGroup(name: "What the files say:", subcommands: [KindCommands.self, PersonCommands.self, ContactCommands.self]),
            CommandGroup(name: "Service:", subcommands: [MakeInstance.self, CheckInstance.self, ShowStatus.self]),
            CommandGroup(
                name: "Keeping:",
                subcommands: [
                    BackUpDatabase.self, RestoreDatabase.self, StandbyCommands.self, PurgeCases.self, StrikeText.self, ExportPerson.self,
                ]),
        ])

    public init() {}

    /// Runs one command line and returns the exit code. `arguments` exclude the program's name.
    public static func run(_ arguments: [String], in context: CommandContext) async -> Int32 {
        var (arguments, context) = (arguments, context)
        // `opvolg --config FILE list` is the same as `opvolg list --config FILE`.
        if arguments.first == "--config", arguments.count > 2 {
            context.configuration = arguments[1]
            arguments.removeFirst(2)
        }
        do {
            // So is `opvolg --board BOARD list`.
            if arguments.first == "--board", arguments.count > 2 {
                context.board = try BoardName.argument(arguments[1])
                arguments.removeFirst(2)
            }
            context.ahead = SettingsAhead(for: arguments, context.configuration, board: context.board, environment: context.environment)
            var command = try parseAsRoot(arguments)
            guard let command = command as? any ContextCommand else {
                try command.run()
                return ExitStatus.done
            }
            return try await ExitStatus.of(context.output) { try await command.run(context) }
        } catch {
            return reportUsage(error, to: context.output)
        }
    }

    /// Wrong usage, or the help that was asked for.
    private static func reportUsage(_ error: any Error, to output: any CommandOutput) -> Int32 {
        let status = exitCode(for: error).rawValue
        let message = fullMessage(for: error)
        if status != ExitStatus.done {
            output.note(message)
        } else if !message.isEmpty {
            try? output.write(Array((message + "\n").utf8))
        }
        return status
    }
}

protocol ContextCommand: ParsableCommand {
    func run(_ context: CommandContext) async throws
}
