import Foundation

/// Decides whether a link may still be used: things may have changed since the mail. It belongs to the owner and their
/// stand-in of today, and to people whom the present escalation has reached, as long as they hold that role or stand in
/// for its holder. It does not belong to people who left, are excluded, or had the follow-up taken from them.
public struct LinkAccess: Sendable {
    public struct Reminded: Hashable, Sendable {
        public let audience: Audience
        public let standsInFor: PersonID?
        /// Whether they got it because the person they stand in for could not be reached, though nobody is absent.
        public let isInsteadOfFailed: Bool

        public init(audience: Audience, standsInFor: PersonID? = nil, isInsteadOfFailed: Bool = false) {
            self.audience = audience
            self.standsInFor = standsInFor
            self.isInsteadOfFailed = isInsteadOfFailed
        }
    }

    let directory: Directory
    let routing: Routing

    /// - Parameter channelsOff: channels that reach nobody now, so that deputies stand in.
    public init(directory: Directory, absences: [Absence] = [], channelsOff: Set<ChannelID> = []) {
        self.directory = directory
        routing = Routing(directory: directory.without(channelsOff), absences: absences)
    }

    public func refusal(of link: Link, to followUp: FollowUp, reminded: [Reminded], people: CasePeople, at now: Date) -> LinkRefusal? {
        if now >= link.expiresAt { return .expired }
        if directory.person(link.person) == nil { return .personGone }
        let access = CaseAccess(directory: directory, routing: routing, on: directory.clock.day(of: now))
        if access.isKept(from: link.person, people, at: followUp.school) { return .excluded }
        func has(_ owner: Owner) -> Bool {
            directory.holder(of: owner, at: followUp.school, in: people) == link.person
                || access.route(to: owner, people, at: followUp.school)?.person.id == link.person
                || followUp.urgency != .normal && access.covers(link.person, for: owner, people, at: followUp.school)
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
