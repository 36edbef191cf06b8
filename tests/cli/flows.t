# Nothing was kept yet
$ exportctl flows
| EXPORTER  ITEM      END USER  ROUTE     VERDICT   LINES  TRANSFERS  VALUE
| 0 transfers, each by its newest decision

# A year of shipments, by verdict
$ exportctl check $DEMO/shipments.csv --accept-excerpts >answers 2>said; exportctl flows --by verdict
| VERDICT       LINES  TRANSFERS  VALUE
| clear           288        221  JPY 6064800000
| undetermined     60         42  JPY 1512140000
| licence          39         37  JPY 10867580000
| review           33         28  JPY 248750000
| 300 transfers, each by its newest decision

# The same again counts once
$ exportctl check $DEMO/shipments.csv --accept-excerpts >answers 2>said; exportctl flows --by verdict -o json >a
> exportctl flows --by verdict -o json --from 2025-01-01 --until 2025-12-31 >b; cmp a b; grep -o '"transfers":300' a
| "transfers":300

# For a spreadsheet
$ exportctl flows --by route,verdict -o csv | sed -n '1p; /^JP > CN,licence/p'
| route,verdict,lines,transfers,currency,value
| JP > CN,licence,17,15,JPY,1750820000

# A word that nothing is summed by
$ exportctl flows --by country
! exportctl: flows are not summed by "country"
!   hint: some of: exporter,item,end-user,route,verdict
= 2

# Without a store
$ exportctl flows --store none
! exportctl: there is no store to sum decisions of
!   hint: check without --no-store, with a store that can be written
= 2
