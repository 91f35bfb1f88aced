import FollowUps
import Foundation
import SchoolTestSupport
import Templates
import Testing

@testable import Messages

@Suite("What a mail offers to press, and what to type")
struct ButtonTests {
    /// What somebody would have to type: a program's name and what comes after it.
    private static func commands(in text: String) -> [String] { text.matches(of: #/opvolgd? [-a-z]+/#).map { String($0.output) } }

    /// The sample's kinds, and one for each text that a kind has of its own.
    private static func catalogue() throws -> Catalogue {
        let ids = try MessageTemplates.load(from: Sample.templatesFolder).languages.values.flatMap(\.kinds.keys)
        let others = Set(ids).subtracting(Sample.catalogue.kinds.map(\.id)).sorted().map { id in
            Kind(
                id: id, title: LocalizedText(nl: "Soort \(id)"), source: "4", scope: .case, owner: .role("ib"), urgency: .normal, term: nil,
                outcomes: Sample.catalogue.kinds[0].outcomes)
        }
        return Catalogue(kinds: Sample.catalogue.kinds + others, roles: Sample.catalogue.roles)
    }

    /// Every sort of mail but the operator's, and one of each kind.
    private static func mails(to recipient: PersonID, _ renderer: MessageRenderer, _ catalogue: Catalogue, link: LinkToken?) throws -> [RenderedMail]
    {
        let single = catalogue.kinds.flatMap { kind in
            ["ib", recipient].map { employee in
                Sample.item(
                    kind: kind.id, caseCode: kind.scope == .case ? "2026-014" : nil, employee: kind.scope == .employee ? employee : nil,
                    urgency: kind.urgency, to: recipient, link: link)
            }
        }
        let now = Sample.moment("2026-12-09")
        let drafts =
            TextTests.drafts(to: recipient, link: link) + single.map { (Sample.draft([$0], to: recipient), now) }
            + [(DigestTests.draft(single, to: recipient, DigestTests.facts(40)), now)]
        return try drafts.map { try renderer.mail($0.draft, at: $0.now) }
    }

    @Test(
        "with pages no mail says what to type, whatever it is about: it has a button", arguments: ["ib", "bestuurder"] as [PersonID],
        PrivacyLevel.allCases)
    func withPages(recipient: PersonID, detail: PrivacyLevel) throws {
        let catalogue = try Self.catalogue()
        let renderer = try Sample.renderer(catalogue: catalogue, detail: detail, publicURL: Sample.publicURL)
        let mails = try Self.mails(to: recipient, renderer, catalogue, link: Sample.token)
        #expect(mails.count > 60)
        for mail in mails {
            #expect(Self.commands(in: mail.text + mail.html) == [], "\(mail.text)")
            #expect(mail.html.contains("href=\"\(Sample.publicURL)/"), "\(mail.text)")
        }
    }

    @Test("without pages a mail has one line of it, at its end; a digest one for each of its parts", arguments: ["ib", "bestuurder"] as [PersonID])
    func withoutPages(recipient: PersonID) throws {
        let catalogue = try Self.catalogue()
        let renderer = try Sample.renderer(catalogue: catalogue)
        for mail in try Self.mails(to: recipient, renderer, catalogue, link: nil) {
            let lines = mail.text.split(separator: "\n").filter { !Self.commands(in: String($0)).isEmpty }
            #expect(!lines.isEmpty && !mail.html.contains("href=\"http"), "\(mail.text)")
            if mail.subject.contains("42") { #expect(lines.count <= 2, "\(mail.text)") }
        }
    }

    @Test("a mail leads to its own pages and nowhere else, whatever a title says")
    func elsewhere() throws {
        let renderer = try Sample.renderer(publicURL: Sample.publicURL)
        let title = "[hier](https://evil.example) [bel](tel:112) [112](tel:113) [mijn](\(Sample.publicURL)/cases/2026-999)"
        let mail = try renderer.mail(
            Sample.draft([Sample.item(kind: "taak", title: title, link: Sample.token)]), at: Sample.moment("2026-12-09"))
        let links = mail.html.matches(of: #/href="([^"]+)"/#).map { String($0.1) }
        #expect(links == ["\(Sample.publicURL)/o/\(Sample.token?.text ?? "")"])
    }

    @Test("a chat message leads to the pages where there are any, and else says what to type", arguments: ["slack", "teams"])
    func webhooks(template: String) throws {
        let draft = Sample.draft([Sample.item(), Sample.item(43)], to: "directeur", channel: "teams")
        func content(_ publicURL: WebOrigin?) throws -> String {
            let message = try Sample.renderer(webhookTemplate: template, publicURL: publicURL).render(draft, at: Sample.moment("2026-12-09"))
            _ = try JSONSerialization.jsonObject(with: message.content)
            return String(decoding: message.content, as: UTF8.self)
        }
        let with = try content(Sample.publicURL)
        #expect(with.contains("\(Sample.publicURL)/follow-ups") && Self.commands(in: with) == [])
        #expect(try content(nil).contains("opvolg show 43"))
    }

    @Test("no page says what to type")
    func pages() throws {
        let texts = TemplateFiles(readingFrom: Sample.templatesFolder, [("web", [".html"])]).texts
        #expect(texts.count > 10)
        for (path, text) in texts {
            #expect(Self.commands(in: text) == [], "\(path)")
            #expect(!text.contains("<code"), "\(path)")
        }
    }
}
