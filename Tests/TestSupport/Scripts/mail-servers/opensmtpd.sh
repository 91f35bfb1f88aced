# OpenSMTPD, which says the same ("Invalid recipient") of an address that it does not know and of one that it does not relay to. Without a login: it takes
# one over TLS only, and Debian's cannot sign for it with OpenSSL 3.
ways='open helo helo_later sender relay client unknown greylist full policy login_wanted tls_wanted connections'
named=$(ports $ways)
eval "$named"
mkdir -p /var/spool/smtpd /var/lib/opensmtpd/empty
chmod 711 /var/spool/smtpd
for folder in corrupt incoming purge queue temporary; do install -d -m 700 -o opensmtpq -g root "/var/spool/smtpd/$folder"; done
install -d -m 770 -o root -g opensmtpq /var/spool/smtpd/offline
echo opensmtpd.example >mailname
[ ! -e /etc/mailname ] || mount --bind mailname /etc/mailname

cat >smtpd.conf <<END
pki test cert "/mnt/secrets/certificate.pem"
pki test key "/mnt/secrets/key.pem"
smtp max-message-size 1M
# So that one connection does not bear a day's mail.
smtp limit max-mails 2

table logins { "$user" = "$(openssl passwd -6 "$password")" }
table here { "127.0.0.1" }
table ours { "opvolg.perspectief.example" }
table sender { "opvolging@perspectief.example", "$user" }
table ib { "ib@vlieger.example" }
table bounced { "$user" }

filter "helo" phase ehlo match helo <ours> reject "550 5.7.1 Helo command rejected: go away"
filter "helo_too" phase helo match helo <ours> reject "550 5.7.1 Helo command rejected: go away"
filter "hello" chain { "helo", "helo_too" }
filter "helo_later" phase ehlo match helo <ours> reject "421 4.7.0 try again later"
filter "sender" phase mail-from match mail-from <sender> reject "550 5.7.1 sender not allowed"
filter "client" phase connect match src <here> disconnect "554 5.7.1 127.0.0.1 blocked, see https://blocklist.example"
filter "connections" phase connect match src <here> disconnect "421 4.7.0 too many connections from your address"
filter "greylist" phase rcpt-to match rcpt-to <ib> reject "451 4.7.1 Greylisting in action, please come back later"
filter "full" phase rcpt-to match rcpt-to <ib> reject "552 5.2.2 mailbox full"
filter "policy" phase rcpt-to match rcpt-to <ib> reject "550 5.7.1 not today"

listen on 127.0.0.1 port $open tag open
listen on 127.0.0.1 port $helo filter "hello" tag open
listen on 127.0.0.1 port $helo_later filter "helo_later" tag open
listen on 127.0.0.1 port $sender filter "sender" tag open
listen on 127.0.0.1 port $relay tag none
listen on 127.0.0.1 port $client filter "client" tag open
listen on 127.0.0.1 port $unknown tag unknown
listen on 127.0.0.1 port $greylist filter "greylist" tag open
listen on 127.0.0.1 port $full filter "full" tag open
listen on 127.0.0.1 port $policy filter "policy" tag open
listen on 127.0.0.1 port $login_wanted tls pki test hostname "opensmtpd.example" auth <logins> tag open
listen on 127.0.0.1 port $tls_wanted tls-require pki test hostname "opensmtpd.example" tag open
listen on 127.0.0.1 port $connections filter "connections" tag open

action onwards relay host "smtp+notls://127.0.0.1:$next_hop"
action bounces relay host "lmtp://127.0.0.1:$lmtp"

match from any for rcpt-to <bounced> action bounces
match tag unknown from any for any ! rcpt-to <ib> action onwards
match tag open from any for any action onwards
END
listens "$named" &
/mnt/packages/usr/sbin/smtpd -d -f /mnt/here/smtpd.conf </dev/null >log 2>&1
