import Configuration
import Store

extension Settings {
    /// With the earlier catalogues by which something that is open goes on.
    func goingOn(with store: Store) async throws -> Settings {
        let versions = missing(try await store.cases.cataloguesInUse())
        let kinds = try await store.cases.openKinds(beyond: catalogues.current)
        return versions.isEmpty && kinds.isEmpty ? self : goingOn(by: versions, with: kinds, from: try await store.cases.catalogueTexts())
    }
}
