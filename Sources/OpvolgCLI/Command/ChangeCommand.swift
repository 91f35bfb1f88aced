import ArgumentParser
import Store

struct ChangeOptions: ParsableArguments {
    @OptionGroup var identity: IdentityOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption
    @Flag(name: .shortAndLong, help: "Say nothing when it is done; only what is wrong or worth a warning.") var quiet = false
}

/// A command that changes something in somebody's name, and reports the result.
protocol ChangeCommand: ContextCommand {
    var options: ChangeOptions { get }

    /// Makes the change and returns its report. When it throws, nothing has been changed.
    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report
}

extension ChangeCommand {
    func run(_ context: CommandContext) async throws {
        let instance = try await context.instance(options.configuration, as: options.identity.person)
        let report = try await make(instance.change, in: instance, context)
        if !options.quiet { try context.write(report, as: options.format.format) }
    }
}
