/// The kinds that `[case]` of the catalogue names; nil where it names none.
public struct CaseKinds: Hashable, Sendable {
    /// Opened with a new case by default.
    public let start: KindID?
    /// Comes round while a case is open.
    public let check: KindID?
    /// Opened in a silent case (promise 2); see `Catalogue.alarm`.
    public let alarm: KindID?
    /// Asked when nothing else that counts is open.
    public let closing: KindID?
    /// Gets the built-in alarm when `alarm` is nil.
    public let owner: RoleID?

    public init(start: KindID? = nil, check: KindID? = nil, alarm: KindID? = nil, closing: KindID? = nil, owner: RoleID? = nil) {
        self.start = start
        self.check = check
        self.alarm = alarm
        self.closing = closing
        self.owner = owner
    }

    var named: [(key: String, kind: KindID)] {
        [("start", start), ("check", check), ("alarm", alarm), ("closing", closing)].compactMap { key, kind in kind.map { (key, $0) } }
    }
}

extension KindID {
    /// The built-in alarm. A catalogue may use this id only for the kind that it names as its alarm.
    static let silentCase: KindID = "silent-case"
}

extension Kind {
    /// The built-in alarm of promise 2. A normal follow-up, so that its policy escalates; it does not count for its case.
    static func silentCase(owner: RoleID) -> Kind {
        Kind(
            id: .silentCase,
            title: LocalizedText(
                nl: "Een dossier oppakken waarin niemand iets te doen heeft", en: "Take up a case in which nobody has anything to do"),
            source: "-", scope: .case, owner: .role(owner), urgency: .normal,
            help: LocalizedText(
                nl:
                    "In dit dossier staat niets meer open, of degene die iets moest doen is er niet meer. Spreek af wie wat doet, of sluit het dossier.",
                en: "Nothing is open in this case, or whoever had to act is no longer there. Agree on who does what, or close the case."),
            term: Term(1, .schoolDays), countsForCase: false,
            outcomes: [Outcome(id: "opgepakt", title: LocalizedText(nl: "Opgepakt", en: "Being dealt with"), ends: true)])
    }
}
