import Foundation

/// Decides, when somebody comes with a link, whether it is still theirs to use: things may have changed since the mail went out.
///
/// Theirs it is as the owner's person or whoever stands in for them today, and as somebody to whom the present ladder has escalated and who still
/// has that role, or stands in for whoever has it. Who left, is excluded, or from whom it was reassigned has nothing left.
public struct LinkAccess: Sendable {
    /// A reminder that the present ladder sent to the person.
    public struct Reminded: Hashable, Sendable {
        public let audience: Audience
        public let standsInFor: PersonID?
        /// Whether the one they stand in for could not be reached: the reminder then came to them though nobody is away.
        public let isInsteadOfFailed: Bool

        public init(audience: Audience, standsInFor: PersonID? = nil, isInsteadOfFailed: Bool = false) {
            self.audience = audience
            self.standsInFor = standsInFor
            self.isInsteadOfFailed = isInsteadOfFailed
        }
    }

    let directory: Directory
    let routing: Routing

    /// - Parameter channelsOff: what reaches nobody now, so that a deputy stands in.
    public init(directory: Directory, absences: [Absence] = [], channelsOff: Set<ChannelID> = []) {
        self.directory = directory
        routing = Routing(directory: directory.without(channelsOff), absences: absences)
    }

    /// Why a link may not be used, or nil.
    ///
    /// - Parameter people: whose the case of the follow-up is.
    public func refusal(of link: Link, to followUp: FollowUp, reminded: [Reminded], people: CasePeople, at now: Date) -> LinkRefusal? {
        if now >= link.expiresAt { return .expired }
        if directory.person(link.person) == nil { return .personGone }
        let access = CaseAccess(directory: directory, routing: routing, on: directory.clock.day(of: now))
        if access.isKept(from: link.person, people, at: followUp.school) { return .excluded }
        func has(_ owner: Owner) -> Bool {
            directory.holder(of: owner, at: followUp.school, in: people) == link.person
                || access.route(to: owner, people, at: followUp.school)?.person.id == link.person
        }
        if has(followUp.owner) { return nil }
        for reminder in reminded {
            let audience: Owner = if case .role(let role) = reminder.audience { .role(role) } else { followUp.owner }
            if reminder.audience != .owner, has(audience) { return nil }
            let holder = directory.holder(of: audience, at: followUp.school, in: people)
            if reminder.isInsteadOfFailed, holder != nil, reminder.standsInFor == holder { return nil }
        }
        return .notTheirs
    }
}
