import Foundation

/// What the operator is told, as of sending: messages and follow-ups by number, never a person (promise 9).
public struct Notice: Hashable, Sendable {
    public struct UndeliveredMessage: Hashable, Sendable {
        public let message: Int64
        public let channel: ChannelID
        public let since: Date?
        /// Without cases that are kept from the reader (promise 6).
        public let followUps: [Int64]
        /// The other side's status, such as `550 5.1.1`. Its words could name somebody.
        public let status: String?

        public init(message: Int64, channel: ChannelID, since: Date?, followUps: [Int64], lastError: String?) {
            self.message = message
            self.channel = channel
            self.since = since
            self.followUps = followUps
            status = lastError.flatMap { Self.status(in: $0) }
        }

        /// The SMTP or HTTP status in a reason, with the enhanced code after it (RFC 3463). Elsewhere such a number can be a port.
        fileprivate static func status(in text: String) -> String? {
            let found = text.firstMatch(of: #/(?:^|: |answered )([345]\d\d(?:[ -][45]\.\d{1,3}\.\d{1,3})?)\b/#)
            return found.map { String($0.1).replacing("-", with: " ") }
        }
    }

    public struct Outage: Hashable, Sendable {
        public let channel: ChannelID
        public let since: Date
        public let status: String?
        /// Messages that wait for it, and how many of them are acute.
        public let waiting: Int
        public let acute: Int

        public init(_ outage: ChannelOutage, waiting: Int, acute: Int) {
            channel = outage.channel
            since = outage.since
            status = UndeliveredMessage.status(in: outage.reason)
            self.waiting = waiting
            self.acute = acute
        }
    }

    public let undelivered: [UndeliveredMessage]
    public let late: [UndeliveredMessage]
    /// Follow-ups that reached nobody at all, in order, as are the rest.
    public let unreached: [Int64]
    /// Who could not be reached about cases that are kept from roles. Of those not even a number is said.
    public let silenced: [UnreachableAudience.UnnamedAudience]
    public let passedOn: [Int64]
    public let unplanned: [Int64]
    public let endingHolidays: [EndingHolidays]
    public let unreadMails: Int
    public let mailboxOutage: MailboxOutage?
    public let outages: [Outage]
    public let missedBackup: MissedBackup?

    public init(
        undelivered: [UndeliveredMessage] = [], late: [UndeliveredMessage] = [], unreached: [Int64] = [],
        silenced: [UnreachableAudience.UnnamedAudience] = [], passedOn: [Int64] = [],
        unplanned: [Int64] = [], endingHolidays: [EndingHolidays] = [], unreadMails: Int = 0, mailboxOutage: MailboxOutage? = nil,
        outages: [Outage] = [], missedBackup: MissedBackup? = nil
    ) {
        self.undelivered = undelivered
        self.late = late
        self.unreached = unreached
        self.silenced = silenced
        self.passedOn = passedOn
        self.unplanned = unplanned
        self.endingHolidays = endingHolidays
        self.unreadMails = unreadMails
        self.mailboxOutage = mailboxOutage
        self.outages = outages
        self.missedBackup = missedBackup
    }

    public var count: Int {
        undelivered.count + late.count + unreached.count + silenced.count + passedOn.count + unplanned.count + endingHolidays.count
            + (unreadMails > 0 ? 1 : 0) + (mailboxOutage == nil ? 0 : 1) + outages.count + (missedBackup == nil ? 0 : 1)
    }
    public var isEmpty: Bool { count == 0 }
}
