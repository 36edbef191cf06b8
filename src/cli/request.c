#include "cli/request.h"

#include "cli/message.h"
#include "cli/text.h"

#include <stdlib.h>
#include <string.h>

/* What is still to be read. */
typedef struct reader {
	char *const *arguments;
	size_t n_arguments;
	size_t next;
} reader;

static int unknown_option(const request *asked, const char *argument)
{
	nearest n = { .meant = argument + 2 };
	size_t taken;
	const command *c = command_named(asked->words, asked->n_words, &taken);
	option_set set = c ? c->options | OPTIONS_EVERYWHERE : ~(option_set)0;
	if (argument[1] == '-')
		for (unsigned i = OPTION_NONE + 1; i < OPTION_COUNT; i++)
			if (set >> i & 1)
				nearest_try(&n, options[i].name);
	say("there is no option %s", argument);
	if (n.best)
		say_hint("did you mean --%s?", n.best);
	else
		say_hint("\"exportctl help%s%s\" lists the options", c ? " " : "", c ? c->name : "");
	return EXIT_WRONG;
}

/* Notes an option with its value: the one joined to it, or the next argument. */
static int take_option(request *out, reader *in, option_id id, const char *spelled, const char *joined)
{
	const option *o = &options[id];
	const char *value = joined;
	if (o->kind == VALUE_NONE && joined) {
		say("%s takes no value", spelled);
		return EXIT_WRONG;
	}
	if (o->kind != VALUE_NONE && !value) {
		if (in->next == in->n_arguments) {
			say("%s needs a value: %s %s", spelled, spelled, o->value);
			return EXIT_WRONG;
		}
		value = in->arguments[in->next++];
	}
	const char *fault = o->kind == VALUE_NONE ? NULL : value_fault(o->kind, o->choices, value);
	if (fault) {
		say("%s %s%s%s, not \"%s\"", spelled, fault, o->choices ? " " : "", o->choices ? o->choices : "",
			value);
		return EXIT_WRONG;
	}
	out->given[out->n_given++] = (given){ id, value };
	return 0;
}

static int read_long(request *out, reader *in, const char *argument)
{
	const char *name = argument + 2;
	const char *equals = strchr(name, '=');
	size_t length = equals ? (size_t)(equals - name) : strlen(name);
	char spelled[32] = "--";
	option_id id = length < sizeof spelled - 2 ? option_named(name, length) : OPTION_NONE;
	if (id == OPTION_NONE)
		return unknown_option(out, argument);
	memcpy(spelled + 2, name, length);
	return take_option(out, in, id, spelled, equals ? equals + 1 : NULL);
}

static int read_short(request *out, reader *in, const char *argument)
{
	option_id id = option_lettered(argument[1]);
	const char spelled[] = { '-', argument[1], '\0' };
	if (id == OPTION_NONE)
		return unknown_option(out, argument);
	const char *joined = argument[2] ? argument + 2 : NULL;
	if (joined && *joined == '=')
		joined++;
	return take_option(out, in, id, spelled, joined);
}

static int read_arguments(request *out, reader *in)
{
	bool ended = false;
	while (in->next < in->n_arguments) {
		const char *argument = in->arguments[in->next++];
		int failed = 0;
		if (ended || argument[0] != '-' || argument[1] == '\0')
			out->words[out->n_words++] = argument;
		else if (text_same(argument, "--"))
			ended = true;
		else if (argument[1] == '-')
			failed = read_long(out, in, argument);
		else
			failed = read_short(out, in, argument);
		if (failed)
			return failed;
	}
	return 0;
}

/* "exportctl --help check" and "exportctl check --help" are "exportctl help check"; so is "--version" alone. */
static const char *const help_words[] = { "help" };

static int find_command(request *out)
{
	size_t taken = 0;
	bool help = request_has(out, OPTION_HELP) || request_has(out, OPTION_VERSION) ||
		(out->n_words == 0 && request_has(out, OPTION_MAN));
	if (help && (out->n_words == 0 || !text_same(out->words[0], "help"))) {
		size_t ignored;
		out->command = command_named(help_words, 1, &ignored);
	} else {
		out->command = command_named(out->words, out->n_words, &taken);
	}
	if (!out->command)
		return command_unknown(out->words, out->n_words);
	out->words += taken;
	out->n_words -= taken;
	return 0;
}

static int check_options(const request *out)
{
	for (size_t i = 0; i < out->n_given; i++) {
		option_id id = out->given[i].id;
		if ((out->command->options | OPTIONS_EVERYWHERE) >> id & 1)
			continue;
		say("\"%s\" does not take --%s", out->command->name, options[id].name);
		say_hint("\"exportctl help %s\" lists what it takes", out->command->name);
		return EXIT_WRONG;
	}
	return 0;
}

static int check_words(const request *out)
{
	const command *c = out->command;
	if (out->n_words < c->least) {
		say("\"%s\" needs %s", c->name, c->words);
	} else if (out->n_words > c->most) {
		say("\"%s\" is one word too many for \"%s\"", out->words[c->most], c->name);
		if (c->most && !c->files)
			say_hint("put a name of several words in quotes");
	} else {
		return 0;
	}
	say_hint("exportctl %s%s%s; more: \"exportctl help %s\"", c->name, *c->words ? " " : "", c->words,
		c->name);
	return EXIT_WRONG;
}

int request_read(request *out, size_t n_arguments, char *const *arguments)
{
	reader in = { arguments, n_arguments, 0 };
	*out = (request){ 0 };
	out->given = need_memory(calloc(n_arguments + 1, sizeof *out->given));
	out->all_words = need_memory(calloc(n_arguments + 1, sizeof *out->all_words));
	out->words = out->all_words;
	int failed = read_arguments(out, &in);
	if (!failed)
		failed = find_command(out);
	if (failed || request_has(out, OPTION_HELP) || request_has(out, OPTION_VERSION))
		return failed; /* who asks for help is not told what else is wrong */
	failed = check_options(out);
	return failed ? failed : check_words(out);
}

void request_drop(request *asked)
{
	free(asked->given);
	free(asked->all_words);
	*asked = (request){ 0 };
}

const char *request_value(const request *asked, option_id id)
{
	for (size_t i = asked->n_given; i > 0; i--)
		if (asked->given[i - 1].id == id)
			return asked->given[i - 1].value;
	return NULL;
}

bool request_has(const request *asked, option_id id)
{
	for (size_t i = 0; i < asked->n_given; i++)
		if (asked->given[i].id == id)
			return true;
	return false;
}

const char *request_word(const request *asked)
{
	return asked->n_words ? asked->words[0] : NULL;
}
