import FollowUps

/// Two schools of one board, with everybody who may open a page, and a case from which the IB of De Vlieger and its directie are excluded.
public struct SeenSchools {
    public var absences: [Absence] = []
    public var channelsOff: Set<ChannelID> = []
    /// Of De Vlieger.
    public var holidayCover: [RoleID: PersonID] = [:]

    private let others: [Person]

    /// - Parameter others: people beside them.
    public init(also others: [Person] = []) { self.others = others }

    public static let usual = Case(code: CaseCode("VL-1"), school: "vlieger", openedAt: at("2026-11-02 09:00"))
    public static let accused = Case(
        code: CaseCode("VL-9"), school: "vlieger", openedAt: at("2026-11-02 09:00"), excluded: ["ib-vlieger", "directie-vlieger"])

    public var rules: Ruleset {
        func person(_ id: PersonID, deputy: PersonID? = nil) -> Person { Person(id: id, name: id.rawValue, email: "\(id)@s.example", deputy: deputy) }
        func role(_ id: RoleID, sees: SchoolPermission? = nil) -> Role { Role(id: id, title: LocalizedText(nl: id.rawValue), sees: sees) }
        return Ruleset(
            catalogues: Catalogues(
                Catalogue(
                    kinds: [],
                    roles: [role("leerkracht"), role("ib", sees: .cases), role("directie", sees: .school), role("bestuur", sees: .figures)])),
            directory: Directory(
                clock: .amsterdam,
                schools: [
                    School(
                        id: "vlieger", name: "De Vlieger", region: "noord",
                        roles: ["ib": "ib-vlieger", "directie": "directie-vlieger", "bestuur": "bestuur"], holidayCover: holidayCover,
                        calendar: .noord),
                    School(
                        id: "regenboog", name: "De Regenboog", region: "noord",
                        roles: ["ib": "ib-regenboog", "directie": "directie-regenboog", "bestuur": "bestuur"], calendar: .noord),
                ],
                people: [
                    person("ib-vlieger", deputy: "ib-regenboog"), person("ib-regenboog", deputy: "ib-vlieger"),
                    person("directie-vlieger", deputy: "directie-regenboog"), person("directie-regenboog"), person("bestuur"),
                    person("leerkracht"),
                ] + others, fallbacks: ["leerkracht": "ib"]), policies: Policies())
    }

    public func visibility(of person: PersonID, on date: String = "2026-12-07", special: [Case] = [Self.accused]) -> Visibility? {
        Visibility(of: person, rules: rules, absences: absences, channelsOff: channelsOff, special: special, on: day(date))
    }

    public static func followUp(
        _ id: Int64 = 1, owner: Owner, school: SchoolID = "vlieger", case code: String? = nil, employee: PersonID? = nil, title: String? = nil,
        urgency: Urgency = .normal
    ) -> FollowUp {
        FollowUp(
            id: id, kind: "hulp", title: title, school: school, caseCode: code.map { CaseCode($0) }, employee: employee, owner: owner,
            urgency: urgency, due: .day(day("2026-12-07")), openedAt: at("2026-11-22 12:00"),
            escalation: .init(startedAt: at("2026-11-22 12:00"), startedBy: "juf"))
    }
}
