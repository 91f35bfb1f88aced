import Foundation
import SchoolTestSupport
import Testing

@testable import FollowUps
@testable import WebPages

@Suite("A list of trainings")
struct TrainingListTests {
    private static let rules: Ruleset = {
        func colleague(_ id: PersonID, _ name: String) -> Person { Person(id: id, name: name, email: "\(id)@s.example", school: "vlieger") }
        let schools = SeenSchools(also: [colleague("juf", "Anna Bos"), colleague("kim-5", "Kim Vos"), colleague("kim-7", "Kim Vos")]).rules
        func kind(_ id: KindID, _ scope: Kind.Scope, _ owner: Kind.OwnerRule) -> Kind {
            Kind(
                id: id, title: LocalizedText(nl: "Herhaal \(id)", en: "Repeat \(id)"), source: "II", scope: scope, owner: owner, urgency: .normal,
                term: Term("2w"), outcomes: [Outcome(id: "klaar", title: LocalizedText(nl: "Klaar"), ends: true)])
        }
        let kinds = [kind("training", .employee, .employee), kind("bhv", .employee, .employee), kind("hulp", .case, .role("ib"))]
        return Ruleset(
            catalogues: Catalogues(Catalogue(kinds: kinds, roles: schools.catalogues.first.roles)), directory: schools.directory, policies: Policies()
        )
    }()

    private static func list(_ text: String, training: KindID? = "training") -> TrainingList {
        TrainingList(text, training: training, at: "vlieger", rules: rules, now: at("2026-12-07 10:00"))
    }

    private static func opened(_ list: TrainingList) -> [String] {
        list.openings.map { "\($0.kind) \($0.employee?.rawValue ?? "-") \($0.due.text(rules.directory.clock))" }
    }

    @Test(
        "is read as it comes from Excel or a CSV file, with or without a first line that names the columns",
        arguments: [
            "juf\t1-3-2027", "juf;2027-03-01\n",
            "juf,\"1-3-2027\"", "medewerker;datum\r\njuf;01/03/2027\r\n", "Anna Bos;1-3-2027;repeat training",
            "Datum\tSoort\tNaam\n1-3-2027\ttraining\tjuf@s.example", "sep=;\njuf;1.3.2027", "anna bos;1-3-2027;herhaal TRAINING",
        ])
    func forms(text: String) {
        let list = Self.list(text)
        #expect(list.isRight)
        #expect(Self.opened(list) == ["training juf 2027-03-01"])
    }

    @Test(
        "says for each line what is wrong with it, and takes nothing of what is wrong",
        arguments: [
            ("niemand;1-3-2027", [.unknownPerson("niemand")]),
            // Somebody of another school.
            ("ib-regenboog;1-3-2027", [.unknownPerson("ib-regenboog")]),
            ("Kim Vos;1-3-2027", [.severalPeople("Kim Vos")]), (";1-3-2027", [.personMissing]), ("juf", [.dayMissing]),
            ("juf;30-2-2027", [.badDay("30-2-2027")]),
            ("juf;12/31/2027", [.badDay("12/31/2027")]), ("juf;46447", [.badDay("46447")]),
            ("juf;1-3-2027;zwemmen", [.unknownTraining("zwemmen")]),
            ("niemand;ooit;zwemmen", [.unknownPerson("niemand"), .badDay("ooit"), .unknownTraining("zwemmen")]),
            ("juf;1-3-2027;training;en nog iets", [.tooManyCells(3)]), ("juf;\"1-3-2027", [.unreadable]),
        ] as [(String, [TrainingList.Problem])])
    func problems(line: String, expected: [TrainingList.Problem]) {
        let list = Self.list("ib-vlieger;1-4-2027\n\(line)")
        #expect(!list.isRight)
        #expect(list.rows.first { $0.line == 2 }?.problems == expected)
        #expect(Self.opened(list) == ["training ib-vlieger 2027-04-01"])
    }

    @Test("refuses a line that says the same as an earlier one, and a day that is too far off")
    func sameAndTooFar() {
        let list = Self.list("juf;1-3-2027\njuf;1-4-2027\njuf;2027-03-01\njuf;1-3-2999")
        #expect(list.rows.map(\.problems.count) == [0, 0, 1, 1])
        #expect(list.rows[2].problems == [.sameAs(1)])
        if case .due(.tooFar)? = list.rows[3].problems.first {} else { Issue.record("\(list.rows[3].problems)") }
    }

    @Test("is not right without a line, and asks which training where none is said", arguments: ["", "  \n \n", "naam;datum"])
    func empty(text: String) {
        #expect(!Self.list(text).isRight)
        #expect(Self.list("juf;1-3-2027", training: nil).rows.first?.problems == [.trainingMissing])
        #expect(Self.list("juf;1-3-2027", training: "hulp").rows.first?.problems == [.unknownTraining("hulp")])
    }
}
