import FollowUps

/// The twelve rules over the whole table of obligations. Each is a function that returns how a catalogue breaks it.
///
/// `opvolg check` checks the general ones for any catalogue (`Catalogue.shortcomings`); here stand those of this protocol, with its kinds.
struct ProtocolRules {
    let catalogue: Catalogue

    func findings(_ rule: Int) -> [String] {
        switch rule {
        case 1: reports
        case 2: announcements
        case 3: talkFirst
        case 4: severalOfAKind
        case 5: endless
        case 6: emergencies
        case 7: small
        case 8: helpless
        case 9: closing
        case 10: neverFirstWithTheParent
        case 11: staff
        case 12: waiting
        default: ["there is no rule \(rule)"]
        }
    }

    private var inCases: [Kind] { catalogue.kinds.filter { $0.scope == .case } }

    private func outcomes(_ kind: KindID) -> [Outcome] { catalogue.kind(kind)?.outcomes ?? [] }

    private func expect(_ isSo: Bool, _ finding: String) -> [String] { isSo ? [] : [finding] }

    /// What `opvolg check` says whose key begins so.
    private func check(_ key: String) -> [String] {
        catalogue.shortcomings.filter { $0.key.hasPrefix(key) }.map { "\($0.key) \($0.message)" }
    }

    // MARK: 1 and 2: reporting

    private var reports: [String] {
        inCases.flatMap { kind in
            kind.outcomes.filter { $0.id.rawValue.hasPrefix("gemeld") }.flatMap { outcome in
                expect(
                    Set(outcome.then.map(\.kind)).isSuperset(of: ["terugkoppeling", "amk-opnieuw"]),
                    "\(kind.id) \(outcome.id) does not ask again what becomes of it")
            }
        }
            + ["onvoldoende", "opnieuw-melden"].flatMap { id in
                expect(
                    outcomes("amk-opnieuw").contains { $0.id == OutcomeID(id) && $0.then.contains(Consequence("amk-opnieuw", in: Term(2, .weeks))) },
                    "amk-opnieuw \(id) does not look again in two weeks")
            }
    }

    private var announcements: [String] {
        let reporters = inCases.filter { kind in kind.outcomes.contains { $0.allConsequences.contains { $0.kind == "melding-doen" } } }.map(\.id)
        let silent = [("noodsituatie", "gemeld"), ("melding-doen", "gemeld-ouder-niet")]
        return expect(
            Set(reporters).isSubset(of: ["melding-bespreken", "bezwaar-afwegen", "noodsituatie", "melding-doen"]),
            "\(reporters) report without having told the parent")
            + expect(
                outcomes("melding-bespreken").contains { $0.id == "afgezien" && $0.needsReason },
                "melding-bespreken does not ask why the parent is not told")
            + silent.flatMap { kind, outcome in
                expect(
                    outcomes(KindID(kind)).contains { $0.id == OutcomeID(outcome) && $0.then.contains { $0.kind == "ouder-inlichten" } },
                    "\(kind) \(outcome) does not ask to tell the parent")
            }
    }

    // MARK: 3 to 5: what comes first, and again

    private var talkFirst: [String] {
        let before: [KindID] = ["amk-advies", "toestemming-zat", "zat-intake", "zat-bespreken", "plan-bespreken"]
        let bare = before.filter { kind in outcomes(kind).flatMap(\.allConsequences).contains { $0.kind == "weging" && $0.after != "oudergesprek" } }
        let completing = outcomes("oudergesprek").compactMap { outcome in outcome.completesFrom.map { "\(outcome.id) \($0)" } }
        return bare.map { "\($0) leads to weging without a talk" }
            + expect(
                completing == ["besproken 1", "een-ouder 1", "andere-oorzaak 1", "niet-verschenen 2", "afgezien 1"],
                "oudergesprek is completed by \(completing)")
            + expect(catalogue.kind("weging")?.expects == ["oudergesprek"], "weging by hand does not ask why there was no talk")
    }

    private var severalOfAKind: [String] {
        let several = catalogue.kinds.filter(\.titleGiven).map(\.id)
        return expect(several == ["taak"], "\(several) may be open several times in a case")
            + catalogue.problems(contacts: Set(catalogue.kinds.flatMap(\.contacts))).map { "\($0.key) \($0.message)" }
    }

