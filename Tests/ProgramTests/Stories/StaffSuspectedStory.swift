import Foundation
import TestSupport
import Testing

/// A signal about a member of staff goes to the board at once. Neither they nor the directie, whoever that is by then, may learn from anything that there
/// is a case (promise 6).
@Suite("Story g: a member of staff under suspicion", .swept)
struct StaffSuspectedStory {
    /// The director has everything by webhook as well, and a digest.
    private static func told(by hook: WebhookTestServer) -> @Sendable (String) -> String {
        let webhook = Edit.webhook(hook)
        return { webhook(OverviewStory.weekly($0)).replacing("digest   = \"none\"", with: "digest   = \"weekly monday\"") }
    }

    /// Somebody else gets the role; who had it stays, as a teacher.
    private static func successor(_ configuration: String) -> String {
        configuration.replacing("directie = \"directie-vlieger\"", with: "directie = \"nieuwe-directie\"")
            .replacing(
                "[[person]]\nid    = \"bestuur\"",
                with: "[[person]]\nid    = \"nieuwe-directie\"\nname  = \"Nieuw\"\nemail = \"nieuw@vlieger.example\"\ndigest = \"weekly monday\"\n\n"
                    + "[[person]]\nid    = \"bestuur\"")
    }

    @Test("the board alone has all of it up to its closing; they hear of everything else, and of this nothing, in mails, webhooks, lists or the log")
    func kept() async throws {
        let hook = try await WebhookTestServer(secrets: [WebhookTests.secret])
        let story = try await Story(from: "Mon 2026-11-02 09:00", hook: hook, edit: Self.told(by: hook))
        try await story.does("ib-vlieger", "add hulp-aangekomen --case VL-2026-009 --school vlieger --due 2026-11-09")
        try await story.does("ib-vlieger", "add weging --case VL-2026-015 --school vlieger --due 2026-11-04 --reason 'Er komt geen gesprek'")
        try await story.does("ib-vlieger", "add medewerker-training --person leerkracht-groep5 --due 2026-11-20")

        // One case begins with it, in the evening.
        try await story.at(
            "Wed 2026-11-04 20:30", "ib-vlieger", "case open VL-2026-030 --school vlieger --start medewerker-melden --exclude leerkracht-groep5")
        // Whoever opened it may read it, and change nothing in it.
        #expect(try await story.isRefused("add dossier-controle --case VL-2026-030 --as ib-vlieger").contains("not yours to open a follow-up"))
        _ = try await story.asks("add dossier-controle --case VL-2026-030")
        try await story.at("Thu 2026-11-05 07:30", "bestuur", "close 4 opgepakt")
        try await story.at("Fri 2026-11-06 08:30", "bestuur", "close 6 afgehandeld --reason 'De leerling is veilig'")
        try await story.does("bestuur", "close 7 gesloten")
        try await story.at("Fri 2026-11-06 09:00", "ib-vlieger", "close 2 geen-risico --reason 'De ouders kunnen het zelf'")
        // And one turns out to be about it while it is under way: that goes on, and the suspicion begins a case of its own.
        try await story.at("Fri 2026-11-06 10:00", "ib-vlieger", "add medewerker-melden --case VL-2026-009 --exclude leerkracht-groep5")
        try await story.at("Fri 2026-11-06 10:30", "bestuur", "close 9 opgepakt")
        try await story.at("Fri 2026-11-06 11:00", "bestuur", "close 10 afgehandeld --reason 'De leerling is veilig'")
        try await story.does("bestuur", "close 11 gesloten")
        try await story.goesOn(until: "Tue 2026-11-10 12:00")
        try await story.sent(
            """
            Wed 2026-11-04 08:00 | ib-vlieger | 2 weging 0
            Wed 2026-11-04 20:30 | bestuur | 4 medewerker-melden 0
            Wed 2026-11-04 22:30 | bestuur | 4 medewerker-melden +2h
            Thu 2026-11-05 00:30 | bestuur | 4 medewerker-melden +4h
            Thu 2026-11-05 04:30 | bestuur | 4 medewerker-melden repeat 1
            Thu 2026-11-05 08:00 | bestuur | 5 dossier-controle open
            Thu 2026-11-05 08:00 | ib-vlieger | 2 weging +1d, 1 hulp-aangekomen -2sd
            Fri 2026-11-06 07:30 | bestuur | 6 bestuur-opvolging 0
            Fri 2026-11-06 08:00 | directie-vlieger by teams-directie | 2 weging +2d
            Fri 2026-11-06 08:00 | directie-vlieger | 2 weging +2d
            Fri 2026-11-06 08:00 | ib-vlieger | 2 weging +2d
            Fri 2026-11-06 08:00 | leerkracht-groep5 | 3 medewerker-training -2w
            Fri 2026-11-06 10:00 | bestuur | 9 medewerker-melden 0
            Mon 2026-11-09 08:00 | directie-vlieger | digest: overview
            Mon 2026-11-09 08:00 | ib-vlieger | 1 hulp-aangekomen 0
            """)

        // Somebody else becomes director, and hears nothing of it either.
        try await story.configures { Self.successor(Self.told(by: hook)($0)) }
        try await story.goesOn(until: "Wed 2026-11-18 12:00")
        try await story.sent(
            """
            Wed 2026-11-11 08:00 | ib-vlieger | 1 hulp-aangekomen +2sd
            Mon 2026-11-16 08:00 | ib-vlieger | 1 hulp-aangekomen +5sd
            Mon 2026-11-16 08:00 | nieuwe-directie | digest: 1 hulp-aangekomen +5sd, overview
            Wed 2026-11-18 08:00 | ib-vlieger | 8 stappen-evalueren -2sd
            """)
        try await seesNothing(story)
    }

