/* flows: who sends what to whom, over the answers that were kept. */
#include "cli/app.h"
#include "cli/output.h"
#include "cli/request.h"

int cmd_flows(app *host, const request *asked)
{
	xctl_flows_options how = { .by = request_value(asked, OPTION_BY), .from = request_value(asked, OPTION_FROM),
		.to = request_value(asked, OPTION_UNTIL) };
	xctl_view view = output_view(host);
	xctl_desk *desk;
	xctl_error error = { 0 };
	int failed = app_desk(host, DESK_WITH_STORE, &desk);
	if (!failed && xctl_flows(desk, &how, &view, output_write, host, &error) != XCTL_OK)
		failed = app_fail(host, &error, NULL);
	return failed;
}
