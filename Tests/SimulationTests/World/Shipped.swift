import Configuration
import FollowUps
import Messages

/// What comes with the programs, read once for all worlds.
struct Shipped {
    let catalogue: Catalogue
    let templates: MessageTemplates

    init() throws {
        catalogue = try Catalogue.load(templates: Files.templates)
        templates = try MessageTemplates.load(from: Files.templates)
    }
}
