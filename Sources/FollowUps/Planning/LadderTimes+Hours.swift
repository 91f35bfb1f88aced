import Foundation

extension LadderTimes {
    /// At which hour of its day a step falls: when the window opens.
    ///
    /// What is urgent may go from 07:00 on every day, and what is normal from 08:00 on school days. So that one morning brings one mail, an urgent step
    /// of a school day falls when school time begins, whether or not anything normal goes that day: it comes before the day's work either way, each
    /// day at the same hour, and what goes when depends on nothing but the step itself, as the forecast needs it. Only a step waits so: what is urgent
    /// and late, was refused, or is opened in the early morning goes at once.
    struct Hours {
        let window: Window
        /// The window of normal reminders, where steps go together with these.
        let together: Window?
        /// When the ladder starts: a step whose window opened before that is passed over.
        let start: Date
        let calendar: SchoolCalendar

        /// How long a step may wait for that, in seconds: a school where normal reminders begin at noon keeps none back until then.
        static let longestWait: TimeInterval = 7200

        /// The first moment at which a step may go that falls on a day.
        func opening(onOrAfter day: Day) -> Date { joined(window.opening(onOrAfter: day, in: calendar)) }

        /// The first moment at which something may go from an instant on: at once in the window.
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

        /// The moment of a step. That of the due day comes before that is over, also where the day has become a free one since: then on the last
        /// school day before it, if the ladder had started by then (promise 13).
        func moment(of step: Step.Moment, _ due: Due) -> Date {
            let moment = moment(due)
            guard step == .due, case .day(let day) = due, moment >= due.overdueFrom(calendar.clock) else { return moment }
            let before = joined(window.opening(onOrBefore: day, in: calendar))
            return before >= start ? before : moment
        }

        /// When the window opens, or normal reminders begin on that morning.
        private func joined(_ opening: Date) -> Date {
            guard let together, opening >= start else { return opening }
            let other = together.opening(onOrAfter: opening, in: calendar)
            let isThatMorning =
                calendar.clock.day(of: other) == calendar.clock.day(of: opening) && other.timeIntervalSince(opening) <= Self.longestWait
            return isThatMorning && window.contains(other, in: calendar) ? other : opening
        }
    }
}
