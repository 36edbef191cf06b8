# The demo tells its story from anywhere, and shows how to ask
$ exportctl demo >story; code=$?; grep -E '^\$' story; exit $code
| $ export EXPORTCTL_TODAY=2026-11-23
| $ exportctl check [..]/demo/transfers/etcher.json --brief --accept-excerpts
| $ exportctl check [..]/demo/transfers/etcher-c3.json --gov us --brief --accept-excerpts
| $ exportctl check [..]/demo/transfers/spares.json --gov us --brief --accept-excerpts --as-of 2025-10-15
| $ exportctl check [..]/demo/transfers/spares.json --gov us --brief --accept-excerpts --as-of 2026-03-01
| $ exportctl check [..]/demo/transfers/spares.json --gov us --brief --accept-excerpts --as-of 2026-11-23
| $ exportctl check [..]/demo/transfers/false-hit.json --brief --accept-excerpts
| $ exportctl check [..]/demo/transfers/clean.json --brief --accept-excerpts
| $ head -n 11 [..]/demo/items.csv | exportctl coverage -
| $ exportctl replay [..]/demo/shipments.csv --after [..]/demo/proposal --accept-excerpts
| $ exportctl check [..]/demo/shipments.csv
| $ exportctl help

# It keeps nothing
$ ls -A ~

# Its commands can be typed as they stand
$ sed -n 's/^\$ //p' story | sed -n 2p >command; . ./command >answer
> sed -n '/etcher.json/,/^The same order/p' story | sed '1d;$d' | sed '$d' | cmp - answer

# From the folder above it, the demo's files have short names
$ cd $DEMO/.. && exportctl demo 2>/dev/null | grep -c '^\$ exportctl check demo/transfers/'
| 7

# Who has a snapshot of their own is still shown the demo's
$ mkdir -p ~/.local/share/exportctl; : >~/.local/share/exportctl/current.snapshot
> exportctl demo >/dev/null; code=$?; exportctl demo | grep -c -e ' --snapshot '; rm -r ~/.local; exit $code
| 9
