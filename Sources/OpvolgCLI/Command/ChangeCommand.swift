import ArgumentParser
import Store

struct ChangeOptions: ParsableArguments {
    @OptionGroup var actor: ActorOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption
}

/// A command that changes something in somebody's name, and reports the result.
protocol ChangeCommand: ContextCommand {
    var options: ChangeOptions { get }

    /// Makes the change and returns its report. When it throws, nothing has been changed.
    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report
}

extension ChangeCommand {
    func run(_ context: CommandContext) async throws {
        let instance = try await context.instance(options.configuration)
        let change = instance.change(by: try options.actor.actor(instance.names, in: context))
        try context.write(try await make(change, in: instance, context), as: options.format.format)
    }
}
