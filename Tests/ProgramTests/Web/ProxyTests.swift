import Foundation
import TestSupport
import Testing

/// The shipped examples of a reverse proxy, as they stand but for names, ports and certificates.
@Suite("Behind a reverse proxy")
struct ProxyTests {
    private static let examples = Program.repository.appending(path: "docs/examples")

    /// What Python gets over TLS: the status, a header, and a piece of the page.
    private struct Got: Decodable {
        let status: Int
        let policy: String?
        let body: String
    }

    private func ask(_ url: String, authority: String, body: String = "") async throws -> Got {
        let script = """
            import json, ssl, sys, urllib.error, urllib.request
            url, authority, body = sys.argv[1:]
            request = urllib.request.Request(url, body.encode() or None, {"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": "198.51.100.9"})
            class Stay(urllib.request.HTTPRedirectHandler):
                def redirect_request(self, *_): return None
            opener = urllib.request.build_opener(Stay, urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=authority)))
            try: answer = opener.open(request, timeout=30)
            except urllib.error.HTTPError as error: answer = error
            print(json.dumps({"status": answer.status, "policy": answer.headers["Referrer-Policy"], "body": answer.read().decode()}))
            """
        let result = try await ProgramRun.run(.python, ["-c", script, url, authority, body])
        guard result.exitCode == 0 else { throw DeadlinePassed(description: "Python got nothing:\n\(result.standardError)") }
        return try JSONDecoder().decode(Got.self, from: Data(result.standardOutput.utf8))
    }

    @Test("nginx: a follow-up is closed over TLS, what is too large stops there, and no log holds the link")
    func nginx() async throws {
        let certificates = try await TestCertificates.shared()
        let (tls, plain) = (try FreePort.find(), try FreePort.find())
        let web = try WebInstance(edit: { $0.replacing(#/public_url = "[^"]*"/#, with: "public_url = \"https://localhost:\(tls)\"") })
        let scratch = try ScratchDirectory("nginx")
        let site = try String(contentsOf: Self.examples.appending(path: "nginx.conf"), encoding: .utf8)
            .replacing("    listen [::]:443 ssl http2;\n", with: "").replacing("    listen [::]:80;\n", with: "")
            .replacing("listen 443", with: "listen 127.0.0.1:\(tls)").replacing("listen 80;", with: "listen 127.0.0.1:\(plain);")
            .replacing("opvolg.school.example;", with: "localhost;")
            .replacing(#//etc/letsencrypt/\S+fullchain.pem/#, with: certificates.good.certificate)
            .replacing(#//etc/letsencrypt/\S+privkey.pem/#, with: certificates.good.key)
            .replacing("/var/log/nginx/error.log", with: scratch.file("site.log")).replacing("127.0.0.1:8080", with: "127.0.0.1:\(web.port)")
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
        let nginx = Program(path: "/usr/sbin/nginx")
        let arguments = ["-p", scratch.path, "-c", scratch.file("nginx.conf"), "-e", scratch.file("error.log")]
        let check = try await ProgramRun.run(nginx, ["-t"] + arguments)
        #expect(check.exitCode == 0, "\(check.standardError)")

        try await web.instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--as", "directie-vlieger")
        let daemon = try await web.daemon()
        try await daemon.look(at: SMTPMailTests.monday)
        let link = try #require(try await web.links(to: "ib@vlieger.example").first)
        #expect(link.hasPrefix("https://localhost:\(tls)/o/"))
        let proxy = try ProgramRun.start(nginx, arguments)
        try await proxy.waitUntil("nginx listens") { _ in (try? RawConnection(port: tls)) != nil }

        let page = try await ask(link, authority: certificates.authority)
        #expect(page.status == 200)
        #expect(page.policy == "no-referrer")
        #expect(page.body.contains("VL-2026-014"))
        let large = try await ask(link, authority: certificates.authority, body: "do=close&outcome=ja&x=" + String(repeating: "a", count: 20_000))
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
