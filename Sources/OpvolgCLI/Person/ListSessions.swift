import ArgumentParser
import FollowUps
import Store

struct ListSessions: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions", abstract: "Show who is signed in to the pages, since when and until when.")

    @Argument(help: "Of this person only.") var id: String?
    @OptionGroup var options: ViewOptions

    func run(_ context: CommandContext) async throws {
        let settings = try context.settings(options.configuration)
        let identity = try context.identity(asked: options.identity.person, settings)
        var person = id.map { PersonID($0) }
        // Whoever administers the service sees all of them, but not in somebody else's name.
        if let viewer = identity.person?.id {
            if let person, person != viewer { throw CommandError.notTheirSessions(person) }
            person = viewer
        }
        let clock = settings.service.clock
        let sessions = try await settings.presentStore().sessions.list(of: person, at: context.now)
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
        try context.write(listing, as: options.format.format)
    }
}
