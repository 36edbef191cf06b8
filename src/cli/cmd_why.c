/* why: a decision that was kept, with its reasons. It ends as `check` did: the answer has not changed. */
#include "cli/app.h"
#include "cli/output.h"
#include "cli/request.h"

int cmd_why(app *host, const request *asked)
{
	xctl_desk *desk;
	xctl_decision *decision;
	xctl_error error = { 0 };
	int code = app_desk(host, DESK_WITH_STORE, &desk);
	if (code)
		return code;
	if (xctl_why(&decision, desk, request_word(asked), &error) != XCTL_OK)
		return app_fail(host, &error, NULL);
	xctl_view view = output_view(host);
	view.brief = request_has(asked, OPTION_BRIEF);
	code = exit_of_verdict(xctl_decision_verdict(decision), xctl_decision_at_least(decision),
		xctl_decision_stale(decision), request_has(asked, OPTION_DETAILED_EXITCODE));
	if (xctl_decision_show(decision, &view, output_write, host, &error) != XCTL_OK)
		code = app_fail(host, &error, NULL);
	xctl_decision_free(decision);
	return code;
}
