import Foundation

extension Planner {
    /// Seconds that a notice waits for more, so that the first of many failures does not use up the day's mail.
    static let noticePause: TimeInterval = 600
    /// Seconds between two notices over the second way, which wait for no other day.
    static let pressingPause: TimeInterval = 4 * 3600

    /// Who reads a notice by mail: the operator, or their deputy while they are away. With nobody there, the operator finds it on their return.
    public func noticeReader(_ operatorPerson: PersonID, avoiding tried: Set<PersonID> = [], at now: Date) -> PersonID {
        let withoutMail = directory.people.filter { !$0.channels.contains(.mail) }.map(\.id)
        return standIn(for: operatorPerson, at: now, avoiding: tried.union(withoutMail))?.id ?? operatorPerson
    }

    /// When a notice made now goes: in the first window of anything it reports, and not on the day of the previous one.
    /// Its days are weekdays less public holidays, so that nothing waits for the end of the summer holiday. With
    /// `isPressing` nothing is being delivered, and it waits only for `pressingPause`.
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
    public static func notice(at instant: Date, _ recipient: PersonID, _ channel: ChannelID) -> Forecast.Line {
        Forecast.Line(at: instant, recipient: recipient, channel: channel, followUp: nil, step: "notice", reason: "as operator")
    }
}
