import FollowUps
import Hummingbird
import WebPages

/// Sends a list as CSV, one part at a time, so that memory does not grow with the list.
struct Download {
    static let part = 500

    /// The file's name without `.csv`: the sort of list, never whom or which case it is about (promise 9).
    let name: String
    let context: SignedInContext

    private var table: PageTable {
        let rules = context.setup.rules
        return PageTable(catalogues: rules.catalogues, directory: rules.directory, language: context.language, now: context.now)
    }

    func response(_ rows: TableRows) -> Response {
        response(body: .init(byteBuffer: ByteBuffer(bytes: table.bytes(of: rows, isFirst: true))))
    }

    /// - Parameter read: the rows after the given one, `Download.part` of them unless the list ends; nil asks for the first.
    func response<Row: Sendable>(
        reading read: @escaping @Sendable (Row?) async throws -> [Row], as rows: @escaping @Sendable ([Row]) -> TableRows
    ) -> Response {
        let table = table
        return response(
            body: ResponseBody { writer in
                var last: Row?
                var isFirst = true
                while true {
                    let part = try await read(last)
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
