import ArgumentParser
import FollowUps
import Store

struct HoldCase: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Keep a case from being purged, however long ago it was closed.",
        discussion: "For a complaint, a court case or a request that is still under way. It holds until opvolg case release.")

    @Argument var code: String
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        try await instance.dossier(CaseCode(code), to: .hold)
        let request = try CommandError.translating({ (problem: HoldRequest.Problem) in CommandError(problem) }) {
            try HoldRequest(CaseCode(code), reason: reason)
        }
        return try await CaseReport(try await instance.store.cases.hold(request, by: change), lead: "held", in: instance)
    }
}

struct ReleaseCase: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Let a held case be purged again when its term is over.")

    @Argument var code: String
    @OptionGroup var options: ChangeOptions

    func make(_ change: Change, in instance: Instance, _ context: CommandContext) async throws -> any Report {
        try await instance.dossier(CaseCode(code), to: .release)
        let dossier = try await instance.store.cases.release(ReleaseRequest(CaseCode(code)), by: change)
        return try await CaseReport(dossier, lead: "released", in: instance)
    }
}
