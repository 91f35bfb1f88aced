extension KindID {
    /// What tells that a case is open and nobody has anything to do in it.
    public static let caseSilent: KindID = "dossier-stil"
}

extension Kind {
    /// The alarm of promise 2, for catalogues that do not have it in words of their own: a normal follow-up, so that its ladder tells the intern
    /// begeleider on its first day, and the directie when nothing is done about it. It keeps no case going itself.
    static let silentCase = Kind(
        id: .caseSilent,
        title: LocalizedText(
            nl: "Een dossier oppakken waarin niemand iets te doen heeft", en: "Take up a case in which nobody has anything to do"), source: "II",
        scope: .case, owner: .role("ib"), urgency: .normal, term: Term(1, .schoolDays), countsForCase: false,
        outcomes: [Outcome(id: "opgepakt", title: LocalizedText(nl: "Opgepakt", en: "Taken up"), ends: true)])
}
