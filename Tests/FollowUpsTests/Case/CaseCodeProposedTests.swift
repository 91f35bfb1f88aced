import FollowUps
import SchoolTestSupport
import Testing

@Suite("The code that is proposed for a new case")
struct CaseCodeProposedTests {
    private func proposed(_ codes: [CaseCode], taken: Set<CaseCode> = [], year: Int = 2026, _ pattern: CaseCodePattern = .standard) -> CaseCode {
        CaseCode.proposed(like: codes.last, at: "vlieger", among: codes, taken: taken.union(codes), in: year, matching: pattern)
    }

    @Test(
        "is the next one like the latest of the school, and in a new year the first of that year",
        arguments: [
            (["VL-2026-013", "VL-2026-014"], 2026, "VL-2026-015"), (["VL-2026-014"], 2027, "VL-2027-001"),
            (["VL-2026-014", "VL-2027-003"], 2027, "VL-2027-004"),
            (["D1042"], 2027, "D1043"), (["2026-9"], 2026, "2026-10"), ([], 2026, "VL-2026-001"),
        ] as [([CaseCode], Int, CaseCode)])
    func next(codes: [CaseCode], year: Int, expected: CaseCode) { #expect(proposed(codes, year: year) == expected) }

    @Test("is never one that is in use, whoever may know of it")
    func taken() { #expect(proposed(["VL-2026-014"], taken: ["VL-2026-015"]) == "VL-2026-016") }

    @Test(
        "fits the pattern of the configuration, also for the first case",
        arguments: [("AA-9999-999", "VL-2026-001"), ("9999-999", "2026-001"), ("D9999", "D0001"), ("ZK9999-99", "ZK2026-01")] as [(String, CaseCode)])
    func patterns(text: String, expected: CaseCode) throws { #expect(proposed([], try CaseCodePattern(text)) == expected) }
}
