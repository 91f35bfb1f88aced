import Foundation

extension OutboxEntry {
    /// What an event makes of the entry; nil when it cannot happen in this state. docs/architecture.md has the table.
    public func transition(on event: OutboxEvent) -> OutboxEntry? {
        switch event {
        case .joined(let urgency, let purpose, let sendAt): joined(urgency, purpose, sendAt)
        case .noticeJoined(let urgency, let sendAt, let isPressing): noticeJoined(urgency, sendAt, isPressing)
        case .moved(let channel): moved(to: channel)
        case .coalesced(let other, let now): coalesced(with: other, now)

        case .claimed(let now, let leaseEnds, let address):
            taken(at: now) {
                $0.state = .sending(leaseEnds: leaseEnds)
                $0.attempts += 1
                $0.firstAttemptAt = firstAttemptAt ?? now
                $0.address = address
            }
        case .emptied(let now):
            isDue(at: now) ? changed { $0.state = .dropped } : nil
        case .postponed(let until, let now):
            taken(at: now) { $0.state = .queued(notBefore: max(nextAttemptAt ?? until, until), forHours: true) }
        case .unreadable(let retryAt, let error, let now):
            taken(at: now) {
                $0.state = .queued(notBefore: retryAt, forHours: waitsForHours)
                $0.lastError = error
            }

        case .answered(let disposition, let lease, let now): answered(disposition, lease, now)
        case .bounced(let reason):
            state.name == .sent
                ? changed {
                    $0.state = .failed
                    $0.lastError = "came back: \(reason)"
                } : nil
        case .refusalTakenBack(let now):
            failed {
                $0.state = .queued(notBefore: now)
                $0.heldSince = heldSince ?? firstAttemptAt ?? now
                $0.startOver()
            }
        case .channelRestored(let now):
            if case .queued(let notBefore, forHours: false) = state, notBefore > now, heldSince != nil {
                changed { $0.state = .queued(notBefore: now) }
            } else {
                nil
            }
        case .retriedByHand(let now):
            failed {
                $0.state = .queued(notBefore: now)
                $0.heldSince = nil
                $0.startOver()
            }

        case .clockFellBack(let before, let now):
            attempts > 0 ? waiting { $0 > before ? max(now, $0.addingTimeInterval(now.timeIntervalSince(before))) : nil } : nil
        case .planningUndone:
            state.name == .queued && purpose != .notice ? changed { $0.state = .dropped } : nil
        case .clockCorrected(let correction):
            waiting { next in
                guard correction.isWrong(next) else { return nil }
                return attempts == 0 || waitsForHours ? correction.now : max(correction.now, next.addingTimeInterval(correction.shift))
            }
        case .returned(let instant, let now): state.name == .queued && attempts == 0 ? waiting { _ in max(now, instant) } : nil
        case .givenUpByWrongClock(let now): failed { $0.state = .queued(notBefore: now) }

        case .restored(let later): restored(later)
        case .restoredBlindly(let now): restoredBlindly(now)
        case .replanned(let reason):
            state.name == .queued
                ? changed {
                    $0.state = .dropped
                    $0.lastError = reason
                } : nil

        case .takenOver(let now): takenOver(now)
        }
    }

    private var waitsForHours: Bool { state.waitsForHours }

    private func changed(_ change: (inout OutboxEntry) -> Void) -> OutboxEntry {
        var entry = self
        change(&entry)
        return entry
    }

    /// After a claim. If the message was being sent, its process died, and somebody may have a copy.
    private func taken(at now: Date, _ change: (inout OutboxEntry) -> Void) -> OutboxEntry? {
        guard isDue(at: now) else { return nil }
        var entry = changed(change)
        if state.name == .sending { entry.copyMayExist = true }
        return entry
    }

    private func failed(_ change: (inout OutboxEntry) -> Void) -> OutboxEntry? { state == .failed ? changed(change) : nil }

    private mutating func startOver() {
        attempts = 0
        firstAttemptAt = nil
    }

    /// With another instant for the next attempt; nil when it waits for none, or does not change.
    private func waiting(until: (Date) -> Date?) -> OutboxEntry? {
        guard let next = nextAttemptAt, let instant = until(next) else { return nil }
        return changed {
            switch state {
            case .queued: $0.state = .queued(notBefore: instant, forHours: waitsForHours)
            default: $0.state = .sending(leaseEnds: instant)
            }
        }
    }
}

// MARK: Planning

extension OutboxEntry {
    private var takesMore: Bool { state.name == .queued && !copyMayExist }

