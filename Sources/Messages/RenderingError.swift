import FollowUps

public enum RenderingError: Error, Hashable, Sendable, CustomStringConvertible {
    case nothingToSay(message: Int64)
    case unknownRecipient(PersonID)
    case noAddress(PersonID)
    case badMessageID(message: Int64)
    case noWebhookTemplate(ChannelID)
    case unknownWebhookTemplate(ChannelID, name: String)
    case notJSON(ChannelID, name: String)
    /// Loading the templates finds this first.
    case noText(String)

    /// Never holds the address itself, because this is logged.
    public var description: String {
        switch self {
        case .nothingToSay(let message): "message \(message) has nothing to say; drop it"
        case .unknownRecipient(let person): "there is no person \"\(person)\" in the configuration any more; reassign their follow-ups"
        case .noAddress(let person): "person \"\(person)\" has no e-mail address; add one to the configuration"
        case .badMessageID(let message): "message \(message) has an id that cannot stand in a mail; run opvolg check on the mail domain"
        case .noWebhookTemplate(let channel):
            "there is no [[webhook]] \"\(channel)\" in the configuration; add it or take it from the person's channels"
        case .unknownWebhookTemplate(let channel, let name):
            "webhook \"\(channel)\" has the template \"\(name)\", and there is no templates/webhook/\(name).json"
        case .notJSON(let channel, let name):
            "templates/webhook/\(name).json did not make valid JSON for webhook \"\(channel)\"; correct the template"
        case .noText(let name): "the mail text \(name) is missing; run opvolg check"
        }
    }
}
