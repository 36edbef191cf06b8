#define _GNU_SOURCE /* clock_gettime, gmtime_r */
#include "cli/settings.h"

#include "cli/app.h"
#include "cli/places.h"
#include "cli/request.h"

#include <stdlib.h>
#include <time.h>

const setting settings_table[SETTING_COUNT] = {
	[SETTING_SNAPSHOT] = { "snapshot", OPTION_SNAPSHOT, VALUE_PATH, "EXPORTCTL_SNAPSHOT", true, NULL, "none found",
		"the lists and the law to answer from. Without one: current.snapshot in the user's data folder, then "
		"the one beside the program" },
	[SETTING_STORE] = { "store", OPTION_STORE, VALUE_PATH, "EXPORTCTL_STORE", true, "none", "none",
		"where answers are kept; none: nowhere. Without one: store.db in the user's state folder" },
	[SETTING_GOV] = { "gov", OPTION_GOV, VALUE_TEXT, "EXPORTCTL_GOV", true, NULL, "all",
		"the governments to ask, such as us,jp" },
	[SETTING_OUTPUT] = { "output", OPTION_OUTPUT, VALUE_CHOICE, "EXPORTCTL_OUTPUT", true, "table", "",
		"table, json, ndjson or csv" },
	[SETTING_COLOUR] = { "colour", OPTION_COLOUR, VALUE_CHOICE, "EXPORTCTL_COLOUR", true, "auto", "",
		"auto, always or never; NO_COLOR in the environment always wins" },
	[SETTING_WIDTH] = { "width", OPTION_WIDTH, VALUE_NUMBER, "EXPORTCTL_WIDTH", true, NULL, "the terminal's",
		"the width of tables" },
	[SETTING_PROGRESS] = { "progress", OPTION_PROGRESS, VALUE_CHOICE, "EXPORTCTL_PROGRESS", true, "auto", "",
		"auto, always or never" },
	[SETTING_MEMORY] = { "memory", OPTION_MEMORY, VALUE_NUMBER, "EXPORTCTL_MEMORY", true, "256", "",
		"the most memory one question may take, in MiB" },
	/* No file may hold the clock: the day would stand still unnoticed. */
	[SETTING_TODAY] = { "today", OPTION_NONE, VALUE_DAY, "EXPORTCTL_TODAY", false, NULL, "",
		"the day to take for today, instead of the clock's (UTC)" },
};

/* Options that the settings share their values with: what those may be stands there. */
static const char *choices_of(const setting *s)
{
	return options[s->option].choices;
}

static int from_environment(setting_value *out, const setting *s)
{
	const char *value = getenv(s->environment);
	if (!value || !*value)
		return 0;
	const char *fault = value_fault(s->kind, choices_of(s), value);
	if (fault) {
		const char *choices = choices_of(s);
		say("%s %s%s%s, not \"%s\"", s->environment, fault, choices ? " " : "", choices ? choices : "", value);
		say_hint("it is set in the environment");
		return EXIT_WRONG;
	}
	*out = (setting_value){ value, s->environment };
	return 0;
}

static setting_value find_snapshot(app *host)
{
	const char *current = place_data(host, "current.snapshot");
	if (current && place_exists(current))
		return (setting_value){ current, "the user's data folder" };
	if (host->folder) {
		const char *beside = text_print(&host->pool, "%s/exportctl.snapshot", host->folder);
		if (place_exists(beside))
			return (setting_value){ beside, "beside the program" };
	}
	const char *shipped = place_shipped(host, "exportctl.snapshot");
	return (setting_value){ shipped, shipped ? "shipped with the program" : ORIGIN_DEFAULT };
}

static setting_value clock_day(app *host)
{
	struct timespec now;
	struct tm day;
	if (clock_gettime(CLOCK_REALTIME, &now) != 0 || !gmtime_r(&now.tv_sec, &day))
		return (setting_value){ "1970-01-01", "a clock that cannot be read" };
	return (setting_value){
		text_print(&host->pool, "%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday),
		"the clock (UTC)",
	};
}

/* The value where nobody says one. */
static setting_value by_default(app *host, setting_id id)
{
	const char *store;
	switch (id) {
	case SETTING_SNAPSHOT:
		return find_snapshot(host);
	case SETTING_STORE:
		store = place_state(host, "store.db");
		return (setting_value){ store ? store : "none", ORIGIN_DEFAULT };
	case SETTING_TODAY:
		return clock_day(host);
	default:
		return (setting_value){ settings_table[id].fallback, ORIGIN_DEFAULT };
	}
}

void settings_files(app *host, const char *paths[SETTINGS_FILES])
{
	paths[0] = place_config(host, "config.ini");
	paths[1] = "/etc/exportctl/config.ini";
}

int settings_read(app *host, const request *asked)
{
	setting_value in_files[SETTING_COUNT] = { { NULL, NULL } };
	const char *paths[SETTINGS_FILES];
	settings_files(host, paths);
	for (unsigned i = 0; i < SETTINGS_FILES; i++) {
		int failed = paths[i] ? settings_file_read(host, paths[i], in_files) : 0;
		if (failed)
			return failed;
	}
	for (unsigned i = 0; i < SETTING_COUNT; i++) {
		const setting *s = &settings_table[i];
		setting_value found = { NULL, NULL };
		int failed = from_environment(&found, s);
		if (failed)
			return failed;
		if (s->option != OPTION_NONE && request_has(asked, s->option))
			found = (setting_value){ request_value(asked, s->option),
				text_print(&host->pool, "--%s", options[s->option].name) };
		if (!found.value)
			found = in_files[i];
		if (!found.value)
			found = by_default(host, (setting_id)i);
		host->settings[i] = found;
	}
	return 0;
}

unsigned setting_number(const app *host, setting_id id)
{
	unsigned number = 0;
	const char *value = host->settings[id].value;
	return value && text_number(&number, value, 1000000) ? number : 0;
}
