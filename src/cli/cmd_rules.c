/* rules: the law as the snapshot has it. */
#include "cli/app.h"
#include "cli/output.h"
#include "cli/request.h"

static int show_coverage(app *host)
{
	xctl_desk *desk;
	xctl_error error = { 0 };
	xctl_rule_outline_result result = { 0 };
	xctl_view view = output_view(host);
	int failed = app_desk(host, DESK_LISTS_AND_LAW, &desk);
	if (failed)
		return failed;
	if (xctl_rule_outline(&result, desk, host->settings[SETTING_GOV].value, &view, output_write, host, &error) != XCTL_OK)
		return app_fail(host, &error, NULL);
	output_flush(host);
	if (result.faults)
		say("the outline and the book disagree in %u places", result.faults);
	return result.faults ? EXIT_ACT : EXIT_CLEAR;
}

int cmd_rules_show(app *host, const request *asked)
{
	xctl_desk *desk;
	xctl_error error = { 0 };
	xctl_view view = output_view(host);
	if (request_has(asked, OPTION_COVERAGE) != !request_word(asked)) {
		say("\"rules show\" needs the name of a rule, or --coverage");
		say_hint("\"exportctl rules list\" names the rules");
		return EXIT_WRONG;
	}
	if (request_has(asked, OPTION_COVERAGE))
		return show_coverage(host);
	int failed = app_desk(host, DESK_LISTS_AND_LAW, &desk);
	if (!failed && xctl_rule_show(desk, request_word(asked), &view, output_write, host, &error) != XCTL_OK)
		failed = app_fail(host, &error, NULL);
	return failed;
}

int cmd_rules_list(app *host, const request *asked)
{
	(void)asked;
	xctl_desk *desk;
	xctl_error error = { 0 };
	xctl_view view = output_view(host);
	int failed = app_desk(host, DESK_LISTS_AND_LAW, &desk);
	if (!failed && xctl_rule_list(desk, &view, output_write, host, &error) != XCTL_OK)
		failed = app_fail(host, &error, NULL);
	return failed;
}

int cmd_rules_test(app *host, const request *asked)
{
	xctl_desk *desk;
	xctl_error error = { 0 };
	xctl_test_result result = { 0 };
	xctl_view view = output_view(host);
	int failed = app_desk(host, DESK_LISTS_AND_LAW, &desk);
	if (failed)
		return failed;
	if (xctl_rule_test(&result, desk, request_word(asked), &view, output_write, host, &error) != XCTL_OK)
		return app_fail(host, &error, NULL);
	output_flush(host);
	say_plain("%u passed, %u failed", result.passed, result.failed);
	return result.failed ? EXIT_ACT : EXIT_CLEAR;
}

int cmd_rules_coverage(app *host, const request *asked)
{
	(void)asked;
	xctl_desk *desk;
	xctl_error error = { 0 };
	xctl_rule_coverage reached = { 0 };
	xctl_view view = output_view(host);
	int failed = app_desk(host, DESK_LISTS_AND_LAW, &desk);
	if (failed)
		return failed;
	if (xctl_rule_covered(&reached, desk, &view, output_write, host, &error) != XCTL_OK)
		return app_fail(host, &error, NULL);
	output_flush(host);
	say_plain("%u of %u blocks matched, %u of %u rules decisive, %u of %u conditions false alone", reached.matched,
		reached.blocks, reached.decisive, reached.grounds, reached.alone, reached.conditions);
	if (reached.failed)
		say("%u examples do not hold: see \"exportctl rules test\"", reached.failed);
	return reached.failed || reached.matched < reached.blocks ? EXIT_ACT : EXIT_CLEAR;
}

int cmd_rules_verify(app *host, const request *asked)
{
	xctl_desk *desk;
	xctl_error error = { 0 };
	xctl_rule_verify_result result = { 0 };
	xctl_view view = output_view(host);
	const char *folder = request_value(asked, OPTION_TEXT);
	if (!folder) {
		say("\"rules verify\" needs --text DIR");
		say_hint("download the XML of the law from ecfr.gov or laws.e-gov.go.jp into a folder of its own");
		return EXIT_WRONG;
	}
	int failed = app_desk(host, DESK_LISTS_AND_LAW, &desk);
	if (failed)
		return failed;
	if (xctl_rule_verify(&result, desk, folder, &view, output_write, host, &error) != XCTL_OK)
		return app_fail(host, &error, NULL);
	output_flush(host);
	say_plain("%u files: %u sections changed, %u same, %u missing, %u that the book has no hash of", result.files, result.changed,
		result.same, result.missing, result.unknown);
	return result.changed ? EXIT_ACT : EXIT_CLEAR;
}

int cmd_rules_mutate(app *host, const request *asked)
{
	enum { ENOUGH = 95 };
	xctl_desk *desk;
	xctl_error error = { 0 };
	xctl_rule_mutation n = { 0 };
	xctl_view view = output_view(host);
	int failed = app_desk(host, DESK_LISTS_AND_LAW, &desk);
	if (failed)
		return failed;
	if (xctl_rule_mutated(&n, desk, request_word(asked), &view, output_write, host, &error) != XCTL_OK)
		return app_fail(host, &error, NULL);
	output_flush(host);
	say_plain("%u of %u conditions noticed (%.1f %%), %u more implied", n.killed, n.conditions - n.implied,
		xctl_rule_killed_share(&n), n.implied);
	if (n.failed)
		say("%u examples do not hold: see \"exportctl rules test\"", n.failed);
	return n.failed || xctl_rule_killed_share(&n) < ENOUGH ? EXIT_ACT : EXIT_CLEAR;
}

int cmd_rules_lint(app *host, const request *asked)
{
	xctl_desk *desk;
	xctl_error error = { 0 };
	xctl_lint_result found = { 0 };
	xctl_view view = output_view(host);
	int failed = app_desk(host, DESK_LISTS_AND_LAW, &desk);
	if (failed)
		return failed;
	if (xctl_rule_lint(&found, desk, request_word(asked), &view, output_write, host, &error) != XCTL_OK)
		return app_fail(host, &error, NULL);
	output_flush(host);
	if (found.complete)
		say_plain("%u rules, %u clauses: %u to act on, %u accepted", found.rules, found.clauses, found.to_act_on, found.accepted);
	else
		say_plain("%u to act on, which keep the rulebook from compiling; the rest is looked at once they are mended", found.to_act_on);
	return found.to_act_on ? EXIT_ACT : EXIT_CLEAR;
}
