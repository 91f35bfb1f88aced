import FollowUps

extension FuzzTarget {
    /// The codes of cases, and the patterns that an installation may set for them: the first line is a pattern, the others are codes.
    static let caseCodes = FuzzTarget(
        "case-codes", inputs: 2000, longest: 512,
        tokens: [
            "[A-Z]{0,3}", "-?", "[0-9]{1,6}", "(a+)+", "(?:x)", "(?=y)", "(?<n>z)", "\\d", "\\p{L}", "\\b", ".*", "|", "^", "$", "*?", "{2}", "\\1",
            "[^a]",
        ],
        seeds: {
            [
                "[A-Z]{0,3}-?[0-9]{1,6}([-/.][0-9]{1,6})?\nVL-2026-014\nD1042\n2026-014", "[0-9]{1,6}\n12\n123456782",
                "AA-9999-999\nVL-2026-014\nvl-2026-014",
                "(?:VL|ME)-(\\d{4})-\\d+\nVL-2026-1",
                // Found by soak: with a repeat in a repeat the matcher goes back and tries again, for ever.
                "(a+)+\naaaaaaaaaaaaaaaaaaaaaaaaaaa2[2",
            ]
        }
    ) { input in
        let lines = text(input).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var isAccepted = false
        for code in lines where CaseCodePattern.standard.matches(CaseCode(code)) {
            isAccepted = true
            try require(
                code.utf8.count <= 17 && code.utf8.allSatisfy { "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/.".utf8.contains($0) },
                "a name for a code: \(code)")
            try require(PersonalDataFilter.objection(to: "zaak \(code)") != .emailAddress, "an address for a code: \(code)")
        }
        guard let pattern = lines.first.flatMap({ try? CaseCodePattern($0) }) else { return isAccepted ? .accepted : .refused }
        for code in lines.dropFirst() {
            let isCode = pattern.matches(CaseCode(code))
            try require(isCode == pattern.matches(CaseCode(code)), "a code now and then: \(code)")
            try require(!isCode || !code.isEmpty, "an empty code")
        }
        return .accepted
    }
}
