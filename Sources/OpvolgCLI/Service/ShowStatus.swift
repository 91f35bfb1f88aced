import ArgumentParser
import Configuration
import FollowUps
import Foundation
import Messages
import Store
import Templates

struct ShowStatus: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Tell a person or a monitor how the service is doing.",
        discussion: """
            Exit code 0: all is well. Exit code 1, a warning: something waits to be sent for more than 30 minutes, a message was given up in \
            the last 7 days, nobody holds a role, nobody stands in for somebody who is away, nobody has anything to do in an open case, a channel \
            is turned off or cannot be used, no pass ended in the last 24 hours, the last nightly backup is older than 36 hours, the known holidays of a \
            school end within 60 days, nobody can sign in with the school's account, less than \
            200 MB is free on the disk of the database, the fence of a second machine cannot be read, or the clock was set back. \
            Exit code 2, critical: the configuration, the catalogue or a template is wrong, so that opvolgd would not start; \
            another machine has taken over, or may have; the database cannot be used, no pass ended in the last 30 minutes although something was due before that, \
            a channel could not be used for 30 minutes, \
            nobody heard of an open follow-up because all of its messages were given up, a follow-up cannot be planned or a message not be \
            written, the last nightly backup is older than a week, or less than 20 MB is free.
            """)

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func run(_ context: CommandContext) async throws {
        let settings: Settings
        do {
            settings = try context.settings(configuration)
        } catch {
            // A monitor wants its line and one of three exit codes, whatever is wrong.
            return try write(ServiceCondition(wrongFiles: "\(error)"), context)
        }
        let freeSpace = context.freeSpace(settings.service.database)
        async let wrongTemplates = Self.templateProblems(settings)
        let condition: ServiceCondition
        do {
            let store = try store(settings)
            let standby = try await store.outbox.standbyFinding(fence: settings.standby.fence, claiming: false, at: context.now)
            // Otherwise it would report what was due by the files as they were.
            _ = try await store.outbox.replan(with: settings.rules, at: context.now)
            let absences = try await store.absences.list(notOverOn: settings.service.clock.day(of: context.now))
            // Anybody may ask, so no code and no number of a case that is kept from roles is shown (promise 6).
            let hidden = try await store.figures.casesKeptFromRoles(by: settings.rules)
            condition = ServiceCondition(
                try await store.figures.condition(at: context.now, hiding: hidden, bySchool: format.format != .table), absences: absences,
                silent: try await store.cases.silent(by: settings.rules).filter { !hidden.contains($0.code) }, settings: settings,
                wrongTemplates: await wrongTemplates, schoolAccountProblem: schoolAccountProblem(settings, context), standby: standby,
                now: context.now, freeSpace: freeSpace)
        } catch {
            condition = ServiceCondition(unusable: "\(error)", settings: settings, freeSpace: freeSpace)
        }
        try write(condition, context)
    }

    private func write(_ condition: ServiceCondition, _ context: CommandContext) throws {
        try context.write(condition.sheet, as: format.format)
        if condition.level != .ok { throw ExitCode(condition.level.exitStatus) }
    }

    /// A running daemon still has good templates, and would not start with these.
    private static func templateProblems(_ settings: Settings) -> String? {
        do throws(TemplateProblems) {
            _ = try MessageTemplates.load(from: settings.service.templates)
            return nil
        } catch {
            return error.description
        }
    }

    /// What can be told from here: a monitor may not be allowed to read the secret.
    private func schoolAccountProblem(_ settings: Settings, _ context: CommandContext) -> String? {
        let findings = settings.schoolAccountSecret?.findings(credentials: context.environment["CREDENTIALS_DIRECTORY"]) ?? []
        return findings.lazy.compactMap { if case .problem(let text) = $0 { text } else { nil } }.first
    }

    /// Looking at the service must not create its database.
    private func store(_ settings: Settings) throws -> Store {
        let path = settings.service.database
        guard access(path, F_OK) == 0 else { throw CommandError.databaseMissing(path: path) }
        // A read-only database can be read, and the fault would only show at the first change.
        guard access(path, W_OK) == 0 else { throw StoreError.notWritable(path: path) }
        return try Store(path: path)
    }
}
