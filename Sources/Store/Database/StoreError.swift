import Foundation
import FollowUps

/// Why the database cannot be used, or a change cannot be made. Nothing has changed when it is thrown.
public enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    case notADatabase(path: String)
    case notOurs(path: String)
    case newerSchema(path: String, found: Int, known: Int)
    case cannotOpen(path: String, reason: String)
    case notWritable(path: String)
    case belongsToAnotherUser(path: String, owner: String)
    case noSuchFollowUp(Int64)
    case notOpen(Int64, FollowUp.Status)
    /// The follow-up that somebody wanted to close had ended by then.
    case endedAlready(Int64, PreviousEnding, asked: [OutcomeID], WallClock)
    case alreadyOpen(Int64)
    case unreadable(table: String, id: Int64, column: String)
    case caseAtAnotherSchool(CaseCode, school: SchoolID)
    case caseClosed(CaseCode)
    case unknownCase(CaseCode)
    case noSuchCase(CaseCode)
    case caseExists(CaseCode)
    case noSuchCatalogue(CatalogueID, [CatalogueID])
    /// It was asked by a catalogue from which its case has been moved.
    case askedBefore(Int64, KindID, CatalogueVersion)
    case caseOpen(CaseCode)
    case caseNotDone(CaseCode, open: [Int64])
    case alreadyExcluded(PersonID, from: CaseCode)
    case notExcluded(PersonID, from: CaseCode)
    case keptFromRole(PersonID, from: CaseCode)
    case keptFrom(PersonID, CaseCode)
    case takenOver(RoleID, by: RoleID, in: CaseCode)
    /// A protection of the case forbids to open this kind.
    case protected(KindID, in: CaseCode, because: Protection)
    /// Kinds that should come first in the case have not been completed, and no reason was given.
    case expected(KindID, [KindID], in: CaseCode)
    case openAlready(KindID, Int64, in: CaseCode)
    case codeInUse(CaseCode)
    case alreadyHeld(CaseCode)
    case notHeld(CaseCode)
    case notStruck(StrikeObjection)
    /// Another machine works on the database, so this one changes nothing.
    case retired(by: Generation)
    case notPromoted(Takeover.Objection)
    case fenceUnusable(path: String, reason: String)
    case notVacuumed(path: String)
    case anotherRuns(database: String)
    case inUse(database: String)
    case inTheWay(path: String)
    case isTheDatabase(path: String)
    case onSameDisk(folder: String)
    case othersBackups(folder: String, newest: String)
    case noBackups(folder: String)
    case cannotWrite(path: String, reason: String)
    case cannotRead(path: String, reason: String)
    case damaged(path: String, finding: String)
    case historyUnsound(path: String, problems: [String])
    case notAway(PersonID)
    /// The new absence, and a known one that overlaps it and says the same.
    case awayAlready(Absence, Absence)
    /// Somebody has had its owner reminded today.
    case askedAlready(Int64, at: Date)
    case noSuchMessage(Int64)
    case messageNotFailed(Int64, MessageState)
    /// One reason for each of several, of which none was changed.
    case several([StoreError])

    public var description: String {
        switch self {
        case .several(let errors): errors.map(\.description).joined(separator: "\n") + "\nnothing was changed; leave these out, or mend them"
        case .notADatabase(let path): "\(path) is not an SQLite database, or it is damaged; restore it from a backup or move it away"
        case .notOurs(let path): "\(path) is a database of another program; check [service] database in the configuration"
        case .newerSchema(let path, let found, let known):
            "\(path) was made by a newer opvolg (schema \(found), this program knows up to \(known)); install that version again"
        case .cannotOpen(let path, let reason): "cannot open the database \(path): \(reason)"
        case .notWritable(let path):
            "cannot open the database \(path): it may not be written to by this user; check the file's owner and group, and those of its -wal and -shm"
        case .belongsToAnotherUser(let path, let owner):
            "\(path) belongs to \(owner), and files made by root would lock the service out; run this as: sudo -u \(owner) …"
        case .noSuchFollowUp(let id): "there is no follow-up \(id); opvolg list --status all shows them"
        case .notOpen(let id, let status): "follow-up \(id) is \(status.rawValue) already; opvolg reopen \(id) opens it again"
        case .endedAlready(let id, let ending, let asked, let clock):
            "follow-up \(id) was \(ending.outcome.map { "closed with \(Self.list([$0] + ending.beside))" } ?? "cancelled")\(ending.actor.map { " by \($0)" } ?? "") at "
                + "\(clock.iso8601(ending.at)) already"
                + (ending.overrules(asked.first, beside: Array(asked.dropFirst()))
                    ? "; \(Self.list(asked)) does not count. If it should: opvolg reopen \(id) --reason TEXT, then close it again"
                    : ", as you wanted")
        case .alreadyOpen(let id): "follow-up \(id) is open"
        case .unreadable(let table, let id, let column): "row \(id) of \(table) has a \(column) that this program cannot read"
        case .caseAtAnotherSchool(let code, let school): "case \(code) belongs to school \"\(school)\"; leave out --school or give that one"
        case .caseClosed(let code): "case \(code) is closed; opvolg case reopen \(code) opens it again"
        case .unknownCase(let code): "there is no case \(code) yet; say with --school to which school it belongs"
        case .notAway(let person): "\"\(person)\" is not away, nor going to be"
        case .awayAlready(let new, let known):
            "\"\(new.person)\" is away already from \(known.days.lowerBound) to \(known.days.upperBound); give only days that are new"
                + (new.days.upperBound > known.days.upperBound ? " (--from \(known.days.upperBound.adding(days: 1)))" : "")
                + ", another --deputy, or first run: opvolg person back \(new.person)"
        case .noSuchCase(let code): "there is no case \(code); opvolg case list shows them"
        case .caseExists(let code): "there is a case \(code) already; opvolg case show \(code) tells of it"
        case .noSuchCatalogue(let id, let known):
            "the configuration names no catalogue \"\(id)\"; it has: \(known.map(\.rawValue).joined(separator: ", "))"
        case .askedBefore(let id, let kind, let version):
            "follow-up \(id) (\"\(kind)\") was asked by another catalogue, before its case was moved to \(version), which does not ask it; open what is needed now"
        case .caseOpen(let code): "case \(code) is open"
        case .caseNotDone(let code, let open):
            "in case \(code) follow-up \(open.map(String.init).joined(separator: ", ")) is still open; close or cancel that first"
        case .alreadyExcluded(let person, let code): "\"\(person)\" is excluded from case \(code) already"
        case .notExcluded(let person, let code): "\"\(person)\" is not excluded from case \(code)"
        case .keptFromRole(let person, let code):
            "case \(code) is kept from \"\(person)\" because of their role, or because they have none in it; no command lets them in"
        case .keptFrom(let person, let code):
            "\"\(person)\" hears nothing of case \(code); choose somebody else, or run: opvolg case readmit \(code) \(person) --reason TEXT"
        case .takenOver(let role, let other, let code):
            "in case \(code) everything of \"\(role)\" is the \(other)'s; give the role \"\(other)\" a holder instead"
        case .protected(let kind, let code, let protection):
            "\"\(kind)\" may not be opened in case \(code) now: \(protection.title[.en]); first close \(protection.endings)"
        case .expected(let kind, let missing, let code):
            "in case \(code) \(missing.map { "\"\($0)\"" }.joined(separator: " and ")) has not been done yet, and \"\(kind)\" comes after it; "
                + "do that first, or say with --reason TEXT why not"
        case .openAlready(let kind, let id, let code):
            "\"\(kind)\" is open in case \(code) already, as follow-up \(id); close that one, or give it another day: opvolg reschedule \(id)"
        case .codeInUse(let code): "the code \(code) cannot be used; choose another"
        case .alreadyHeld(let code): "case \(code) is held already; opvolg case show \(code) tells why"
        case .notHeld(let code): "case \(code) is not held"
        case .notStruck(let objection): "nothing was struck out: \(objection)"
        case .retired(let other): other.retirement
        case .notPromoted(.activeAlready(let own)):
            "this machine is the one that works already, since \(own.claimedAt.formatted(.iso8601)) (generation \(own.number)); if its folder was copied "
                + "from another machine, stop that one, and say --now"
        case .notPromoted(.seenLately(let at, let from)):
            "the first machine was at work at \(at.formatted(.iso8601)), and two that both send must not be; stop it and try again after "
                + "\(from.formatted(.iso8601)), or, when it is certainly off, say --now"
        case .fenceUnusable(let path, let reason):
            "the other machine could not learn of it in \(path): \(reason); mend that or, when the other machine is certainly off, say --now"
        case .notVacuumed(let path):
            "what was removed is gone, but traces of it are still in \(path): another program kept it busy; run opvolg purge --yes again"
        case .anotherRuns(let database): "an opvolgd runs on \(database); stop it first, or try again later"
        case .inUse(let database): "another opvolg is at work on \(database); try again when it is done"
        case .inTheWay(let path): "\(path) is there already; choose another name, or replace it with --replace"
        case .isTheDatabase(let path): "\(path) is the database itself; choose another name"
        case .onSameDisk(let folder):
            "\(folder) is on the disk of the database, and [backup] other_disk = true wants another; is the share mounted?"
        case .othersBackups(let folder, let newest):
            "\(folder) holds backups of another database (\(newest)), which would be removed in the end; give each database a folder of its own"
        case .noBackups(let folder): "there are no backups in \(folder); give the file to restore"
        case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
        case .cannotRead(let path, let reason): "cannot read \(path): \(reason)"
        case .damaged(let path, let finding): "\(path) is damaged: \(finding)"
        case .historyUnsound(let path, let problems):
            "the history in \(path) is not as it was written: \(problems.prefix(3).joined(separator: "; "))"
                + (problems.count > 3 ? "; and \(problems.count - 3) more" : "")
        case .askedAlready(let id, let instant): "the owner of follow-up \(id) was asked again today already, at \(instant.formatted(.iso8601))"
        case .noSuchMessage(let id): "there is no message \(id); opvolg message list shows them"
        case .messageNotFailed(let id, let state): "message \(id) is \(state.rawValue); only a failed message can be tried again"
        }
    }
}

extension StoreError {
    private static func list(_ outcomes: [OutcomeID]) -> String { outcomes.map(\.rawValue).joined(separator: " and ") }
}
