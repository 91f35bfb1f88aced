/// Follow-ups: opening, changing and closing them, lists, and what a link in a mail leads to.
public struct FollowUpRepository: Sendable { let connection: Connection }

/// Cases: opening and closing them, who holds a role in one, who is excluded, and how long they are kept.
public struct CaseRepository: Sendable { let connection: Connection }

/// The outbox: planning, messages and what became of them, channels, the bounce mailbox, and the clock that all of it goes by.
public struct OutboxRepository: Sendable { let connection: Connection }

/// The history: reading, verifying, and striking out what should not have been written.
public struct HistoryRepository: Sendable { let connection: Connection }

public struct AbsenceRepository: Sendable { let connection: Connection }

/// Sessions, and the links and calendar addresses that let somebody in.
public struct SessionRepository: Sendable { let connection: Connection }

/// What one person may see of follow-ups, cases and schools (promise 6).
public struct VisibilityRepository: Sendable { let connection: Connection }

/// Metrics and health of the service.
public struct FiguresRepository: Sendable { let connection: Connection }

extension Store {
    public var followUps: FollowUpRepository { FollowUpRepository(connection: connection) }
    public var cases: CaseRepository { CaseRepository(connection: connection) }
    public var outbox: OutboxRepository { OutboxRepository(connection: connection) }
    public var history: HistoryRepository { HistoryRepository(connection: connection) }
    public var absences: AbsenceRepository { AbsenceRepository(connection: connection) }
    public var sessions: SessionRepository { SessionRepository(connection: connection) }
    public var visibility: VisibilityRepository { VisibilityRepository(connection: connection) }
    public var figures: FiguresRepository { FiguresRepository(connection: connection) }
}
