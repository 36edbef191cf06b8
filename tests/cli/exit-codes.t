# What was not kept leaves nothing
$ exportctl check $DEMO/transfers/clean.json --accept-excerpts --no-store >/dev/null; ls -A ~

# Review
$ exportctl check $DEMO/transfers/spares.json --accept-excerpts --as-of 2026-03-01 --detailed-exitcode >/dev/null
= 10

# Licence
$ exportctl check $DEMO/transfers/bare-3b001-cn.json --accept-excerpts --detailed-exitcode >/dev/null
= 11

# Undetermined
$ exportctl check $DEMO/transfers/bare-3b001-de.json --accept-excerpts --detailed-exitcode >/dev/null
= 13

# Prohibited
$ sed 's/Elbsand Halbleiterwerk GmbH/SN ELECTRONICS, INC./' $DEMO/transfers/bare-3b001-de.json |
>   sed 's/"country": "DE",$/"country": "US",/; s/"incorporated": "DE"/"incorporated": "US"/; s/"headquarters": "DE"/"headquarters": "US"/' |
>   exportctl check - --accept-excerpts --detailed-exitcode >/dev/null
= 12

# All of these are 1 without the detail
$ exportctl check $DEMO/transfers/bare-3b001-de.json --accept-excerpts >/dev/null
= 1

# The law of some governments only
$ exportctl check $DEMO/transfers/etcher.json --accept-excerpts --gov nl,cn >/dev/null

# Of one among them
$ exportctl check $DEMO/transfers/etcher.json --accept-excerpts --gov nl,jp --detailed-exitcode >/dev/null
= 11

# Stale lists are no answer
$ exportctl check $DEMO/transfers/clean.json --accept-excerpts --known 2029-01-01 --detailed-exitcode >/dev/null
= 3

# In between, where at least a licence is needed, it ends as a licence
? python3
$ python3 - <<'END'
> import json, os
> d = json.load(open(os.environ["DEMO"] + "/transfers/bare-3b001-cn.json"))
> del d["parties"], d["unstated"]
> json.dump(d, open("open.json", "w"))
> END
> exportctl check open.json --accept-excerpts --detailed-exitcode -o json >answer; code=$?
> python3 -c 'import json; d = json.load(open("answer")); print(d["at_least"], d["at_most"])'; exit $code
| licence prohibited
= 11

# The worst of a batch
$ exportctl check $DEMO/shipments.csv --accept-excerpts --no-store --detailed-exitcode >/dev/null 2>&1
= 11
