import ArgumentParser
import Configuration
import Foundation
import FollowUps
import Store

struct ShowStatus: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Tell a person or a monitor how the service is doing.",
        discussion: """
            Exit code 0: all is well. Exit code 1, a warning: something waits to be sent for more than 30 minutes, a message was given up in \
            the last 7 days, nobody holds a role, nobody stands in for somebody who is away, or a channel is turned off. Exit code 2, critical: the database cannot be used, no pass \
            ended in the last 30 minutes although something was due before that, or nobody heard of an open follow-up because all of its \
            messages were given up.
            """)

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func run(_ context: CommandContext) throws {
        let settings = try context.settings(configuration)
        let condition: ServiceCondition
        do {
            let store = try store(settings)
            let absences = try store.absences(notOverOn: settings.service.clock.day(of: context.now))
            condition = ServiceCondition(try store.condition(at: context.now), absences: absences, settings: settings, now: context.now)
        } catch let error as StoreError {
            condition = ServiceCondition(unusable: error.description, settings: settings)
        } catch let error as Refusal {
            condition = ServiceCondition(unusable: error.description, settings: settings)
        }
        try context.write(condition.sheet, as: format.format)
        if condition.level != .ok { throw ExitCode(condition.level.exitStatus) }
    }

    /// A look at the service must not be what makes its database.
    private func store(_ settings: Settings) throws -> Store {
        let path = settings.service.database
        guard access(path, F_OK) == 0 else { throw Refusal.databaseMissing(path: path) }
        return try Store(path: path)
    }
}
