import FollowUps
import Foundation

// Literals for tables: a mistyped one stops the test at its own line rather than standing for something else.

/// A day that must exist.
public func day(_ text: String, _ file: StaticString = #file, _ line: UInt = #line) -> Day {
    guard let day = Day(text) else {
        preconditionFailure("\(text) is no day", file: file, line: line)
    }
    return day
}

public func origin(_ text: String, _ file: StaticString = #file, _ line: UInt = #line) -> WebOrigin {
    guard let origin = WebOrigin(text) else {
        preconditionFailure("\(text) is no origin", file: file, line: line)
    }
    return origin
}

extension CaseCode: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(text) }
}

extension Person {
    /// - Parameter email: must be an address.
    public init(
        id: PersonID, name: String, email: String, deputy: PersonID? = nil, school: SchoolID? = nil, language: Language = .nl,
        channels: [ChannelID] = [.mail], digest: Digest = .none
    ) {
        guard let email = MailAddress(email) else { preconditionFailure("\(email) is no mail address") }
        self.init(id: id, name: name, email: email, deputy: deputy, school: school, language: language, channels: channels, digest: digest)
    }
}

extension FollowUp {
    /// One about help, opened on 22 November and ended, where it has, on the 23rd.
    public static func help(_ status: Status, _ outcome: OutcomeID?) -> FollowUp {
        FollowUp(
            id: 1, kind: "hulp", school: "s", owner: .role("ib"), urgency: .normal, due: .day(day("2026-12-07")), status: status,
            openedAt: at("2026-11-22 12:00"), escalation: .init(startedAt: at("2026-11-22 12:00"), startedBy: "juf"),
            end: status == .open ? nil : .init(at: at("2026-11-23 10:00"), outcome: outcome))
    }
}

public func days(_ first: String, _ last: String) -> ClosedRange<Day> { day(first)...day(last) }

extension WallClock {
    public static let amsterdam = WallClock(zone: TimeZone(identifier: "Europe/Amsterdam") ?? .gmt)

    public static func zone(_ identifier: String) -> WallClock { WallClock(zone: TimeZone(identifier: identifier) ?? .gmt) }
}

/// An instant: `2026-12-07 08:00` or `2026-12-07 08:00:01` on the wall in Amsterdam, or with a zone's offset (`2026-12-07T08:00:00+01:00`, `…Z`).
public func at(_ text: String, _ file: StaticString = #file, _ line: UInt = #line) -> Date {
    if text.contains("T"), let instant = try? Date(text, strategy: .iso8601) { return instant }
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 2, let time = TimeOfDay(String(words[1].prefix(5))),
        let seconds = Double(words[1].dropFirst(6).isEmpty ? "0" : words[1].dropFirst(6))
    else {
        preconditionFailure("\(text) is no instant", file: file, line: line)
    }
    return WallClock.amsterdam.instant(day(words[0], file, line), time).addingTimeInterval(seconds)
}

/// How an instant looks on the wall in Amsterdam: `Mon 2026-12-07 08:00`.
public func wall(_ instant: Date, _ clock: WallClock = .amsterdam) -> String {
    let text = clock.iso8601(instant)
    let weekday = clock.day(of: instant).weekday.rawValue.prefix(3).capitalized
    return "\(weekday) \(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
}

public func term(_ text: String, _ file: StaticString = #file, _ line: UInt = #line) -> Term {
    guard let term = Term(text) else {
        preconditionFailure("\(text) is no term", file: file, line: line)
    }
    return term
}

public func time(_ text: String) -> TimeOfDay { TimeOfDay(text) ?? .midnight }

public func window(_ text: String, _ file: StaticString = #file, _ line: UInt = #line) -> Window {
    guard let window = Window(text) else {
        preconditionFailure("\(text) is no window", file: file, line: line)
    }
    return window
}

public func policy(_ steps: [String], repeat terms: [String], window hours: String) -> Policy {
    Policy(steps: steps.compactMap { Step($0) }, repeat: terms.map { term($0) }, window: window(hours))
}

extension SchoolCalendar {
    /// The region noord in 2026-27, and the Christmas holiday after.
    public static let noord = SchoolCalendar(
        clock: .amsterdam,
        holidays: [
            days("2026-10-10", "2026-10-18"), days("2026-12-19", "2027-01-03"), days("2027-02-20", "2027-02-28"), days("2027-04-24", "2027-05-02"),
            days("2027-07-10", "2027-08-22"), days("2027-10-16", "2027-10-24"), days("2027-12-25", "2028-01-09"),
        ])
}
