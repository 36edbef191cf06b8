#include "cli/options.h"

#include "cli/text.h"

#include <string.h>

const option options[OPTION_COUNT] = {
	[OPTION_AS_OF] = { "as-of", 0, VALUE_DAY, "DAY", NULL,
		"the day of the act: the law of that day applies, whatever date the document has" },
	[OPTION_KNOWN] = { "known", 0, VALUE_DAY, "DAY", NULL,
		"the day of knowledge: what had been published by then (default: today)" },
	[OPTION_GOV] = { "gov", 0, VALUE_TEXT, "GOVERNMENTS", NULL, "only these governments: us,jp,nl" },
	[OPTION_OUTPUT] = { "output", 'o', VALUE_CHOICE, "FORMAT", "table|json|ndjson|csv",
		"how the answer is written" },
	[OPTION_BRIEF] = { "brief", 0, VALUE_NONE, NULL, NULL,
		"only what decides and what is asked, without policies and conditions" },
	[OPTION_ACCEPT_EXCERPTS] = { "accept-excerpts", 0, VALUE_NONE, NULL, NULL,
		"let an excerpt of a list say clear; the answer names it under what was assumed" },
	[OPTION_NO_STORE] = { "no-store", 0, VALUE_NONE, NULL, NULL, "keep nothing: `why` will not find the answer" },
	[OPTION_DETAILED_EXITCODE] = { "detailed-exitcode", 0, VALUE_NONE, NULL, NULL,
		"instead of 1: 10 review, 11 licence, 12 prohibited, 13 undetermined, 14 notify" },
	[OPTION_PROGRESS] = { "progress", 0, VALUE_CHOICE, "WHEN", "auto|always|never",
		"a progress bar on stderr; auto: on a terminal, after a second" },
	[OPTION_RECEIPT] = { "receipt", 0, VALUE_PATH, "FILE", NULL, "write the answer as a signed receipt, with --key" },
	[OPTION_KEY] = { "key", 0, VALUE_PATH, "FILE", NULL, "the file of a key: one that signs, or one that checks" },
	[OPTION_COUNTRY] = { "country", 0, VALUE_TEXT, "CC", NULL, "where the party is: two letters of ISO 3166-1" },
	[OPTION_KIND] = { "kind", 0, VALUE_CHOICE, "KIND", "person|organization", "what the party is" },
	[OPTION_ADDRESS] = { "address", 0, VALUE_TEXT, "ADDRESS", NULL, "the party's address" },
	[OPTION_EXHAUSTIVE] = { "exhaustive", 0, VALUE_NONE, NULL, NULL,
		"score every entry of every list: slow, to compare with" },
	[OPTION_FILE] = { "file", 'f', VALUE_PATH, "FILE", NULL,
		"names from a file, or - for stdin: one a line, or CSV with the columns name and country" },
	[OPTION_PUBLISHED] = { "published", 0, VALUE_DAY, "DAY", NULL, "the day the publisher gave the file out" },
	[OPTION_TO] = { "to", 0, VALUE_PATH, "DIR", NULL, "the folder that keeps the lists" },
	[OPTION_COVERAGE] = { "coverage", 0, VALUE_NONE, NULL, NULL,
		"which parts of each government's law are in the book, in what depth and as of when" },
	[OPTION_TEXT] = { "text", 0, VALUE_PATH, "DIR", NULL, "the folder of official texts, as XML of the eCFR or of e-Gov" },
	[OPTION_BEFORE] = { "before", 0, VALUE_PATH, "BOOK", NULL,
		"the book as it was: a snapshot, or a folder of changed files (default: the snapshot in use)" },
	[OPTION_AFTER] = { "after", 0, VALUE_PATH, "BOOK", NULL,
		"the book as it would be: a snapshot, or a folder of changed files laid over the one in use" },
	[OPTION_BY] = { "by", 0, VALUE_TEXT, "COLUMNS", NULL,
		"what flows are summed by: exporter,item,end-user,route,verdict (default: all of these)" },
	[OPTION_FROM] = { "from", 0, VALUE_DAY, "DAY", NULL, "only acts of that day or later" },
	[OPTION_UNTIL] = { "until", 0, VALUE_DAY, "DAY", NULL, "only acts of that day or earlier" },
	[OPTION_RULEBOOK] = { "rulebook", 0, VALUE_PATH, "DIR", NULL,
		"the folder of the law (default: the one shipped); may be repeated: a file of a later folder takes the place of "
		"the one of the same path, or is one more" },
	[OPTION_LISTS] = { "lists", 0, VALUE_PATH, "PATH", NULL,
		"a list, or a folder of lists; may be repeated, and a later list replaces an earlier one of its name" },
	[OPTION_OUT] = { "out", 0, VALUE_PATH, "FILE", NULL, "the snapshot to write" },
	[OPTION_EXPLAIN] = { "explain", 0, VALUE_NONE, NULL, NULL, "show where each value comes from" },
	[OPTION_MAN] = { "man", 0, VALUE_NONE, NULL, NULL, "write the manual page, for man(1)" },
	[OPTION_SNAPSHOT] = { "snapshot", 0, VALUE_PATH, "FILE", NULL, "the lists and the law to answer from" },
	[OPTION_STORE] = { "store", 0, VALUE_PATH, "FILE", NULL, "where answers are kept; none: nowhere" },
	[OPTION_COLOUR] = { "colour", 0, VALUE_CHOICE, "WHEN", "auto|always|never",
		"colours in tables; auto: on a terminal. NO_COLOR in the environment always wins" },
	[OPTION_WIDTH] = { "width", 0, VALUE_NUMBER, "COLUMNS", NULL,
		"the width of tables (default: the terminal's, else 100)" },
	[OPTION_MEMORY] = { "memory", 0, VALUE_NUMBER, "MIB", NULL, "the most memory one question may take" },
	[OPTION_HELP] = { "help", 'h', VALUE_NONE, NULL, NULL, "explain a command" },
	[OPTION_VERSION] = { "version", 0, VALUE_NONE, NULL, NULL, "print the version" },
};

option_id option_named(const char *name, unsigned long length)
{
	for (unsigned i = OPTION_NONE + 1; i < OPTION_COUNT; i++)
		if (strlen(options[i].name) == length && memcmp(options[i].name, name, length) == 0)
			return (option_id)i;
	return OPTION_NONE;
}

option_id option_lettered(char letter)
{
	for (unsigned i = OPTION_NONE + 1; letter && i < OPTION_COUNT; i++)
		if (options[i].letter == letter)
			return (option_id)i;
	return OPTION_NONE;
}

const char *value_fault(value_kind kind, const char *choices, const char *value)
{
	unsigned number;
	switch (kind) {
	case VALUE_NONE:
		return "takes no value";
	case VALUE_TEXT:
	case VALUE_PATH:
		return *value ? NULL : "must not be empty";
	case VALUE_DAY:
		return text_is_day(value) ? NULL : "must be a day such as 2026-11-23";
	case VALUE_NUMBER:
		if (text_number(&number, value, 1000000) && number > 0)
			return NULL;
		return "must be a whole number from 1 to 1000000";
	case VALUE_CHOICE:
		return text_choice(choices, value) ? NULL : "must be one of";
	}
	return "is of no known kind";
}
