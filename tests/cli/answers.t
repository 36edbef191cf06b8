# A shipment with every fact stated
$ exportctl check $DEMO/transfers/clean.json --accept-excerpts
| ...

# An excerpt of a list does not say clear by itself
$ exportctl check $DEMO/transfers/clean.json --detailed-exitcode
| ...
= 10

# A licence is needed: a person must act
$ exportctl check $DEMO/transfers/etcher.json --accept-excerpts
| ...
= 1

# In detail
$ exportctl check $DEMO/transfers/etcher.json --accept-excerpts --detailed-exitcode -o json >etcher.answer
= 11

# The JSON is one object that says so
? python3
$ python3 -c 'import json; d = json.load(open("etcher.answer")); print(d["transfer"], d["verdict"])'
| AZ-2026-1123 licence

# What was kept is found again, whole or by the beginning of its id, and ends as it did
? python3
$ id=$(python3 -c 'import json; print(json.load(open("etcher.answer"))["id"])')
> exportctl why "$id" -o json >again; echo $?; cmp etcher.answer again
> exportctl why "$(printf %.10s "$id")" -o json --detailed-exitcode >again; echo $?; cmp etcher.answer again
| 1
| 11

# What was not to be kept is not
? python3
$ exportctl check $DEMO/transfers/spares.json --no-store -o json >kept-not
> exportctl why "$(python3 -c 'import json; print(json.load(open("kept-not"))["id"])')"
! exportctl: [..]
! ...
= 2

# A store that cannot be written is a warning
$ exportctl check $DEMO/transfers/clean.json --accept-excerpts --store /dev/null/store.db
| ...
! exportctl: warning: [..]

# The same question gets the same bytes
$ exportctl check - -o json --accept-excerpts <$DEMO/transfers/etcher.json >again; cmp etcher.answer again

# Lists grow old: what they do not say is then no answer
$ EXPORTCTL_TODAY=2036-01-01 exportctl check $DEMO/transfers/clean.json --accept-excerpts
| ...
= 3

# A batch: a line each, the count of each verdict, and the column that is no path
$ exportctl check $DEMO/shipments.csv --accept-excerpts >lines; code=$?; wc -l <lines | tr -d ' '; exit $code
| 300
! 300 transfers: [..] licence[..]
! columns nobody understood: sales_region
= 1

# A batch as one JSON array
? python3
$ exportctl check $DEMO/shipments.csv --accept-excerpts -o json 2>/dev/null >all.json
> python3 -c 'import json; print(len(json.load(open("all.json"))))'
| 300

# A batch as NDJSON, in the order of the file
? python3
$ exportctl check $DEMO/shipments.csv --accept-excerpts -o ndjson 2>/dev/null >all.ndjson
> python3 -c 'import json
> ids = [json.loads(line)["transfer"] for line in open("all.ndjson")]
> print(len(ids), ids[0], ids == sorted(ids))'
| 300 SO-25-0001 True

# A batch as CSV has one heading
$ exportctl check $DEMO/shipments.csv --accept-excerpts -o csv 2>/dev/null >all.csv
> grep -n ^transfer, all.csv | cut -c1-11; wc -l <all.csv | tr -d ' '
| 1:transfer,
| 301

# A row that cannot be read says where and how to mend it, and stops no other
$ { head -n 5 $DEMO/shipments.csv; sed -n 6p $DEMO/shipments.csv | sed 's/2025-/2025-13-/'; } >bad.csv
> exportctl check bad.csv --accept-excerpts >rows; code=$?; [ $(wc -l <rows) = 2 ] && exit $code
! exportctl: bad.csv:6:[..]
! ...
! [..]1 unreadable
! columns nobody understood: sales_region
= 2

# How far it has come, where stderr is no terminal
$ exportctl check $DEMO/shipments.csv --accept-excerpts --progress always >/dev/null
! ...
! [..] %, 300 transfers, [..] s
! 300 transfers: [..]
! columns nobody understood: sales_region
= 1

# A listed party
$ exportctl screen "Chengdu Fine Optical Engineering Research Center" --country CN
| ...
= 1

# Nobody
$ exportctl screen "Zzyqx Vwvwkrt"
| ...

# A file of names
$ printf 'Zzyqx Vwvwkrt\n\nChengdu Fine Optical Engineering Research Center\n' | exportctl screen -f - -o ndjson >hits
! 2 names: 1 with hits, 0 with weak ones only, 0 incomplete, 0 unreadable
= 1

# The same as CSV
$ printf 'country,name\r\n,"Zzyqx, Vwvwkrt"\r\nCN,Chengdu Fine Optical Engineering Research Center\r\n,\r\n' >names.csv
> exportctl screen -f names.csv -o csv >hits
! exportctl: names.csv:4: the row has no name
! 2 names: 1 with hits, 0 with weak ones only, 0 incomplete, 1 unreadable
= 2

# Who controls what
$ exportctl coverage $DEMO/items.csv --gov us,jp,nl >lines && [ $(wc -l <lines) -gt 60 ]

# A rule from the list of rules
$ exportctl rules list -o csv >rules && exportctl rules show "$(sed -n '2s/,.*//p' rules)"
| ...

# A rule that there is not
$ exportctl rules show no.such.rule
! exportctl: [..]
! ...
= 2

# The book's own examples
$ exportctl rules test >/dev/null
! [..] passed, 0 failed

# The lists in use
$ exportctl lists status
| ...

# What it all stands on
$ exportctl doctor
| snapshot  [..] (beside the program)
| store     [..]/home/.local/state/exportctl/store.db (default)
| today     2026-11-23 (EXPORTCTL_TODAY)
| ...

# A snapshot of one's own, twice the same
$ exportctl snapshot build --rulebook $DEMO/../rulebook --out a.snapshot | cut -d' ' -f1 >a
> exportctl snapshot build --rulebook $DEMO/../rulebook --out b.snapshot | cut -d' ' -f1 >b
> exportctl snapshot verify a.snapshot | cut -d' ' -f1 | cmp - a && cmp a b && cmp a.snapshot b.snapshot

# A byte that changed is found
$ printf 'X' | dd of=b.snapshot bs=1 seek=$(($(wc -c <b.snapshot) / 2)) conv=notrunc 2>/dev/null
> exportctl snapshot verify b.snapshot
! exportctl: b.snapshot: [..]
! ...
= 3

# Colours are for a terminal
$ exportctl check $DEMO/transfers/etcher.json | grep -c "$(printf '\033')"
| 0
= 1

# Or for who wants them
$ exportctl check $DEMO/transfers/etcher.json --colour always | grep -q "$(printf '\033')"

# But never against NO_COLOR
$ NO_COLOR=1 exportctl check $DEMO/transfers/etcher.json --colour always | grep -c "$(printf '\033')"
| 0
= 1

# A table is as wide as it may be
$ exportctl check $DEMO/transfers/etcher.json --width 60 | LC_ALL=C awk 'length > 80' | wc -l | tr -d ' '
| 0

# A reader of rows who leaves early
? bash
$ bash -c 'exportctl check $DEMO/shipments.csv -o ndjson | head -n 1 >/dev/null; echo ${PIPESTATUS[0]}' | grep -E '^(1|3)$' | wc -l | tr -d ' '
| 1
! ...
