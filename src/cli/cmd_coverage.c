/* coverage: which government controls what. */
#include "cli/app.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/request.h"

int cmd_coverage(app *host, const request *asked)
{
	input in;
	xctl_desk *desk;
	xctl_error error = { 0 };
	xctl_view view = output_view(host);
	int failed = input_read(host, &in, request_word(asked));
	if (failed)
		return failed;
	failed = app_desk(host, DESK_LISTS_AND_LAW, &desk);
	if (!failed && xctl_coverage(desk, in.bytes, in.length, in.source, host->settings[SETTING_GOV].value,
			request_value(asked, OPTION_AS_OF), &view, output_write, host, &error) != XCTL_OK)
		failed = app_fail(host, &error, in.source);
	input_drop(&in);
	return failed;
}
