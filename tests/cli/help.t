# Every command, on a page
$ exportctl help
| exportctl: what export control law says of a transfer, with its reasons
|
|   exportctl COMMAND [OPTION]...
|
| Commands:
|   check FILE            what every government says of a transfer, or of a batch
|   why ID                an answer that was kept, with its reasons
|   screen NAME | -f FILE
|                         a name, or a file of names, against every list
|   coverage FILE         which government controls which item
|   replay FILE           what a change of the rules does to transfers of the past
|   flows                 who sends what to whom, over the answers kept
|   rules show NAME | --coverage
|                         a rule as it stands in the book
|   rules list            the rules there are
|   rules test [FILTER]   run the examples of the rulebook
|   rules coverage        how far the examples reach into the rulebook
|   rules verify          which sections of the law changed since the book was
|                         written
|   rules mutate [FOLDER]
|                         conditions that no example notices the loss of
|   rules lint [FOLDER]   what the rulebook says in vain, twice, or against itself
|   log key NAME          make a key that signs receipts
|   log verify FILE       check a receipt, offline
|   lists status          the lists in use: age, entries, completeness
|   lists import FILE     read a publisher's file into lists
|   snapshot build        make one file of the law and the lists
|   snapshot verify FILE  check every byte of a snapshot against its hashes
|   snapshot list         the snapshot in use, and those kept for receipts
|   doctor                what answers stand on, and whether it is sound
|   config                the settings, as a settings file
|   demo                  real questions about a fictional maker's shipments
|   completion bash       completion of commands and options, for a shell
|   help [COMMAND]        explain a command
|
| Options of every command:
|   --snapshot FILE       the lists and the law to answer from
|   --store FILE          where answers are kept; none: nowhere
|   --colour auto|always|never
|                         colours in tables; auto: on a terminal. NO_COLOR in the
|                         environment always wins
|   --width COLUMNS       the width of tables (default: the terminal's, else 100)
|   --memory MIB          the most memory one question may take
|   -h, --help            explain a command
|   --version             print the version
|
| Exit codes:
|   0       clear, not subject, authorised, or an exception applies; the command
|           did what it should
|   1       a person must act
|   2       the command or the input was wrong
|   3       it could not be done: a file cannot be read, a list is stale, the
|           store or the snapshot is damaged
|   10-14   with --detailed-exitcode, instead of 1: 10 review, 11 licence, 12
|           prohibited, 13 undetermined, 14 notify
|
| "exportctl help COMMAND" explains one; "exportctl demo" shows them at work.

# The same by an option
$ exportctl help >a; exportctl --help >b; exportctl -h >c; cmp a b && cmp a c

# A page is 80 columns wide
$ for c in "" check why screen coverage "rules show" "rules list" "rules test" "lists status" "lists import" \
>   "snapshot build" "snapshot verify" "snapshot list" "log key" "log verify" doctor config \
>   demo completion help; do exportctl help $c; done |
>   awk 'length > 84' | grep -v '^  exportctl'
= 1

# One command
$ exportctl help coverage
| exportctl coverage: which government controls which item
|
|   exportctl coverage FILE [OPTION]...
|
| FILE is CSV with the columns item, title and a code for each government:
| codes.US, codes.JP and so on. An empty cell is a code that nobody has
| determined; "none" was classified and is not listed.
|
| Options:
|   --as-of DAY           the day of the act: the law of that day applies,
|                         whatever date the document has
|   --gov GOVERNMENTS     only these governments: us,jp,nl
|   -o, --output table|json|ndjson|csv
|                         how the answer is written
|
| Options of every command:
|   --snapshot FILE       the lists and the law to answer from
|   --store FILE          where answers are kept; none: nowhere
|   --colour auto|always|never
|                         colours in tables; auto: on a terminal. NO_COLOR in the
|                         environment always wins
|   --width COLUMNS       the width of tables (default: the terminal's, else 100)
|   --memory MIB          the most memory one question may take
|   -h, --help            explain a command
|   --version             print the version
|
| Examples:
|   exportctl coverage demo/items.csv --gov us,jp,nl
|       three governments side by side

# The same by an option, wherever it stands and whatever else is wrong
$ exportctl help coverage >a; exportctl coverage -h >b; exportctl --help coverage x y --as-of 2026-01-01 >c
> cmp a b && cmp a c

# A group
$ exportctl help snapshot
| exportctl snapshot:
|   snapshot build        make one file of the law and the lists
|   snapshot verify FILE  check every byte of a snapshot against its hashes
|   snapshot list         the snapshot in use, and those kept for receipts
|
| "exportctl help snapshot ..." explains one of them.

# A command that there is not
$ exportctl help coverag
! exportctl: there is no command "coverag"
!   hint: did you mean "coverage"?
= 2

# The version
$ exportctl --version
| exportctl 0.1.0

# Every command has a page, and every page says how it is called
$ exportctl help | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z ]*[a-z]\).*/\1/p' | sed 's/  .*//; s/completion bash/completion/' |
>   while read -r name; do exportctl help $name | grep -q "^  exportctl $name" || echo "$name"; done
