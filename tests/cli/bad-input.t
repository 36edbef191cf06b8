# The store as it was before: bad input adds nothing to it, which the last case shows
$ exportctl check $DEMO/transfers/clean.json --accept-excerpts >/dev/null; cksum <~/.local/state/exportctl/store.db >before

# JSON that breaks off its own grammar
$ printf '{ "kind": "export",\n  "to" "DE" }\n' >a.json; exportctl check a.json
! exportctl: a.json:2:11: not valid JSON: ':' expected near '"DE"'
!   hint: a transfer is one JSON object, a few levels deep: {"kind": "export", "items": [{…}], …}
= 2

# A key twice
$ echo '{ "kind": "export", "kind": "service" }' | exportctl check -
! exportctl: stdin:1:26: not valid JSON: duplicate object key near '"kind"'
!   hint: keep one of the two: readers disagree on which one counts
= 2

# A whole number that fits nowhere
$ echo '{ "kind": "export", "items": [{ "value": 99999999999999999999 }] }' | exportctl check -
! exportctl: stdin:1:61: not valid JSON: too big integer near '99999999999999999999'
!   hint: whole numbers go from -9223372036854775808 to 9223372036854775807
= 2

# A number that fits nowhere
$ echo '{ "kind": "export", "items": [{ "value": 1e999 }] }' | exportctl check -
! exportctl: stdin:1:46: not valid JSON: real number overflow near '1e999'
!   hint: whole numbers go from -9223372036854775808 to 9223372036854775807
= 2

# A decimal longer than any amount
$ echo '{ "kind": "export", "items": [{ "value": "9999999999999999999999" }] }' | exportctl check -
! exportctl: stdin: items/0/value is not a number of at most 18 digits (/items/0/value)
!   hint: write digits with a decimal point
= 2

# A day that the calendar does not have
$ sed 's/"date": "2026-11-23"/"date": "2026-02-30"/' $DEMO/transfers/clean.json | exportctl check -
! exportctl: stdin: date is not a day of the calendar (/date)
!   hint: write YYYY-MM-DD
= 2

# A country that there is not
$ sed 's/"to": "DE"/"to": "UK"/' $DEMO/transfers/clean.json | exportctl check -
! exportctl: stdin: to names an unknown country "UK" (/to)
!   hint: use ISO 3166-1 alpha-2 codes in capitals, or XK; GB for the United Kingdom
= 2

# A paragraph that an entry with paragraphs does not have
$ sed 's/"US": "EAR99"/"US": "3B001.zz"/' $DEMO/transfers/clean.json | exportctl check -
! exportctl: stdin: US code "3B001.zz" does not exist (/items/0/codes/US)
!   hint: 3B001 has no such live paragraph; write the paragraph as the list does, or only 3B001
= 2

# An entry that there is not
$ sed 's/"US": "EAR99"/"US": "3Z999"/' $DEMO/transfers/clean.json | exportctl check -
! exportctl: stdin: US code "3Z999" does not exist (/items/0/codes/US)
!   hint: write it as the list does (3A001.a.2, 7(16)), "EAR99", or "none" when it is not listed
= 2

# A row of the Japanese list that there is not
$ sed 's/"JP": "16(2)"/"JP": "99(1)"/' $DEMO/transfers/clean.json | exportctl check -
! exportctl: stdin: JP code "99(1)" does not exist (/items/0/codes/JP)
!   hint: write it as the list does (3A001.a.2, 7(16)), "EAR99", or "none" when it is not listed
= 2

# Bytes that are not UTF-8
$ printf '{ "kind": "exp\377ort" }\n' | exportctl check -
! exportctl: stdin:1:15: not valid JSON: not UTF-8
!   hint: save the file as UTF-8
= 2

# A NUL byte
$ printf '{ "kind": "ex\000port" }\n' | exportctl check -
! exportctl: stdin:1:14: not valid JSON: a NUL byte
!   hint: a transfer is one JSON object, a few levels deep: {"kind": "export", "items": [{…}], …}
= 2

# Ten thousand levels
$ awk 'BEGIN { printf "{ \"facts\": "; for (i = 0; i < 10000; i++) printf "["; for (i = 0; i < 10000; i++) printf "]"; print " }" }' |
>   exportctl check -
! exportctl: stdin:1:75: nested more than 64 deep
!   hint: a transfer is one JSON object, a few levels deep: {"kind": "export", "items": [{…}], …}
= 2

