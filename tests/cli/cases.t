# The plant is the direct product of listed technology, and the buyer carries footnote 1
$ exportctl check $CASES/seagate-huawei.json --accept-excerpts --no-store --brief | tr '\n' ' ' | tr -s ' ' | grep -o 'subject because a footnote 1 entity takes part: a licence is needed \[15 CFR 744.11(a)(2)(i)\]'
| subject because a footnote 1 entity takes part: a licence is needed [15 CFR 744.11(a)(2)(i)]

# Finishing abroad does not end jurisdiction
$ exportctl check $CASES/applied-materials-smic.json --accept-excerpts --no-store --detailed-exitcode --gov us >smic
= 11

# With less US content the de minimis route is closed, and nothing else brings the tool under the law
$ sed 's/"pct": 40/"pct": 20/' $CASES/applied-materials-smic.json >less.json; exportctl check less.json --accept-excerpts --no-store --brief --gov us | head -1
| NOT SUBJECT

# A listed alias is the listed party
$ exportctl check $CASES/cadence-nudt.json --accept-excerpts --no-store --detailed-exitcode >nudt; grep -c 'on the Entity List' nudt
| 1

# R05: the machine of 1983, today: a licence and an approval
$ exportctl check $CASES/toshiba-machine.json --accept-excerpts --no-store --brief | grep '^JP METI'
| JP METI  LICENCE REQUIRED
| JP METI  LICENCE REQUIRED
