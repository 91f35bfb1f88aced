/// What somebody may do with a follow-up that they may read.
public enum FollowUpAction: String, CaseIterable, Sendable {
    case close, snooze
    /// Ends a snooze.
    case resume
    case reschedule, assign, cancel, reopen, note, strike
}

/// Whether the escalation of a follow-up has come to somebody who does not own it. They go on reading it, so that they can see what became of it.
public enum EscalationReach: Sendable {
    case never
    /// Before it began anew, as when it was given to somebody else.
    case before
    /// They may answer it, as by the link of their mail.
    case now
}

/// What somebody may do in a case.
public enum CaseAction: String, CaseIterable, Sendable {
    case add, role, left, exclude, readmit, hold, release, close, reopen
}

/// What somebody sees of a case, and may do in it.
public struct CasePermission: Hashable, Sendable {
    /// Whether they may read its timeline; otherwise they see its code, who holds which role, and from whom it is kept.
    public let readsTimeline: Bool
    public let actions: Set<CaseAction>
}

/// Who may do what: the one place that says it, for pages and commands.
extension Visibility {
    /// Whether they hold a role at the school that has a right, or stand in for its holder today. Whoever works at a school may open a case there.
    public func may(_ right: RoleRight, at school: SchoolID, in people: CasePeople = .ordinary) -> Bool {
        // The board has no cases.
        if school.isBoard, right == .openCases || right == .restrictCases { return false }
        if right == .openCases, directory.school(of: viewer)?.id == school { return true }
        return catalogues.catalogue(at: school).roles.contains { $0.may.contains(right) && takesPlace(of: .role($0.id), in: people, at: school) }
    }

    public func schools(where right: RoleRight) -> [School] { directory.places.filter { may(right, at: $0.id) } }

    /// The schools of whose cases they may keep somebody out by code, without reading one.
    public var schoolsToRestrict: [School] { schools(where: .restrictCases).filter { sees(at: $0.id).contains(.school) } }

    /// Whether they may say that they themselves are away: everybody but those who see no more of schools than figures.
    public var mayBeAway: Bool {
        let roles = directory.places.flatMap { school in
            catalogues.catalogue(at: school.id).roles.filter { directory.holder(of: .role($0.id), at: school.id) == viewer.id }
        }
        return roles.isEmpty || roles.contains { $0.sees != .figures }
    }

    /// Nil for a follow-up that they may not read: it has to look as if it were not there.
    ///
    /// - Parameters:
    ///   - dossier: its case.
    ///   - reached: what of its escalation has reached them.
    public func actions(on followUp: FollowUp, in dossier: Case?, reached: EscalationReach = .never) -> Set<FollowUpAction>? {
        if let code = followUp.caseCode, hidden.contains(code) { return nil }
        let people = dossier.map(catalogues.people) ?? .ordinary
        let isTheirs = isTheirs(followUp)
        let isReader = dossier.map(seesTimeline) ?? sees(at: followUp.school).contains(.school)
        guard isTheirs || isReader || reached != .never else { return nil }

        var actions: Set<FollowUpAction> = isTheirs || reached == .now ? [.close, .snooze, .resume, .reopen, .note] : []
        let changesCase = dossier == nil || isReader
        if changesCase, may(.changeCases, at: followUp.school, in: people), isTheirs || dossier != nil { actions.formUnion(FollowUpAction.allCases) }
        if may(.assign, at: followUp.school, in: people) { actions.insert(.assign) }
        return actions
    }

    /// Whether they see why things were done with a follow-up that they may read: whoever an escalation has reached sees only what was done.
    public func seesReasons(of followUp: FollowUp, in dossier: Case?) -> Bool { dossier.map(seesTimeline) ?? true || isTheirs(followUp) }

    /// Whether they may open a follow-up that belongs to no case: they have a part in the school, as for a case, or it becomes theirs to do.
    public func mayOpen(for owner: Owner, at school: SchoolID) -> Bool { may(.openCases, at: school) || takesPlace(of: owner, at: school) }

    /// Whether they may strike out words of a case itself, such as why somebody was let in again.
    public func mayStrike(in dossier: Case) -> Bool {
        seesTimeline(of: dossier) && may(.changeCases, at: dossier.school, in: catalogues.people(of: dossier))
    }

    /// Whether they may look at all that is held about somebody: about themselves, or for whoever reads all of the history.
    public func mayExport(_ person: PersonID) -> Bool { person == viewer.id || !schools(where: .history).isEmpty }

    /// Whether its escalation has come to them.
    ///
    /// - Parameters:
    ///   - answersLink: whether they could answer it by the link of a mail.
    ///   - audiences: as whom they have ever been reminded of it. It counts as long as they hold that role.
    public func reach(of followUp: FollowUp, in dossier: Case?, answersLink: Bool, audiences: Set<Audience>) -> EscalationReach {
        if answersLink { return .now }
        let people = dossier.map(catalogues.people) ?? .ordinary
        let isStillTheirs = audiences.contains { audience in
            if case .role(let role) = audience { takesPlace(of: .role(role), in: people, at: followUp.school) } else { false }
        }
        return isStillTheirs ? .before : .never
    }

    /// To whom they can give a follow-up: the roles of its school that somebody holds, then the people there, without those who may hear nothing of its case.
    public func possibleOwners(of followUp: FollowUp, in dossier: Case?) -> [Owner] {
        let people = dossier.map(catalogues.people) ?? .ordinary
        func mayHear(_ person: PersonID?) -> Bool { person.map { !access.isKept(from: $0, people, at: followUp.school) } ?? false }
        let roles = catalogues.catalogue(of: followUp).roles.map { Owner.role($0.id) }.filter {
            !access.isExcluded($0, people, at: followUp.school) && mayHear(directory.holder(of: $0, at: followUp.school, in: people))
        }
        return roles + directory.staff(at: followUp.school, in: people).filter { mayHear($0.id) }.map { .person($0.id) }
    }

    /// Nil for a case of which they may not even know.
    public func permission(in dossier: Case) -> CasePermission? {
        if hidden.contains(dossier.code) { return nil }
        let people = catalogues.people(of: dossier)
        let readsTimeline = seesTimeline(of: dossier)
        let looksAfterSchool = sees(at: dossier.school).contains(.school) && !uncounted(at: dossier.school).contains(dossier.code)
        var actions: Set<CaseAction> = []
        if readsTimeline, may(.changeCases, at: dossier.school, in: people) { actions.formUnion([.add, .role, .left, .close, .reopen]) }
        if readsTimeline || looksAfterSchool, may(.restrictCases, at: dossier.school, in: people) {
            actions.formUnion([.exclude, .readmit, .hold, .release])
        }
        guard readsTimeline || (looksAfterSchool && !actions.isEmpty) else { return nil }
        return CasePermission(readsTimeline: readsTimeline, actions: actions)
    }
}
