/// What files say: the catalogue, schools and people, policies, and who the operator is.
public struct Rules: Sendable {
    public let catalogue: Catalogue
    public let directory: Directory
    public let policies: Policies
    public let caseCodes: CaseCodePattern
    /// The operator; nil when nobody is told.
    public let operatorPerson: PersonID?
    /// The way other than mail by which they are told.
    public let noticeChannel: ChannelID?
    /// Stands for the files. When it changes, the next instants of follow-ups are computed again.
    public let fingerprint: String
    /// Computed once: going through all schools for each person takes long where there are thousands of both.
    private let overviewScopes: [PersonID: OverviewScope]

    public init(
        catalogue: Catalogue, directory: Directory, policies: Policies, caseCodes: CaseCodePattern = .standard, operatorPerson: PersonID? = nil,
        noticeChannel: ChannelID? = nil, fingerprint: String = ""
    ) {
        self.catalogue = catalogue
        self.directory = directory
        self.policies = policies.named(by: catalogue.kinds)
        self.caseCodes = caseCodes
        self.operatorPerson = operatorPerson
        self.noticeChannel = noticeChannel
        self.fingerprint = fingerprint
        overviewScopes = OverviewScope.all(catalogue: catalogue, directory: directory)
    }

    public var closing: Closing { Closing(catalogue: catalogue, directory: directory) }

    public func planner(absences: [Absence], channelsOff: Set<ChannelID> = []) -> Planner {
        Planner(policies: policies, directory: directory.without(channelsOff), absences: absences, alarm: catalogue.alarm?.id)
    }

    public func overviewScope(of person: PersonID) -> OverviewScope? { overviewScopes[person] }

    public func overviewPlanner(_ planner: Planner) -> OverviewPlanner { OverviewPlanner(rules: self, planner: planner) }
}
