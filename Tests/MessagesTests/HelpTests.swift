import FollowUps
import Foundation
import SchoolTestSupport
import Testing

@testable import Messages

@Suite("What is asked, in the catalogue's words")
struct HelpTests {
    private static let now = Sample.moment("2026-12-09")

    @Test(
        "stands in a single mail, an escalation, a bundle and a digest, in its reader's language",
        arguments: [("ib", Language.nl), ("bestuurder", .en)] as [(PersonID, Language)], [nil, Sample.publicURL])
    func whole(reader: (PersonID, Language), publicURL: WebOrigin?) throws {
        let (recipient, language) = reader
        let renderer = try Sample.renderer(publicURL: publicURL)
        let link = publicURL.flatMap { _ in Sample.token }
        let item = Sample.item(to: recipient, link: link)
        let others = (50...53).map { Sample.item($0, kind: "meldcode-evalueren", caseCode: nil, to: recipient, link: link) }
        let escalations = [Audience.owner, .role("directie")].map {
            Sample.item(to: recipient, audience: $0, isEscalation: true, sentBefore: [.owner], link: link)
        }
        for items in [[item], [item] + others] + escalations.map({ [$0] }) + escalations.map({ [$0] + others }) {
            for purpose in [DeliverySlot.Purpose.reminders, .digest] {
                let mail = try renderer.mail(Sample.draft(items, to: recipient, purpose: purpose), at: Self.now)
                for text in [mail.text, mail.html] { #expect(text.contains(Sample.help[language]), "\(mail.text)") }
            }
        }
    }

    @Test("shows its beginning only in a mail about more than five, telephone numbers always whole; whoever has to ask after it reads that instead")
    func crowded() throws {
        let others = (50...54).map { Sample.item($0, kind: "meldcode-evalueren", caseCode: nil) }
        let acute = Sample.item(44, kind: "noodsituatie", urgency: .acute, due: .instant(Self.now))
        func html(_ items: [MessageItem]) throws -> String { try Sample.renderer().mail(Sample.draft(items), at: Self.now).html }
        func isCut(_ text: String, in html: String) throws -> Bool {
            let line = try #require(html.split(separator: "<p ").first { $0.contains(text) })
            return line.contains("max-height:32px")
        }
        #expect(try !isCut(Sample.help.nl, in: html([Sample.item(), acute])))
        let long = try html([Sample.item(), acute] + others)
        #expect(try isCut(Sample.help.nl, in: long))
        #expect(try !isCut("tel:112", in: long))
        let escalation = Sample.item(audience: .role("directie"), isEscalation: true, sentBefore: [.owner])
        let above = try html([escalation] + others)
        #expect(above.contains("Bel vandaag: wat is er nodig?") && !above.contains(Sample.help.nl))
    }

    @Test("a training says until when the old one is valid, years ahead too, and is asked for anew after it was missed")
    func training() throws {
        func text(_ recipient: PersonID, due: String, round: Int = 1, on day: String = "2026-12-09") throws -> String {
            let item = Sample.item(
                kind: "medewerker-training", caseCode: nil, employee: "ib", owner: .person("ib"), due: Sample.due(due), round: round, to: recipient)
            return try Sample.renderer().mail(Sample.draft([item], to: recipient), at: Sample.moment(day)).text
        }
        #expect(try text("ib", due: "2028-11-20").contains("Uw training is geldig tot ma 20 november 2028."))
        #expect(try text("ib", due: "2028-11-20", round: 2).contains("Uw training is geldig tot ma 20 november 2028."))
        #expect(try text("ib", due: "2026-12-11", on: "2026-12-14").contains("Uw training was geldig tot vr 11 december."))
        #expect(try !text("ib", due: "2026-12-21", round: 2).contains("geldig"))
        #expect(try text("directeur", due: "2026-12-21", round: 2).contains("Een medewerker moet de training over de meldcode opnieuw volgen."))
        #expect(try text("directeur", due: "2028-11-20").contains("De training van een medewerker is geldig tot ma 20 november 2028."))
        #expect(try text("bestuurder", due: "2028-11-20").contains("A staff member's training is valid until Mon 20 November 2028."))
    }
}