# A field of 100 MB in JSON
$ { printf '{ "kind": "export", "items": [{ "name": "'; head -c 104857600 /dev/zero | tr '\0' x; printf '" }] }\n'; } >long.json
> exportctl check long.json; code=$?; rm long.json; exit $code
! exportctl: long.json: this text is longer than 65536 bytes (/items/0/name)
!   hint: shorten it: no field of a transfer needs as much
= 3

# A field of 100 MB in CSV: the row is told, the other answered
$ { printf 'id,kind,to,item.codes.US,item.name\nA,export,DE,EAR99,'; head -c 104857600 /dev/zero | tr '\0' x
>   printf '\nB,export,DE,EAR99,x\n'; } >long.csv
> exportctl check long.csv --no-store >rows; code=$?; rm long.csv; grep -c B rows; exit $code
| 1
! exportctl: long.csv:2: cell 5 is longer than a field may be (cell 5)
!   hint: look for a missing quote in this row or before it
! 1 transfer: 1 undetermined, 1 unreadable
= 2

# A table without a column that is needed
$ sed '1s/,kind,/,what,/' $DEMO/shipments.csv >kind.csv; exportctl check kind.csv
! exportctl: kind.csv:1: the table has no column "kind"
!   hint: name the columns by dotted paths: kind, from, to, item.codes.US, end-user.name …
= 2

# A row that is not UTF-8: the others go on
$ { head -n 1 $DEMO/shipments.csv; grep -m 1 '^SO-25-0003' $DEMO/shipments.csv | sed 's/Aozora/Aoz\xffra/'
>   grep -m 1 '^SO-25-0004' $DEMO/shipments.csv; } >utf8.csv
> exportctl check utf8.csv --no-store --accept-excerpts >rows; code=$?; wc -l <rows | tr -d ' '; exit $code
| 1
! exportctl: utf8.csv:2: cell 19 is not UTF-8 (cell 19)
!   hint: save the file as UTF-8
! 1 transfer: 1 clear, 1 unreadable
! columns nobody understood: sales_region
= 2

# A table that is only its heading
$ head -n 1 $DEMO/shipments.csv >heading.csv; exportctl check heading.csv
! exportctl: heading.csv: there is no transfer in it
!   hint: give a header line and at least one row, or one JSON object a line
= 2

# Nothing but blanks
$ printf ' \n\n' | exportctl check -
! exportctl: stdin:2:1: not valid JSON: '[' or '{' expected near end of file
!   hint: a transfer is one JSON object, a few levels deep: {"kind": "export", "items": [{…}], …}
= 2

# A government that the rulebook does not know
$ exportctl check $DEMO/transfers/clean.json --gov us,xx
! exportctl: [..]/demo/transfers/clean.json: the rulebook knows no government "xx"
!   hint: it knows: CN DE EU JP NL US
= 2

# The same for a batch
$ exportctl check $DEMO/shipments.csv --gov xx
! exportctl: [..]/demo/shipments.csv: the rulebook knows no government "xx"
!   hint: it knows: CN DE EU JP NL US
= 2

# A snapshot that was cut short
$ s=$(exportctl doctor | sed -n 's/^snapshot  \(.*\) (.*/\1/p'); echo "$s" >where
> head -c 100000 "$s" >cut.snapshot; exportctl check $DEMO/transfers/clean.json --snapshot cut.snapshot
! exportctl: cut.snapshot: the snapshot is damaged: it is cut short
!   hint: build it again, or take a copy that is whole
= 3

# A snapshot from a newer program
$ { head -c 8 "$(cat where)"; printf '\011'; tail -c +10 "$(cat where)"; } >newer.snapshot
> exportctl check $DEMO/transfers/clean.json --snapshot newer.snapshot
! exportctl: newer.snapshot: the snapshot was built by a newer program: its form is 9, this program reads 1
!   hint: use the newer program, or build the snapshot again with this one
= 3

# A snapshot whose table of contents changed
$ { head -c 70 "$(cat where)"; printf 'XX'; tail -c +73 "$(cat where)"; } >damaged.snapshot
> exportctl check $DEMO/transfers/clean.json --snapshot damaged.snapshot
! exportctl: damaged.snapshot: the snapshot is damaged: its table of sections does not have the hash it should
!   hint: build it again, or take a copy that is whole
= 3

