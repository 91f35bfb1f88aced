import Testing

@Suite("The version")
struct VersionTests {
    @Test("of the programs is that of the package, and the newest of the list of changes")
    func theSame() throws {
        let programs = try Repository.text("Sources/FollowUps/Version.swift").firstMatch(of: #/programVersion = "([^"]+)"/#)?.1
        let version = try #require(programs)
        #expect(try Repository.text("debian/changelog").hasPrefix("opvolg (\(version))"))
        #expect(try Repository.text("CHANGELOG.md").firstMatch(of: #/(?m)^## \[?(\d[^\]\s]*)/#)?.1 == version)
    }
}