    /// Nothing that they were sent or may ask for knows of the cases; what others see shows that there is something to be known.
    private func seesNothing(_ story: Story) async throws {
        let cases = ["VL-2026-030", "VL-2026-031"]
        let followUps = ["4", "5", "6", "7", "9", "10", "11"]
        let questions = ["list --status all", "overdue", "case list --status all", "history", "forecast --days 90"]
        for person in ["directie-vlieger", "nieuwe-directie", "leerkracht-groep5"] {
            let mails = try await story.mails(to: person)
            #expect(!mails.isEmpty)
            for mail in mails {
                for code in cases { #expect(!(mail.plain + mail.html).contains(code), "\(person): \(mail.plain)") }
                let named = (mail["X-Opvolg-Follow-Ups"] ?? "").split(separator: ", ").map(String.init)
                #expect(Set(named).isDisjoint(with: followUps), "\(person): \(named)")
            }
            for question in questions {
                let answer = try await story.asks("\(question) --as \(person) --format csv")
                for code in cases { #expect(!answer.contains(code), "\(question) --as \(person):\n\(answer)") }
            }
            let seen: [FollowUpJSON] = try await story.instance.json(["list", "--status", "all", "--as", person])
            #expect(Set(seen.map(\.id)).isSubset(of: [1, 2, 3, 8]), "\(seen)")
            for id in followUps {
                #expect(try await story.isRefused("show \(id) --as \(person)").contains("there is no follow-up \(id)"))
                #expect(try await story.isRefused("history \(id) --as \(person)").contains("there is no follow-up \(id)"))
            }
            for code in cases { #expect(try await story.isRefused("case show \(code) --as \(person)").contains("there is no case \(code)")) }
        }
        for question in questions where !question.hasPrefix("forecast") && question != "overdue" {
            #expect(try await story.asks("\(question) --as bestuur --format csv").contains("VL-2026-031"), "\(question)")
        }
        let forecast: [ForecastJSON] = try await story.instance.json(["forecast", "--days", "90"])
        let own = ["directie-vlieger", "nieuwe-directie", "leerkracht-groep5"]
        #expect(forecast.contains { $0.follow_up == 1 })
        #expect(!forecast.contains { own.contains($0.recipient) && followUps.contains("\($0.follow_up ?? 0)") })
        let log = await story.log
        #expect(log.firstMatch(of: #/follow-up [0-9]/#) == nil, "that a role is passed over is meant so, and nothing to tell of")
    }
}
