import ArgumentParser
import Configuration
import Foundation
import FollowUps
import Messages

struct PreviewMail: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Show the mail about a follow-up, or about an example of a kind, as its owner would get it.")

    enum Form: String, CaseIterable, ExpressibleByArgument {
        case text, html, eml
    }

    @Argument(help: ArgumentHelp("A follow-up, or a kind.", valueName: "id|kind")) var subject: String
    @Option(name: .customLong("as"), help: "In what form: text, html or eml (the whole message).") var form: Form = .text
    @Option(name: .customLong("for"), help: ArgumentHelp("In whose name, as --as of other commands.", valueName: "person"))
    var viewer: String?
    @OptionGroup var configuration: ConfigurationOption

    func run(_ context: CommandContext) async throws {
        let settings = try context.settings(configuration)
        let followUp: FollowUp
        if let id = Int64(subject) {
            let instance = try await context.instance(configuration, as: viewer)
            followUp = try await instance.permitted(id).followUp
            await instance.noteReading(of: followUp.caseCode, context)
        } else {
            followUp = try SampleFollowUp.of(NameResolver(settings).kind(subject), settings: settings, now: context.now)
        }
        let mail = try MailPreview(settings).mail(about: followUp, at: context.now)
        switch form {
        case .text:
            for line in "\(mail.subject)\n\n\(mail.text)".split(separator: "\n", omittingEmptySubsequences: false) {
                try context.output.line(String(line))
            }
        case .html: try context.output.write(Array(mail.html.utf8))
        case .eml: try context.output.write(Array(mail.message))
        }
    }
}

/// A made-up follow-up of a kind.
enum SampleFollowUp {
    static func of(_ kind: Kind, settings: Settings, now: Date) throws(CommandError) -> FollowUp {
        let directory = settings.directory
        let employee = kind.scope == .employee ? directory.people.first { $0.email != nil && directory.school(of: $0) != nil } : nil
        let place = kind.scope == .board ? directory.board : employee.flatMap { directory.school(of: $0) }
        guard let school = place ?? directory.schools.first, let owner = kind.owner(employee: employee?.id)
        else { throw .nobodyToSendTo("an example of \(kind.id)") }
        let term = kind.term ?? kind.repeat ?? Term(2, .weeks)
        return FollowUp(
            id: 1, kind: kind.id, title: kind.titleGiven ? kind.title[settings.service.language] : nil, school: school.id,
            caseCode: kind.scope == .case ? CaseCode("2026-001") : nil, employee: employee?.id, owner: owner, urgency: kind.urgency,
            due: Due.after(term, from: now, urgency: kind.urgency, in: school.calendar), openedAt: now,
            escalation: FollowUp.Escalation(startedAt: now, startedBy: "example"))
    }
}
