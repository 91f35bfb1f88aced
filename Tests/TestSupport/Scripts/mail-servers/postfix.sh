# Postfix, which gives all that it has against a client, a greeting or a sender as an answer to RCPT (smtpd_delay_reject, its default).
ways='submission open helo helo_name sender sender_login relay relay_later client client_only unknown greylist full policy size connections rate tls_wanted'
named=$(ports $ways)
eval "$named"

mkdir -p queue data
for folder in active bounce corrupt defer deferred flush hold incoming private saved trace; do install -d -m 700 -o postfix "queue/$folder"; done
install -d -m 730 -o postfix -g postdrop queue/maildrop
install -d -m 710 -o postfix -g postdrop queue/public
install -d -m 755 queue/pid
chown postfix data

# What each port has beside what main.cf says.
service() { # PORT [-o NAME=VALUE]...
    port=$1
    shift
    echo "127.0.0.1:$port inet n - n - - smtpd $*"
}

cat >main.cf <<END
compatibility_level = 3.6
config_directory = /mnt/here
queue_directory = /mnt/here/queue
data_directory = /mnt/here/data
daemon_directory = /mnt/packages/usr/lib/postfix/sbin
command_directory = /mnt/packages/usr/sbin
meta_directory = /mnt/packages/etc/postfix
import_environment = MAIL_CONFIG MAIL_LOGTAG LD_LIBRARY_PATH
export_environment = MAIL_CONFIG MAIL_LOGTAG LD_LIBRARY_PATH
maillog_file = /mnt/here/log
maillog_file_prefixes = /mnt/here
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = postfix.example
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
local_recipient_maps =
disable_dns_lookups = yes
smtp_host_lookup = native
smtpd_peername_lookup = no
biff = no
default_transport = smtp:[127.0.0.1]:$next_hop
transport_maps = inline:{ $user=lmtp:[127.0.0.1]:$lmtp }
virtual_alias_maps = inline:{ alias@vlieger.example=weg@elders.example }
smtpd_tls_cert_file = /mnt/secrets/certificate.pem
smtpd_tls_key_file = /mnt/secrets/key.pem
smtpd_tls_security_level = may
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:$auth
smtpd_sasl_tls_security_options = noanonymous
END
cat >master.cf <<END
postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
rewrite_relay unix - - n - - trivial-rewrite -o relay_domains=vlieger.example
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
$(service $submission -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes -o smtpd_client_restrictions=permit_sasl_authenticated,reject -o smtpd_relay_restrictions=permit_sasl_authenticated,reject)
$(service $open)
$(service $helo -o "{ smtpd_helo_restrictions = reject_unknown_helo_hostname }" -o disable_dns_lookups=no)
$(service $helo_name -o "{ smtpd_helo_restrictions = check_helo_access static:REJECT }")
$(service $sender -o "{ smtpd_sender_restrictions = check_sender_access static:REJECT }")
$(service $sender_login -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes -o "{ smtpd_sender_login_maps = inline:{ opvolging@perspectief.example=iemand } }" -o "{ smtpd_sender_restrictions = reject_sender_login_mismatch }")
$(service $relay -o mynetworks=192.0.2.0/24 -o "{ smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination }")
$(service $relay_later -o mynetworks=192.0.2.0/24)
$(service $client -o "{ smtpd_client_restrictions = check_client_access static:{554 5.7.1 your address is on our list, ask postmaster@elsewhere.example} }")
$(service $client_only -o "{ smtpd_client_restrictions = check_client_access static:REJECT }")
$(service $unknown -o rewrite_service_name=rewrite_relay -o "{ relay_recipient_maps = inline:{ directie@vlieger.example=x } }")
$(service $greylist -o "{ smtpd_recipient_restrictions = check_recipient_access inline:{ { ib@vlieger.example = 450 4.2.0 Greylisted, see http://postgrey.example/help } } }")
$(service $full -o "{ smtpd_recipient_restrictions = check_recipient_access inline:{ { ib@vlieger.example = 552 5.2.2 Mailbox is full } } }")
$(service $policy -o "{ smtpd_recipient_restrictions = check_recipient_access inline:{ ib@vlieger.example=REJECT } }")
$(service $size -o message_size_limit=2000)
$(service $tls_wanted -o smtpd_tls_security_level=encrypt)
$(service $connections -o smtpd_client_connection_count_limit=1 -o "smtpd_client_event_limit_exceptions=")
$(service $rate -o smtpd_client_message_rate_limit=1 -o "smtpd_client_event_limit_exceptions=")
END
listens "$named" &
/mnt/packages/usr/lib/postfix/sbin/master -c /mnt/here -d </dev/null >starting 2>&1
