import FollowUps
import Foundation
import SchoolTestSupport
import Testing

@testable import WebPages

@Suite("A list to download")
struct PageTableTests {
    private static let now = Sample.moment("2026-12-18", "09:30")

    private func text(_ rows: TableRows, _ language: Language = .nl) -> String {
        let table = PageTable(catalogues: Catalogues(Sample.catalogue), directory: Sample.directory, language: language, now: Self.now)
        return String(decoding: table.bytes(of: rows, isFirst: true) + table.bytes(of: rows, isFirst: false), as: UTF8.self)
    }

    private static let followUps = [
        Sample.item().followUp, Sample.item(43, kind: "noodsituatie", urgency: .acute, due: .instant(Sample.moment("2026-12-19", "07:00"))).followUp,
        Sample.item(44, kind: "taak", title: "=1+1; \"ja\"", caseCode: nil, owner: .person("leerkracht")).followUp,
    ]

    @Test("begins with a byte order mark, and has semicolons, days, words and names as people in Dutch schools read them")
    func dutch() {
        let rows = [
            "42;Is de ouder aangekomen bij de hulp?;gewoon;11-12-2026;ja;De Vlieger;2026-014;;intern begeleider;open;",
            "43;Noodsituatie: direct melden;acuut;19-12-2026 07:00;nee;De Vlieger;2026-014;;intern begeleider;open;",
            "44;\"'=1+1; \"\"ja\"\"\";gewoon;11-12-2026;ja;De Vlieger;;;Léa Kracht;open;",
        ].map { "\($0)\r\n" }.joined()
        let head = "Nr.;Actie;Urgentie;Uiterlijk;Te laat;Locatie;Dossier;Medewerker;Voor;Status;Uitkomst\r\n"
        #expect(text(.followUps(Self.followUps)) == "\u{FEFF}" + head + rows + rows)
    }

    @Test("speaks English to whoever reads that, with semicolons too: the Excel of the school is Dutch, and days that cannot be misread")
    func english() {
        let text = text(.followUps([Self.followUps[0]]), .en)
        #expect(text.hasPrefix("\u{FEFF}No.;Action;Urgency;Due by;Overdue;Location;Case;Employee;For;Status;Outcome\r\n"))
        #expect(text.contains("42;Has the parent reached the help?;normal;2026-12-11;yes;De Vlieger;2026-014;;internal coordinator;open;\r\n"))
    }

    @Test("of a school tells the number of what is in a case, and nothing else of it")
    func school() {
        let text = text(.school(Self.followUps.map(RedactedFollowUp.init)))
        #expect(text.contains("42;;gewoon;11-12-2026;ja;De Vlieger;ja;;intern begeleider\r\n"))
        #expect(!text.contains("2026-014") && !text.contains("ouder"))
    }

    @Test("of cases and of numbers has Dutch heads as well")
    func others() {
        let dossier = Case(code: CaseCode("2026-014"), school: "vlieger", openedAt: Self.now, closedAt: nil, excluded: [])
        #expect(
            text(.cases([CaseSummary(dossier: dossier, open: 2, nextDue: Sample.due("2026-12-11"))])).contains(
                "2026-014;De Vlieger;18-12-2026;2;11-12-2026\r\n"))
        let figures = SchoolStats(school: "vlieger", open: 5, overdue: [.acute: 1, .normal: 2], openCases: 3, trainingsOverdue: 1)
        #expect(
            text(.figures([figures])).contains(
                "Locatie;Open acties;Te laat;Waarvan spoed;Waarvan acuut;Open dossiers;Scholing te laat\r\nDe Vlieger;5;3;0;1;3;1\r\n"))
    }
}
