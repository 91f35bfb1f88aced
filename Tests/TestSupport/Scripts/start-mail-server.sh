# Runs one of Debian's mail servers in the current directory until standard input ends, whatever mail server this machine has:
# start-mail-server.sh postfix|exim|opensmtpd PACKAGES CERTIFICATE KEY USER PASSWORD NEXT-HOP LMTP AUTH
#
# PACKAGES is where the packages were unpacked (`make deps-test`). NEXT-HOP, LMTP and AUTH are ports of 127.0.0.1: where mail goes to, where the mailbox
# of USER is filled, and where Dovecot says who may log in. The variable PORTS has those at which it may listen. Prints `ready NAME=PORT ...`: a port for each way in which it takes or refuses mail.
#
# Such a server wants users, spools and sockets of its own at fixed places. So it is given a file system in which it has them (a mount namespace), and
# processes of its own (a process namespace), which all end with their first. That takes root, or a user who may be root in a user namespace.
if [ "${INSIDE:-}" != yes ]; then
    as_root=
    [ "$(id -u)" = 0 ] || as_root='--user --map-root-user --map-auto'
    if ! unshare $as_root --mount --pid --fork --mount-proc true 2>refused; then
        echo "a mail server of the tests needs namespaces, which this machine does not give: $(cat refused)" >&2
        echo "Run the tests as root; in a container, with the right to mount (docker: --cap-add SYS_ADMIN --security-opt apparmor=unconfined)." >&2
        exit 1
    fi
    # Whoever ends this process ends them all, in whatever way.
    export INSIDE=yes
    exec unshare $as_root --mount --pid --fork --kill-child --mount-proc /bin/sh -eu "$0" "$@"
fi

# Ends with standard input, too.
exec 3<&0
(cat <&3 >/dev/null; kill -KILL -1) 2>/dev/null &
exec 3<&- </dev/null

sort=$1 packages=$2 certificate=$3 key=$4 user=$5 password=$6 next_hop=$7 lmtp=$8 auth=$9
mount --make-rprivate /
scripts=$(cd "$(dirname "$0")" && pwd)

# Its users, before those that the machine has by the same names. Nobody is asked for names over the network.
cat >passwd <<END
root:x:0:0:root:/root:/bin/sh
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
postfix:x:301:301::/nonexistent:/usr/sbin/nologin
opensmtpd:x:302:302::/var/lib/opensmtpd/empty:/usr/sbin/nologin
opensmtpq:x:303:303::/var/lib/opensmtpd/empty:/usr/sbin/nologin
Debian-exim:x:304:304::/nonexistent:/usr/sbin/nologin
END
cat >group <<END
root:x:0:
nogroup:x:65534:
postfix:x:301:
opensmtpd:x:302:
opensmtpq:x:303:
Debian-exim:x:304:
postdrop:x:305:
END
echo 'passwd: files' >nsswitch.conf
echo 'group: files' >>nsswitch.conf
echo 'hosts: files' >>nsswitch.conf
echo '127.0.0.1 localhost' >hosts
echo 'nameserver 127.0.0.1' >resolv.conf
for file in passwd group nsswitch.conf hosts resolv.conf; do mount --bind "$file" "$(realpath "/etc/$file")"; done

# Everything of it lies where its users may go, whoever may look into the folders above.
mount -t tmpfs -o mode=755 none /mnt
mkdir /mnt/packages /mnt/here /mnt/secrets
mount --bind "$packages" /mnt/packages
chmod 755 .
mount --bind . /mnt/here
cp "$certificate" /mnt/secrets/certificate.pem
cp "$key" /mnt/secrets/key.pem
chmod 644 /mnt/secrets/certificate.pem
chmod 640 /mnt/secrets/key.pem
for folder in /var/spool /var/lib /run; do mount -t tmpfs -o mode=755 none "$folder"; done
export LD_LIBRARY_PATH=/mnt/packages/usr/lib/postfix
cd /mnt/here

# Says which of PORTS is whose: ports NAME..., the first for the first and so on, as `NAME=PORT ...`.
ports() {
    free=$PORTS
    for name in "$@"; do
        echo "$name=${free%% *}"
        free=${free#* }
    done | paste -sd ' '
}

# Says that it is ready as soon as something listens at every port: listens NAME=PORT... It connects to none: a server counts its connections.
listens() {
    for _ in $(seq 600); do
        if /usr/bin/python3 -c '
import sys
lines = [line.split() for line in open("/proc/net/tcp").readlines()[1:]]
listening = {int(fields[1].split(":")[1], 16) for fields in lines if fields[3] == "0A"}
sys.exit(not {int(word.split("=")[1]) for word in sys.argv[1:]} <= listening)' $1; then break; fi
        sleep 0.1
    done
    echo "ready $1"
}

. "$scripts/mail-servers/$sort.sh"
