/* Days of one act that cannot have followed each other so: a slip of the pen would choose the wrong law. */
#include "transfer/shape.h"

static xctl_code wrong_order(xctl_error *error, const char *earlier, const char *later, const char *hint)
{
	xctl_fail(error, XCTL_INPUT, "the dates are in the wrong order: %s is after %s", earlier, later);
	xctl_hint(error, "%s", hint);
	return XCTL_INPUT;
}

static bool after(const xctl_day *earlier, const xctl_day *later)
{
	return earlier->stated == XCTL_STATED && later->stated == XCTL_STATED && earlier->date > later->date;
}

xctl_code transfer_check_days(const xctl_transfer *t, xctl_error *error)
{
	const struct {
		const char *earlier, *later;
		const xctl_day *first, *second;
	} pairs[] = {
		{ "contract", "export", &t->date_contract, &t->date_export },
		{ "order", "export", &t->date_order, &t->date_export },
		{ "loaded", "export", &t->date_loaded, &t->date_export },
		{ "loaded", "arrival", &t->date_loaded, &t->date_arrival },
		{ "export", "arrival", &t->date_export, &t->date_arrival },
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (after(pairs[i].first, pairs[i].second)) {
			xctl_code code = wrong_order(error, pairs[i].earlier, pairs[i].later,
				"contract and order, then loaded, export and arrival; leave out a day that is not known");
			xctl_at_pointer(error, "/dates/%s", pairs[i].earlier);
			return code;
		}
	for (uint32_t i = 0; i < t->n_authorisations; i++)
		if (after(&t->authorisations[i].issued, &t->authorisations[i].expires)) {
			xctl_code code = wrong_order(error, "issued", "expires", "a licence runs from the day it was issued");
			xctl_at_pointer(error, "/authorisations/%u/issued", i);
			return code;
		}
	return XCTL_OK;
}
