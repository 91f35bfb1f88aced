import FollowUps
import Testing

@Suite("The next code of a school")
struct CaseCodeNextTests {
    @Test(
        "is one more than the highest that is written like the case's own, and free",
        arguments: [
            ("VL-2026-014", [], "VL-2026-015"),
            ("VL-2026-014", ["VL-2026-030", "VL-2025-099", "RB-2026-200", "D12"], "VL-2026-031"),
            ("VL-2026-014", ["VL-2027-002"], "VL-2027-003"),
            ("VL-2026-099", [], "VL-2026-100"),
            ("VL-1", ["VL-9", "VL-10"], "VL-11"),
            ("D1042", [], "D1043"),
            ("2026-014", [], "2026-015"),
            ("VL-2026-999999", [], "VL-2027-000001"),
            ("VL-999999", [], "VL-1000000"),
        ])
    func next(known: String, others: [String], expected: String) {
        let codes = others.map { CaseCode($0) } + [CaseCode(known)]
        let next = CaseCode.next(like: CaseCode(known), among: codes, taken: Set(codes), matching: .standard)
        #expect(next == CaseCode(expected))
    }

    @Test("passes over what another school has, and what could be a BSN")
    func taken() throws {
        let known = CaseCode("VL-2026-014")
        let others = ["VL-2026-015", "VL-2026-016"].map { CaseCode($0) }
        let next = CaseCode.next(like: known, among: [known], taken: Set(others + [known]), matching: .standard)
        #expect(next == CaseCode("VL-2026-017"))
        let digits = try CaseCodePattern("[0-9]{9}")
        // 111222333 passes the test of eleven.
        #expect(CaseCode.next(like: CaseCode("111222332"), among: [], taken: [], matching: digits) == CaseCode("111222334"))
    }

    @Test("is there also where the pattern has no room, or the code no number")
    func noRoom() throws {
        #expect(CaseCode.next(like: CaseCode("AB-9"), among: [], taken: [], matching: try CaseCodePattern("AB-[0-9]")) == CaseCode("AB-10"))
        let letters = try CaseCodePattern("[A-Z]+")
        #expect(CaseCode.next(like: CaseCode("ABC"), among: [], taken: [CaseCode("ABC")], matching: letters) == CaseCode("ABC-1"))
    }
}
