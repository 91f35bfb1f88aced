/// All that files say: catalogues, schools and people, policies, and the operator.
public struct Ruleset: Sendable {
    public let catalogues: Catalogues
    /// Those of the files, for the database to keep; empty where it keeps none.
    public let catalogueTexts: [CatalogueText]
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
        catalogues: Catalogues, directory: Directory, policies: Policies, caseCodes: CaseCodePattern = .standard, operatorPerson: PersonID? = nil,
        noticeChannel: ChannelID? = nil, expectsBackups: Bool = false, fingerprint: String = "", catalogueTexts: [CatalogueText] = []
    ) {
        self.catalogues = catalogues
        self.catalogueTexts = catalogueTexts
        self.directory = directory
        self.policies = policies
        self.caseCodes = caseCodes
        self.operatorPerson = operatorPerson
        self.noticeChannel = noticeChannel
        self.expectsBackups = expectsBackups
        self.fingerprint = fingerprint
        overviewScopes = OverviewScope.all(catalogues: catalogues, directory: directory)
    }

    public func catalogue(of followUp: FollowUp) -> Catalogue { catalogues.catalogue(of: followUp) }
    public func catalogue(of dossier: Case) -> Catalogue { catalogues.catalogue(of: dossier) }

    public func policy(of followUp: FollowUp) -> Policy { policies[catalogues.kind(of: followUp), followUp.urgency] }

    public func closing(by catalogue: Catalogue) -> ClosingRules { ClosingRules(catalogue: catalogue, directory: directory) }
    public func closing(of followUp: FollowUp) -> ClosingRules {
        let catalogue = catalogue(of: followUp)
        let isPresent = followUp.caseCode != nil || catalogue.version == catalogues.catalogue(at: followUp.school).version
        return ClosingRules(catalogue: catalogue, directory: directory, comesRound: isPresent)
    }

    public func planner(absences: [Absence], channelsOff: Set<ChannelID> = []) -> Planner {
        Planner(policies: policies, directory: directory.without(channelsOff), catalogues: catalogues, absences: absences)
    }

    /// With earlier catalogues, by which something that is open goes on. Their roles fall to others as they say, where no present one says it.
    public func goingOn(by earlier: [Catalogue]) -> Ruleset {
        let catalogues = catalogues.with(earlier: earlier, for: directory.places)
        return Ruleset(
            catalogues: catalogues,
            directory: directory.with(fallbacks: catalogues.fallbacks, ofSchools: catalogues.fallbacksOfSchools(directory.places.map(\.id))),
            policies: policies, caseCodes: caseCodes, operatorPerson: operatorPerson, noticeChannel: noticeChannel, expectsBackups: expectsBackups,
            fingerprint: fingerprint, catalogueTexts: catalogueTexts)
    }

    public func overviewScope(of person: PersonID) -> OverviewScope? { overviewScopes[person] }

    public func overviewPlanner(_ planner: Planner) -> OverviewPlanner { OverviewPlanner(rules: self, planner: planner) }
}
