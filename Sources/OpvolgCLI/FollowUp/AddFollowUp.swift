import ArgumentParser
import FollowUps
import Store

struct AddFollowUp: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Open a follow-up.",
        discussion: """
            KIND may be shortened to an unambiguous start. WHEN is \(DateExpression.grammar).
            A follow-up about a case needs --case, one about an employee --person. The school is the one given, else the case's, else the \
            employee's, else the only one there is. In one case one follow-up of a kind is open, but for those with a title of their own. Some \
            kinds begin a case of their own where other work is open in the case; its code is told then.
            """)

    @Argument(help: "The kind, as opvolg kind list shows them.") var kind: String
    @Option(name: .customLong("case"), help: ArgumentHelp("The code of the case; never a name.", valueName: "code")) var caseCode: String?
    @Option(help: ArgumentHelp("The employee whom it is about.", valueName: "id")) var person: String?
    @Option(help: ArgumentHelp("The school that it belongs to.", valueName: "id")) var school: String?
    @Option(help: ArgumentHelp("When it has to be done; else the kind's own term holds.", valueName: "when"), transform: DateExpression.argument)
    var due: DateExpression?
    @Option(help: ArgumentHelp("Who has to do it; else whom the kind names.", valueName: "person|role")) var owner: String?
    @Option(help: ArgumentHelp("For whoever looks it up; it is never sent.", valueName: "text")) var note: String?
    @Option(help: ArgumentHelp("What has to be done, for kinds whose follow-ups have a title of their own.", valueName: "text"))
    var title: String?
    @Option(help: ArgumentHelp("Somebody who may hear nothing of the case; may be given more than once.", valueName: "person"))
    var exclude: [String] = []
    @Option(help: ArgumentHelp("Why, where something else should have been done in the case before.", valueName: "text")) var reason: String?
    @OptionGroup var options: ChangeOptions

    func validate() throws {
        if !exclude.isEmpty, caseCode == nil { throw ValidationError("--exclude keeps a case from somebody; give --case CODE too") }
    }

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        let arguments = OpeningArguments(
            kind: kind, caseCode: caseCode, person: person, school: school, due: due, owner: owner, note: note, title: title,
            reason: reason, exclude: exclude)
        let request = try await arguments.request(in: instance, placeOfCase: { try await instance.store.cases.place(of: $0) })
        let (opening, excluded) = (request.opening, request.excluded)
        try await instance.checkOpening(opening)
        var before: Set<PersonID> = []
        if let code = opening.caseCode { before = try await instance.store.cases.excluded(from: code) }
        let result = try await instance.store.followUps.open(request, by: change)
        let followUp = result.followUp
        var warnings = try await warnings(about: followUp, in: instance)
        if let code = followUp.caseCode {
            warnings += try await ExclusionWarning.about(code, before: result.ownCase == nil ? before : [], asked: excluded, in: instance)
            warnings += try await ExclusionWarning.aboutKeepers(code, opened: [followUp], in: instance)
        }
        warnings += NameWarning(instance).about(opening).map {
            "\($0); if it does, run: opvolg cancel \(followUp.id) --reason TEXT, and add it without the name"
        }
        context.warn(warnings)
        return try await ChangeReport(
            followUp, warnings: warnings, others: [("opened", result.others)], ownCase: OwnCase(code: result.ownCase, asked: opening.caseCode),
            in: instance)
    }

    private func warnings(about followUp: FollowUp, in instance: Instance) async throws -> [String] {
        var warnings: [String] = []
        // A follow-up that is due at once is not overdue yet.
        if followUp.due.overdueFrom(instance.clock) < followUp.openedAt {
            warnings.append("follow-up \(followUp.id) was due on \(await instance.presenter().due(followUp.due)) and is overdue from the start")
        }
        return try await warnings + OwnerWarning.about([followUp], in: instance)
    }
}
