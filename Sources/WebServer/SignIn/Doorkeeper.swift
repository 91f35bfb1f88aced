import FollowUps
import Foundation
import Hummingbird
import Templates
import WebPages

/// Lets in whoever is signed in, and knows what they may see.
struct Doorkeeper {
    let site: WebEnvironment
    let store: any SignInStore & VisibilityStore

    /// Somebody who is in, at one moment.
    struct Guest {
        let visibility: Visibility
        let setup: WebSetup
        /// UTC instant.
        let now: Date

        var language: Language { visibility.viewer.language }

        /// Throws what says that there is no such page: whoever may not see one is not told that there is.
        func open(_ subject: PageSubject) throws {
            guard visibility.mayOpen(subject) else { throw Refusal.notFound }
        }

        func page(_ content: SignedInPage.Content) -> Page { .inside(SignedInPage(for: Viewer(visibility), content)) }
    }

    /// Does some work for whoever is signed in, and sends others to where one signs in.
    func admit(_ request: Request, _ work: (Guest) throws -> Response) throws -> Response {
        let setup = site.setup
        let now = site.clock()
        guard let secret = SessionCookie(origin: setup.publicOrigin).secret(in: request), let session = try store.session(secret, at: now),
            // Whoever has left the configuration is out, whatever their session says.
            let visibility = try store.visibility(of: session.person, rules: setup.rules, at: now)
        else { return Response(status: .seeOther, headers: [.location: PagePath.signIn]) }
        return try work(Guest(visibility: visibility, setup: setup, now: now))
    }

    /// The same with a page as its result.
    func show(_ request: Request, _ work: (Guest) throws -> SignedInPage.Content) throws -> Response {
        try admit(request) { guest in
            let content = try work(guest)
            return try site.answer(guest.page(content), in: guest.language, guest.setup)
        }
    }
}
