import Foundation
import TestSupport
import Testing

/// The shipped examples of a reverse proxy, as they stand but for names, ports and certificates.
@Suite("Behind a reverse proxy")
struct ProxyTests {
    private static let examples = Program.repository.appending(path: "docs/examples")

    private static let nginx = Program(path: "/usr/sbin/nginx")

    /// What Python gets over TLS: the status, a header, and a piece of the page.
    private struct Got: Decodable {
        let status: Int
        let policy: String?
        let body: String
    }

    private func ask(_ url: String, authority: String, body: String = "") async throws -> Got {
        let script = """
            import json, ssl, sys, urllib.error, urllib.request
            url, authority, body = *sys.argv[1:], sys.stdin.read()
            request = urllib.request.Request(url, body.encode() or None, {"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": "198.51.100.9"})
            class Stay(urllib.request.HTTPRedirectHandler):
                def redirect_request(self, *_): return None
            opener = urllib.request.build_opener(Stay, urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=authority)))
            try: answer = opener.open(request, timeout=30)
            except urllib.error.HTTPError as error: answer = error
            print(json.dumps({"status": answer.status, "policy": answer.headers["Referrer-Policy"], "body": answer.read().decode()}))
            """
        let result = try await ProgramRun.run(.python, ["-c", script, url, authority], input: .data(Data(body.utf8)))
        guard result.exitCode == 0 else { throw DeadlinePassed(description: "Python got nothing:\n\(result.standardError)") }
        return try JSONDecoder().decode(Got.self, from: Data(result.standardOutput.utf8))
    }

