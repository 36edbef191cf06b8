/* A command line, read: the command, its options and its words. */
#ifndef CLI_REQUEST_H
#define CLI_REQUEST_H

#include "cli/command.h"

typedef struct given {
	option_id id;
	const char *value; /* NULL for a switch */
} given;

struct request {
	const command *command; /* never NULL */
	given *given;           /* in the order of the command line */
	size_t n_given;
	const char **words; /* the positional arguments, without the command's name */
	size_t n_words;
	const char **all_words; /* with it: what is freed */
};

/* Reads a command line without the program's name. Options may stand anywhere; "--" ends them. The strings are borrowed
 * from `arguments`. Returns 0, or the exit code once it has said what is wrong. Either way, free with request_drop. */
int request_read(request *out, size_t n_arguments, char *const *arguments);
void request_drop(request *asked);

bool request_has(const request *asked, option_id id);
/* The last value given for an option, or NULL. */
const char *request_value(const request *asked, option_id id);
/* The first word, or NULL. */
const char *request_word(const request *asked);
#endif
