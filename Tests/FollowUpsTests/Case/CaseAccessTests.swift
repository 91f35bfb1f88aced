import Foundation
import Testing

@testable import FollowUps

/// A case that is kept from teacher, IB and directie, as a suspicion of a member of staff is.
@Suite("From whom a case is kept")
struct CaseAccessTests {
    /// A school in which everybody stands in for somebody.
    private struct OneSchool {
        var roles: [RoleID: PersonID] = ["ib": "ib", "directie": "directie", "bestuur": "bestuur", "vertrouwenspersoon": "vertrouwen"]
        var deputies: [PersonID: PersonID] = ["ib": "ib2", "ib2": "juf", "directie": "bestuur", "bestuur": "secretaris", "vertrouwen": "ib2"]
        var cover: [RoleID: PersonID] = ["ib": "wacht"]
        var absences: [Absence] = []
        var people = CasePeople(
            holders: ["leerkracht": "jansen"], excludedRoles: ["ib", "leerkracht", "directie"],
            takenOver: ["ib": "bestuur", "leerkracht": "bestuur", "directie": "bestuur"], keepers: ["bestuur"])

        static let everybody: [PersonID] = [
            "ib", "ib2", "juf", "jansen", "directie", "bestuur", "secretaris", "vertrouwen", "wacht", "onderzoeker", "conciërge",
        ]

        var access: CaseAccess {
            let directory = Directory(
                clock: .amsterdam,
                schools: [School(id: "s", name: "S", region: "noord", roles: roles, holidayCover: cover, calendar: .noord)],
                people: Self.everybody.map { Person(id: $0, name: $0.rawValue, email: "x@s.example", deputy: deputies[$0]) },
                fallbacks: ["leerkracht": "ib"])
            return CaseAccess(directory: directory, routing: Routing(directory: directory, absences: absences), on: day("2026-12-07"))
        }

        /// Who may hear and see something of it.
        var heard: Set<PersonID> { Set(Self.everybody.filter { !access.isKept(from: $0, people, at: "s") }) }

        func reached(_ owner: Owner) -> PersonID? { access.route(to: owner, people, at: "s")?.person.id }

        func with(
            holders: [RoleID: PersonID]? = nil, excluded: Set<PersonID> = [], exempt: Set<PersonID> = [], namedOwners: Set<PersonID> = []
        ) -> OneSchool {
            var changed = self
            changed.people = CasePeople(
                holders: holders ?? people.holders, excluded: excluded, excludedRoles: people.excludedRoles, takenOver: people.takenOver,
                keepers: people.keepers, exempt: exempt, namedOwners: namedOwners)
            return changed
        }
    }

    private let school = OneSchool()

    @Test(
        "the board and a role that it is not kept from hear of it; no holder of the others, no deputy of theirs, no cover, nobody without a part in it"
    )
    func table() {
        #expect(school.heard == ["bestuur", "vertrouwen"])
        // Whoever holds a role in the case only, and whoever holds it at the school beside them.
        #expect(school.with(holders: ["ib": "conciërge", "leerkracht": "jansen"]).heard == ["bestuur", "vertrouwen"])
        var other = school
        other.roles["directie"] = "onderzoeker"
        #expect(other.heard == ["bestuur", "vertrouwen"])
        // Who stands in for one of them hears nothing of it in another role either.
        other = school
        other.deputies["directie"] = "vertrouwen"
        #expect(other.heard == ["bestuur"])
        other = school
        other.absences = [Absence(person: "directie", days: days("2026-12-20", "2026-12-21"), deputy: "vertrouwen")]
        #expect(other.heard == ["bestuur"])
    }

    @Test("whoever opened it is not shut out, nor is whom the board gave something to do by name; whoever is excluded by name is")
    func exceptions() {
        #expect(school.with(exempt: ["jansen"]).heard == ["bestuur", "vertrouwen", "jansen"])
        // The IB who opened it knows; who stands in for the IB does not.
        #expect(school.with(exempt: ["ib"]).heard == ["bestuur", "vertrouwen", "ib"])
        #expect(school.with(excluded: ["jansen"], exempt: ["jansen"]).heard == ["bestuur", "vertrouwen"])
        #expect(school.with(namedOwners: ["onderzoeker"]).heard == ["bestuur", "vertrouwen", "onderzoeker"])
        #expect(school.with(excluded: ["vertrouwen"]).heard == ["bestuur"])
    }

