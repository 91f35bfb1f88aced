import Foundation

/// A folder with a small instance, gone when this process is: a catalogue that is read in no time, and templates for one webhook.
final class ScratchInstance: Sendable {
    let folder: String

    init(_ name: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "opvolg-fuzz-\(name)-\(UUID().uuidString)").path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: "\(folder)/templates/webhook", withIntermediateDirectories: true)
        try write("{}", to: "templates/webhook/generic.json")
        try write(ScratchInstance.catalogue, to: "templates/meldcode.toml")
        try write(try Repository.contract(), to: "opvolg.toml")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    func write(_ bytes: [UInt8], to name: String) throws { try Data(bytes).write(to: URL(filePath: path(name))) }

    /// As few kinds as show every key of a catalogue.
    static let catalogue = """
        [[role]]
        id = "leerkracht"
        title = { nl = "leerkracht", en = "teacher" }
        else = "ib"

        [[role]]
        id = "ib"
        title = { nl = "intern begeleider" }

        [[role]]
        id = "directie"
        title = { nl = "directie", en = "head of school" }
        overview = true

        [[role]]
        id = "bestuur"
        title = { nl = "bestuur" }

        [[kind]]
        id = "weging"
        title = { nl = "De signalen wegen", en = "Weigh the signals" }
        source = "4"
        scope = "case"
        owner = "ib"
        urgency = "urgent"
        term = "5sd"
        contacts = ["veilig-thuis", "amk"]
        start = true
        [[kind.outcome]]
        id = "gesprek"
        title = { nl = "Gesprek nodig" }
        then = ["gesprek in 2w"]
        instead = [{ times = 2, then = ["gesprek in 3sd"] }]
        also = [{ in_a_row = 3, then = ["noodsituatie"] }]
        [[kind.outcome]]
        id = "niets"
        title = { nl = "Niets aan de hand" }
        ends = true
        reason = true
        closes_case = true

        [[kind]]
        id = "gesprek"
        title = { nl = "Gesprek voeren" }
        source = "5a"
        scope = "case"
        owner = "leerkracht"
        term = "6m"
        [[kind.outcome]]
        id = "gevoerd"
        title = { nl = "Gevoerd" }
        then = ["weging in 10d from date"]

        [[kind]]
        id = "noodsituatie"
        title = { nl = "Noodsituatie" }
        source = "5b"
        scope = "case"
        owner = "directie"
        urgency = "acute"
        term = "2h"
        start = true
        contacts = ["politie"]
        [[kind.outcome]]
        id = "gemeld"
        title = { nl = "Gemeld" }
        then = ["weging"]

        [[kind]]
        id = "evaluatie"
        title = { nl = "De meldcode evalueren" }
        source = "1"
        scope = "school"
        owner = "directie"
        repeat = "12m"
        school_year = "10-01"
        [[kind.outcome]]
        id = "gedaan"
        title = { nl = "Gedaan" }

        [[kind]]
        id = "training"
        title = { nl = "Training verloopt" }
        source = "1"
        scope = "employee"
        owner = "employee"
        start = true
        term = "4w"
        [[kind.outcome]]
        id = "gehaald"
        title = { nl = "Gehaald" }
        then = ["training in 24m from date"]
        [[kind.outcome]]
        id = "weg"
        title = { nl = "Uit dienst" }
        ends = true

        [[kind]]
        id = "taak"
        title = { nl = "Taak" }
        source = "-"
        scope = "free"
        owner = "ib"
        title_given = true
        [[kind.outcome]]
        id = "klaar"
        title = { nl = "Klaar" }
        ends = true
        """
}
