import Foundation

/// The place of a reminder among a person's messages: reminders of one slot go out as one message.
public struct Slot: Hashable, Sendable {
    /// What a message brings together.
    public enum Purpose: String, Sendable, CaseIterable {
        /// The reminders of one pass.
        case reminders
        /// The reminders that have waited for the person's digest day.
        case digest
        /// What the operator has to know.
        case notice
    }

    public let recipient: PersonID
    public let channel: ChannelID
    public let purpose: Purpose
    /// The UTC instant before which it does not go out.
    public let sendAt: Date
}
