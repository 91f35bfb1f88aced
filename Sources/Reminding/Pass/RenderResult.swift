import FollowUps
import Foundation

/// A draft as it can be written: whole, or without what cannot be.
struct RenderResult {
    let message: OutgoingMessage?
    let unwritable: [Reminder]
    let reason: String?
}

extension MessageRendering {
    /// When rendering fails, each reminder is tried by itself, so that one that cannot be written does not keep back the others.
    func renderResult(of draft: MessageDraft, at now: Date) -> RenderResult {
        do {
            return RenderResult(message: try render(draft, at: now), unwritable: [], reason: nil)
        } catch {
            let bad = draft.items.filter { (try? render(draft.with([$0], overview: nil), at: now)) == nil }
            let good = draft.items.filter { !bad.contains($0) }
            let rest = draft.with(good, overview: draft.overview)
            guard !bad.isEmpty, !good.isEmpty || draft.overview != nil, let message = try? render(rest, at: now) else {
                return RenderResult(message: nil, unwritable: [], reason: "\(error)")
            }
            return RenderResult(message: message, unwritable: bad.map(\.reminder), reason: "\(error)")
        }
    }
}

extension MessageDraft {
    fileprivate func with(_ items: [MessageItem], overview: Overview?) -> MessageDraft {
        MessageDraft(message: message, items: items, overview: overview, earlierMessageIDs: earlierMessageIDs)
    }
}
