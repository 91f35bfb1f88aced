import Foundation

extension Ruleset {
    /// The first instant from `instant` on at which a message may go: when the window of anything in it is open
    /// (promise 7). A message that was refused, or left by a dead process, comes up again at any hour.
    public func opening(onOrAfter instant: Date, for items: [MessageItem], _ overview: Overview? = nil) -> Date {
        let ofItems = items.map { item in
            policy(of: item.followUp).window.opening(onOrAfter: instant, in: directory.calendar(of: item.followUp.school))
        }
        let ofOverview = (overview?.schools ?? []).map { policies[.normal].window.opening(onOrAfter: instant, in: directory.calendar(of: $0)) }
        return (ofItems + ofOverview).min() ?? instant
    }
}
