# A proposed rule on a year of shipments
$ exportctl replay --after $DEMO/proposal $DEMO/shipments.csv --accept-excerpts -o csv | grep -E '^(answer|ground)'
| answer,stricter,all,4,JPY,457190000
| answer,looser,all,0,,
| answer,cannot tell,all,4,JPY,110860000
| ground,gained,proposal.jp,4,JPY,457190000

# The table names the question that nobody recorded
$ exportctl replay --after $DEMO/proposal $DEMO/shipments.csv --accept-excerpts | sed -n '/^Why/,$p'
| Why nobody can tell
| not recorded[..]the question[..]transfers
| items/1/codes/US[..]Which sub-paragraph is it?[..]4

# Nothing changes under one book, and says so
$ exportctl replay --before $DEMO/proposal --after $DEMO/proposal $DEMO/shipments.csv --accept-excerpts | grep -c 'No answer changes'
| 1

# A book must be named, and be one
$ exportctl replay $DEMO/shipments.csv
! exportctl: "replay" needs --after BOOK
!   hint: name a snapshot, or a folder with the files that change, such as demo/proposal
= 2
$ mkdir empty; exportctl replay --after empty $DEMO/shipments.csv
! exportctl: there is no rulebook in empty
!   hint: name the folder that holds its .md and .tsv files
= 2
$ exportctl replay --after $DEMO/items.csv $DEMO/shipments.csv
! exportctl: [..]items.csv: this is not a snapshot of exportctl
!   hint: name a file that "exportctl snapshot build" wrote
= 3

# A fault in a branch is told with its place
$ mkdir branch; printf '%s\n' '# A branch' '' '```rule' 'rule  x.y' 'regime  us.nobody' 'cites  a law' 'effective 2025-01-01' 'when kind is export' 'then licence' '```' >branch/x.md
> exportctl replay --after branch $DEMO/shipments.csv
! exportctl: x.md:5: there is no regime "us.nobody"
!   hint: declare it in a block "regime NAME"
= 2

# Rows that cannot be read are told, and left out
$ { head -n 1 $DEMO/shipments.csv; grep '^SO-25-0001,' $DEMO/shipments.csv; grep '^SO-25-0003,' $DEMO/shipments.csv | sed 's/,KR,/,XX,/'; } >some.csv
> exportctl replay --after $DEMO/proposal some.csv --accept-excerpts -o csv | head -n 2
| what,change,name,transfers,currency,value
| verdict,[..],all,1,,
! ...
