import ArgumentParser
import FollowUps
import Store

struct SnoozeFollowUp: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "snooze", abstract: "Let no reminder of a follow-up go for a while; it stays due when it is.",
        discussion: "At most \(Snoozing.longest) school days, and never what is acute. WHEN is \(DateExpression.grammar).")

    @Argument var id: Int64
    @Option(help: ArgumentHelp("The moment at which its owner is reminded again.", valueName: "when"), transform: DateExpression.argument)
    var until: DateExpression
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        let followUp = try await instance.followUp(id, to: .snooze)
        let calendar = instance.settings.directory.calendar(of: followUp.school)
        let moment = until.beginning(from: context.now, in: calendar)
        let request = try CommandError.translating({ (problem: SnoozeRequest.Problem) in CommandError(problem, of: id, until: moment, instance.clock)
        }) {
            try SnoozeRequest(followUp, until: moment, reason: reason, rules: change.rules, now: context.now)
        }
        let snoozed = try await instance.store.followUps.snooze(request, by: change)
        return try await ChangeReport(snoozed, lead: "no reminders until \(instance.clock.toTheMinute(moment)): ", in: instance)
    }
}
