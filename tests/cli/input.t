# A file that is not there
$ exportctl check nowhere.json
! exportctl: nowhere.json: cannot be read: No such file or directory
= 2

# A folder
$ mkdir folder; exportctl check folder
! exportctl: folder: cannot be read: Is a directory
= 2

# A file with nothing in it
$ : >empty.json; exportctl check empty.json
! exportctl: empty.json: there is nothing in it
= 2

# A file longer than may be read
$ truncate -s 513M long.csv; exportctl check long.csv; code=$?; rm long.csv; exit $code
! exportctl: long.csv: is longer than 512 MiB
!   hint: split it
= 3

# A file after "--" may begin with a dash
$ exportctl check -- --as-of
! exportctl: --as-of: cannot be read: No such file or directory
= 2

# Options may stand before the command
$ exportctl -o json --as-of=2026-11-23 check nowhere.json
! exportctl: nowhere.json: cannot be read: No such file or directory
= 2

# A value may be joined to its letter
$ exportctl check nowhere.json -ojson -o=csv
! exportctl: nowhere.json: cannot be read: No such file or directory
= 2

# No snapshot where one is named
$ echo '{}' | exportctl check - --snapshot nowhere.snapshot
! exportctl: nowhere.snapshot: [..]
!   hint: [..]
= 3

# A snapshot that is none
$ echo 'not one' >bad.snapshot; echo '{}' | exportctl check - --snapshot bad.snapshot
! exportctl: bad.snapshot: [..]
!   hint: [..]
= 3

# A snapshot that is none fails its verification
$ exportctl snapshot verify bad.snapshot
! exportctl: bad.snapshot: [..]
! ...
= 3

# JSON cut short
$ printf '{\n  "id": "X-1",\n  "kind": "export",\n' >cut.json; exportctl check cut.json
! exportctl: cut.json:[..]
! ...
= 2

# JSON cut short, from stdin
$ printf '{"id": "X-1", "kind"' | exportctl check -
! exportctl: stdin:[..]
! ...
= 2

# JSON that is no object
$ echo '[]' | exportctl check -
! exportctl: stdin:[..]
! ...
= 2

# A field of the wrong kind names its place
$ echo '{"id": "X-1", "kind": "export", "date": 7}' | exportctl check -
! exportctl: stdin:[..]
! ...
= 2

# A file of names that is not there
$ exportctl screen -f nowhere.txt
! exportctl: nowhere.txt: cannot be read: No such file or directory
= 2
