# A function for bash that shows what may follow
? bash
$ exportctl completion bash >completion
> cat >complete <<'END'
> . ./completion
> COMP_WORDS=("$@")
> COMP_CWORD=$(($# - 1))
> _exportctl
> printf '%s\n' "${COMPREPLY[@]}"
> END
> bash complete exportctl ch
| check

# The second word
? bash
$ bash complete exportctl rules ""
| show
| list
| test
| coverage
| verify
| mutate
| lint

# Options of the command at hand
? bash
$ bash complete exportctl check order.json --a
| --as-of
| --accept-excerpts

# Options are found behind others with values
? bash
$ bash complete exportctl -o json rules test --o
| --output

# What an option may be
? bash
$ bash complete exportctl check --output j; bash complete exportctl check --output = n; bash complete exportctl check -o = c
| json
| ndjson
| csv

# Files
? bash
$ : >'an order.json'; : >'an answer.json'; bash complete exportctl check an | sort
> bash complete exportctl --snapshot an | sort
| an answer.json
| an order.json
| an answer.json
| an order.json

# Commands to be explained
? bash
$ bash complete exportctl help co
| coverage
| config
| completion

# The script is sound
? shellcheck
$ shellcheck -s bash completion
