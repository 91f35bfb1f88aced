import Configuration
import FollowUps

/// Says of which schools the known holidays end soon (promise 18).
enum HolidayWarning {
    static func all(_ settings: Settings, on today: Day) -> [String] {
        EndingHolidays.of(settings.directory, on: today).map { sentence($0, settings) }
    }

    private static func sentence(_ ending: EndingHolidays, _ settings: Settings) -> String {
        let school = "school \(ending.school) (\(ending.name))"
        let fact =
            switch (ending.lastDay, ending.daysLeft) {
            case (let last?, let left?) where left < 0: "the last school holiday that is known ended on \(last)"
            case (let last?, let left?): "the last school holiday that is known ends on \(last), in \(left) \(left == 1 ? "day" : "days")"
            default: "no school holiday is known"
            }
        let remedy =
            settings.service.holidays.map { "put a newer \($0.split(separator: "/").last ?? "") beside \(settings.file), or add [[holiday]] there" }
            ?? "name a list under [service], holidays = \"\(ServiceSettings.shippedHolidays)\", or add [[holiday]]"
        return "\(school): \(fact), and every weekday after it counts as a school day; \(remedy)"
    }
}
