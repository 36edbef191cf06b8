/* What is refused before anything is computed. */
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

static xctl_code refuse(xctl_error *error, uint32_t owned, const char *hint)
{
	xctl_at_pointer(error, "/parties/%u", (unsigned)owned);
	xctl_hint(error, "%s", hint);
	return XCTL_INPUT;
}

static xctl_code check_holding(const closure *c, const xctl_holding *h, xctl_error *error)
{
	char share[24] = "?";
	if (h->owner >= c->graph->n_parties || h->owned >= c->graph->n_parties) {
		xctl_fail(error, XCTL_INPUT, "a holding of party %u in party %u, where there are %u parties",
			(unsigned)h->owner, (unsigned)h->owned, (unsigned)c->graph->n_parties);
		return refuse(error, h->owned, "name the owner and the owned party among the parties given");
	}
	if (h->owner == h->owned) {
		xctl_fail(error, XCTL_INPUT, "party %u owns itself", (unsigned)h->owned);
		return refuse(error, h->owned, "leave out what it holds in itself, and count without it");
	}
	if (!h->share_known)
		return XCTL_OK;
	if (h->share_pct.coefficient <= 0 || !at_most_all(h->share_pct)) {
		if (h->share_pct.scale <= UNITS_SCALE)
			xctl_decimal_print(h->share_pct, share);
		xctl_fail(error, XCTL_INPUT, "party %u holds %s %% of party %u", (unsigned)h->owner, share,
			(unsigned)h->owned);
		return refuse(error, h->owned,
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
		xctl_code code = check_holding(c, h, error);
		if (code != XCTL_OK)
			return code;
		if (!h->share_known)
			continue;
		c->rest[h->owned] -= share_units(h->share_pct);
		if (c->rest[h->owned] < 0) {
			xctl_fail(error, XCTL_INPUT, "the shares of party %u add up to more than 100 %%",
				(unsigned)h->owned);
			return refuse(error, h->owned, "give each share once, all in percent and of the same day");
		}
	}
	return XCTL_OK;
}
