import ArgumentParser
import Store

/// What every command that changes something takes: in whose name, in which instance, and how to write what is so then.
struct ChangeOptions: ParsableArguments {
    @OptionGroup var actor: ActorOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption
}

/// A command that changes something in somebody's name, and reports what is so then.
protocol ChangeCommand: ContextCommand {
    var options: ChangeOptions { get }

    /// Makes the change and returns the report of it; when it throws, nothing has been changed.
    func make(_ change: Change, in instance: Instance, _ context: CommandContext) throws -> any Report
}

extension ChangeCommand {
    func run(_ context: CommandContext) throws {
        let instance = try context.instance(options.configuration)
        let change = instance.change(by: try options.actor.actor(instance.names, in: context))
        try context.write(try make(change, in: instance, context), as: options.format.format)
    }
}
