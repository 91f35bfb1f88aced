import Configuration
import Store

extension Settings {
    /// With the kinds of what is open that the catalogue has no more, as the version has them with which that began.
    func goingOn(with store: Store) async throws -> Settings {
        let missing = try await store.followUps.openKinds(beyond: catalogue)
        return missing.isEmpty ? self : keeping(missing, of: try await store.followUps.catalogueTexts())
    }
}
