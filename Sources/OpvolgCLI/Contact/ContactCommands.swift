import ArgumentParser
import FollowUps

struct ContactCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contact", abstract: "The partners of the sociale kaart.", subcommands: [ListContacts.self])
}

struct ListContacts: ContextCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Show the partners, and how each is reached.")

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func run(_ context: CommandContext) async throws {
        let settings = try context.settings(configuration)
        let language = settings.service.language
        let listing = TableReport<Contact>(
            rows: settings.directory.contacts,
            columns: [
                .init("id") { .text($0.id.rawValue) },
                .init("name") { .written($0.name) },
                .init("phone") { .text($0.phone) },
                .init("also") { .texts($0.also) },
                .init("page") { .text($0.page?.text) },
                .init("address") { .written($0.address) },
                .init("hours") { .written($0.hours?[language]) },
                .init("schools") { .texts($0.schools.sorted()) },
            ],
            tableColumns: [
                .init("ID") { $0.id.rawValue },
                .init("REACHED AT") { $0.reach },
                .init("NAME") { $0.name },
                .init("HOURS") { $0.hours?[language] ?? "" },
                .init("SCHOOLS") { $0.schools.sorted().map(\.rawValue).joined(separator: " ") },
                .init("ALSO") { $0.also.map(\.rawValue).joined(separator: " ") },
            ])
        try context.write(listing, as: format.format)
    }
}
