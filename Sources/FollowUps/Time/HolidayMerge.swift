/// Puts the holidays that an installation writes down itself over those of a list that it shares with others.
///
/// Autumn and spring are advice only, so that a school may have another week than the list. An own holiday therefore takes the place of the one of the
/// same name and school year in its regions: two weeks for one holiday would silence a school in a week in which children are there. All others are
/// added, since a list cannot know what only this school has.
public struct HolidayMerge: Sendable {
    /// In the order of the list, then the own ones.
    public let holidays: [Holiday]
    /// Own holidays that lie in a listed one and do not replace it, because they are called otherwise; both count then, and one may be a mistake.
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
