/// The kinds that the life of a case itself asks for, as `[case]` of the catalogue names them; nil for what it does not have.
public struct CaseKinds: Hashable, Sendable {
    /// What a case begins with when nothing else is said.
    public let start: KindID?
    /// What comes round for as long as a case is open.
    public let check: KindID?
    /// What is opened when a case is open and nobody has anything to do in it (promise 2); `Catalogue.alarm` is the kind.
    public let alarm: KindID?
    /// What is asked when nothing else that counts is open.
    public let closing: KindID?
    /// The role that gets the alarm of the program's own, where no kind is named for it.
    public let owner: RoleID?

    public init(start: KindID? = nil, check: KindID? = nil, alarm: KindID? = nil, closing: KindID? = nil, owner: RoleID? = nil) {
        self.start = start
        self.check = check
        self.alarm = alarm
        self.closing = closing
        self.owner = owner
    }

    /// Each kind with the key that names it, in the order of the file.
    var named: [(key: String, kind: KindID)] {
        [("start", start), ("check", check), ("alarm", alarm), ("closing", closing)].compactMap { key, kind in kind.map { (key, $0) } }
    }
}

extension KindID {
    /// The id of the program's own alarm; no kind of a catalogue may be called so.
    static let silentCase: KindID = "silent-case"
}

extension Kind {
    /// The alarm of promise 2 where the catalogue names none: a normal follow-up, so that its policy tells the owner on its first day, and others
    /// when nothing is done about it. It keeps no case going itself.
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
