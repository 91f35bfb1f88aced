extension SettingsReader {
    func standby() -> StandbySettings {
        let table = root.table("standby")
        defer { table?.finish() }
        let grammar = "the path of a folder that both machines reach, relative to this file"
        table?.require("fence", expected: grammar)
        return StandbySettings(fence: table?.text("fence", expected: grammar).map(file.resolve))
    }
}
