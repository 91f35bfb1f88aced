/// Puts an installation's own holidays over those of a shared list. Autumn and spring are advice only, so a school may
/// have another week than the list. An own holiday therefore replaces the listed one of the same name and school year
/// in its regions: two weeks for one holiday would silence a school while children are there. Others are added.
public struct HolidayMerge: Sendable {
    /// Listed ones first.
    public let holidays: [Holiday]
    /// Own holidays that overlap a listed one of another name. Both count, and one may be a mistake.
    public let doubtful: [(own: Holiday, listed: Holiday)]

    public init(listed: [Holiday], own: [Holiday]) {
        let left = listed.compactMap { holiday -> Holiday? in
            let replaced = own.filter { $0.isSame(as: holiday) }.reduce(into: Set<String>()) { $0.formUnion($1.allRegions) }
            if replaced.isEmpty { return holiday }
            let regions = holiday.allRegions.subtracting(replaced)
            return regions.isEmpty ? nil : Holiday(name: holiday.name, days: holiday.days, regions: regions)
        }
        holidays = left + own
        doubtful = own.flatMap { own in
            left.filter { $0.days.overlaps(own.days) && !$0.allRegions.isDisjoint(with: own.allRegions) }.map { (own, $0) }
        }
    }
}
