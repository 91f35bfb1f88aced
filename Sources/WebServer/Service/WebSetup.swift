import FollowUps
import Foundation
import WebPages

/// Everything of the pages that comes from files, so that a reload can put another in its place.
public struct WebSetup: Sendable {
    public let rules: Ruleset
    /// Where a browser says that our own pages are from: scheme, host and, if it is not the usual one, port.
    public let publicOrigin: String
    /// Of whoever has asked for no other.
    public let language: Language
    public let pages: any PageRendering
    public let signInMail: any SignInMailing
    /// Made once: it goes through all words of the catalogue.
    let names: PossibleNames

    public init(
        rules: Ruleset, publicOrigin: String, language: Language, pages: any PageRendering,
        signInMail: any SignInMailing
    ) {
        self.rules = rules
        self.publicOrigin = publicOrigin
        self.language = language
        self.pages = pages
        self.signInMail = signInMail
        names = PossibleNames(catalogue: rules.catalogue, directory: rules.directory)
    }
}

/// Writes pages as HTML.
public protocol PageRendering: Sendable {
    func render(_ page: Page, in language: Language, at now: Date) throws -> String
    /// A part of a list as comma-separated values; the first part begins with a heading.
    func table(_ rows: TableRows, isFirst: Bool, in language: Language, at now: Date) -> [UInt8]
    /// The one style sheet that all pages use.
    var stylesheet: String { get }
}

extension PageRenderer: PageRendering {}
