# Every block of the book shipped is matched by an example of its own
$ exportctl rules coverage >reach; code=$?; grep 'no example' reach; exit $code
! ...

# Examples by name
$ exportctl rules test 'U23 unfinished wafers'
| 2 passed, 0 failed
! 2 passed, 0 failed

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

# Official texts against the hashes of the book
$ mkdir texts; cat >texts/part-740.xml <<'END'
> <?xml version="1.0" encoding="UTF-8"?>
> <DIV5 N="740" NODE="15:2.1.3.4.25" TYPE="PART">
> <HEAD>PART 740—LICENSE EXCEPTIONS</HEAD>
> <DIV8 N="740.4" NODE="15:2.1.3.4.25.0.1.4" TYPE="SECTION">
> <HEAD>§ 740.4   Another text.</HEAD>
> <P>This is not what the section said.</P>
> </DIV8>
> </DIV5>
> END
> exportctl rules verify --text texts
| SECTION[..]
| 15 CFR 740.4[..]changed[..]
| ...
|     us.ear.gbs  us/740[..].md:[..]
| ...
! 1 files: 1 sections changed, 0 same, 7 missing, 0 that the book has no hash of
= 1

# No texts
$ mkdir none; exportctl rules verify --text none
! exportctl: there is no official text in none
!   hint: put the XML of the eCFR or of e-Gov there, as .xml
= 2
$ exportctl rules verify
! exportctl: "rules verify" needs --text DIR
!   hint: download the XML of the law from ecfr.gov or laws.e-gov.go.jp into a folder of its own
= 2
$ printf '<!DOCTYPE a><a/>' >none/a.xml; exportctl rules verify --text none
! exportctl: none/a.xml:1:[..]: the file declares a document type
!   hint: official files have none: download it again
= 2

# What examples would miss, told with its place; only the files asked for
$ exportctl rules mutate us/regimes
| file           [..]conditions  implied  noticed    share
| us/regimes.md  [..]         4        0        4  100.0 %
| all            [..]         4        0        4  100.0 %
! 4 of 4 conditions noticed (100.0 %), 0 more implied

# Examples notice the loss of any condition but a few; for the whole book ./dev nightly says so
$ exportctl rules mutate jp/catch-all >/dev/null
! [..] conditions noticed ([..] %), 0 more implied
