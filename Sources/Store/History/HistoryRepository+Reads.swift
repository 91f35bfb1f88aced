import Foundation
import FollowUps
import GRDB

extension HistoryRepository {
    /// Lets work that can be put off fail where it would have to wait for another program.
    public func stopWaiting() { connection.wait?.lock.end() }

    /// Writes down who read which case. One that its reader has read shortly before is left out, and so is a case that is gone.
    public func record(_ readings: [CaseReading]) async throws {
        try await connection.write(canBePutOff: true) { db in
            for reading in readings {
                let at = reading.at.unixSeconds
                let pause = Int64(CaseReading.pause)
                try db.execute(
                    literal: """
                        INSERT INTO reads (case_code, person, through, at)
                        SELECT \(reading.caseCode), \(reading.person), \(reading.through), \(at)
                        WHERE EXISTS (SELECT 1 FROM cases WHERE code = \(reading.caseCode)) AND NOT EXISTS (
                            SELECT 1 FROM reads WHERE case_code = \(reading.caseCode) AND person = \(reading.person)
                            AND through IS \(reading.through) AND at > \(at - pause) AND at < \(at + pause))
                        """)
            }
        }
    }

    /// Who read one case, or any, oldest first, without hidden cases.
    ///
    /// - Parameter limit: how many of the latest; nil for all.
    public func readings(of caseCode: CaseCode? = nil, hiding hidden: Set<CaseCode> = [], limit: Int? = nil) async throws -> [CaseReading] {
        let subject: SQL = caseCode.map { "case_code = \($0)" } ?? "TRUE"
        let condition: SQL = "\(subject) AND \(SQL.out(of: hidden))"
        return try await connection.read { db in try db.readings(condition, limit: limit) }
    }
}
