/// Why somebody does not get what they asked for. A notice says nothing of anybody or anything, so that it may be read by anybody.
public enum PageNotice: String, CaseIterable, Sendable {
    /// There is no such page, or the request is not one that this page takes.
    case notFound
    /// A link that was never given out, or has expired, or is somebody else's: which of these is nobody's business.
    case noSuchLink
    case badRequest
    /// The request comes from a page of another site.
    case otherSite
    case tooLarge
    case tooMany
    /// The database cannot be used just now.
    case notNow
}
