import FollowUps
import Hummingbird
import WebPages

/// A list as a file, written part by part: the longest list takes no more memory than a short one.
struct Download {
    /// Rows that are read at once.
    static let part = 500

    /// The name says what sort of list it is, and nothing of whom or what it is about.
    let name: String
    let context: SignedInContext

    private var table: PageTable {
        let rules = context.setup.rules
        return PageTable(catalogue: rules.catalogue, directory: rules.directory, language: context.language, now: context.now)
    }

    /// Of all rows at once.
    func response(_ rows: TableRows) -> Response {
        response(body: .init(byteBuffer: ByteBuffer(bytes: table.bytes(of: rows, isFirst: true))))
    }

    /// - Parameter read: the rows of a part behind the last row of the one before, with their number; the last part is shorter than `Download.part`.
    func response<Row>(reading read: @escaping @Sendable (Row?) throws -> [Row], as rows: @escaping @Sendable ([Row]) -> TableRows) -> Response
    where Row: Sendable {
        let table = table
        return response(
            body: ResponseBody { writer in
                var last: Row?
                var isFirst = true
                while true {
                    let part = try read(last)
                    try await writer.write(ByteBuffer(bytes: table.bytes(of: rows(part), isFirst: isFirst)))
                    isFirst = false
                    guard part.count == Self.part else { break }
                    last = part.last
                }
                try await writer.finish(nil)
            })
    }

    private func response(body: ResponseBody) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/csv; charset=utf-8; header=present", .contentDisposition: "attachment; filename=\"\(name).csv\""],
            body: body)
    }
}
