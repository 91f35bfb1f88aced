import ArgumentParser
import FollowUps

struct ContactCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contact", abstract: "The partners of the sociale kaart.", subcommands: [ListContacts.self])
}

struct ListContacts: ContextCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Show the partners and their telephone numbers.")

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func run(_ context: CommandContext) async throws {
        let listing = TableReport<Contact>(
            rows: try context.settings(configuration).directory.contacts,
            columns: [
                .init("id") { .text($0.id.rawValue) },
                .init("name") { .written($0.name) },
                .init("phone") { .text($0.phone) },
                .init("also") { .texts($0.also) },
            ],
            tableColumns: [
                .init("ID") { $0.id.rawValue },
                .init("PHONE") { $0.phone },
                .init("NAME") { $0.name },
                .init("ALSO") { $0.also.map(\.rawValue).joined(separator: " ") },
            ])
        try context.write(listing, as: format.format)
    }
}
