public struct OwnerScope: Hashable, Sendable {
    public let owner: Owner
    public let school: SchoolID?

    public init(_ owner: Owner, at school: SchoolID? = nil) {
        self.owner = owner
        self.school = school
    }
}
