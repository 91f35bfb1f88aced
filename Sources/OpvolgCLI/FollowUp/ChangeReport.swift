import FollowUps
import Store

/// The own case in which a follow-up was opened that was asked for in another.
struct OwnCase {
    /// Nil when it was opened where it was asked for.
    let code: CaseCode?
    let asked: CaseCode?

    var sentence: String? {
        guard let code, let asked else { return nil }
        return "it stands in a case of its own, \(code): other work goes on in case \(asked), where nothing of it is to be seen"
    }
}

/// What a change led to: a line for each follow-up that it touched, and for scripts the follow-up as an object.
struct ChangeReport: Report {
    private let sheet: DetailReport

    var table: [UInt8] { sheet.table }
    var json: [UInt8] { sheet.json }
    var csv: [UInt8] { sheet.csv }

    /// `lead` precedes the follow-up's own line, as in `closed with ja: `. Commands that never warn, or cannot begin an own case, give nil.
    init(
        _ followUp: FollowUp, lead: String = "", warnings: [String]? = nil, others: [(key: String, followUps: [FollowUp])] = [],
        ownCase: OwnCase? = nil, in instance: Instance
    ) async throws {
        let presenter = await instance.presenter()
        var members = presenter.object(try await instance.store.followUps.followUp(followUp.id))
        var lines = [lead + presenter.sentence(followUp)]
        if let ownCase {
            members.append(("own_case", .text(ownCase.code?.rawValue)))
            if let sentence = ownCase.sentence { lines.append(sentence) }
        }
        for (key, followUps) in others {
            members.append(
                (key, .list(try await followUps.asyncMap { .object(presenter.object(try await instance.store.followUps.followUp($0.id))) })))
            lines += followUps.map { "\(key) \(presenter.sentence($0))" }
        }
        if let warnings { members.append(("warnings", .texts(warnings))) }
        sheet = DetailReport(members: members, lines: lines)
    }
}
