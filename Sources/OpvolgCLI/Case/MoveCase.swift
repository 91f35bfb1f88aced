import ArgumentParser
import FollowUps
import Store

struct MoveCase: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Let an open case go on by another catalogue, or by the present version of its own.",
        discussion: """
            A case goes on by the catalogue and the version with which it began. What is open goes on with its due moment: as itself where both have its kind, \
            else as [[move]] of the other catalogue says. Nothing is moved when it does not say what becomes of something, or when the case would lose what \
            protects the child.
            """)

    @Argument var code: String
    @Option(help: ArgumentHelp("The catalogue; one that the configuration names.", valueName: "id")) var catalogue: String
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        try await instance.dossier(CaseCode(code), to: .add)
        let result = try await instance.store.cases.move(CaseCode(code), to: CatalogueID(catalogue), by: change)
        context.warn(try await OwnerWarning.about(result.opened, in: instance))
        return try await CaseReport(
            result.dossier, lead: "moved from \(result.from) to \(result.dossier.catalogue.map(\.description) ?? catalogue):",
            touched: [("kept", result.kept), ("opened", result.opened), ("withdrawn", result.withdrawn)], in: instance)
    }
}
