import FollowUps
import Hummingbird

/// The cookie that says who somebody is. No script can read it, and other sites cannot send it along with a form.
struct SessionCookie {
    private let isSecure: Bool

    /// - Parameter origin: as the public has it.
    init(origin: String) { isSecure = origin.hasPrefix("https:") }

    /// With this start a browser takes it only over TLS, from this very host and for all of it. Over http, on the machine itself, there is no TLS.
    private var name: String { isSecure ? "__Host-opvolg" : "opvolg" }

    /// Nil when there is none, or it cannot be ours.
    func secret(in request: Request) -> Secret? { request.cookies[name].flatMap { Secret($0.value) } }

    /// `Lax`: whoever comes by a link in a mail is still signed in, and a form of another site is not.
    func setting(_ secret: Secret) -> Cookie {
        Cookie(name: name, value: secret.text, maxAge: Int(Session.length), path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
    }

    var removing: Cookie { Cookie(name: name, value: "", maxAge: 0, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax) }
}
