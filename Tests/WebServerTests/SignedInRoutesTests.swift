import FollowUps
import TestSupport
import Testing

@testable import WebServer

@Suite("The pages of whoever is signed in")
struct SignedInRoutesTests {
    private static let gets = [
        "/", "/follow-ups", "/follow-ups.csv", "/follow-ups/42", "/cases", "/cases.csv", "/cases/VL-1", "/cases/VL-1/follow-ups.csv",
        "/cases/VL-1.csv", "/cases/new", "/emergency", "/schools",
        "/schools.csv", "/schools/vlieger", "/schools/vlieger/follow-ups.csv", "/schools/vlieger/trainings.csv", "/schools/vlieger.csv", "/calendar",
        "/absences",
        "/contacts", "/search?q=42", "/history", "/history?case=VL-1", "/history?follow_up=42",
    ]
    /// Of a session, whatever its secret.
    private static let cookie = "__Host-opvolg=c2VjcmV0LXRva2VuLTEyMw"
    private static let posts = [
        "/follow-ups/42", "/calendar", "/calendar/end", "/cases/VL-1", "/cases", "/emergency", "/absences", "/schools/vlieger",
    ]

    @Test("lead whoever is not to where one signs in, whatever the page and the method")
    func withoutSession() async throws {
        try await RunningFront.use { running in
            for path in Self.gets {
                let answer = try await running.get(path)
                let next = path == "/" ? "" : "?next=\(path.replacing("/", with: "%2F").replacing("?", with: "%3F").replacing("=", with: "%3D"))"
                #expect(answer.status == 303 && answer.headers["location"] == "/sign-in\(next)", "\(path)")
            }
            for path in Self.posts {
                let answer = try await running.post(path, "x=y")
                #expect(answer.status == 303 && answer.headers["location"] == "/sign-in", "\(path)")
            }
        }
    }

    @Test("are not there for those who may not open them, each route by its own page")
    func withoutPermission() async throws {
        try await RunningFront.use(viewer: Setup.reader.id) { running in
            for path in Self.gets {
                let answer = try await running.get(path, headers: ["Cookie": Self.cookie])
                let isOwn = ["/", "/follow-ups", "/follow-ups.csv", "/calendar", "/absences", "/contacts", "/search?q=42"].contains(path)
                #expect(answer.status == (isOwn ? 200 : 404), "\(path)")
            }
            let ended = try await running.post("/calendar/end", "", headers: ["Cookie": Self.cookie, "Sec-Fetch-Site": "same-origin"])
            #expect(ended.status == 303)
            // A cookie goes along with whatever another site sends.
            let unproven = try await running.post("/calendar/end", "", headers: ["Cookie": Self.cookie])
            #expect(unproven.status == 403)
        }
    }

    @Test("keep the navigation where something is refused")
    func refusals() async throws {
        try await RunningFront.use(viewer: Setup.reader.id) { running in
            let answer = try await running.get("/follow-ups/42", headers: ["Cookie": Self.cookie])
            #expect(answer.status == 404 && answer.body == "notice notFound for ib")
            let unknown = try await running.get("/nope", headers: ["Cookie": Self.cookie])
            #expect(unknown.status == 404 && unknown.body == "notice notFound for ib")
        }
    }

    @Test("whoever is signed out is led to where one signs in by an address that does not exist too, but for what everybody may look at")
    func unknown() async throws {
        try await RunningFront.use { running in
            for path in ["/nope", "/nope/deeper", "/cases/VL-1/nope/deeper", "/schools/vlieger/nope"] {
                let answer = try await running.get(path)
                #expect(answer.status == 303, "\(path)")
                #expect(answer.headers["location"] == "/sign-in?next=\(path.replacing("/", with: "%2F"))", "\(path)")
                // What is posted there is lost.
                let posted = try await running.post(path, "x=y")
                #expect(posted.status == 303 && posted.headers["location"] == "/sign-in", "\(path)")
            }
            for path in [
                "/o", "/o/x/y", "/style/x/y", "/healthz", "/metrics", "/favicon.ico", "/.well-known/security.txt", "/sign-in/school/x", "/sign-out/x",
            ] {
                let answer = try await running.get(path)
                #expect(answer.status == 404 && answer.body.hasPrefix("notice "), "\(path)")
            }
            let (sheet, robots) = (try await running.get("/style.css"), try await running.get("/robots.txt"))
            #expect(sheet.status == 200 && robots.status == 200)
        }
    }

    @Test("are closed to a session whose person has left the configuration")
    func leftPerson() async throws {
        try await RunningFront.use(viewer: "gone") { running in
            let answer = try await running.get("/", headers: ["Cookie": Self.cookie])
            #expect(answer.status == 303 && answer.headers["location"] == "/sign-in")
        }
    }
}
