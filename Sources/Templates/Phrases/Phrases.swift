import Foundation
import FollowUps

/// Says days, instants and lengths of time as people of a language do.
public struct Phrases: Sendable {
    public let language: Language
    public let clock: WallClock

    public init(language: Language, clock: WallClock) {
        self.language = language
        self.clock = clock
    }

    /// "vr 12 december", with the year when it is not `year`.
    public func day(_ day: Day, unlessIn year: Int) -> String {
        let (dayYear, month, number) = day.components
        let name = weekday(day.weekday)
        let months = language == .nl ? Self.dutchMonths : Self.englishMonths
        let text = "\(name) \(number) \(months[month - 1])"
        return dayYear == year ? text : "\(text) \(dayYear)"
    }

    /// "vr 12 december 14:30" for an instant, without the time for a day.
    public func due(_ due: Due, unlessIn year: Int) -> String {
        switch due {
        case .day(let day): self.day(day, unlessIn: year)
        case .instant(let instant): moment(instant, unlessIn: year)
        }
    }

    public func moment(_ instant: Date, unlessIn year: Int) -> String {
        "\(day(clock.day(of: instant), unlessIn: year)) \(time(instant))"
    }

    /// In days; for acute follow-ups in hours, up to two days. Nil below one day or hour: an acute one is often due the
    /// minute it is opened, and has to be done now rather than late.
    public func overdue(_ due: Due, at now: Date) -> String? {
        switch due {
        case .day(let day):
            let count = clock.day(of: now).number - day.number
            return count < 1 ? nil : days(count)
        case .instant(let instant):
            let hours = Int(now.timeIntervalSince(instant) / 3600)
            switch hours {
            case ..<1: return nil
            case 48...: return days(hours / 24)
            default: return language == .nl ? "\(hours) uur" : hours == 1 ? "1 hour" : "\(hours) hours"
            }
        }
    }

    /// In days, from two weeks on in whole weeks.
    public func ago(days count: Int) -> String {
        switch language {
        case .nl: count < 14 ? "\(days(count)) geleden" : "\(count / 7) weken geleden"
        case .en: count < 14 ? "\(days(count)) ago" : "\(count / 7) weeks ago"
        }
    }

    /// "2 spoed".
    public func count(_ count: Int, of urgency: Urgency) -> String {
        switch (urgency, language) {
        case (.acute, .nl): "\(count) acuut"
        case (.urgent, .nl): "\(count) spoed"
        case (.normal, .nl): "\(count) gewoon"
        case (.acute, .en): "\(count) acute"
        case (.urgent, .en): "\(count) urgent"
        case (.normal, .en): "\(count) normal"
        }
    }

    public func more(_ count: Int) -> String { language == .nl ? "en nog \(count)" : "and \(count) more" }

    /// "ib, directie en bestuur".
    public func list(_ words: [String], last word: ListWord = .and) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return "\(words.dropLast().joined(separator: ", ")) \(word.text(language)) \(last)"
    }

    public enum ListWord {
        case and, or

        func text(_ language: Language) -> String {
            switch (self, language) {
            case (.and, .nl): "en"
            case (.and, .en): "and"
            case (.or, .nl): "of"
            case (.or, .en): "or"
            }
        }
    }

    private func days(_ count: Int) -> String {
        switch language {
        case .nl: count == 1 ? "1 dag" : "\(count) dagen"
        case .en: count == 1 ? "1 day" : "\(count) days"
        }
    }

    private func time(_ instant: Date) -> String {
        let minutes = clock.minutes(of: instant)
        return TimeOfDay(hour: minutes / 60, minute: minutes % 60)?.description ?? ""
    }

    private func weekday(_ weekday: Weekday) -> String {
        switch (weekday, language) {
        case (.monday, .nl): "ma"
        case (.tuesday, .nl): "di"
        case (.wednesday, .nl): "wo"
        case (.thursday, .nl): "do"
        case (.friday, .nl): "vr"
        case (.saturday, .nl): "za"
        case (.sunday, .nl): "zo"
        case (.monday, .en): "Mon"
        case (.tuesday, .en): "Tue"
        case (.wednesday, .en): "Wed"
        case (.thursday, .en): "Thu"
        case (.friday, .en): "Fri"
        case (.saturday, .en): "Sat"
        case (.sunday, .en): "Sun"
        }
    }

    private static let dutchMonths = [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
    ]
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
}
