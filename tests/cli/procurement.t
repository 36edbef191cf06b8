# A camera of a maker that section 889 names, for the gate of an agency
$ printf '%s' '{"kind":"procurement","date":"2026-10-01","items":[{"line":1,"name":"camera"}],"parties":[{"role":"manufacturer","name":"Hikvision","country":"CN"}],"procurement":{"for":["us-government"]},"facts":{"us.telecom-or-video":true,"us.security-use":true,"us.cannot-see-data":false}}' >gate.json; exportctl check gate.json --accept-excerpts --no-store --brief | grep '^US the contracting'
| US the contracting agency  PROHIBITED

# For a canteen the owners of the maker, and a maker not named, are still to be told
$ sed 's/"us.security-use":true/"us.security-use":false/' gate.json >canteen.json; exportctl check canteen.json --accept-excerpts --no-store --brief | grep '^US the contracting'
| US the contracting agency  UNDETERMINED  (at least clear, at most prohibited)

# A share of more than 10 percent makes an affiliate for the FCC
$ printf '%s' '{"kind":"procurement","date":"2026-10-01","items":[{"line":1,"name":"radio"}],"parties":[{"role":"manufacturer","name":"Shinonome Radio","country":"JP","owners":[{"name":"Huawei Technologies Company","country":"CN","pct":11}]}],"procurement":{"for":["fcc-authorisation"]},"facts":{"us.fcc.covered-kind":true}}' >radio.json; exportctl check radio.json --accept-excerpts --no-store | grep 'by the rule of the FCC'
|   Shinonome Radio, by the rule of the FCC on more than 10 %: reached

# 10 percent do not
$ sed 's/"pct":11/"pct":10/' radio.json >ten.json; exportctl check ten.json --accept-excerpts --no-store | grep 'by the rule of the FCC'
|   Shinonome Radio, by the rule of the FCC on more than 10 %: not reached, but a listed owner is a

# A purpose that nobody has
$ sed 's/"us-government"/"us-goverment"/' gate.json >typo.json; exportctl check typo.json
! exportctl: typo.json: procurement/for/0 is "us-goverment" (/procurement/for/0)
!   hint: one of: us-government us-contractor-use us-grant fcc-subsidy fcc-authorisation jp-government jp-infrastructure private
= 2
