import FollowUps

/// Notices that nobody can be reminded as the owner of a follow-up.
enum OwnerWarning {
    static func about(_ followUps: [FollowUp], in directory: Directory) -> [String] { followUps.flatMap { about($0, in: directory) } }

    static func about(_ followUp: FollowUp, in directory: Directory) -> [String] {
        guard case .role(let role) = followUp.owner, directory.holder(of: followUp.owner, at: followUp.school) == nil else { return [] }
        return ["nobody holds the role \"\(role)\" at \(followUp.school); its reminders go to whoever is next in the ladder"]
    }
}
