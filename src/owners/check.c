/* What is refused before anything is computed. */
#include <stdio.h>

#include "owners/inside.h"

static const int64_t power_of_ten[UNITS_SCALE + 1] = {
	1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000,
	1000000000000,
};

int64_t share_units(xctl_decimal share)
{
	return share.coefficient * power_of_ten[UNITS_SCALE - share.scale];
}

/* At most 100 %: in units it is then at most 10^14, whatever its scale. */
static bool at_most_all(xctl_decimal share)
{
	return share.scale <= UNITS_SCALE && share.coefficient <= 100 * power_of_ten[share.scale];
}

xctl_code check_threshold(closure *c, xctl_decimal threshold, xctl_error *error)
{
	if (threshold.coefficient < 0 || !at_most_all(threshold) || (threshold.coefficient == 0 && c->inclusive)) {
		xctl_fail(error, XCTL_USAGE, "an ownership threshold lies between 0 and 100 percent");
		xctl_hint(error, "a threshold of 0 is passed by any share: then it is not reached at equality");
		return XCTL_USAGE;
	}
	c->threshold = share_units(threshold);
	return XCTL_OK;
}

enum { LABEL = 96 };

/* How a person knows the party. */
static const char *label(const closure *c, uint32_t party, char out[LABEL])
{
	xctl_str name = c->graph->names && party < c->graph->n_parties ? c->graph->names[party] : (xctl_str){ 0 };
	if (name.len)
		snprintf(out, LABEL, "\"%.*s\"", name.len > 80 ? 80 : (int)name.len, name.at);
	else
		snprintf(out, LABEL, "party %u", (unsigned)party);
	return out;
}

static xctl_code refuse(const closure *c, uint32_t holding, xctl_error *error, const char *hint)
{
	if (c->graph->stated)
		xctl_at_pointer(error, "/parties/%u/owners/%u", (unsigned)c->graph->stated[holding][0],
			(unsigned)c->graph->stated[holding][1]);
	else
		xctl_at_pointer(error, "/parties/%u", (unsigned)c->graph->holdings[holding].owned);
	xctl_hint(error, "%s", hint);
	return XCTL_INPUT;
}

static xctl_code check_holding(const closure *c, uint32_t holding, xctl_error *error)
{
	const xctl_holding *h = &c->graph->holdings[holding];
	char share[24] = "?", owner[LABEL], owned[LABEL];
	if (h->owner >= c->graph->n_parties || h->owned >= c->graph->n_parties) {
		xctl_fail(error, XCTL_INPUT, "a holding of party %u in party %u, where there are %u parties",
			(unsigned)h->owner, (unsigned)h->owned, (unsigned)c->graph->n_parties);
		return refuse(c, holding, error, "name the owner and the owned party among the parties given");
	}
	if (h->owner == h->owned) {
		xctl_fail(error, XCTL_INPUT, "%s owns itself", label(c, h->owned, owned));
		return refuse(c, holding, error, "leave out what it holds in itself, and count without it");
	}
	if (!h->share_known)
		return XCTL_OK;
	if (h->share_pct.coefficient <= 0 || !at_most_all(h->share_pct)) {
		if (h->share_pct.scale <= UNITS_SCALE)
			xctl_decimal_print(h->share_pct, share);
		xctl_fail(error, XCTL_INPUT, "%s holds %s %% of %s", label(c, h->owner, owner), share, label(c, h->owned, owned));
		return refuse(c, holding, error,
			"a share is more than 0 and at most 100 percent; leave it out when it is unknown");
	}
	return XCTL_OK;
}

xctl_code check_holdings(closure *c, xctl_error *error)
{
	for (uint32_t p = 0; p < c->graph->n_parties; p++)
		c->rest[p] = UNITS_ALL;
	for (uint32_t i = 0; i < c->graph->n_holdings; i++) {
		const xctl_holding *h = &c->graph->holdings[i];
		char owned[LABEL];
		xctl_code code = check_holding(c, i, error);
		if (code != XCTL_OK)
			return code;
		if (!h->share_known)
			continue;
		c->rest[h->owned] -= share_units(h->share_pct);
		if (c->rest[h->owned] < 0) {
			xctl_fail(error, XCTL_INPUT, "the shares of %s add up to more than 100 %%", label(c, h->owned, owned));
			return refuse(c, i, error, "give each share once, all in percent and of the same day");
		}
	}
	return XCTL_OK;
}
