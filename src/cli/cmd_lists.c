/* lists: what publishers gave out, and how old it is. */
#include "cli/app.h"
#include "cli/output.h"
#include "cli/places.h"
#include "cli/request.h"

int cmd_lists_import(app *host, const request *asked)
{
	const char *folder = request_value(asked, OPTION_TO);
	xctl_error error = { 0 };
	xctl_view view = output_view(host);
	if (!folder) {
		folder = place_data(host, "lists");
		if (!folder) {
			say("there is no home folder to keep lists in");
			say_hint("name a folder with --to");
			return EXIT_WRONG;
		}
		place_make_parent(host, text_print(&host->pool, "%s/list.tsv", folder));
	}
	if (xctl_lists_import(request_word(asked), folder, request_value(asked, OPTION_PUBLISHED), &view, output_write,
		    host, &error) != XCTL_OK)
		return app_fail(host, &error, request_word(asked));
	output_flush(host);
	say_plain("written to %s; \"exportctl snapshot build --lists rulebook/lists --lists %s --out FILE\" adds it to the lists shipped", folder,
		folder);
	return EXIT_CLEAR;
}

int cmd_lists_status(app *host, const request *asked)
{
	(void)asked;
	xctl_desk *desk;
	xctl_error error = { 0 };
	xctl_view view = output_view(host);
	int failed = app_desk(host, DESK_LISTS_AND_LAW, &desk);
	if (!failed && xctl_lists_status(desk, &view, output_write, host, &error) != XCTL_OK)
		failed = app_fail(host, &error, NULL);
	return failed;
}
