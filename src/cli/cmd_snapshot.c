/* snapshot: lists and law in one file, known by its hash. */
#include "cli/app.h"
#include "cli/output.h"
#include "cli/places.h"
#include "cli/request.h"

#include <stdlib.h>

int cmd_snapshot_build(app *host, const request *asked)
{
	xctl_build_options how = {
		.rulebook = request_value(asked, OPTION_RULEBOOK),
		.out = request_value(asked, OPTION_OUT),
	};
	if (!how.out) {
		const char *current = place_data(host, "current.snapshot");
		say("\"snapshot build\" needs --out FILE");
		if (current)
			say_hint("%s is used wherever no other is named", current);
		return EXIT_WRONG;
	}
	if (!how.rulebook)
		how.rulebook = place_shipped(host, "rulebook");
	if (!how.rulebook) {
		say("there is no rulebook beside the program");
		say_hint("name its folder with --rulebook");
		return EXIT_WRONG;
	}
	const char **lists = need_memory(calloc(asked->n_given + 1, sizeof *lists));
	for (size_t i = 0; i < asked->n_given; i++)
		if (asked->given[i].id == OPTION_LISTS)
			lists[how.n_lists++] = asked->given[i].value;
	how.lists = lists;
	char hash[65] = "";
	xctl_error error = { 0 };
	xctl_code code = xctl_snapshot_build(&how, hash, &error);
	free(lists);
	if (code != XCTL_OK)
		return app_fail(host, &error, NULL);
	output_print(host, "sha256:%s  %s\n", hash, how.out);
	return EXIT_CLEAR;
}

int cmd_snapshot_verify(app *host, const request *asked)
{
	char hash[65] = "";
	xctl_error error = { 0 };
	if (xctl_snapshot_verify(request_word(asked), hash, &error) != XCTL_OK)
		return app_fail(host, &error, request_word(asked));
	output_print(host, "sha256:%s  %s\n", hash, request_word(asked));
	return EXIT_CLEAR;
}
