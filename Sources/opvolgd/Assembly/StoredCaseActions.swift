import FollowUps
import Foundation
import Store
import WebPages
import WebServer

/// What the pages do with cases, over the database.
struct StoredCaseActions: CaseActions {
    let store: Store

    func perform(_ change: CaseChange, in code: CaseCode, by name: PersonID, setup: WebSetup, at now: Date) async throws -> CaseCode {
        let transaction = try await store.change(by: name, setup.rules, at: now)
        do {
            switch change {
            case .add(let request): return try await store.followUps.open(request, by: transaction).followUp.caseCode ?? code
            case .role(let request): _ = try await store.cases.setHolder(request, by: transaction)
            case .left(let request): _ = try await store.cases.leave(request, by: transaction)
            case .exclude(let request): _ = try await store.cases.exclude(request, by: transaction, newMessageID: setup.newMessageID)
            case .readmit(let request): _ = try await store.cases.readmit(request, by: transaction)
            case .hold(let request): _ = try await store.cases.hold(request, by: transaction)
            case .release(let request): _ = try await store.cases.release(request, by: transaction)
            case .close(let code): _ = try await store.cases.close(code, by: transaction)
            case .reopen(let request): _ = try await store.cases.reopen(request, by: transaction)
            }
        } catch let error as StoreError {
            throw CaseRefusal(error) ?? error
        }
        return code
    }

    func open(_ request: CaseOpeningRequest, by name: PersonID, setup: WebSetup, at now: Date) async throws {
        let transaction = try await store.change(by: name, setup.rules, at: now)
        do {
            _ = try await store.cases.open(request, by: transaction)
        } catch let error as StoreError {
            throw CaseRefusal(error) ?? error
        }
    }

    func proposedCode(at school: SchoolID, in visibility: Visibility, rules: Ruleset, at now: Date) async throws -> CaseCode {
        try await store.cases.proposedCode(at: school, hiding: visibility.hidden, rules: rules, at: now)
    }

    func hasOpened(_ code: CaseCode, _ name: PersonID) async throws -> Bool { try await store.cases.hasOpened(code, name) }
}

extension CaseRefusal {
    /// Nil for what is no fault of whoever asks.
    init?(_ error: StoreError) {
        switch error {
        case .caseClosed: self = .closed
        case .caseOpen: self = .open
        case .openAlready(let kind, let id, _): self = .openAlready(kind, id)
        case .expected(let kind, let missing, _): self = .expected(kind, missing)
        case .protected(let kind, _, let protection): self = .protected(kind, protection)
        case .alreadyExcluded(let person, _): self = .alreadyExcluded(person)
        case .notExcluded(let person, _): self = .notExcluded(person)
        case .keptFromRole(let person, _): self = .keptFromRole(person)
        case .keptFrom(let person, _): self = .keptFrom(person)
        case .takenOver(let role, let other, _): self = .takenOver(role, by: other)
        case .caseNotDone(_, let open): self = .notDone(open)
        case .alreadyHeld: self = .alreadyHeld
        case .notHeld: self = .notHeld
        case .codeInUse(let code), .caseExists(let code): self = .codeInUse(code)
        default: return nil
        }
    }
}
