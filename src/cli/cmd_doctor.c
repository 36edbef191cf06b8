/* doctor: what answers stand on, and whether it is sound. */
#include "cli/app.h"
#include "cli/output.h"
#include "cli/request.h"

int cmd_doctor(app *host, const request *asked)
{
	(void)asked;
	xctl_desk *desk;
	xctl_error error = { 0 };
	xctl_view view = output_view(host);
	bool healthy = false;
	/* First, so that it is seen where the desk cannot be opened too; beside data for a program, on stderr. */
	static const setting_id said[] = { SETTING_SNAPSHOT, SETTING_STORE, SETTING_TODAY };
	for (unsigned i = 0; i < sizeof said / sizeof *said; i++) {
		const setting_value *value = &host->settings[said[i]];
		const char *line = text_print(&host->pool, "%-9s %s (%s)", settings_table[said[i]].name,
			value->value ? value->value : settings_table[said[i]].absent, value->origin);
		if (view.format == XCTL_TABLE)
			output_print(host, "%s\n", line);
		else
			say_plain("%s", line);
	}
	int failed = app_desk(host, DESK_WITH_STORE, &desk);
	if (failed)
		return failed;
	if (xctl_doctor(desk, &view, output_write, host, &healthy, &error) != XCTL_OK)
		return app_fail(host, &error, NULL);
	return healthy ? EXIT_CLEAR : EXIT_UNDONE;
}
