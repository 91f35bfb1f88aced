import ArgumentParser
import FollowUps

struct TryKind: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "try", abstract: "Walk a case on paper: what opens when, and whom it is mailed to. Nothing is stored.",
        discussion: """
            Begins a case with KIND and gives one answer after the other. An answer is an outcome of what is open; when more than one has such an \
            outcome, KIND:OUTCOME. +KIND opens something by hand:

              opvolg kind try signalen-vastleggen zorg zorg advies +klasplan oudergesprek:besproken
            """)

    @Argument(help: "The kind that the case begins with, or an unambiguous start of it.") var kind: String
    @Argument(help: ArgumentHelp("OUTCOME, KIND:OUTCOME or +KIND, one after the other.", valueName: "answer")) var answers: [String] = []
    @OptionGroup var choice: CatalogueOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var format: FormatOption

    func run(_ context: CommandContext) async throws {
        let settings = try context.settings(configuration)
        let names = NameResolver(settings)
        let catalogue = try choice.catalogue(of: settings)
        var trial = CaseTrial(catalogue)
        let presenter = TrialPresenter(catalogue: catalogue, policies: settings.rules.policies, language: settings.service.language)
        var steps: [TrialPresenter.Step] = []
        func perform(_ deed: CaseDeed) throws {
            do throws(CaseTrial.Refusal) {
                let line = try trial.perform(deed)
                steps.append(presenter.step(line, trial))
            } catch {
                throw CommandError.trial(error)
            }
        }
        try perform(.begins(try names.kind(kind, in: catalogue).id))
        for answer in answers { try perform(try deed(answer, trial, names, catalogue)) }
        try context.write(presenter.report(steps, trial), as: format.format)
    }

    private func deed(_ text: String, _ trial: CaseTrial, _ names: NameResolver, _ catalogue: Catalogue) throws -> CaseDeed {
        if text.hasPrefix("+") { return .opens(try names.kind(String(text.dropFirst()), in: catalogue).id) }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2 {
            let kind = try names.kind(parts[0], in: catalogue)
            return .answers(kind.id, [try names.outcome(parts[1], of: kind).id])
        }
        let possible = trial.open.filter { $0.outcome(OutcomeID(text)) != nil }
        if possible.count == 1 { return .answers(possible[0].id, [OutcomeID(text)]) }
        if possible.isEmpty {
            let open = trial.open.map { kind in "\(kind.id): \(kind.outcomes.map(\.id.rawValue).joined(separator: ", "))" }
            throw CommandError.noAnswer(text, open: open)
        }
        throw CommandError.answerOfSeveral(text, possible.map(\.id))
    }
}

/// Tells a case on paper.
struct TrialPresenter {
    let catalogue: Catalogue
    let policies: Policies
    let language: Language

    struct Step {
        let lines: [String]
        let field: Field
    }

    func step(_ line: CaseStoryLine, _ trial: CaseTrial) -> Step {
        var lines = [line.deed.description]
        var fields: [Field] = []
        for happening in line.happenings {
            switch happening {
            case .opened(let id, let term):
                guard let kind = catalogue.kind(id) else { continue }
                let owner = owner(of: kind, trial)
                let mails = mails(kind, owner)
                let when = term.map { "due in \($0)" } ?? "due when whoever opens it says"
                lines.append("   opens \(id): \(kind.title[language])")
                lines.append("      of \(owner), \(when), \(kind.urgency.rawValue); mail to \(mails.joined(separator: "; "))")
                fields.append(
                    .object([
                        ("opened", .text(id.rawValue)), ("owner", .text(owner)), ("term", .text(term)), ("urgency", .text(kind.urgency.rawValue)),
                        ("mails", .texts(mails)),
                    ]))
            case .kept(let id, let term):
                lines.append("   \(id) is open already, and stays" + (term.map { "; if \($0) from now is earlier, it is due then" } ?? ""))
                fields.append(.object([("kept", .text(id.rawValue)), ("term", .text(term))]))
            case .withdrawn(let id):
                lines.append("   withdraws \(id)")
                fields.append(.object([("withdrawn", .text(id.rawValue))]))
            case .movedApart(let id):
                lines.append("   goes on in a case of its own, and nothing here says so; try that with: opvolg kind try \(id)")
                fields.append(.object([("own_case", .text(id.rawValue))]))
            case .closed:
                lines.append("   the case is closed")
                fields.append(.object([("closed", .flag(true))]))
            }
        }
        return Step(lines: lines, field: .object([("done", .text(line.deed.description)), ("follows", .list(fields))]))
    }

    func report(_ steps: [Step], _ trial: CaseTrial) -> DetailReport {
        let told = steps.enumerated().flatMap { number, step in ["\(number + 1). \(step.lines[0])"] + step.lines.dropFirst() }
        let open = trial.open
        let left =
            trial.isClosed
            ? []
            : ["", "open now, with what each can be answered"]
                + DetailReport.lines(
                    open.map { ("  \($0.id)", $0.outcomes.map(\.id.rawValue).joined(separator: ", ")) })
        let held = trial.protections.map { "  in force: \($0.title[language])" }
        return DetailReport(
            members: [
                ("steps", .list(steps.map(\.field))), ("open", .texts(open.map(\.id))), ("closed", .flag(trial.isClosed)),
                ("protections", .texts(trial.protections.map(\.id))),
            ], lines: told + left + held)
    }

    private func owner(of kind: Kind, _ trial: CaseTrial) -> String {
        trial.owner(of: kind).map { catalogue.role($0)?.title[language] ?? $0.rawValue } ?? "the employee"
    }

    /// To whom, and when: `intern begeleider open, -2sd, 0`.
    private func mails(_ kind: Kind, _ owner: String) -> [String] {
        var moments: [(audience: Audience, names: [String])] = []
        for step in policies[kind].steps {
            for audience in step.audiences {
                if let place = moments.firstIndex(where: { $0.audience == audience }) {
                    moments[place].names.append(step.name)
                } else {
                    moments.append((audience, [step.name]))
                }
            }
        }
        return moments.map { audience, names in
            let who =
                switch audience {
                case .owner: owner
                case .role(let role): catalogue.role(role)?.title[language] ?? role.rawValue
                }
            return "\(who) \(names.joined(separator: ", "))"
        }
    }
}
