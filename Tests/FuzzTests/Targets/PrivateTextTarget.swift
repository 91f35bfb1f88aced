import FollowUps

extension FuzzTarget {
    /// Notes and reasons: what passes is a short line, and whatever it says, a BSN, an address or a telephone number behind it is noticed.
    static let privateText = FuzzTarget(
        "private-text", inputs: 250, longest: 1024,
        tokens: [
            "2026-12-07", "7-12-2026", "VL-2026-014", "2026-014", " @ ", "a@b.nl", "06-12345678", "123456782", "+31 6 1234 5678", "groep 7", "(", ")",
            " . ",
        ],
        seeds: {
            [
                "Moeder belt na 2026-12-07 terug; zie VL-2026-014.", "Afspraak op 7-12-2026 om 09:30 in lokaal 12",
                "Uitgesteld: wachtlijst van 3 weken (zie blz. 12/14)",
                "BSN 123456782", "bel 06 12 34 56 78", "mail naar ib@vlieger.example", "groep 3, 4 en 5",
            ]
        }
    ) { input in
        let text = text(input)
        guard PersonalDataFilter.objection(to: text) == nil else { return .refused }
        try require(isOneLine("x\(text)", atMost: 1000), "no short line: \(text.debugDescription)")
        guard text.count < 150, text.utf8.count < 500 else { return .accepted }
        for secret in ["123456782", "1234.56.782", "123 456 782", "moeder@elsewhere.example", "0612345678", "06-12345678", "+31612345678"] {
            for whole in ["\(text) \(secret)", "\(secret) \(text)"] {
                try require(PersonalDataFilter.objection(to: whole) != nil, "passes: \(whole.debugDescription)")
            }
        }
        return .accepted
    }
}
