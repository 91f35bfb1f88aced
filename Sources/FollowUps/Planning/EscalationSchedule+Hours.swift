import Foundation

extension EscalationSchedule {
    /// The hour of its day at which a step falls: when the window opens.
    ///
    /// An urgent step of a school day waits until school time begins, so that one morning brings one mail. It does so
    /// whether or not anything normal goes that day, because the forecast needs an hour that depends on the step alone.
    /// What is late, was refused, or is opened in the early morning goes at once.
    struct Hours {
        let window: Window
        /// The window of normal reminders, for which urgent steps wait.
        let together: Window?
        /// A step whose window opened before this is skipped.
        let start: Date
        let calendar: SchoolCalendar

        /// The longest such wait, in seconds. Where normal reminders begin at noon, urgent steps do not wait for them.
        static let longestWait: TimeInterval = 7200

        func opening(onOrAfter day: Day) -> Date { joined(window.opening(onOrAfter: day, in: calendar)) }

        func opening(onOrAfter instant: Date) -> Date {
            let opening = window.opening(onOrAfter: instant, in: calendar)
            return opening == instant ? instant : joined(opening)
        }

        func moment(_ due: Due) -> Date {
            switch due {
            case .day(let day): opening(onOrAfter: day)
            case .instant(let instant): opening(onOrAfter: instant)
            }
        }

        /// The step of the due day comes before that day is over. If the day has become a free one, it moves to the
        /// last school day before, unless the escalation started later (promise 13).
        func moment(of step: Step.Moment, _ due: Due) -> Date {
            let moment = moment(due)
            guard step == .due, case .day(let day) = due, moment >= due.overdueFrom(calendar.clock) else { return moment }
            let before = joined(window.opening(onOrBefore: day, in: calendar))
            return before >= start ? before : moment
        }

        /// When the window opens, or when normal reminders begin on that morning.
        private func joined(_ opening: Date) -> Date {
            guard let together, opening >= start else { return opening }
            let other = together.opening(onOrAfter: opening, in: calendar)
            let isThatMorning =
                calendar.clock.day(of: other) == calendar.clock.day(of: opening) && other.timeIntervalSince(opening) <= Self.longestWait
            return isThatMorning && window.contains(other, in: calendar) ? other : opening
        }
    }
}
