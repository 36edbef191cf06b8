/* help, --help, --version, and completion: what the tables say. */
#include "cli/app.h"
#include "cli/help.h"
#include "cli/output.h"
#include "cli/request.h"

int cmd_help(app *host, const request *asked)
{
	size_t taken;
	const command *c;
	if (request_has(asked, OPTION_VERSION)) {
		output_print(host, "exportctl %s\n", XCTL_VERSION);
	} else if (request_has(asked, OPTION_MAN)) {
		help_man(host);
	} else if (asked->n_words == 0) {
		help_overview(host);
	} else if ((c = command_named(asked->words, asked->n_words, &taken)) != NULL) {
		help_command(host, c);
	} else if (asked->n_words == 1 && command_group(asked->words[0])) {
		help_group(host, asked->words[0]);
	} else {
		return command_unknown(asked->words, asked->n_words);
	}
	return EXIT_CLEAR;
}

int cmd_completion(app *host, const request *asked)
{
	if (!text_same(request_word(asked), "bash")) {
		say("there is no completion for \"%s\"", request_word(asked));
		say_hint("there is one for bash");
		return EXIT_WRONG;
	}
	help_completion_bash(host);
	return EXIT_CLEAR;
}
