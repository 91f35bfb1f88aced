import Foundation
import Testing

@testable import FollowUps

@Suite("A catalogue with kinds of an earlier version")
struct EarlierCatalogueTests {
    private let earlier = Catalogue(
        kinds: [
            kind("amk-opnieuw", owner: .role("af"), outcome("beter", "volgen"), outcome("niet", "amk-bellen", "amk-opnieuw")),
            kind("amk-bellen", owner: .role("ib"), outcome("gebeld", "volgen")), kind("volgen", term: "9w", outcome("klaar", ends: true)),
            kind("amk-jaar", scope: .school, term: nil, repeat: "12m", outcome("gedaan")), kind("oud", outcome("klaar", ends: true)),
        ],
        roles: [
            Role(id: "af", title: LocalizedText(nl: "AF"), fallback: "ib"), Role(id: "ib", title: LocalizedText(nl: "IB"), fallback: "directie"),
            Role(id: "directie", title: LocalizedText(nl: "Directie")),
        ])
    private let now = Catalogue(
        kinds: [kind("vt-opnieuw", outcome("beter", "volgen")), kind("volgen", term: "4w", outcome("klaar", ends: true))],
        roles: [Role(id: "directie", title: LocalizedText(nl: "Directie"))], head: Catalogue.Head(id: "meldcode-2019"))

    @Test("has those that are asked for and what they lead to, and its own of what both have")
    func kinds() {
        let merged = now.keeping(["amk-opnieuw"], of: earlier)
        #expect(merged.kinds.map(\.id) == ["vt-opnieuw", "volgen", "amk-opnieuw", "amk-bellen"])
        #expect(merged.kind("volgen")?.term == term("4w") && merged.head.id == "meldcode-2019")
        #expect(now.keeping(["weg"], of: earlier) == now)
    }

    @Test("gives them to whoever has a role now, and lets nobody begin one and none come round")
    func adapted() {
        let merged = now.keeping(["amk-opnieuw", "amk-jaar"], of: earlier)
        #expect(merged.kind("amk-opnieuw")?.owner == .role("directie") && merged.kind("amk-bellen")?.owner == .role("directie"))
        #expect(merged.kinds.suffix(3).allSatisfy { !$0.startsByHand && $0.repeat == nil && $0.term != nil })
    }
}
