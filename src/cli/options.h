/* Every option there is, once: its name means the same and takes a value or none in every command, so that a command
 * line can be read before its command is known. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

typedef enum option_id {
	OPTION_NONE,
	OPTION_AS_OF,
	OPTION_KNOWN,
	OPTION_GOV,
	OPTION_OUTPUT,
	OPTION_ACCEPT_EXCERPTS,
	OPTION_BRIEF,
	OPTION_NO_STORE,
	OPTION_DETAILED_EXITCODE,
	OPTION_PROGRESS,
	OPTION_RECEIPT,
	OPTION_KEY,
	OPTION_COUNTRY,
	OPTION_KIND,
	OPTION_ADDRESS,
	OPTION_EXHAUSTIVE,
	OPTION_FILE,
	OPTION_PUBLISHED,
	OPTION_TO,
	OPTION_COVERAGE,
	OPTION_TEXT,
	OPTION_BEFORE,
	OPTION_AFTER,
	OPTION_BY,
	OPTION_FROM,
	OPTION_UNTIL,
	OPTION_RULEBOOK,
	OPTION_LISTS,
	OPTION_OUT,
	OPTION_EXPLAIN,
	OPTION_MAN,
	OPTION_SNAPSHOT,
	OPTION_STORE,
	OPTION_COLOUR,
	OPTION_WIDTH,
	OPTION_MEMORY,
	OPTION_HELP,
	OPTION_VERSION,
	OPTION_COUNT,
} option_id;

/* A set of options: bit n is the option with id n. */
typedef uint64_t option_set;
#define HAS(name) (UINT64_C(1) << OPTION_##name)
/* Those that every command takes. */
#define OPTIONS_EVERYWHERE                                                                                             \
	(HAS(SNAPSHOT) | HAS(STORE) | HAS(COLOUR) | HAS(WIDTH) | HAS(MEMORY) | HAS(HELP) | HAS(VERSION))

typedef enum value_kind { VALUE_NONE, VALUE_TEXT, VALUE_PATH, VALUE_DAY, VALUE_NUMBER, VALUE_CHOICE } value_kind;

typedef struct option {
	const char *name; /* without dashes */
	char letter;      /* "-o", or 0 */
	value_kind kind;
	const char *value;   /* how help calls the value: "DAY" */
	const char *choices; /* "table|json", for VALUE_CHOICE */
	const char *summary;
} option;

extern const option options[OPTION_COUNT];

/* The id of a name of `length` bytes, or of a letter; OPTION_NONE when there is none. */
option_id option_named(const char *name, unsigned long length);
option_id option_lettered(char letter);

/* NULL, or what is wrong with a value: "must be a day such as 2026-11-23". */
const char *value_fault(value_kind kind, const char *choices, const char *value);
#endif
