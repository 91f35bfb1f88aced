import FollowUps

enum OwnerWarning {
    static func about(_ followUps: [FollowUp], in instance: Instance) async throws -> [String] {
        try await followUps.asyncCompactMap { followUp in
            let directory = instance.settings.directory
            guard case .role(let role) = followUp.owner,
                directory.holder(of: followUp.owner, at: followUp.school, in: try await instance.people(of: followUp)) == nil
            else { return nil }
            return
                "nobody holds the role \"\(role)\" at \(followUp.school.isBoard ? "the board" : followUp.school.rawValue); its reminders go to the people of the next step"
        }
    }
}
