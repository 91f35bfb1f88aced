import Foundation

extension BouncedMail {
    /// Exim, in plain text without a delivery status.
    public static func exim(_ messageID: String, of failed: String = address, forwardedFrom: String? = nil) -> String {
        """
        Return-path: <>
        Received: from Debian-exim by mx.perspectief.example with local (Exim 4.96)
        X-Failed-Recipients: \(failed)
        Auto-Submitted: auto-replied
        From: Mail Delivery System <Mailer-Daemon@mx.perspectief.example>
        To: terug@perspectief.example
        Subject: Mail delivery failed: returning message to sender
        Message-Id: <E1nXyZ-0001Ab-Cd@mx.perspectief.example>

        This message was created automatically by mail delivery software.

        A message that you sent could not be delivered to one or more of its
        recipients. This is a permanent error. The following address(es) failed:

          \(failed)
        \(forwardedFrom.map { "    (generated from \($0))\n" } ?? "")    host mx.vlieger.example [192.0.2.25]
            SMTP error from remote mail server after RCPT TO:<\(failed)>:
            550 5.1.1 <\(failed)>: Recipient address rejected

        ------ This is a copy of the message, including all the headers. ------

        Return-path: <terug@perspectief.example>
        From: Opvolging <opvolging@perspectief.example>
        To: IB <\(address)>
        Message-ID: <\(messageID)>
        Subject: Opvolging 1

        Er is iets te doen.
        """
    }

    /// Exim, still trying.
    public static func eximDelay(_ messageID: String) -> String {
        """
        Return-path: <>
        Auto-Submitted: auto-replied
        From: Mail Delivery System <Mailer-Daemon@mx.perspectief.example>
        To: terug@perspectief.example
        Subject: Warning: message 1nXyZ-0001Ab-Cd delayed 24 hours

        This message was created automatically by mail delivery software.
        A message that you sent has not yet been delivered to one or more of its
        recipients after more than 24 hours on the queue on mx.perspectief.example.

        The message identifier is:     1nXyZ-0001Ab-Cd
        The address to which the message has not yet been delivered is:

          \(address)
            Delay reason: Connection timed out

        No action is required on your part. Delivery attempts will continue for
        some time, and this warning may be repeated.
        """
    }

    /// qmail's QSBMF.
    public static func qmail(_ messageID: String, of failed: String = address) -> String {
        """
        Return-Path: <>
        Received: (qmail 4711 invoked for bounce); 23 Nov 2026 07:00:05 -0000
        From: MAILER-DAEMON@mx.perspectief.example
        To: terug@perspectief.example
        Subject: failure notice

        Hi. This is the qmail-send program at mx.perspectief.example.
        I'm afraid I wasn't able to deliver your message to the following addresses.
        This is a permanent error; I've given up. Sorry it didn't work out.

        <\(failed)>:
        192.0.2.25 does not like recipient.
        Remote host said: 550 sorry, no mailbox here by that name (#5.1.1)
        Giving up on 192.0.2.25.

        --- Below this line is a copy of the message.

        Return-Path: <terug@perspectief.example>
        Received: (qmail 4710 invoked from network); 23 Nov 2026 07:00:04 -0000
        From: Opvolging <opvolging@perspectief.example>
        To: IB <\(address)>
        Message-ID: <\(messageID)>

        Er is iets te doen.
        """
    }

    /// Exchange, its delivery status lost on the way.
    public static func exchangeText(_ messageID: String) -> String {
        """
        From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@perspectief.example>
        To: terug@perspectief.example
        Subject: Undeliverable: Opvolging 1
        Content-Type: text/plain; charset="utf-8"
        Content-Transfer-Encoding: quoted-printable

        Delivery has failed to these recipients or groups:

        IB De Vlieger (\(address))<mailto:\(address)>
        The email address you entered couldn=E2=80=99t be found. Please check the rec=
        ipient=E2=80=99s email address and try to resend the message.

        Diagnostic information for administrators:

        Generating server: AM0PR01MB0001.eurprd01.prod.exchangelabs.com

        \(address)
        Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found by SMTP address lookup'

        Original message headers:

        Received: from AM0PR01MB0002.eurprd01.prod.exchangelabs.com (2603:10a6:208::1)
         by AM0PR01MB0001.eurprd01.prod.exchangelabs.com
        From: Opvolging <opvolging@perspectief.example>
        To: IB De Vlieger <\(address)>
        Message-ID:
         <\(messageID)>
        """
    }

