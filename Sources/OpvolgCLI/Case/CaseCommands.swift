import ArgumentParser
import FollowUps
import Foundation
import Store

struct CaseCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case", abstract: "Dossiers, known by their codes: open, show, keep from somebody, close.",
        subcommands: [
            OpenCase.self, ListCases.self, ShowCase.self, SetCaseRole.self, ExcludeFromCase.self, ReadmitToCase.self, RecordLeaving.self,
            MoveCase.self, CloseCase.self, ReopenCase.self, HoldCase.self, ReleaseCase.self,
        ])
}

struct OpenCase: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open a case: its first follow-up, and the check that comes round while it is open.")

    @Argument(help: "The code of the dossier; never a name.") var code: String
    @Option(help: ArgumentHelp("The school that it belongs to.", valueName: "id")) var school: String?
    @Option(help: ArgumentHelp("The kind of the first follow-up; else what the catalogue names under [case] start.", valueName: "kind"))
    var start: String?
    @Option(
        help: ArgumentHelp(
            "Who holds a role in this case, in the place of whoever holds it at the school: leerkracht=jansen. May be given more than once.",
            valueName: "role=person"))
    var role: [String] = []
    @Option(help: ArgumentHelp("Somebody who may hear nothing of it; may be given more than once.", valueName: "person")) var exclude: [String] = []
    @Option(help: ArgumentHelp("Why, where something else should have been done before the first follow-up.", valueName: "text"))
    var reason: String?
    @OptionGroup var options: ChangeOptions

    func validate() throws {
        let roles = role.map { $0.prefix { $0 != "=" } }
        if role.contains(where: { $0.split(separator: "=", omittingEmptySubsequences: false).count != 2 }) {
            throw ValidationError("--role is ROLE=PERSON, as in leerkracht=jansen")
        }
        if Set(roles).count < roles.count { throw ValidationError("--role names a role more than once; one person holds it in a case") }
    }

    private func holders(_ names: NameResolver) throws -> [RoleID: PersonID] {
        try role.reduce(into: [:]) { holders, text in
            let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
            holders[try names.role(parts[0]).id] = try names.person(parts[1]).id
        }
    }

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        let names = instance.names
        let excluded = Set(try exclude.map { try names.person($0).id })
        let request = try CommandError.translating({ (problem: CaseOpeningRequest.Problem) in CommandError(problem, names) }) {
            try CaseOpeningRequest(
                CaseCode(code), school: school.map { try names.school($0).id }, start: start.map { try names.kind($0).id },
                holders: holders(names), excluded: excluded, reason: reason, rules: change.rules, now: context.now)
        }
        try instance.check(.openCases, at: request.school)
        let result = try await instance.store.cases.open(request, by: change)
        context.warn(try await OwnerWarning.about(result.opened, in: instance))
        context.warn(try await ExclusionWarning.about(result.dossier.code, asked: excluded, in: instance))
        context.warn(try await ExclusionWarning.aboutKeepers(result.dossier.code, opened: result.opened, in: instance))
        return try await CaseReport(result.dossier, lead: "opened", touched: [("opened", result.opened)], in: instance)
    }
}

struct ExcludeFromCase: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "exclude", abstract: "Let somebody hear nothing more of a case, whatever their role.",
        discussion: "Reminders that wait to be sent to them go to the next person instead. What they were sent before is not taken back.")

    @Argument var code: String
    @Argument var person: String
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        try await instance.dossier(CaseCode(code), to: .exclude)
        let person = try instance.names.person(person).id
        let request = try CommandError.translating({ (problem: CaseAccessProblem) in CommandError(problem, instance.names) }) {
            try ExclusionRequest(person, from: CaseCode(code), rules: change.rules)
        }
        let (mail, newID) = (instance.settings.mail, context.newID)
        let result = try await instance.store.cases.exclude(request, by: change, newMessageID: { mail.messageID(newID()) })
        context.warn(result.owned.map { ExclusionWarning.owned($0, by: person) })
        context.warn(result.replaced.filter { $0.instead == nil }.map(\.description))
        return try await CaseReport(try await instance.store.cases.dossier(CaseCode(code)), lead: "\(person) is excluded from", in: instance)
    }
}

struct CloseCase: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close a case in which nothing else is open.",
        discussion: "What asks for its closing is closed with it. Checks that come round are cancelled; anything else that is open keeps it open.")

    @Argument var code: String
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        try await instance.dossier(CaseCode(code), to: .close)
        let result = try await instance.store.cases.close(CaseCode(code), by: change)
        return try await CaseReport(
            result.dossier, lead: "closed", touched: [("closed", result.closed), ("cancelled", result.cancelled)], in: instance)
    }
}

struct ReopenCase: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Open a closed case again, with a new question whether it can close, and a new check.",
        discussion: "What has to be done next is opened with opvolg add, or by an outcome of that question.")

    @Argument var code: String
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String?
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        let dossier = try await instance.dossier(CaseCode(code), to: .reopen)
        let request = try CommandError.translating({ (problem: CaseReopeningRequest.Problem) in CommandError(problem, instance.names) }) {
            try CaseReopeningRequest(dossier, reason: reason, rules: change.rules, now: context.now)
        }
        let result = try await instance.store.cases.reopen(request, by: change)
        return try await CaseReport(result.dossier, lead: "open again", touched: [("opened", result.opened)], in: instance)
    }
}
