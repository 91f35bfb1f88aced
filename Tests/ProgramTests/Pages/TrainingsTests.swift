import Foundation
import TestSupport
import Testing

/// The directie takes in the list of who has to repeat which training by when.
@Suite("A list of trainings on the pages", .serialized)
struct TrainingsTests {
    private struct Listed: Decodable {
        let kind: String
        let person: String?
        let due: String
        let status: String

        var text: String { "\(kind) \(person ?? "-") \(due) \(status)" }
    }

    private func listed(_ school: PagedSchool) async throws -> [String] {
        let result = try await school.instance.run("list", "--status", "all", "--format", "json")
        #expect(result.exitCode == 0, "\(result.standardError)")
        return try JSONDecoder().decode([Listed].self, from: Data(result.standardOutput.utf8)).map(\.text).sorted()
    }

    @Test("opens what it asks for once, shows first what that is, and takes it back on request")
    func takeIn() async throws {
        let school = try await PagedSchool()
        let cookie = try await school.signIn("directie@vlieger.example")
        let path = "/schools/vlieger/trainings"
        func send(_ form: String, to path: String = path) async throws -> WebClient.Answer { try await school.web.post(path, form, cookie: cookie) }

        let list = "training=medewerker-training&list=Leerkracht+groep+5%091-3-2027%0D%0Aib%40vlieger.example%0915-4-2027"
        let wrong = try await send("do=import&sure=yes&\(list)%0D%0ANiemand%091-3-2027")
        #expect(wrong.status == 422 && wrong.body.contains("Regel 3: Niemand; 1-3-2027"))
        let preview = try await send("do=import&\(list)")
        #expect(preview.status == 200 && preview.body.contains("Open deze 2 acties") && preview.body.contains("ma 1 maart 2027"))
        #expect(try await listed(school) == [])

        let taken = try await send("do=import&sure=yes&\(list)")
        #expect(taken.status == 303)
        let done = try await school.web.get(taken.headers["location"] ?? "/", cookie: cookie)
        #expect(done.body.contains("De lijst is ingelezen: 2 acties geopend.") && done.body.contains("value=\"withdraw\""))
        let opened = ["medewerker-training ib-vlieger 2027-04-15", "medewerker-training leerkracht-groep5 2027-03-01"]
        #expect(try await listed(school) == opened.map { "\($0) open" })
        // Once more: all of it is there.
        let again = try await send("do=import&\(list)")
        #expect(again.body.contains("2 regels staan er al") && !again.body.contains("Open deze"))

        #expect(try await send("do=withdraw", to: "/schools/vlieger").status == 303)
        #expect(try await listed(school) == opened.map { "\($0) cancelled" })
        #expect(try await send("do=withdraw", to: "/schools/vlieger").status == 303)
        #expect(try await school.instance.run("history", "verify").exitCode == 0)
    }
}