    /// Gmail's former plain text.
    public static func gmailText(_ messageID: String) -> String {
        """
        Delivered-To: terug@perspectief.example
        Return-Path: <>
        From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
        To: terug@perspectief.example
        Subject: Delivery Status Notification (Failure)

        Delivery to the following recipient failed permanently:

             \(address)

        Technical details of permanent failure:
        Google tried to deliver your message, but it was rejected by the server for the recipient domain vlieger.example.

        The error that the other server returned was:
        552 5.2.2 Mailbox full

        ----- Original message -----

        From: Opvolging <opvolging@perspectief.example>
        To: IB <\(address)>
        Message-ID: <\(messageID)>
        """
    }

    /// sendmail's former text.
    public static func sendmail(_ messageID: String) -> String {
        """
        Return-Path: <MAILER-DAEMON@mx.perspectief.example>
        From: Mail Delivery Subsystem <MAILER-DAEMON@mx.perspectief.example>
        To: terug@perspectief.example
        Subject: Returned mail: see transcript for details

        The original message was received at Mon, 23 Nov 2026 08:00:04 +0100
        from opvolg [192.0.2.1]

           ----- The following addresses had permanent fatal errors -----
        <\(address)>
            (reason: 550 5.1.1 <\(address)>... User unknown)

           ----- Transcript of session follows -----
        ... while talking to mx.vlieger.example.:

           ----- Original message follows -----

        Message-ID: <\(messageID)>
        To: IB <\(address)>
        """
    }

    /// An encoded delivery status in nested parts, after a text that a gateway has added.
    public static func nested(_ messageID: String, encoding: String = "base64") -> String {
        let status = """
            Reporting-MTA: dns; mx.example

            Final-Recipient: rfc822; \(address)
            Action: failed (expired)
            Status: 4.4.7 (delivery time expired)
            Diagnostic-Code: smtp; 450 4.4.7 too old
            """
        let header = "Subject: Opvolging 1\nMessage-ID:\n <\(messageID)>\n"
        return """
            From: gateway@perspectief.example
            Subject: [EXTERN] Mail could not be sent
            Content-Type: multipart/mixed; boundary="outer"

            --outer
            Content-Type: text/html

            <p>This mail comes from outside.</p>
            --outer
            Content-Type: multipart/mixed; boundary=inner

            --inner
            Content-Type: message/global-delivery-status
            Content-Transfer-Encoding: \(encoding)

            \(encoded(status, encoding))
            --inner
            Content-Type: text/rfc822-headers
            Content-Transfer-Encoding: \(encoding)

            \(encoded(header, encoding))
            --inner--
            --outer--
            """
    }

    /// A person's answer.
    public static func reply(_ messageID: String) -> String {
        """
        Return-Path: <\(address)>
        From: IB <\(address)>
        To: opvolging@perspectief.example
        Subject: Re: Opvolging 1
        In-Reply-To: <\(messageID)>
        Message-ID: <antwoord@vlieger.example>

        Vandaag kom ik er niet aan toe. Belt u mij? Een mail naar \(address) is niet bezorgd, zag ik.

        > Message-ID: <\(messageID)>
        """
    }

    /// A bounce that a person forwards.
    public static func attached(_ bounce: String) -> String {
        """
        From: IB <\(address)>
        To: terug@perspectief.example
        Subject: Fwd: Undelivered Mail
        Content-Type: multipart/mixed; boundary=doorgestuurd

        --doorgestuurd
        Content-Type: text/plain

        Dit kwam bij mij terug.
        --doorgestuurd
        Content-Type: message/rfc822

        \(bounce)
        --doorgestuurd--
        """
    }

    private static func encoded(_ text: String, _ encoding: String) -> String {
        if encoding == "base64" { return Data(text.utf8).base64EncodedString(options: .lineLength64Characters) }
        return text.replacing("=", with: "=3D").replacing("Final", with: "F=\ninal").replacing("Message-ID", with: "Mes=73age-ID")
    }
}
