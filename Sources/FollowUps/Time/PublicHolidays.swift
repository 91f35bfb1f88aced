/// The days on which every Dutch primary school is closed.
public enum PublicHolidays {
    /// 1 January, Good Friday, Easter Sunday and Monday, King's Day, 5 May, Ascension Day and the Friday after it, Whit
    /// Sunday and Monday, and 25 and 26 December. King's Day is 27 April, or the 26th when the 27th is a Sunday.
    public static func contains(_ day: Day) -> Bool {
        let (year, month, dayOfMonth) = day.components
        switch (month, dayOfMonth) {
        case (1, 1), (5, 5), (12, 25), (12, 26): return true
        case (4, 27): if day.weekday != .sunday { return true }
        case (4, 26): if day.weekday == .saturday { return true }  // then the 27th is a Sunday
        default: break
        }
        guard (3...6).contains(month), let easter = easter(in: year) else { return false }
        return [-2, 0, 1, 39, 40, 49, 50].contains(day.number - easter.number)
    }

    /// Easter Sunday, by the anonymous algorithm that Meeus printed.
    public static func easter(in year: Int) -> Day? {
        let golden = year % 19
        let (century, yearOfCentury) = (year / 100, year % 100)
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let toSunday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
        let shift = (golden + 11 * epact + 22 * toSunday) / 451
        let total = epact + toSunday - 7 * shift + 114
        return Day(year: year, month: total / 31, day: total % 31 + 1)
    }
}
