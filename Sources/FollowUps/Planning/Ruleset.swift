/// All that files say: catalogue, schools and people, policies, and the operator.
public struct Ruleset: Sendable {
    public let catalogue: Catalogue
    /// Nil where the database keeps none.
    public let catalogueText: CatalogueText?
    public let directory: Directory
    public let policies: Policies
    public let caseCodes: CaseCodePattern
    public let operatorPerson: PersonID?
    /// The way other than mail by which the operator is told.
    public let noticeChannel: ChannelID?
    /// Whether the operator is told when there has never been a copy of the database.
    public let expectsBackups: Bool
    /// Identifies the files. When it changes, next instants are computed again.
    public let fingerprint: String
    /// Computed once: going through all schools for each person is slow with thousands of both.
    private let overviewScopes: [PersonID: OverviewScope]

    public init(
        catalogue: Catalogue, directory: Directory, policies: Policies, caseCodes: CaseCodePattern = .standard, operatorPerson: PersonID? = nil,
        noticeChannel: ChannelID? = nil, expectsBackups: Bool = false, fingerprint: String = "", catalogueText: CatalogueText? = nil
    ) {
        self.catalogue = catalogue
        self.catalogueText = catalogueText
        self.directory = directory
        self.policies = policies.named(by: catalogue.kinds)
        self.caseCodes = caseCodes
        self.operatorPerson = operatorPerson
        self.noticeChannel = noticeChannel
        self.expectsBackups = expectsBackups
        self.fingerprint = fingerprint
        overviewScopes = OverviewScope.all(catalogue: catalogue, directory: directory)
    }

    public var closing: ClosingRules { ClosingRules(catalogue: catalogue, directory: directory) }

    public func planner(absences: [Absence], channelsOff: Set<ChannelID> = []) -> Planner {
        Planner(policies: policies, directory: directory.without(channelsOff), absences: absences, alarm: catalogue.alarm?.id)
    }

    public func with(_ catalogue: Catalogue) -> Ruleset {
        Ruleset(
            catalogue: catalogue, directory: directory, policies: policies, caseCodes: caseCodes, operatorPerson: operatorPerson,
            noticeChannel: noticeChannel, expectsBackups: expectsBackups, fingerprint: fingerprint, catalogueText: catalogueText)
    }

    public func overviewScope(of person: PersonID) -> OverviewScope? { overviewScopes[person] }

    public func overviewPlanner(_ planner: Planner) -> OverviewPlanner { OverviewPlanner(rules: self, planner: planner) }
}
