import ArgumentParser
import FollowUps
import Store

struct StrikeText: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "strike", abstract: "Strike out a note, a title or a reason that holds what it should not, such as a name.",
        discussion: """
            The text goes for good, wherever it is kept; that it was struck out stays in the history, with by whom, when and why, and the history still \
            verifies. The numbers of its entries are in opvolg history. Backups and mails are not reached.
            """)

    @Argument(help: "A follow-up.") var id: Int64?
    @Option(name: .customLong("case"), help: ArgumentHelp("Or a case.", valueName: "code")) var caseCode: String?
    @Flag(help: "The note of the follow-up.") var note = false
    @Flag(help: "Its own title.") var title = false
    @Option(help: ArgumentHelp("The reason in an entry of its history; may be given several times.", valueName: "number")) var entry: [Int64] = []
    @Option(help: ArgumentHelp("Why; without the text itself.", valueName: "text")) var reason: String
    @OptionGroup var options: ChangeOptions

    private var strike: Strike? {
        let subject: Strike.Subject? = id.map { .followUp($0) } ?? caseCode.map { .caseOf(CaseCode($0)) }
        return subject.flatMap { Strike($0, hasNote: note, hasTitle: title, entries: entry) }
    }

    func validate() throws {
        if (id == nil) == (caseCode == nil) { throw ValidationError("give a follow-up or --case CODE") }
        if strike == nil { throw ValidationError("say what to strike out: --note, --title or --entry NUMBER; of a case --entry NUMBER") }
    }

    func run(_ context: CommandContext) async throws {
        guard let strike else { return }
        let request = try CommandError.translating({ (problem: StrikeRequest.Problem) in CommandError(problem) }) {
            try StrikeRequest(strike, reason: reason)
        }
        let instance = try await context.instance(options.configuration, as: options.identity.person)
        let change = instance.change
        switch strike.subject {
        case .followUp(let id): try await instance.followUp(id, to: .strike)
        case .caseOf(let code):
            let dossier = try await instance.store.cases.dossier(code)
            _ = try instance.permission(in: dossier)
            guard instance.visibility?.mayStrike(in: dossier) ?? true else { throw CommandError.strikeRefused(code) }
        }
        let words = Strike.words(in: instance.settings.service.language)
        let entries = try await instance.store.history.strike(request, words: words, by: change)
        try await instance.store.vacuum()
        context.output.note("struck out; backups made before still hold it, and mails already sent may")
        try context.write(StruckReport(strike, entries), as: options.format.format)
    }
}

private struct StruckReport: Report {
    private let sheet: DetailReport

    var table: [UInt8] { sheet.table }
    var json: [UInt8] { sheet.json }
    var csv: [UInt8] { sheet.csv }

    init(_ strike: Strike, _ entries: [Int64]) {
        let parts = (strike.hasNote ? ["note"] : []) + (strike.hasTitle ? ["title"] : [])
        let (id, code): (Int64?, CaseCode?) =
            switch strike.subject {
            case .followUp(let id): (id, nil)
            case .caseOf(let code): (nil, code)
            }
        let numbers = entries.map(String.init).joined(separator: ", ")
        let place = id.map { "follow-up \($0)" } ?? "case \(code?.rawValue ?? "")"
        let words = parts + (entries.isEmpty ? [] : ["history entry \(numbers)"])
        sheet = DetailReport(
            members: [
                ("follow_up", id.map { .number($0) } ?? .none), ("case", .text(code?.rawValue)), ("struck", .texts(parts)),
                ("entries", .list(entries.map { .number($0) })),
            ],
            lines: ["\(place): struck out \(words.joined(separator: ", "))"])
    }
}