    /// A message that was refused for now keeps its pause, unless what joins it is more urgent than all it holds.
    private func joined(_ other: Urgency, _ purpose: DeliverySlot.Purpose, _ sendAt: Date) -> OutboxEntry? {
        guard takesMore, self.purpose != .notice, purpose != .notice, case .queued(let notBefore, let forHours) = state else { return nil }
        return changed {
            if attempts == 0 || urgency < other { $0.state = .queued(notBefore: min(notBefore, sendAt), forHours: forHours) }
            $0.urgency = max(urgency, other)
            if purpose == .digest { $0.purpose = .digest }
        }
    }

    private func noticeJoined(_ other: Urgency, _ sendAt: Date, _ isPressing: Bool) -> OutboxEntry? {
        guard takesMore, purpose == .notice, case .queued(let notBefore, let forHours) = state else { return nil }
        return changed {
            if attempts == 0, urgency < other || isPressing { $0.state = .queued(notBefore: min(notBefore, sendAt), forHours: forHours) }
            $0.urgency = max(urgency, other)
        }
    }

    private func moved(to channel: ChannelID) -> OutboxEntry? {
        guard takesMore, purpose == .notice else { return nil }
        return changed {
            $0.channel = channel
            $0.heldSince = nil
            $0.lastError = nil
            $0.startOver()
        }
    }

    private func coalesced(with other: OutboxEntry, _ now: Date) -> OutboxEntry? {
        guard mayCoalesce(at: now), other.mayCoalesce(at: now), channel == other.channel else { return nil }
        return changed {
            $0.urgency = max(urgency, other.urgency)
            if other.purpose == .digest { $0.purpose = .digest }
        }
    }
}

// MARK: Answers

extension OutboxEntry {
    /// A late answer changes nothing, except that a message which has arrived is not sent again.
    private func answered(_ disposition: DeliveryDisposition, _ lease: Lease?, _ now: Date) -> OutboxEntry? {
        let isCurrent = lease != nil && lease == self.lease
        guard isCurrent || (disposition == .sent && nextAttemptAt != nil) else { return nil }
        return changed {
            switch disposition {
            case .sent:
                $0.state = .sent(at: now)
                $0.lastError = nil
                $0.heldSince = nil
            case .tryAgain(let next, let possiblyDelivered, let error):
                $0.state = .queued(notBefore: next)
                $0.copyMayExist = copyMayExist || possiblyDelivered
                $0.lastError = error
                $0.heldSince = nil
            case .heldUp(let until, let error):
                $0.state = .queued(notBefore: until)
                $0.attempts = attempts - 1
                $0.heldSince = heldSince ?? firstAttemptAt ?? now
                $0.firstAttemptAt = nil
                $0.lastError = error
            case .failed(let error):
                $0.state = .failed
                $0.lastError = error
            case .unwritable(let until, let error):
                $0.state = .queued(notBefore: until)
                $0.lastError = error
            case .notTried(let until):
                $0.state = .queued(notBefore: until)
                $0.attempts = attempts - 1
                if attempts == 1 { $0.firstAttemptAt = nil }
            // The rest has its own answer.
            case .splitOff: break
            }
        }
    }
}

// MARK: A restored backup

extension OutboxEntry {
    /// A waiting message takes over the state that it has in the later database. A sent one may have come back since.
    private func restored(_ later: OutboxEntry) -> OutboxEntry? {
        switch state {
        case .queued, .sending:
            return changed {
                $0.state = later.state
                $0.attempts = later.attempts
                $0.firstAttemptAt = later.firstAttemptAt
                $0.copyMayExist = later.copyMayExist
                $0.lastError = later.lastError
                $0.address = later.address
            }
        case .sent where later.state == .failed:
            return changed {
                $0.state = .failed
                $0.lastError = later.lastError
            }
        case .sent, .failed, .dropped: return nil
        }
    }

    /// Somebody may have a copy of whatever the first machine could send. It goes now, with its Message-ID, and as it was.
    private func takenOver(_ now: Date) -> OutboxEntry? {
        guard state.name == .sending || (state.name == .queued && isDue(at: now)) else { return nil }
        return changed {
            if state.name == .sending { $0.state = .queued(notBefore: now) }
            $0.copyMayExist = true
        }
    }

    /// A message of which somebody may have a copy keeps its Message-ID and goes now.
    private func restoredBlindly(_ now: Date) -> OutboxEntry? {
        guard state.name == .sending || (state.name == .queued && copyMayExist && isDue(at: now)) else { return nil }
        return changed {
            $0.state = .queued(notBefore: now, forHours: waitsForHours)
            $0.copyMayExist = true
        }
    }
}

extension OutboxEntry.State {
    fileprivate var waitsForHours: Bool {
        if case .queued(_, forHours: true) = self { true } else { false }
    }
}
