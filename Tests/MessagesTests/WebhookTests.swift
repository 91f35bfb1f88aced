import FollowUps
import Foundation
import SchoolTestSupport
import Testing

@testable import Messages

@Suite struct WebhookTests {
    private let now = Sample.moment("2026-12-18", "09:30")

    private func body(_ draft: MessageDraft, _ renderer: MessageRenderer) throws -> [String: Any] {
        let message = try renderer.render(draft, at: now)
        #expect(message.channel == "teams" && message.address == nil && message.messageID == draft.message.messageID)
        return try #require(try JSONSerialization.jsonObject(with: message.content) as? [String: Any])
    }

    @Test("the generic body is that of the contract")
    func generic() throws {
        let acute = Sample.item(51, kind: "noodsituatie", urgency: .acute, due: .instant(Sample.moment("2026-12-19", "07:00")), step: "0")
        let task = Sample.item(52, kind: "taak", title: "Titel met \"aanhalingstekens\" en \\", caseCode: nil)
        let object = try body(Sample.draft([acute, task], to: "directeur", channel: "teams"), Sample.renderer())
        let expected: [String: Any] = [
            "type": "reminder.due", "timestamp": "2026-12-18T09:30:00+01:00",
            "data": [
                "recipient": "directeur", "school": "vlieger",
                "follow_ups": [
                    [
                        "id": 51, "kind": "noodsituatie", "title": "Noodsituatie: direct melden", "urgency": "acute",
                        "due": "2026-12-19T07:00:00+01:00",
                        "overdue": false, "case": "2026-014", "step": "0",
                    ],
                    [
                        "id": 52, "kind": "taak", "title": "Titel met \"aanhalingstekens\" en \\", "urgency": "normal", "due": "2026-12-11",
                        "overdue": true,
                        "case": NSNull(), "step": "-2sd",
                    ],
                ],
            ],
        ]
        #expect(NSDictionary(dictionary: object).isEqual(to: expected), "\(object)")
    }

    @Test("a discreet body has neither kind nor title of a case")
    func discreet() throws {
        let object = try body(Sample.draft([Sample.item()], to: "directeur", channel: "teams"), Sample.renderer(detail: .discreet))
        let followUp = try #require(((object["data"] as? [String: Any])?["follow_ups"] as? [[String: Any]])?.first)
        #expect(followUp["kind"] is NSNull && followUp["title"] is NSNull && followUp["case"] as? String == "2026-014")
    }

    @Test(
        "every template makes JSON of any title and any number of follow-ups, and none names a person", arguments: ["generic", "slack", "teams"],
        Language.allCases)
    func templates(name: String, language: Language) throws {
        let renderer = try Sample.renderer(language: language, webhookTemplate: name)
        let titles = ["\"", "\\", "\u{1}", "a\nb", "\u{2028}", "{{title}}", "é € 👍🏽", "</script>", "<!channel>", "\\u0022"]
        for count in [1, 2, 60] {
            let items = (0..<count).map { Sample.item(Int64($0 + 1), kind: "taak", title: titles[$0 % titles.count], standsInFor: "ib") }
            let content = try renderer.render(Sample.draft(items, to: "directeur", channel: "teams"), at: now).content
            _ = try JSONSerialization.jsonObject(with: content)
            let text = String(decoding: content, as: UTF8.self)
            for person in Sample.people { #expect(!text.contains(person.name) && !text.contains(person.email?.text ?? person.name)) }
            #expect(!text.contains("<!channel>") || name == "generic")
        }
    }

    @Test("a channel without a template, or with one that there is not, is an error that names it")
    func missing() throws {
        let draft = Sample.draft([Sample.item()], to: "directeur", channel: "nergens")
        #expect(throws: RenderingError.noWebhookTemplate("nergens")) { try Sample.renderer().render(draft, at: now) }
        #expect(throws: RenderingError.unknownWebhookTemplate("teams", name: "eigen")) {
            try Sample.renderer(webhookTemplate: "eigen").render(Sample.draft([Sample.item()], to: "directeur", channel: "teams"), at: now)
        }
    }

    @Test("an empty message, a stranger and somebody without an address are errors")
    func errors() throws {
        let renderer = try Sample.renderer()
        #expect(throws: RenderingError.nothingToSay(message: 7)) { try renderer.render(Sample.draft([]), at: now) }
        #expect(throws: RenderingError.unknownRecipient("weg")) { try renderer.render(Sample.draft([Sample.item()], to: "weg"), at: now) }
        #expect(throws: RenderingError.noAddress("onbereikbaar")) { try renderer.render(Sample.draft([Sample.item()], to: "onbereikbaar"), at: now) }
    }
}
