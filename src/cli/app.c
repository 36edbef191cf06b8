#include "cli/app.h"

#include "cli/output.h"
#include "cli/places.h"
#include "cli/request.h"

/* Where a snapshot was looked for, for who has none. */
static int no_snapshot(app *host)
{
	const char *current = place_data(host, "current.snapshot");
	say("there is no snapshot to answer from");
	say_hint("looked for %s%sexportctl.snapshot beside the program", current ? current : "",
		current ? " and " : "");
	say_hint("make one with \"exportctl snapshot build --out FILE\", or name one with --snapshot");
	return EXIT_UNDONE;
}

int app_desk(app *host, desk_need need, xctl_desk **out)
{
	const setting_value *settings = host->settings;
	if (host->desk) {
		*out = host->desk;
		return 0;
	}
	xctl_desk_options how = {
		.snapshot = settings[SETTING_SNAPSHOT].value,
		.today = settings[SETTING_TODAY].value,
		.memory_ceiling = (size_t)setting_number(host, SETTING_MEMORY) << 20,
	};
	if (!how.snapshot)
		return no_snapshot(host);
	const char *store = settings[SETTING_STORE].value;
	bool wanted = need == DESK_WITH_STORE || (need == DESK_CLEARANCES && store && place_exists(store));
	if (wanted && !text_same(store, "none")) {
		how.store = store;
		if (need == DESK_WITH_STORE && text_same(settings[SETTING_STORE].origin, ORIGIN_DEFAULT))
			place_make_parent(host, how.store); /* where it fails, the desk warns */
	}
	xctl_error error = { 0 };
	if (xctl_desk_open(&host->desk, &how, &error) != XCTL_OK) {
		say_error(&error, how.snapshot);
		if (!error.hint[0])
			say_hint("the snapshot is from %s; \"exportctl config --explain\" shows every setting",
				settings[SETTING_SNAPSHOT].origin);
		return EXIT_UNDONE;
	}
	if (xctl_desk_warning(host->desk))
		say("warning: %s", xctl_desk_warning(host->desk));
	*out = host->desk;
	return 0;
}

int app_fail(const app *host, const xctl_error *error, const char *source)
{
	if (host->write_reason)
		return EXIT_UNDONE; /* output_end says why, once */
	say_error(error, source);
	return exit_of_code(error->code);
}

void app_close(app *host)
{
	xctl_desk_close(host->desk);
	host->desk = NULL;
	pool_drop(&host->pool);
}

int app_run(app *host, size_t n_arguments, char *const *arguments)
{
	request asked;
	int code = request_read(&asked, n_arguments, arguments);
	bool bare = !code && (asked.command->run == cmd_help || asked.command->run == cmd_completion);
	if (!code && !bare) /* help must be had whatever the settings say */
		code = settings_read(host, &asked);
	if (!code)
		code = asked.command->run(host, &asked);
	request_drop(&asked);
	return code;
}
