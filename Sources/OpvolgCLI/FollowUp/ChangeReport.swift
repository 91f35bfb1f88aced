import FollowUps
import Store

/// What is so after a change: one line for each follow-up that it touched, and the follow-up's object for scripts.
struct ChangeReport: Report {
    private let sheet: Sheet

    var table: [UInt8] { sheet.table }
    var json: [UInt8] { sheet.json }
    var csv: [UInt8] { sheet.csv }

    /// - Parameters:
    ///   - lead: what stands before the follow-up's own line, as in `closed with ja: `.
    ///   - others: the other follow-ups that the change touched, by what became of them.
    init(_ followUp: FollowUp, lead: String = "", others: [(key: String, followUps: [FollowUp])] = [], in instance: Instance) throws {
        let presenter = instance.presenter
        var members = presenter.object(try instance.store.followUp(followUp.id))
        var lines = [lead + presenter.sentence(followUp)]
        for (key, followUps) in others {
            members.append((key, .list(try followUps.map { .object(presenter.object(try instance.store.followUp($0.id))) })))
            lines += followUps.map { "\(key) \(presenter.sentence($0))" }
        }
        sheet = Sheet(members: members, lines: lines)
    }
}
