#!/bin/sh
# Refuses functions that have a safer twin in base/ or the standard library, and those that ask the locale. Prints TAP.
#
#   banned.sh SOURCE
set -eu
cd "$1"

files=$(find src include fuzz bench tests -type f \( -name '*.c' -o -name '*.h' -o -name '*.y' -o -name '*.re' \))
n=0
status=0

# A call has a parenthesis, and no letter, digit, quote or member access before it. Lines of comments may speak of it.
calls() { # PATTERN FILE...
	pattern=$1
	shift
	found=$(grep -nHE "(^|[^A-Za-z0-9_.>\"])($pattern)[[:space:]]*\(" "$@") || [ $? -eq 1 ] || exit 2
	printf '%s\n' "$found" | grep -vE '^[^:]*:[0-9]+:[[:space:]]*(/?\*|//)|^$' || :
}

refuse() { # WHY FUNCTION...
	why=$1
	shift
	pattern=$(printf '%s|' "$@")
	n=$((n + 1))
	# shellcheck disable=SC2086 # our file names have no spaces
	found=$(calls "${pattern%|}" $files)
	if [ -z "$found" ]; then
		echo "ok $n - $why"
	else
		echo "not ok $n - $why"
		printf '%s\n' "$found" | sed 's/^/# /'
		status=1
	fi
}

refuse 'buffers have ceilings' sprintf vsprintf strcpy strcat stpcpy gets strncpy strncat
refuse 'numbers are checked' atoi atol atoll atof sscanf
refuse 'no hidden state' strtok setlocale localtime gmtime asctime ctime rand srand
refuse 'the stack is bounded' alloca setjmp longjmp
refuse 'characters do not depend on the locale' isalpha isdigit isalnum isspace isupper islower ispunct isprint \
	isxdigit iscntrl isgraph tolower toupper strcasecmp strncasecmp strcoll

# The pattern itself: a script that finds nothing anywhere must not look like clean code.
n=$((n + 1))
if [ -n "$(echo '	return atoi (text);' | calls 'atol|atoi' -)" ] &&
	[ -z "$(echo '	return xctl_atoi(text); /* */' | calls 'atol|atoi' -)" ]; then
	echo "ok $n - a banned call is seen"
else
	echo "not ok $n - a banned call is seen"
	status=1
fi

echo "1..$n"
exit "$status"
