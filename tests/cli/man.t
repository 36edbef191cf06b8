# The manual page is sound
? groff
$ exportctl help --man | groff -ww -man -Tutf8 -Z >/dev/null

# It has no line that mandoc warns of but for the date it leaves out
? mandoc
$ exportctl help --man | mandoc -T lint -W warning | grep -v 'missing date'
= 1

# It names every command and every option
$ exportctl help --man | sed 's/\\-/-/g; s/\\fR//g; s/\\fB//g' >page
> { exportctl help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\).*/\1/p'; exportctl help check | grep -o -- '--[a-z-]*'; } |
>   sort -u | while read -r word; do grep -q -e "$word" page || echo "$word"; done

# The same program makes the same page
$ exportctl help --man >a; exportctl help --man >b; cmp a b
