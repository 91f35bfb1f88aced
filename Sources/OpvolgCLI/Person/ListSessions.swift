import ArgumentParser
import FollowUps
import Store

struct ListSessions: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions", abstract: "Show who is signed in to the pages, since when and until when.")

    @Argument(help: "Of this person only.") var id: String?
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func run(_ context: CommandContext) async throws {
        let clock = try context.settings(configuration).service.clock
        let sessions = try await context.presentStore(configuration).sessions.list(of: id.map { PersonID($0) }, at: context.now)
        let listing = TableReport<Session>(
            rows: sessions,
            columns: [
                .init("id") { .number($0.id) }, .init("person") { .text($0.person) }, .init("since") { .text(clock.iso8601($0.since)) },
                .init("until") { .text(clock.iso8601($0.until)) },
            ],
            tableColumns: [
                .init("ID") { String($0.id) }, .init("PERSON") { $0.person.rawValue }, .init("SINCE") { clock.toTheMinute($0.since) },
                .init("UNTIL") { clock.toTheMinute($0.until) },
            ])
        try context.write(listing, as: format.format)
    }
}