# A store that is a letter: the answer comes, the letter stays
$ echo 'this is a letter' >letter; exportctl check $DEMO/transfers/clean.json --accept-excerpts --store letter >answer; code=$?
> cat letter; exit $code
| this is a letter
! exportctl: warning: decisions will not be kept: letter: is not a store: it is no SQLite database; give the path of a store, or of a file that does not exist yet

# But nothing is found in it
$ exportctl why D-AAAAAAAA --store letter
! exportctl: warning: decisions will not be kept: letter: is not a store: it is no SQLite database; give the path of a store, or of a file that does not exist yet
! exportctl: there is no store to find a decision in
!   hint: check without --no-store, with a store that can be written
= 2

# Owners that hold more than there is, a part of itself, days turned round: each row is told
$ cat >rows.csv <<'EOF'
> id,kind,from,to,item.name,item.codes.US,item.contains.0.name,end-user.name,end-user.owners.0.name,end-user.owners.0.pct,end-user.owners.1.name,end-user.owners.1.pct,dates.contract,dates.export
> A,export,US,DE,pump,EAR99,seal,Aozora,Kita,60,Minami,40.5,,
> B,export,US,DE,pump,EAR99,pump,Aozora,Kita,60,Minami,40,,
> C,export,US,DE,pump,EAR99,seal,Aozora,Kita,60,Minami,40,2026-10-01,2026-09-01
> D,export,US,DE,pump,EAR99,seal,Aozora,Aozora,60,,,,
> EOF
> exportctl check rows.csv --no-store
! exportctl: rows.csv:2: the shares of "Aozora" add up to more than 100 % (/parties/0/owners/1)
!   hint: give each share once, all in percent and of the same day
! exportctl: rows.csv:3: the bill of materials runs in a circle: "pump" in the end contains itself (/items/0/contains/0)
!   hint: take the part out where it closes the circle, or name it otherwise than the whole
! exportctl: rows.csv:4: the dates are in the wrong order: contract is after export (/dates/contract)
!   hint: contract and order, then loaded, export and arrival; leave out a day that is not known
! exportctl: rows.csv:5: "Aozora" owns itself (/parties/0/owners/0)
!   hint: leave out what it holds in itself, and count without it
! 0 transfers: 4 unreadable
= 2

# Owners of each other are legal, and come to an end
$ cat >mutual.json <<'EOF'
> {"kind": "export", "date": "2026-10-01", "from": "US", "to": "DE", "items": [{"name": "pump", "codes": {"US": "EAR99"}}],
>  "parties": [{"role": "end-user", "name": "Aozora", "country": "DE", "owners": [
>    {"name": "Kita", "country": "DE", "pct": 60}, {"name": "Aozora", "of": "Kita", "pct": 60}]}]}
> EOF
> exportctl check mutual.json --no-store --accept-excerpts >answer; code=$?; grep -c 'hint\|exportctl:' answer; exit $code
| 0
= 1

# A table that names a country that there is not
$ cp -r $DEMO/../tests/desk/bad/cycle odd && chmod -R u+w odd
> printf '# source: x\n# verified: 2026-01-01\n# completeness: full\ncountry\tgroup\nUK\tA\n' >odd/places.tsv
> exportctl snapshot build --rulebook odd --out odd.snapshot
! exportctl: places.tsv:5: an unknown country "UK"
!   hint: use ISO 3166-1 alpha-2 codes, or XK
= 2

# A rule that leans on itself: no snapshot comes of it
$ exportctl snapshot build --rulebook $DEMO/../tests/desk/bad/cycle --out cycle.snapshot; code=$?; ls cycle.snapshot 2>/dev/null; exit $code
! exportctl: law.md:11: the fact "xx.subject" depends on itself
!   hint: take one of the facts between out of its conditions
= 2

# A rule whose conditions no transfer can meet
$ cp -r $DEMO/../tests/desk/bad/cycle torn && chmod -R u+w torn
> sed -i '/^fact *xx.subject/,$ { s/^when .*/when        kind is export\n and        not kind is export/; }' torn/law.md
> exportctl snapshot build --rulebook torn --out torn.snapshot
! exportctl: law.md:16: "xx.subject" contradicts itself: this line and line 15 cannot both hold
!   hint: take one of the two out, or make them alternatives with "any" and "or"
= 2

# None of it was kept
$ cksum <~/.local/state/exportctl/store.db | cmp - before