    @Test(
        "the board hears of it also where they stand in for the directie, or are the directie; while they are away their deputy does, those days only"
    )
    func board() {
        #expect(school.reached(.role("bestuur")) == "bestuur" && school.reached(.role("directie")) == "bestuur")
        #expect(school.reached(.role("ib")) == "bestuur" && school.reached(.role("leerkracht")) == "bestuur")
        var small = school
        small.roles["directie"] = "bestuur"
        #expect(small.heard == ["bestuur", "vertrouwen"] && small.reached(.role("directie")) == "bestuur")
        var away = school
        away.absences = [Absence(person: "bestuur", days: days("2026-12-07", "2026-12-07"))]
        #expect(away.reached(.role("bestuur")) == "secretaris" && away.heard == ["bestuur", "secretaris", "vertrouwen"])
        away.absences = [Absence(person: "bestuur", days: days("2026-12-08", "2026-12-08"))]
        #expect(away.heard == ["bestuur", "vertrouwen"])
    }

    @Test("where nobody is the IB nothing changes, and where nobody is the board nobody hears of it instead: not whom it is kept from either")
    func vacant() {
        var vacant = school
        vacant.roles["ib"] = nil
        // Who stands in for nobody is shut out by nothing, and has no part in it.
        #expect(vacant.heard == ["bestuur", "vertrouwen"])
        for role: RoleID in ["ib", "leerkracht", "directie", "bestuur"] { #expect(vacant.reached(.role(role)) == "bestuur") }
        vacant = school
        vacant.roles["bestuur"] = nil
        #expect(vacant.heard == ["vertrouwen"])
        for role: RoleID in ["ib", "leerkracht", "directie", "bestuur"] { #expect(vacant.reached(.role(role)) == nil) }
        // The operator hears that nobody could be reached; whoever gets the role has it from then on.
        vacant.roles["bestuur"] = "onderzoeker"
        #expect(vacant.reached(.role("bestuur")) == "onderzoeker" && vacant.heard == ["onderzoeker", "vertrouwen"])
    }

    @Test("whoever is the board as well as one of the others hears of it, and whoever opens it is told so; not when they are excluded by name")
    func bothSides() {
        #expect(school.access.keepersWithExcludedRole(school.people, at: "s") == [:])
        var small = school
        small.roles["bestuur"] = "directie"
        #expect(small.heard == ["directie", "vertrouwen"])
        #expect(small.access.keepersWithExcludedRole(small.people, at: "s") == ["directie": "directie"])
        let accused = small.with(excluded: ["directie"])
        #expect(accused.heard == ["bestuur", "vertrouwen"] && accused.reached(.role("bestuur")) == "bestuur")
        #expect(accused.access.keepersWithExcludedRole(accused.people, at: "s") == [:])
    }

    @Test("the chain of the board ends with whoever holds an excluded role: their deputy would hear of it in their place")
    func chain() {
        var away = school
        away.deputies["bestuur"] = "directie"
        away.deputies["directie"] = "secretaris"
        away.absences = [Absence(person: "bestuur", days: days("2026-12-07", "2026-12-07"))]
        #expect(away.reached(.role("bestuur")) == nil && away.heard == ["bestuur", "vertrouwen"])
        // Somebody who stands in for both does so for the board.
        away.deputies["bestuur"] = "secretaris"
        #expect(away.reached(.role("bestuur")) == "secretaris")
        // The accused is the board's own.
        away.absences = []
        #expect(away.with(excluded: ["bestuur"]).reached(.role("bestuur")) == "secretaris")
    }

    @Test("a case that is kept from nobody's role is everybody's but for who is excluded from it by name")
    func ordinary() {
        var ordinary = school
        ordinary.people = CasePeople(holders: ["leerkracht": "jansen"], excluded: ["ib"], exempt: ["ib"])
        #expect(ordinary.heard == Set(OneSchool.everybody).subtracting(["ib"]))
        #expect(ordinary.reached(.role("leerkracht")) == "jansen" && ordinary.reached(.role("ib")) == "ib2")
    }

    @Test("a role in the case comes before that of the school, falls to nobody else while it is held, and again when its holder has left")
    func holders() {
        let directory = school.access.directory
        let inCase = CasePeople(holders: ["leerkracht": "jansen", "ib": "juf"])
        for (role, holder) in [("leerkracht", "jansen"), ("ib", "juf"), ("directie", "directie")] as [(RoleID, PersonID)] {
            #expect(directory.holder(of: .role(role), at: "s", in: inCase) == holder)
        }
        #expect(directory.holder(of: .role("leerkracht"), at: "s") == "ib")
        #expect(directory.holder(of: .role("leerkracht"), at: "s", in: CasePeople(holders: ["ib": "juf"])) == "juf")
        #expect(directory.holder(of: .role("leerkracht"), at: "s", in: CasePeople(holders: ["leerkracht": "weg"])) == "ib")
        // A ring of roles that take each other over ends where it began.
        #expect(CasePeople(takenOver: ["ib": "directie", "directie": "ib"]).role(inPlaceOf: "ib") == "directie")
    }
}
