# Every block of the book shipped is matched by an example of its own
$ exportctl rules coverage >reach; code=$?; grep 'no example' reach; exit $code
! ...

# Examples by name
$ exportctl rules test 'U23 unfinished wafers'
| 1 passed, 0 failed
! 1 passed, 0 failed

# The outline of the law and the book agree
$ exportctl rules show --coverage >outline; code=$?; tail -1 outline | cut -d' ' -f1; exit $code
| [..]

# One government's law
$ exportctl rules show --coverage --gov nl -o csv | cut -d, -f1-3
| government,law,part
| NL,Regulation (EU) 2021/821 and Dutch law,
| NL,Regulation (EU) 2021/821 and Dutch law,art. 3-12
| NL,Regulation (EU) 2021/821 and Dutch law,Regeling geavanceerde productieapparatuur
| NL,Regulation (EU) 2021/821 and Dutch law,Besluit strategische goederen

# A name or the outline
$ exportctl rules show
! exportctl: "rules show" needs the name of a rule, or --coverage
!   hint: "exportctl rules list" names the rules
= 2
$ exportctl rules show us.ear.chart --coverage
! exportctl: "rules show" needs the name of a rule, or --coverage
!   hint: "exportctl rules list" names the rules
= 2
