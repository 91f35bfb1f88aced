# Makes, in the current directory, a CA and the server certificates of the tests. `openssl ca`, since only it takes a first and a last day.
key() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key" 2>/dev/null || openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"; }

authority() {  # NAME
    key "$1"
    mkdir "$1.d" && : >"$1.d/index" && echo 01 >"$1.d/serial"
    cat >"$1.cnf" <<END
[ca]
default_ca = this
[this]
dir = $1.d
database = $1.d/index
serial = $1.d/serial
new_certs_dir = $1.d
certificate = $1.pem
private_key = $1.key
default_md = sha256
unique_subject = no
policy = any
[any]
commonName = supplied
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[req]
distinguished_name = name
[name]
END
    openssl req -new -key "$1.key" -subj "/CN=opvolg test $1" -config "$1.cnf" -out "$1.csr"
    openssl ca -batch -notext -selfsign -config "$1.cnf" -extensions root -keyfile "$1.key" -in "$1.csr" -out "$1.pem" \
        -startdate 20200101000000Z -enddate 20400101000000Z
}

server() {  # NAME AUTHORITY SUBJECTALTNAME END
    key "$1"
    printf 'subjectAltName = %s\nextendedKeyUsage = serverAuth\nbasicConstraints = CA:false\n' "$3" >"$1.ext"
    openssl req -new -key "$1.key" -subj "/CN=$1" -config "$2.cnf" -out "$1.csr"
    openssl ca -batch -notext -config "$2.cnf" -extfile "$1.ext" -in "$1.csr" -out "$1.pem" -startdate 20200101000000Z -enddate "$4"
}

authority authority
authority stranger
server good authority 'DNS:localhost,IP:127.0.0.1' 20400101000000Z
server foreign stranger 'DNS:localhost,IP:127.0.0.1' 20400101000000Z
server expired authority 'DNS:localhost,IP:127.0.0.1' 20201231000000Z
server other-name authority 'DNS:elsewhere.example' 20400101000000Z
