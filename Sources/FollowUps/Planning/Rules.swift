/// All that files say about how follow-ups go: the catalogue, who there is, the ladders, and who hears it when that does not work.
public struct Rules: Sendable {
    public let catalogue: Catalogue
    public let directory: Directory
    /// With what the kinds of the catalogue name.
    public let policies: Policies
    /// What the codes of cases look like.
    public let caseCodes: CaseCodePattern
    /// Who is told what could not be delivered or planned; nil when nobody is.
    public let operatorPerson: PersonID?
    /// Another way than mail by which they are told; nil when there is none.
    public let noticeChannel: ChannelID?
    /// Stands for the files: other files, other fingerprint, and other instants at which follow-ups come up.
    public let fingerprint: String
    /// Found once for everybody: to go through all schools for each person would take long where there are thousands of both.
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

    /// The planner for the people who are there and the channels that work.
    public func planner(absences: [Absence], channelsOff: Set<ChannelID> = []) -> Planner {
        Planner(policies: policies, directory: directory.without(channelsOff), absences: absences, alarm: catalogue.alarm?.id)
    }

    /// The schools at which a person has a role that gets the overview, also one that falls to them because nobody holds it; nil for nobody's.
    public func overviewScope(of person: PersonID) -> OverviewScope? { overviewScopes[person] }

    /// Plans the overviews for the people whom a planner finds there.
    public func overviewPlanner(_ planner: Planner) -> OverviewPlanner { OverviewPlanner(rules: self, planner: planner) }
}
