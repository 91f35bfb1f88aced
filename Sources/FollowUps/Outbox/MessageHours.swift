import Foundation

extension Rules {
    /// The first UTC instant, `instant` included, at which a message may go (promise 7): when the window of anything that it says is open.
    ///
    /// Reminders are planned in their window; a message that was refused, or left behind by a process that died, comes up again at any hour.
    public func opening(onOrAfter instant: Date, for items: [MessageItem], _ overview: Overview? = nil) -> Date {
        let ofItems = items.map { item in
            policies[item.followUp].window.opening(onOrAfter: instant, in: directory.calendar(of: item.followUp.school))
        }
        let ofOverview = (overview?.schools ?? []).map { policies[.normal].window.opening(onOrAfter: instant, in: directory.calendar(of: $0)) }
        return (ofItems + ofOverview).min() ?? instant
    }
}
