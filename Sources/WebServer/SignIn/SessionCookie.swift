import FollowUps
import Hummingbird

/// The session cookie. Scripts cannot read it, and browsers do not send it along with a form of another site.
struct SessionCookie {
    private let isSecure: Bool

    init(origin: WebOrigin) { isSecure = origin.isEncrypted }

    /// Browsers accept `__Host-` only over TLS, for this host alone and the path `/`. Over http, on a loopback address, there is no TLS.
    private var name: String { isSecure ? "__Host-opvolg" : "opvolg" }

    func secret(in request: Request) -> Secret? { request.cookies[name].flatMap { Secret($0.value) } }

    /// `Lax`, so that whoever follows a link in a mail stays signed in, while a form of another site is sent without the cookie.
    func setting(_ secret: Secret) -> Cookie {
        Cookie(name: name, value: secret.text, maxAge: Int(Session.length), path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
    }

    var removing: Cookie { Cookie(name: name, value: "", maxAge: 0, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax) }
}
