import ArgumentParser
import Configuration
import Foundation
import FollowUps
import Store

struct ListPeople: ContextCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Show who there is, and how each is reached.")

    @OptionGroup var options: ViewOptions

    func run(_ context: CommandContext) async throws {
        let settings = try context.settings(options.configuration)
        let directory = settings.directory
        let away = Dictionary(grouping: try await absences(settings, context), by: \.person)
        let listing = TableReport<Person>(
            rows: directory.people,
            columns: [
                .init("id") { .text($0.id.rawValue) },
                .init("name") { .written($0.name) },
                .init("email") { .text($0.email?.text) },
                .init("school") { .text(directory.school(of: $0)?.id.rawValue) },
                .init("roles") { .texts(roles(of: $0, in: directory)) },
                .init("deputy") { .text($0.deputy?.rawValue) },
                .init("language") { .text($0.language.rawValue) },
                .init("channels") { .texts($0.channels) },
                .init("digest") { .text($0.digest.text) },
                .init("away") { .list(away[$0.id, default: []].map(\.field)) },
            ],
            tableColumns: [
                .init("ID") { $0.id.rawValue },
                .init("NAME") { $0.name },
                .init("ROLES") { roles(of: $0, in: directory).joined(separator: " ") },
                .init("DEPUTY") { $0.deputy?.rawValue ?? "" },
                .init("CHANNELS") { $0.channels.isEmpty ? "none" : $0.channels.map(\.rawValue).joined(separator: " ") },
                .init("DIGEST") { $0.digest.text },
                .init("AWAY") { away[$0.id, default: []].map(\.phrase).joined(separator: ", ") },
            ])
        try context.write(listing, as: options.format.format)
    }

    /// Present and future absences that are theirs to record. Looking must not create the database.
    private func absences(_ settings: Settings, _ context: CommandContext) async throws -> [Absence] {
        _ = try context.identity(asked: options.identity.person, settings)
        guard access(settings.service.database, F_OK) == 0 else { return [] }
        let instance = try await context.instance(options.configuration, as: options.identity.person)
        return try await instance.store.absences.list(notOverOn: instance.today).filter {
            instance.visibility?.mayRecordAbsence(of: $0.person) ?? true
        }
    }

    /// `ib@vlieger`
    private func roles(of person: Person, in directory: Directory) -> [String] {
        directory.schoolsWithRole(of: person.id).flatMap { school in
            school.roles.filter { $0.value == person.id }.keys.sorted().map { "\($0)@\(school.id)" }
        }
    }
}

extension Digest {
    /// As the configuration writes it.
    var text: String {
        switch self {
        case .none: "none"
        case .daily: "daily"
        case .weekly(let day): "weekly \(day.rawValue)"
        }
    }
}

extension Absence {
    var field: Field {
        .object([("from", .text(days.lowerBound)), ("until", .text(days.upperBound)), ("deputy", .text(deputy))])
    }

    /// `2026-12-01 to 2026-12-11 (ib-regenboog)`
    var phrase: String { "\(days.lowerBound) to \(days.upperBound)" + (deputy.map { " (\($0))" } ?? "") }
}
