import ArgumentParser
import FollowUps
import Store

struct RescheduleFollowUp: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "reschedule", abstract: "Give a follow-up another due moment; its reminders start anew.",
        discussion: "WHEN is \(DateExpression.grammar).")

    @Argument var id: Int64
    @Option(help: ArgumentHelp("When it has to be done.", valueName: "when"), transform: DateExpression.argument) var due: DateExpression
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) throws -> any Report {
        let reason = try FreeTextOption.checked(reason, option: "--reason")
        let followUp = try instance.followUp(id, for: change)
        let calendar = instance.settings.directory.calendar(of: followUp.school)
        let new = try due.checkedDue(urgency: followUp.urgency, from: context.now, in: calendar)
        switch new {
        // The day as given: a free day in the past may have moved to a school day that has not passed.
        case .day:
            let day = due.day(from: context.now, in: calendar)
            if day < instance.today { throw CommandError.duePassed(day.description, nil) }
        case .instant(let instant):
            if instant < context.now { throw CommandError.duePassed(instance.clock.toTheMinute(instant), nil) }
        }
        let changed = try instance.store.reschedule(id, to: new, reason: reason, by: change)
        return try ChangeReport(changed, lead: "rescheduled: ", in: instance)
    }
}
