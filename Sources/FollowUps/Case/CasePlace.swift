/// Where an existing case belongs, and by which catalogue it goes on.
public struct CasePlace: Hashable, Sendable {
    public let school: SchoolID
    /// Nil for a case that is older than versions are kept.
    public let catalogue: CatalogueVersion?

    public init(school: SchoolID, catalogue: CatalogueVersion? = nil) {
        self.school = school
        self.catalogue = catalogue
    }
}

extension Case {
    public var place: CasePlace { CasePlace(school: school, catalogue: catalogue) }
}

extension Catalogues {
    public func catalogue(ofCaseAt place: CasePlace) -> Catalogue { catalogue(ofCaseAt: place.school, begunWith: place.catalogue) }
}
