/// Delivery reports about a mail of ours, in the forms of well-known mail servers.
public enum BouncedMail {
    public static let address = "ib@vlieger.example"

    /// Postfix, with the header of the original.
    public static func postfix(
        _ messageID: String, action: String = "failed", status: String = "5.1.1",
        diagnostic: String = "smtp; 550 5.1.1 <ib@vlieger.example>: unknown",
        type: String = "multipart/report; report-type=delivery-status;\n\tboundary=\"4Z1x.1764/mx.example\"", returned: String? = nil
    ) -> String {
        """
        Return-Path: <>
        Date: Mon, 23 Nov 2026 08:00:05 +0100 (CET)
        From: MAILER-DAEMON@mx.example (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: terug@perspectief.example
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: \(type)
        Message-Id: <20261123070005.4Z1x@mx.example>

        This is a MIME-encapsulated message.

        --4Z1x.1764/mx.example
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        This is the mail system at host mx.example.

        --4Z1x.1764/mx.example
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example
        X-Postfix-Queue-ID: 4Z1x
        X-Postfix-Sender: rfc822; terug@perspectief.example
        Arrival-Date: Mon, 23 Nov 2026 08:00:04 +0100 (CET)

        Final-Recipient: rfc822; ib@vlieger.example
        Original-Recipient: rfc822;ib@vlieger.example
        Action: \(action)
        Status: \(status)
        Remote-MTA: dns; mx.vlieger.example
        Diagnostic-Code: \(diagnostic)

        --4Z1x.1764/mx.example
        Content-Description: Undelivered Message Headers
        Content-Type: text/rfc822-headers

        \(returned ?? "Received: from opvolg (unknown [192.0.2.1])\n\tby mx.example (Postfix)\nSubject: Opvolging 1\nMessage-ID: <\(messageID)>")

        --4Z1x.1764/mx.example--
        """
    }

    /// Exchange Online: nested parts, CRLF, and the whole original.
    public static func exchange(_ messageID: String) -> String {
        """
        From: postmaster@perspectief.onmicrosoft.com
        To: terug@perspectief.example
        Date: Mon, 23 Nov 2026 07:00:09 +0000
        Content-Type: multipart/report; report-type=delivery-status;
        \tboundary="8c1b7f0e-77ab-4d04-9e09-0c1d5b2a6f11"
        Content-Language: en-US
        Message-ID: <0a1b2c3d-0001@AM0PR01MB0001.eurprd01.prod.exchangelabs.com>
        In-Reply-To: <\(messageID)>
        References: <\(messageID)>
        Subject: Undeliverable: Opvolging 1
        Auto-Submitted: auto-replied
        MIME-Version: 1.0

        --8c1b7f0e-77ab-4d04-9e09-0c1d5b2a6f11
        Content-Type: multipart/alternative; differences=Content-Type;
        \tboundary="2f3a1a7e-0f1c-4a7b-a0b1-1a2b3c4d5e6f"

        --2f3a1a7e-0f1c-4a7b-a0b1-1a2b3c4d5e6f
        Content-Type: text/plain; charset="us-ascii"
        Content-Transfer-Encoding: quoted-printable

        Your message to ib@vlieger.example couldn't be delivered.

        --2f3a1a7e-0f1c-4a7b-a0b1-1a2b3c4d5e6f
        Content-Type: text/html; charset="us-ascii"
        Content-Transfer-Encoding: quoted-printable

        <html><body>Your message couldn't be delivered.</body></html>

        --2f3a1a7e-0f1c-4a7b-a0b1-1a2b3c4d5e6f--

        --8c1b7f0e-77ab-4d04-9e09-0c1d5b2a6f11
        Content-Type: message/delivery-status

        Reporting-MTA: dns;AM0PR01MB0001.eurprd01.prod.exchangelabs.com
        Received-From-MTA: dns;opvolg
        Arrival-Date: Mon, 23 Nov 2026 07:00:04 +0000

        Final-Recipient: rfc822;ib@vlieger.example
        Action: failed
        Status: 5.1.10
        Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient
         ib@vlieger.example not found by SMTP address lookup
        X-Display-Name: ib@vlieger.example

        --8c1b7f0e-77ab-4d04-9e09-0c1d5b2a6f11
        Content-Type: message/rfc822

        Received: from AM0PR01MB0001.eurprd01.prod.exchangelabs.com
         (2603:10a6:208::1) by AM0PR01MB0002.eurprd01.prod.exchangelabs.com
         with HTTPS; Mon, 23 Nov 2026 07:00:04 +0000
        From: Opvolging <opvolging@perspectief.example>
        To: IB De Vlieger <ib@vlieger.example>
        Subject: Opvolging 1
        Message-ID: <\(messageID)>
        Content-Type: multipart/alternative; boundary="=_opvolg"
        MIME-Version: 1.0

        --=_opvolg
        Content-Type: text/plain; charset=utf-8

        Action: none of yours
        --=_opvolg--

        --8c1b7f0e-77ab-4d04-9e09-0c1d5b2a6f11--
        """.replacing("\n", with: "\r\n")
    }

    /// Google, which also names the original in a field of its own.
    public static func google(_ messageID: String, returnsHeader: Bool = true) -> String {
        let returned = """


            --000000000000a1b2c3064
            Content-Type: message/rfc822

            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed
            Date: Mon, 23 Nov 2026 08:00:00 +0100
            Message-ID: <\(messageID)>
            Subject: Opvolging 1

            """
        return """
            Delivered-To: terug@perspectief.example
            MIME-Version: 1.0
            From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
            To: terug@perspectief.example
            Auto-Submitted: auto-replied
            Subject: Delivery Status Notification (Failure)
            References: <\(messageID)>
            Message-ID: <6923.1@mx.google.com>
            Date: Sun, 22 Nov 2026 23:00:09 -0800 (PST)
            Content-Type: multipart/report; boundary="000000000000a1b2c3064"; report-type=delivery-status

            --000000000000a1b2c3064
            Content-Type: multipart/related; boundary="000000000000a1b2c3065"

            --000000000000a1b2c3065
            Content-Type: text/plain; charset="UTF-8"

            ** Address not found **
            --000000000000a1b2c3065
            Content-Type: image/png; name="icon.png"
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            --000000000000a1b2c3065--

            --000000000000a1b2c3064
            Content-Type: message/delivery-status

            Reporting-MTA: dns; googlemail.com
            Arrival-Date: Sun, 22 Nov 2026 23:00:08 -0800 (PST)
            X-Original-Message-ID: <\(messageID)>

            Final-Recipient: rfc822; ib@vlieger.example
            Action: failed
            Status: 5.2.2
            Remote-MTA: dns; aspmx.l.google.com. (2a00:1450::1a, the server for the
             domain vlieger.example.)
            Diagnostic-Code: smtp; 552-5.2.2 The recipient's inbox is out of storage space.
             552 5.2.2 https://support.google.com/mail/?p=OverQuotaPerm a1-20 - gsmtp
            Last-Attempt-Date: Sun, 22 Nov 2026 23:00:09 -0800 (PST)
            \(returnsHeader ? returned : "")
            --000000000000a1b2c3064--
            """
    }

    /// An out-of-office reply.
    public static func autoReply(_ messageID: String) -> String {
        """
        From: IB <ib@vlieger.example>
        To: opvolging@perspectief.example
        Subject: Automatisch antwoord: Opvolging 1
        In-Reply-To: <\(messageID)>
        Auto-Submitted: auto-replied
        Content-Type: text/plain; charset=utf-8

        Ik ben er maandag weer. Action: failed
        """
    }
}
