# No command
$ exportctl
! exportctl: which command?
!   hint: "exportctl help" lists them; "exportctl demo" shows them at work
= 2

# A slip in a command
$ exportctl chekc order.json
! exportctl: there is no command "chekc"
!   hint: did you mean "check"?
= 2

# A command cut short
$ exportctl cover items.csv
! exportctl: there is no command "cover"
!   hint: did you mean "coverage"?
= 2

# A command like no other
$ exportctl frobnicate
! exportctl: there is no command "frobnicate"
!   hint: "exportctl help" lists the commands
= 2

# Half of a command of two words
$ exportctl rules
! exportctl: "rules" needs a second word
!   hint: one of: show, list, test, coverage, verify, mutate, lint
= 2

# A slip in its second word
$ exportctl lists stauts
! exportctl: there is no command "lists stauts"
!   hint: did you mean "lists status"?
= 2

# A slip in an option
$ exportctl check order.json --as-off 2026-11-23
! exportctl: there is no option --as-off
!   hint: did you mean --as-of?
= 2

# An option like no other
$ exportctl check order.json --frobnicate
! exportctl: there is no option --frobnicate
!   hint: "exportctl help check" lists the options
= 2

# An unknown letter
$ exportctl check order.json -x
! exportctl: there is no option -x
!   hint: "exportctl help check" lists the options
= 2

# An option of another command
$ exportctl check order.json --published 2026-11-23
! exportctl: "check" does not take --published
!   hint: "exportctl help check" lists what it takes
= 2

# An option without its value
$ exportctl check order.json --as-of
! exportctl: --as-of needs a value: --as-of DAY
= 2

# A value where there is none
$ exportctl check order.json --no-store=yes
! exportctl: --no-store takes no value
= 2

# A day that cannot be
$ exportctl check order.json --as-of 2026-13-01
! exportctl: --as-of must be a day such as 2026-11-23, not "2026-13-01"
= 2

# A day in another order
$ exportctl check order.json --known=23.11.2026
! exportctl: --known must be a day such as 2026-11-23, not "23.11.2026"
= 2

# A format that is not written
$ exportctl check order.json -o xml
! exportctl: -o must be one of table|json|ndjson|csv, not "xml"
= 2

# A choice is a whole one
$ exportctl check order.json -o 'json|csv'
! exportctl: -o must be one of table|json|ndjson|csv, not "json|csv"
= 2

# A number out of bounds
$ exportctl doctor --width 0
! exportctl: --width must be a whole number from 1 to 1000000, not "0"
= 2

# Nothing to check
$ exportctl check
! exportctl: "check" needs FILE
!   hint: exportctl check FILE; more: "exportctl help check"
= 2

# A second file
$ exportctl check a.json b.json
! exportctl: "b.json" is one word too many for "check"
!   hint: exportctl check FILE; more: "exportctl help check"
= 2

# A name without quotes
$ exportctl screen Huaxin Tianyuan
! exportctl: "Tianyuan" is one word too many for "screen"
!   hint: put a name of several words in quotes
!   hint: exportctl screen NAME | -f FILE; more: "exportctl help screen"
= 2

# A name and a file of names
$ exportctl screen Huaxin -f names.txt
! exportctl: screen takes a NAME or -f FILE, not both
!   hint: exportctl screen "Huaxin Tianyuan" --country CN
= 2

# A snapshot to be written nowhere
$ exportctl snapshot build
! exportctl: "snapshot build" needs --out FILE
!   hint: [..]/home/.local/share/exportctl/current.snapshot is used wherever no other is named
= 2

# A shell without a completion
$ exportctl completion fish
! exportctl: there is no completion for "fish"
!   hint: there is one for bash
= 2

# What is typed cannot steer the terminal
$ exportctl "$(printf 'a\033[31mb\302\233c')"
! exportctl: there is no command "a?[31mb??c"
!   hint: "exportctl help" lists the commands
= 2
