import Delivery
import FollowUps
import Foundation
import Messages
import Reminding
import Store
import WebServer

// Reminding and Web have small protocols of their own; here the adapters meet them.

extension OutboxRepository: Outbox {}

extension OutboxRepository: BounceRecording {}

extension OutboxRepository: MessageRemoving {}

extension SessionRepository: SignInStore, CalendarStore {}

extension VisibilityRepository: VisibilityStore {}

extension FiguresRepository: MetricsStore {}

extension HistoryRepository: ReadingStore, HistoryStore {}

extension MessageRenderer: MessageRendering {}

extension PingTransport: HeartbeatTransport {}

extension IMAPBounceMailbox: BounceMailbox {}

struct JitteredRetry: RetryPolicy {
    let schedule = RetrySchedule()

    func nextAttempt(after attempts: Int, firstAttempt: Date, now: Date, retryAfter: TimeInterval?) -> Date? {
        schedule.nextAttempt(after: attempts, firstAttempt: firstAttempt, now: now, retryAfter: retryAfter, jitter: .random(in: 0..<1))
    }
}