    /// Those of an nginx with the shipped site, checked by itself.
    private func arguments(
        in scratch: ScratchDirectory, tls: Int, plain: Int, to port: Int, _ certificates: TestCertificates
    ) async throws -> [String] {
        let site = try String(contentsOf: Self.examples.appending(path: "nginx.conf"), encoding: .utf8)
            .replacing("    listen [::]:443 ssl http2;\n", with: "").replacing("    listen [::]:80;\n", with: "")
            .replacing("listen 443", with: "listen 127.0.0.1:\(tls)").replacing("listen 80;", with: "listen 127.0.0.1:\(plain);")
            .replacing("opvolg.school.example;", with: "localhost;")
            .replacing(#//etc/letsencrypt/\S+fullchain.pem/#, with: certificates.good.certificate)
            .replacing(#//etc/letsencrypt/\S+privkey.pem/#, with: certificates.good.key)
            .replacing("/var/log/nginx/error.log", with: scratch.file("site.log")).replacing("127.0.0.1:8080", with: "127.0.0.1:\(port)")
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(scratch.file($0));" }.joined(separator: "\n")
        try scratch.write(
            """
            daemon off; master_process off; pid \(scratch.file("pid")); error_log \(scratch.file("error.log"));
            events {}
            http {
            \(temporary)
            access_log \(scratch.file("access.log"));
            \(site)
            }
            """, to: "nginx.conf")
        let arguments = ["-p", scratch.path, "-c", scratch.file("nginx.conf"), "-e", scratch.file("error.log")]
        let check = try await ProgramRun.run(Self.nginx, ["-t"] + arguments)
        #expect(check.exitCode == 0, "\(check.standardError)")
        return arguments
    }

    /// Each pair is asked in turn over one connection, so that whatever else the machine does falls on both. If there were no order at all, fewer than 25 or
    /// more than 75 of 100 would come once in three million runs.
    @Test("nginx: asking for a sign-in link takes as long for somebody who is unknown as for somebody who is known")
    func signInTimes() async throws {
        let certificates = try await TestCertificates.shared()
        let (tls, plain) = (try FreePort.find(), try FreePort.find())
        let web = try WebInstance(edit: { text in
            text.replacing(#/public_url = "[^"]*"/#, with: "public_url = \"https://localhost:\(tls)\"")
                + "[web.limits]\nsigned_out = 100000\nsign_in_mails = 100\n"
        })
        let scratch = try ScratchDirectory("nginx")
        let arguments = try await self.arguments(in: scratch, tls: tls, plain: plain, to: web.port, certificates)
        let daemon = try await web.daemon()
        let proxy = try ProgramRun.start(Self.nginx, arguments)
        try await proxy.waitUntil("nginx listens") { _ in (try? RawConnection(port: tls)) != nil }
        let script = """
            import http.client, json, ssl, sys, time
            port, authority = int(sys.argv[1]), sys.argv[2]
            connection = http.client.HTTPSConnection("localhost", port, context=ssl.create_default_context(cafile=authority), timeout=60)
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
            def ask(name):
                start = time.perf_counter()
                connection.request("POST", "/sign-in", f"email={name}%40vlieger.example", headers)
                answer = connection.getresponse()
                answer.read()
                assert answer.status == 200, answer.status
                return time.perf_counter() - start
            ask("ib"), ask("ix")
            slower = 0
            for number in range(100):
                # Who comes first changes too.
                names = ["ib", "ix"] if number % 2 else ["ix", "ib"]
                taken = {name: ask(name) for name in names}
                slower += taken["ib"] > taken["ix"]
            print(slower)
            """
        let result = try await ProgramRun.run(.python, ["-c", script, "\(tls)", certificates.authority])
        #expect(result.exitCode == 0, "\(result.standardError)")
        let slower = try #require(Int(result.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect((25...75).contains(slower), "the known one was slower \(slower) times of 100")
        proxy.terminate()
        _ = try await proxy.end()
        _ = try await daemon.stop()
    }

    @Test("nginx: a follow-up is closed over TLS, what is too large stops there, and no log holds the link")
    func nginx() async throws {
        let certificates = try await TestCertificates.shared()
        let (tls, plain) = (try FreePort.find(), try FreePort.find())
        let web = try WebInstance(edit: { $0.replacing(#/public_url = "[^"]*"/#, with: "public_url = \"https://localhost:\(tls)\"") })
        let scratch = try ScratchDirectory("nginx")
        let arguments = try await self.arguments(in: scratch, tls: tls, plain: plain, to: web.port, certificates)

        try await web.instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--as", "directie-vlieger")
        let daemon = try await web.daemon()
        try await daemon.look(at: SMTPMailTests.monday)
        let link = try #require(try await web.links(to: "ib@vlieger.example").first)
        #expect(link.hasPrefix("https://localhost:\(tls)/o/"))
        let proxy = try ProgramRun.start(Self.nginx, arguments)
        try await proxy.waitUntil("nginx listens") { _ in (try? RawConnection(port: tls)) != nil }

        let page = try await ask(link, authority: certificates.authority)
        #expect(page.status == 200)
        #expect(page.policy == "no-referrer")
        #expect(page.body.contains("VL-2026-014"))
        let large = try await ask(link, authority: certificates.authority, body: "do=close&outcome=ja&x=" + String(repeating: "a", count: 300_000))
        #expect(large.status == 413)
        let asked = try await ask(link, authority: certificates.authority, body: "do=close&outcome=ja")
        let secret = try #require(WebInstance.confirmation(in: asked.body))
        #expect(try await ask(link, authority: certificates.authority, body: "do=close&outcome=ja&confirm=\(secret)").status == 303)
        #expect(try await web.instance.json(["show", "1"], as: FollowUpJSON.self).status == "closed")
        for path in ["healthz", "metrics"] {
            #expect(try await ask("https://localhost:\(tls)/\(path)", authority: certificates.authority).status == 404, "\(path)")
        }
        let end = try await daemon.stop()
        // Nobody behind it any more: nginx has something to complain of, and does it without the link.
        #expect(try await ask(link, authority: certificates.authority).status == 502)
        proxy.terminate()
        _ = try await proxy.end()
        let logs = ["error.log", "access.log", "site.log"].map { (try? scratch.text($0)) ?? "" }.joined() + end.standardError
        #expect(!logs.contains(link.split(separator: "/").last ?? "-"), "\(logs)")
    }

    @Test("Caddy takes its example as it stands")
    func caddy() async throws {
        let result = try await ProgramRun.run(
            Program(path: "/usr/bin/caddy"), ["validate", "--adapter", "caddyfile", "--config", Self.examples.appending(path: "Caddyfile").path])
        #expect(result.exitCode == 0, "\(result.standardError)")
        #expect(!result.standardError.contains("not formatted"))
    }
}
