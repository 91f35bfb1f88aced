# Runs Dovecot in the current directory until standard input ends: start-dovecot.sh CERTIFICATE KEY USER PASSWORD [TOKEN-INFO-URL]
# The variable PORTS has three ports, parted by spaces: where mail is read, where a mail server puts it, and where that asks who may log in.
# As root mail belongs to the user "mail", since Dovecot gives root none; as anybody else to that user.
here=$(pwd)
port=${PORTS%% *} auth=${PORTS##* } lmtp=${PORTS#* }
lmtp=${lmtp% *}
me=$(id -un) owner=$(id -un) group=$(id -gn)
if [ "$me" = root ]; then owner=mail group=mail; fi
mkdir -p run/state mail/INBOX/new mail/INBOX/cur mail/INBOX/tmp
chmod 755 "$here" run run/state
if [ "$me" = root ]; then chown -R mail:mail mail; fi
printf '%s:{PLAIN}%s\n' "$3" "$4" >users
cat >dovecot.conf <<END
base_dir = $here/run
state_dir = $here/run/state
instance_name = opvolg-test
default_internal_user = $([ "$me" = root ] && echo dovecot || echo "$me")
default_login_user = $([ "$me" = root ] && echo dovenull || echo "$me")
default_internal_group = $([ "$me" = root ] && echo dovecot || echo "$group")
log_path = $here/log
auth_verbose = yes
protocols = imap lmtp
postmaster_address = postmaster@perspectief.example
ssl = required
ssl_cert = <$1
ssl_key = <$2
disable_plaintext_auth = yes
mail_location = maildir:$here/mail:LAYOUT=fs:INBOX=$here/mail/INBOX
mail_uid = $owner
mail_gid = $group
first_valid_uid = 1
auth_mechanisms = plain$([ -n "${5:-}" ] && echo ' xoauth2')
$([ -n "${5:-}" ] && printf 'passdb {\n  driver = oauth2\n  mechanisms = xoauth2\n  args = %s/oauth2.conf\n}' "$here")
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u $here/users
}
userdb {
  driver = static
  args = uid=$owner gid=$group home=$here/mail
}
service imap-login {
  $([ "$me" = root ] || echo 'chroot =')
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = $port
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = $lmtp
  }
}
service auth {
  inet_listener {
    address = 127.0.0.1
    port = $auth
  }
}
service anvil {
  $([ "$me" = root ] || echo 'chroot =')
}
END
if [ -n "${5:-}" ]; then
    printf 'tokeninfo_url = %s\nusername_attribute = email\nactive_attribute = active\nactive_value = true\nforce_introspection = no\n' "$5" >oauth2.conf
fi
# This very process becomes Dovecot, so that whoever ends it ends that; its helpers go with it. Two things are done beside it:
# it ends with standard input, and what waits for it hears when it listens.
exec 3<&0
(
    cat <&3 || true
    kill $$ 2>/dev/null || true
) >/dev/null 2>&1 &
(
    exec 3<&-
    for _ in $(seq 200); do
        if /usr/bin/python3 -c "import socket; socket.create_connection(('127.0.0.1', $port), 1)" 2>/dev/null; then break; fi
        sleep 0.05
    done
    echo ready
) &
exec dovecot -F -c dovecot.conf 3<&- >starting 2>&1
