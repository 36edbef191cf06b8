/* config: the settings of this run. Without --explain it writes a settings file that says the same. */
#include "cli/app.h"
#include "cli/output.h"
#include "cli/places.h"
#include "cli/request.h"

#include <string.h>

static const char *shown(const app *host, unsigned id)
{
	return host->settings[id].value ? host->settings[id].value : settings_table[id].absent;
}

static void explain(app *host)
{
	const char *paths[SETTINGS_FILES];
	size_t width = 0;
	for (unsigned i = 0; i < SETTING_COUNT; i++)
		if (strlen(shown(host, i)) > width)
			width = strlen(shown(host, i));
	for (unsigned i = 0; i < SETTING_COUNT; i++)
		output_print(host, "%-9s %-*s  %s\n", settings_table[i].name, (int)width, shown(host, i),
			host->settings[i].origin);
	output_print(host, "\nsettings files, the first one first:\n");
	settings_files(host, paths);
	for (unsigned i = 0; i < SETTINGS_FILES; i++)
		if (paths[i])
			output_print(host, "  %s%s\n", paths[i], place_exists(paths[i]) ? "" : " (not there)");
}

int cmd_config(app *host, const request *asked)
{
	if (request_has(asked, OPTION_EXPLAIN)) {
		explain(host);
		return EXIT_CLEAR;
	}
	for (unsigned i = 0; i < SETTING_COUNT; i++)
		if (settings_table[i].in_file)
			output_print(host, "%s%s = %s\n", host->settings[i].value ? "" : "; ", settings_table[i].name,
				shown(host, i));
	return EXIT_CLEAR;
}
