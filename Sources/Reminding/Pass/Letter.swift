import FollowUps
import Foundation

/// A draft as it can be written: whole, or without what cannot be.
struct Letter {
    let dispatch: Dispatch?
    let unwritable: [Reminder]
    let reason: String?
}

extension MessageRendering {
    /// When rendering fails, each reminder is tried by itself, so that one that cannot be written does not keep back the others.
    func letter(of draft: MessageDraft, at now: Date) -> Letter {
        do {
            return Letter(dispatch: try render(draft, at: now), unwritable: [], reason: nil)
        } catch {
            let bad = draft.items.filter { (try? render(draft.with([$0], overview: nil), at: now)) == nil }
            let good = draft.items.filter { !bad.contains($0) }
            let rest = draft.with(good, overview: draft.overview)
            guard !bad.isEmpty, !good.isEmpty || draft.overview != nil, let dispatch = try? render(rest, at: now) else {
                return Letter(dispatch: nil, unwritable: [], reason: "\(error)")
            }
            return Letter(dispatch: dispatch, unwritable: bad.map(\.reminder), reason: "\(error)")
        }
    }
}

extension MessageDraft {
    fileprivate func with(_ items: [MessageItem], overview: Overview?) -> MessageDraft {
        MessageDraft(message: message, items: items, overview: overview, earlierMessageIDs: earlierMessageIDs)
    }
}
