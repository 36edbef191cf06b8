# The book shipped has nothing to act on
$ exportctl rules lint >found
! [..] rules, [..] clauses: 0 to act on, [..] accepted

# Nor has the proposal of the demonstration
$ exportctl rules lint $DEMO/proposal >found
! [..] rules, [..] clauses: 0 to act on, [..] accepted

# A rule that never decides: its place, and a transfer to paste as an example
$ mkdir small; printf '%s\n' '# A branch' '' '```rule' 'rule  x.weaker' 'regime  us.bis' 'cites  a law' 'effective 2025-01-01' 'when to is CN' ' and from is US' 'then review' '' 'rule  x.stronger' 'regime  us.bis' 'cites  another law' 'effective 2025-01-01' 'when to in CN, RU' 'then licence' '```' >small/x.md
> exportctl rules lint small | sed -n '1,/^expect/p'
| x.md:4: shadowed x.weaker
|     wherever it holds, "x.stronger" says something stronger
|
| example     shadowed x.weaker
| on          2026-11-23
| given       to = CN
|             from = US
|             kind = export
|             item.name = thing
| expect      us.bis licence by x.stronger, x.weaker
! [..] rules, [..] clauses: 1 to act on, [..] accepted

# What was printed holds as an example of that book
$ { sed '$d' small/x.md; echo; } >with.md; exportctl rules lint small | sed -n '/^example/,/^$/p' >>with.md; echo '```' >>with.md; mv with.md small/x.md
> exportctl snapshot build --rulebook $DEMO/../rulebook --rulebook small --lists $DEMO/../rulebook/lists --out with.snapshot >hash
> exportctl rules test shadowed --snapshot with.snapshot
| 1 passed, 0 failed
! [..] rules, [..] clauses: 1 to act on, [..] accepted
! 1 passed, 0 failed

# A target that there is not keeps the book from compiling: all such findings are named
$ mkdir broken; printf '%s\n' '# A branch' '' '```rule' 'exception  x.e to x.none, x.nothing' 'kind exclusion' 'cites  a law' 'effective 2025-01-01' 'when to is CN' '```' >broken/x.md
> exportctl rules lint broken
| x.md:4: dangling x.e
|     it speaks of "x.none", and there is no such rule
|
| x.md:4: dangling x.e
|     it speaks of "x.nothing", and there is no such rule
|
! 2 to act on, which keep the rulebook from compiling; the rest is looked at once they are mended
= 1

# What cannot be read is told with its place
$ mkdir wrong; printf '%s\n' '# A branch' '' '```rule' 'rule  x.y' 'regime  us.bis' 'cites  a law' 'effective 2025-01-01' 'when to is is CN' 'then licence' '```' >wrong/x.md
> exportctl rules lint wrong
! exportctl: x.md:8:12: "is" does not fit here
!   hint: see "Conditions" in the manual of the rule language
= 2
$ mkdir empty; exportctl rules lint empty
! exportctl: there is no rulebook in empty
!   hint: name the folder that holds its .md and .tsv files
= 2

# For programs
$ exportctl rules lint -o json | tr ',' '\n' | grep -E '"(to_act_on|complete)"'
| "to_act_on":0
| "complete":true
! [..] rules, [..] clauses: 0 to act on, [..] accepted