    private var endless: [String] {
        catalogue.shortcomings.filter { $0.message.contains("without end") }.map { "\($0.key) \($0.message)" }
    }

    // MARK: 6 to 8: the check, what stays small, help

    private var emergencies: [String] {
        check("[case] check")
            + ["gemeld", "crisisdienst-of-politie", "advies", "niet-acuut"].flatMap { id in
                expect(
                    outcomes("noodsituatie").contains { $0.id == OutcomeID(id) && $0.then.contains { $0.kind == "stappen-vastleggen" } },
                    "noodsituatie \(id) does not ask to write down what happened")
            }
    }

    private var small: [String] {
        let policies = Policies()
        let kinds: [KindID] = [
            "dossier-controle", "klasplan", "plan-bespreken", "verslag-ondertekenen", "stappen-vastleggen", "resultaten-bespreken", "gespreksteun",
            "verwijsindex",
        ]
        return kinds.flatMap { id in
            let urgency = catalogue.kind(id)?.urgency ?? .normal
            return expect(
                !policies[catalogue.kind(id), urgency].steps.flatMap(\.audiences).contains(.role("bestuur")), "\(id) reaches the board")
        }
    }

    private var helpless: [String] { catalogue.shortcomings.filter { $0.key.hasSuffix(", help") }.map { "\($0.key) \($0.message)" } }

    // MARK: 9 and 10: states of a case

    private var closing: [String] {
        let closers = inCases.filter { $0.outcomes.contains(where: \.closesCase) }.map(\.id)
        return expect(catalogue.caseKinds.closing == "dossier-afsluiten", "nothing asks whether the case can close")
            + expect(closers == ["dossier-afsluiten"], "\(closers) close the case")
            + expect(catalogue.kind("dossier-afsluiten")?.help?.nl.contains("veilig") == true, "the closing does not ask whether the child is safe")
    }

    private var neverFirstWithTheParent: [String] {
        guard let protection = catalogue.protections.first(where: { $0.begins.contains("vgv-eer-amk") }) else {
            return ["nothing protects the child from the opening of vgv-eer-amk on"]
        }
        return expect(
            Set(protection.withdraws)
                == [
                    "oudergesprek", "toestemming-zat", "uitkomst-ouder", "verslag-ondertekenen", "verwijzen", "ouder-inlichten", "klasplan",
                    "plan-bespreken", "gespreksteun",
                ],
            "withdraws \(protection.withdraws)")
            + expect(protection.instead == "amk-advies" && protection.insteadFrom == ["amk-advies": "weging"], "opens \(protection.instead) instead")
            + expect(protection.insteadOf == ["melding-bespreken": "melding-doen"], "replaces \(protection.insteadOf)")
            + expect(protection.ends == [OutcomeReference("vgv-eer-amk", "advies-ouder")], "ends with \(protection.ends)")
    }

    // MARK: 11 and 12: staff, and waiting for others

    private var staff: [String] {
        let shut: [RoleID] = ["ib", "leerkracht", "directie"]
        let given = Dictionary(uniqueKeysWithValues: shut.map { ($0, RoleID("bestuur")) })
        guard let report = catalogue.kind("medewerker-melden"), let help = report.help?.nl else { return ["there is no medewerker-melden"] }
        return expect(report.hasOwnCase, "medewerker-melden stays in the child's case")
            + expect(
                help.contains("vertrouwensinspecteur") && help.contains("Veilig Thuis"), "help does not say to whom a suspicion of the board is told")
            + ["medewerker-melden", "bestuur-opvolging"].flatMap { id in
                expect(
                    catalogue.kind(id).map { $0.isDiscreet && Set($0.excludes) == Set(shut) && $0.takesOver == given } ?? false,
                    "\(id) is not the board's alone")
            } + check("kind medewerker-melden, excludes")
    }

    private var waiting: [String] {
        ["terugkoppeling", "amk-opnieuw"].flatMap { (id: KindID) in
            expect(catalogue.kind(id).map { $0.urgency > .normal } ?? false, "a holiday hides \(id)")
        }
    }
}
