import FollowUps
import Foundation
import Templates

/// What the operator is told: numbers of messages and follow-ups, never people (promise 9).
struct NoticeContext: TemplateContext {
    /// Rows of each table, and numbers in one line.
    static let mostRows = 15

    private let notice: Notice
    private let wording: Phrases
    private let now: Date

    init(_ notice: Notice, wording: Phrases, now: Date) {
        self.notice = notice
        self.wording = wording
        self.now = now
    }

    static let vocabulary = TemplateFields<NoticeContext>([
        .text("count") { String($0.notice.count) }, .flag("one") { $0.notice.count == 1 },
        .optional("unreached") { $0.numbers($0.notice.unreached) }, .optional("unreached_roles") { $0.roles },
        .optional("passed_on") { $0.numbers($0.notice.passedOn) },
        .optional("unplanned") { $0.numbers($0.notice.unplanned) },
        .flag("any_undelivered") { !$0.notice.undelivered.isEmpty }, .list("undelivered") { $0.rows($0.notice.undelivered) },
        .optional("more_undelivered") { more($0.notice.undelivered) },
        .flag("any_late") { !$0.notice.late.isEmpty }, .list("late") { $0.rows($0.notice.late) }, .optional("more_late") { more($0.notice.late) },
        .flag("any_ending_holidays") { !$0.notice.endingHolidays.isEmpty }, .list("ending_holidays") { $0.endingHolidays },
        .optional("more_ending_holidays") { more($0.notice.endingHolidays) },
        .optional("unread_mails") { $0.notice.unreadMails > 0 ? String($0.notice.unreadMails) : nil },
        .flag("one_unread_mail") { $0.notice.unreadMails == 1 },
        .flag("any_outages") { !$0.notice.outages.isEmpty }, .list("outages") { $0.outages },
        .optional("mailbox_since") { $0.mailboxSince }, .optional("mailbox_reason") { $0.notice.mailboxOutage?.reason.onOneLine },
        .flag("missed_backup") { $0.notice.missedBackup != nil }, .optional("last_backup") { $0.lastBackup },
    ])

    private var outages: [OutageContext] {
        let year = wording.clock.day(of: now).components.year
        return notice.outages.prefix(Self.mostRows).map { outage in
            OutageContext(
                channel: outage.channel.rawValue.onOneLine, since: wording.moment(outage.since, unlessIn: year), status: outage.status,
                waiting: outage.waiting, acute: outage.acute)
        }
    }

    private var mailboxSince: String? {
        notice.mailboxOutage.map { wording.moment($0.since, unlessIn: wording.clock.day(of: now).components.year) }
    }

    private var lastBackup: String? {
        (notice.missedBackup?.last).map { wording.moment($0, unlessIn: wording.clock.day(of: now).components.year) }
    }

    private var endingHolidays: [EndingHolidaysContext] {
        let year = wording.clock.day(of: now).components.year
        return notice.endingHolidays.prefix(Self.mostRows).map { school in
            EndingHolidaysContext(
                school: school.name.onOneLine, lastDay: school.lastDay.map { wording.day($0, unlessIn: year) },
                isOver: school.daysLeft.map { $0 < 0 } ?? false)
        }
    }

    private func rows(_ stuck: [Notice.UndeliveredMessage]) -> [UndeliveredMessageContext] {
        let year = wording.clock.day(of: now).components.year
        return stuck.prefix(Self.mostRows).map { stuck in
            UndeliveredMessageContext(
                id: stuck.message, channel: stuck.channel.rawValue.onOneLine, since: stuck.since.map { wording.moment($0, unlessIn: year) },
                status: stuck.status, followUps: numbers(stuck.followUps))
        }
    }

    /// `bestuur (vlieger)`, with the school's id.
    private var roles: String? {
        let shown = notice.silenced.prefix(Self.mostRows).map { "\($0.owner) (\($0.school))" }
        return shown.isEmpty ? nil : shown.joined(separator: ", ").onOneLine
    }

    private func numbers(_ ids: [Int64]) -> String? {
        if ids.isEmpty { return nil }
        let shown = ids.prefix(Self.mostRows).map(String.init).joined(separator: ", ")
        return ids.count > Self.mostRows ? "\(shown) \(wording.more(ids.count - Self.mostRows))" : shown
    }

    private static func more<Row>(_ all: [Row]) -> String? { all.count > mostRows ? String(all.count - mostRows) : nil }
}

struct UndeliveredMessageContext: TemplateContext {
    let id: Int64
    let channel: String
    let since: String?
    let status: String?
    let followUps: String?

    static let vocabulary = TemplateFields<UndeliveredMessageContext>([
        .text("id") { String($0.id) }, .text("channel") { $0.channel }, .optional("since") { $0.since }, .optional("status") { $0.status },
        .optional("follow_ups") { $0.followUps },
    ])
}

struct OutageContext: TemplateContext {
    let channel: String
    let since: String
    let status: String?
    let waiting: Int
    let acute: Int

    static let vocabulary = TemplateFields<OutageContext>([
        .text("channel") { $0.channel }, .text("since") { $0.since }, .optional("status") { $0.status },
        .text("waiting") { String($0.waiting) }, .text("acute") { String($0.acute) },
    ])
}

struct EndingHolidaysContext: TemplateContext {
    let school: String
    let lastDay: String?
    let isOver: Bool

    static let vocabulary = TemplateFields<EndingHolidaysContext>([
        .text("school") { $0.school }, .optional("last_day") { $0.lastDay }, .flag("over") { $0.isOver },
    ])
}
