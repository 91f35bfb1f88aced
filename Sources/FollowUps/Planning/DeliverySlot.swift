import Foundation

/// The place of a reminder among a person's messages: reminders of one slot go out as one message.
public struct DeliverySlot: Hashable, Sendable {
    public enum Purpose: String, Sendable, CaseIterable {
        case reminders
        case digest
        case notice
    }

    public let recipient: PersonID
    public let channel: ChannelID
    public let purpose: Purpose
    public let sendAt: Date
}
