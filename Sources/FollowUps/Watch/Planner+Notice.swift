import Foundation

extension Planner {
    /// Seconds that a notice waits for what else goes wrong, so that the first of many failures does not use up the mail of that day.
    static let noticePause: TimeInterval = 600
    /// Seconds between two notices over the second way, which wait for no other day.
    static let pressingPause: TimeInterval = 4 * 3600

    /// Who reads a notice: the operator, or their deputy while they are away, over mail. When nobody is there the operator finds it on their return.
    ///
    /// - Parameter tried: whom it could not be delivered to.
    public func noticeReader(_ operatorPerson: PersonID, avoiding tried: Set<PersonID> = [], at now: Date) -> PersonID {
        let withoutMail = directory.people.filter { !$0.channels.contains(.mail) }.map(\.id)
        return standIn(for: operatorPerson, at: now, avoiding: tried.union(withoutMail))?.id ?? operatorPerson
    }

    /// When a notice goes that is made now: in the first window of anything that it tells of, and not on the day of the one before it.
    ///
    /// Its days are weekdays less public holidays: what goes wrong in the summer holiday is not told in September.
    ///
    /// - Parameter isPressing: whether it tells that nothing goes out: then it waits for nothing else, and for hours at most since the one before it.
    public func noticeInstant(windows: [Window], previous: Date?, isPressing: Bool = false, at now: Date) -> Date {
        let calendar = SchoolCalendar(clock: directory.clock)
        var earliest = isPressing ? now : now.addingTimeInterval(Self.noticePause)
        if isPressing {
            // One in the future was sent by a wrong clock.
            if let previous, previous <= now { earliest = max(earliest, previous.addingTimeInterval(Self.pressingPause)) }
        } else if let previous {
            earliest = max(earliest, directory.clock.start(of: directory.clock.day(of: previous).adding(days: 1)))
        }
        return windows.map { $0.opening(onOrAfter: earliest, in: calendar) }.min()
            ?? policies[.normal].window.opening(onOrAfter: earliest, in: calendar)
    }
}

extension Forecast.Line {
    /// The line of a notice to the operator: it belongs to no follow-up, and stands for a step of that name.
    public static func notice(at instant: Date, _ recipient: PersonID, _ channel: ChannelID) -> Forecast.Line {
        Forecast.Line(at: instant, recipient: recipient, channel: channel, followUp: nil, step: "notice", reason: "as operator")
    }
}
