import ArgumentParser
import FollowUps

struct PersonCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "The people who can own follow-ups.", subcommands: [ListPeople.self])
}

struct ListPeople: ContextCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Show who there is, and how each is reached.")

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func run(_ context: CommandContext) throws {
        let directory = try context.settings(configuration).directory
        let listing = Listing<Person>(
            rows: directory.people,
            columns: [
                .init("id") { .text($0.id.rawValue) },
                .init("name") { .text($0.name) },
                .init("email") { .text($0.email) },
                .init("school") { .text(directory.school(of: $0)?.id.rawValue) },
                .init("roles") { .texts(roles(of: $0, in: directory)) },
                .init("deputy") { .text($0.deputy?.rawValue) },
                .init("language") { .text($0.language.rawValue) },
                .init("channels") { .texts($0.channels) },
                .init("digest") { .text($0.digest.text) },
            ],
            tableColumns: [
                .init("ID") { $0.id.rawValue },
                .init("NAME") { $0.name },
                .init("ROLES") { roles(of: $0, in: directory).joined(separator: " ") },
                .init("DEPUTY") { $0.deputy?.rawValue ?? "" },
                .init("CHANNELS") { $0.channels.isEmpty ? "none" : $0.channels.map(\.rawValue).joined(separator: " ") },
                .init("DIGEST") { $0.digest.text },
            ])
        try context.write(listing, as: format.format)
    }

    /// Each as `ib@vlieger`.
    private func roles(of person: Person, in directory: Directory) -> [String] {
        directory.schools.flatMap { school in
            school.roles.filter { $0.value == person.id }.keys.sorted().map { "\($0)@\(school.id)" }
        }
    }
}

extension Digest {
    /// As the configuration writes it.
    fileprivate var text: String {
        switch self {
        case .none: "none"
        case .daily: "daily"
        case .weekly(let day): "weekly \(day.rawValue)"
        }
    }
}
