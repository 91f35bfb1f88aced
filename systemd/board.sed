# Makes of a unit that of one board of several: opvolgd.service becomes opvolgd@.service, whose configuration, database and secrets are the board's.
s,--config /etc/opvolg/opvolg\.toml,--board %i,
s,^Description=opvolg: ,Description=opvolg %i: ,
s,^StateDirectory=opvolg$,StateDirectory=opvolg/boards/%i,
s,^WorkingDirectory=/var/lib/opvolg$,WorkingDirectory=/var/lib/opvolg/boards/%i,
s,^\(LoadCredential=[a-z-]*:opvolg\)\.,\1-%i.,
/^Wants=\|^Conflicts=/s,\(opvolg[a-z-]*\)\.\(service\|timer\),\1@%i.\2,g
s,/etc/credstore/opvolg\.,/etc/credstore/opvolg-BOARD.,
