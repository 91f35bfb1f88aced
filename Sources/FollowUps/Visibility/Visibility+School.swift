/// What somebody may do at a school that they run.
extension Visibility {
    /// Whether they see of a follow-up that it is there, and may ask its owner again. Of one in a case they need not see more than its number.
    public func mayRemind(_ followUp: FollowUp) -> Bool {
        may(.school, at: followUp.school) && !(followUp.caseCode.map(uncounted(at: followUp.school).contains) ?? false)
    }
}

extension Ruleset {
    /// The roles that nobody holds at a school, themselves or by a fallback.
    public func rolesWithoutHolder(at school: SchoolID) -> [Role] {
        catalogues.catalogue(at: school).roles.filter { directory.holder(of: .role($0.id), at: school) == nil }
    }
}
