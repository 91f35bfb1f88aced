/// What people of a sector call what every sector has: `[words]`. Each is one word or a few, as in the middle of a sentence.
public struct SectorWords: Hashable, Sendable {
    /// Where follow-ups belong.
    public let place: LocalizedText
    public let places: LocalizedText
    /// The year at whose beginning is planned what comes round.
    public let year: LocalizedText

    public init(place: LocalizedText? = nil, places: LocalizedText? = nil, year: LocalizedText? = nil) {
        self.place = place ?? LocalizedText(nl: "locatie", en: "location")
        self.places = places ?? LocalizedText(nl: "locaties", en: "locations")
        self.year = year ?? LocalizedText(nl: "jaar", en: "year")
    }
}
