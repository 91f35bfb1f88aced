import FollowUps
import Foundation

/// Writes a calendar feed as iCalendar (RFC 5545): all-day for what is due on a day, a moment for what is due at an instant.
/// Entries block no time and have no alarm, because reminders go by mail.
public struct ICalendarText: Sendable {
    private let language: Language
    private let address: String
    private var bytes: [UInt8] = []

    /// In bytes, without the line end (section 3.1).
    static let longestLine = 75
    /// In seconds: some calendars do not show an event without a length.
    private static let acuteLength: TimeInterval = 900

    /// The same feed gives the same bytes, so that its ETag stays.
    public static func bytes(of feed: CalendarFeed, language: Language, address: String) -> [UInt8] {
        var text = ICalendarText(language: language, address: address)
        text.append(feed)
        return text.bytes
    }

    private init(language: Language, address: String) {
        self.language = language
        self.address = address
    }

    private mutating func append(_ feed: CalendarFeed) {
        line("BEGIN:VCALENDAR")
        line("VERSION:2.0")
        line("PRODID:-//opvolg//opvolg \(programVersion)//NL")
        line("CALSCALE:GREGORIAN")
        let name = LocalizedText(nl: "Acties", en: "Actions")[language]
        line("NAME:\(name)")
        line("X-WR-CALNAME:\(name)")
        line("REFRESH-INTERVAL;VALUE=DURATION:PT1H")
        line("X-PUBLISHED-TTL:PT1H")
        for entry in feed.entries { append(entry) }
        line("END:VCALENDAR")
    }

    private mutating func append(_ entry: CalendarFeed.Entry) {
        line("BEGIN:VEVENT")
        line("UID:follow-up-\(entry.id)-\(Int64(entry.openedAt.timeIntervalSince1970))@opvolg")
        line("DTSTAMP:\(Self.utc(entry.changedAt))")
        line("LAST-MODIFIED:\(Self.utc(entry.changedAt))")
        line("SEQUENCE:\(entry.sequence)")
        switch entry.due {
        case .day(let day):
            line("DTSTART;VALUE=DATE:\(Self.date(day))")
            line("DTEND;VALUE=DATE:\(Self.date(day.adding(days: 1)))")
        case .instant(let instant):
            line("DTSTART:\(Self.utc(instant))")
            line("DTEND:\(Self.utc(instant.addingTimeInterval(Self.acuteLength)))")
        }
        line("SUMMARY:\(Self.escaped(LocalizedText(nl: "Actie \(entry.id)", en: "Action \(entry.id)")[language]))")
        line("URL:\(address)")
        line("CLASS:PRIVATE")
        line("TRANSP:TRANSPARENT")
        line("END:VEVENT")
    }

    /// Folds a long line, never inside a character; each continuation begins with a space (section 3.1).
    private mutating func line(_ text: String) {
        var room = Self.longestLine
        for character in text.unicodeScalars {
            let width = UTF8.width(character)
            if width > room {
                bytes.append(contentsOf: [0x0D, 0x0A, 0x20])
                room = Self.longestLine - 1
            }
            bytes.append(contentsOf: UTF8.encode(character).map(Array.init) ?? [])
            room -= width
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
    }

    /// Escapes text (section 3.3.11).
    static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,").replacing("\n", with: "\\n")
    }

    private static func date(_ day: Day) -> String { day.description.replacing("-", with: "") }

    private static func utc(_ instant: Date) -> String {
        let text = WallClock(zone: .gmt).iso8601(instant)
        return text.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
    }
}
