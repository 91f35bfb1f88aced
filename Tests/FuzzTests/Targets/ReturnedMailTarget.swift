import FollowUps
import TestSupport

@testable import Delivery

extension FuzzTarget {
    /// What comes back, or anybody may send to where it comes back to.
    static let returnedMail = FuzzTarget(
        "returned-mail", inputs: 4000, longest: 8192,
        tokens: [
            "Content-Type: ", "multipart/report", "multipart/mixed; boundary=", "message/delivery-status", "message/rfc822", "text/rfc822-headers",
            "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable", "--4Z1x.1764/mx.example", "--", "=\n", "=3D",
            "Message-ID: <8f14e45f@perspectief.example>", "Final-Recipient: rfc822; ", "Action: failed", "Action: delayed", "Status: 5.1.1",
            "Return-Path: <>", "X-Failed-Recipients: ", "ib@vlieger.example", "could not be delivered", "(generated from ", "\r\n", "\n\n", "\n ",
        ],
        seeds: {
            let id = "8f14e45f@perspectief.example"
            return [
                BouncedMail.postfix(id), BouncedMail.exchange(id), BouncedMail.google(id), BouncedMail.exim(id), BouncedMail.qmail(id),
                BouncedMail.exchangeText(id), BouncedMail.gmailText(id), BouncedMail.sendmail(id), BouncedMail.nested(id),
                BouncedMail.nested(id, encoding: "quoted-printable"), BouncedMail.attached(BouncedMail.postfix(id)), BouncedMail.eximDelay(id),
                BouncedMail.reply(id), BouncedMail.autoReply(id),
            ]
        }
    ) { input in
        let mail = ReturnedMail(mail: input)
        try require(mail == ReturnedMail(mail: input), "one mail is two things")
        guard case .failure(let report) = mail else { return .refused }
        try require(!report.failures.isEmpty && report.failures.count <= 4000, "\(report.failures.count) failures")
        try require((1...16).contains(report.messageIDs.count), "\(report.messageIDs.count) ids")
        for id in report.messageIDs {
            try require(id.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x3C && $0 != 0x3E }, "an id that is none: \(id.debugDescription)")
        }
        for failure in report.failures {
            try require(!failure.addresses.isEmpty && failure.addresses.allSatisfy { MailAddress($0) != nil }, "addresses: \(failure.addresses)")
            try require(failure.status.split(separator: ".").count == 3 && failure.status.first != "2", "a status: \(failure.status)")
            try require(isOneLine(failure.reason, atMost: 300) && !failure.reason.contains("@"), "a reason: \(failure.reason.debugDescription)")
        }
        return .accepted
    }
}
