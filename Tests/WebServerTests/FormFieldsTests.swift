import Testing

@testable import WebServer

@Suite("Reading a form")
struct FormFieldsTests {
    private func fields(_ text: String) -> FormFields? { FormFields(Array(text.utf8)) }

    @Test("fields are read as a browser writes them")
    func read() {
        let read = fields("a=1&b=een+twee&c=%26%3d%E2%82%AC&d=&e&f=x=y")
        #expect(read?["a"] == "1")
        #expect(read?["b"] == "een twee")
        #expect(read?["c"] == "&=€")
        #expect(read?["d"] == "")
        #expect(read?["e"] == "")
        #expect(read?["f"] == "x=y")
        #expect(read?["g"] == nil)
        #expect(fields("") != nil)
        #expect(fields("&&") != nil)
    }

    @Test("what can be read in two ways is not read", arguments: ["a=1&a=2", "a=%", "a=%4", "a=%4g", "a=%ff", "%c3=1", "a=%+1"])
    func unreadable(text: String) {
        #expect(fields(text) == nil)
    }
}
