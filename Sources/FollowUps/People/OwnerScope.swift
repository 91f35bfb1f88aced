public struct OwnerScope: Hashable, Sendable {
    public let owner: Owner
    public let school: SchoolID?
    /// Only what cannot wait, as for whoever covers the owner in a holiday.
    public let isPressing: Bool

    public init(_ owner: Owner, at school: SchoolID? = nil, isPressing: Bool = false) {
        self.owner = owner
        self.school = school
        self.isPressing = isPressing
    }
}
