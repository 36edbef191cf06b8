/* snapshot: lists and law in one file, known by its hash. */
#include "cli/app.h"
#include "cli/kept.h"
#include "cli/output.h"
#include "cli/places.h"
#include "cli/request.h"

#include <stdlib.h>

static int build(app *host, const xctl_build_options *how)
{
	char hash[65] = "";
	xctl_error error = { 0 };
	if (xctl_snapshot_build(how, hash, &error) != XCTL_OK)
		return app_fail(host, &error, NULL);
	output_print(host, "sha256:%s  %s\n", hash, how->out);
	return EXIT_CLEAR;
}

int cmd_snapshot_build(app *host, const request *asked)
{
	xctl_build_options how = {
		.out = request_value(asked, OPTION_OUT),
	};
	if (!how.out) {
		const char *current = place_data(host, "current.snapshot");
		say("\"snapshot build\" needs --out FILE");
		if (current)
			say_hint("%s is used wherever no other is named", current);
		return EXIT_WRONG;
	}
	const char **rulebooks = need_memory(calloc(asked->n_given + 1, sizeof *rulebooks));
	const char **lists = need_memory(calloc(asked->n_given + 1, sizeof *lists));
	for (size_t i = 0; i < asked->n_given; i++) {
		if (asked->given[i].id == OPTION_RULEBOOK)
			rulebooks[how.n_rulebooks++] = asked->given[i].value;
		if (asked->given[i].id == OPTION_LISTS)
			lists[how.n_lists++] = asked->given[i].value;
	}
	if (!how.n_rulebooks && (rulebooks[0] = place_shipped(host, "rulebook")) != NULL)
		how.n_rulebooks = 1;
	how.rulebooks = rulebooks;
	how.lists = lists;
	int failed = how.n_rulebooks ? build(host, &how) : EXIT_WRONG;
	if (!how.n_rulebooks) {
		say("there is no rulebook beside the program");
		say_hint("name its folder with --rulebook");
	}
	free(rulebooks);
	free(lists);
	return failed;
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

static void list_one(app *host, const char *path)
{
	char hash[65] = "";
	xctl_error error = { 0 };
	if (xctl_snapshot_verify(path, hash, &error) == XCTL_OK)
		output_print(host, "sha256:%s  %s\n", hash, place_shown(host, path));
	else
		output_print(host, "damaged  %s\n", place_shown(host, path));
}

int cmd_snapshot_list(app *host, const request *asked)
{
	const setting_value *used = &host->settings[SETTING_SNAPSHOT];
	(void)asked;
	if (used->value) {
		output_print(host, "in use, from %s:\n", used->origin);
		list_one(host, used->value);
	}
	output_print(host, "kept for receipts:\n");
	kept_each(host, list_one);
	return EXIT_CLEAR;
}
