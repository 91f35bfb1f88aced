import Testing

@testable import FollowUps

@Suite("A day in the cell of a spreadsheet")
struct SpreadsheetDateTests {
    /// How a cell is read: as a day, a day and time, an objection, or not at all.
    private func reading(_ cell: String) -> String? {
        do throws(SpreadsheetDate.Objection) {
            switch try SpreadsheetDate(cell) {
            case .day(let day)?: return day.description
            case .moment(let day, let time)?: return "\(day) \(time)"
            case nil: return nil
            }
        } catch { return error.description }
    }

    @Test(
        "is read with the year first, or day first, and midnight behind it says nothing",
        arguments: [
            "2027-03-01", "01-03-2027", "1-3-2027", "1/3/2027", "01/03/2027", "1.3.2027", "2027/3/1", "2027-03-01 00:00", "2027-03-01T00:00",
            "2027-03-01 00:00:00", "2027-03-01T00:00:00.000", "1-3-2027 0:00", "01-03-2027  00:00:00", "1-3-2027\u{A0}00:00",
        ])
    func days(_ cell: String) { #expect(reading(cell) == "2027-03-01") }

    @Test(
        "keeps another time than midnight",
        arguments: [
            ("2027-03-01 09:30", "2027-03-01 09:30"), ("1-3-2027 9:30", "2027-03-01 09:30"), ("2027-03-01T09:30:00", "2027-03-01 09:30"),
            ("31-12-2027 24:00", "2027-12-31 24:00"),
        ])
    func moments(_ cell: String, _ expected: String) { #expect(reading(cell) == expected) }

    @Test(
        "that cannot be what it says is told of with what to write",
        arguments: [
            ("13/14/2027", "is read as day, month, year, and there is no month 14; write the year first, such as 2027-03-01"),
            ("12/31/2027", "is read as day, month, year, and there is no month 31; if you mean 2027-12-31, write that"),
            ("2027-13-01", "is read as year, month, day, and there is no month 13; if you mean 2027-01-13, write that"),
            ("30-02-2027", "is no day that there is (day, month, year); write the right one, such as 2027-03-01"),
            ("29-2-2027 00:00", "is no day that there is (day, month, year); write the right one, such as 2027-03-01"),
            ("1-3-27", "has a year of two digits; write all four, such as 1-3-2027"),
            ("46447", "is the number that a spreadsheet keeps for 2027-03-01; give the column the format of a date, or write that"),
        ])
    func objections(_ cell: String, _ expected: String) { #expect(reading(cell) == expected) }

    @Test(
        "is not what something else says",
        arguments: [
            "", "2w", "3sd", "gisteren", "1 maart 2027", "1-3", "1-3-2027-4", "1-3/2027", "12345-1-1", "1-3-2027T", "1-3-2027 ", "1-3-2027 half tien",
            "1-3-2027 25:00", "2027-03-01T09:30:15", "+1-3-2027", "１-3-2027", "--", "112", "999999", "2027-03-01T09:30Z",
        ])
    func others(_ cell: String) { #expect(reading(cell) == nil) }
}
