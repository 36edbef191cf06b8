/* What an entry's licence requirement reaches: codes against codes, in three values. */
#include "lists/list.h"

static bool is_unlisted(xctl_str code)
{
	return xctl_str_is(code, "none") || xctl_str_is(code, "EAR99");
}

static bool has_wildcard(xctl_str code)
{
	for (size_t i = 0; i < code.len; i++)
		if (code.at[i] == '?')
			return true;
	return false;
}

/* `code` is `above` or something below it: "3B001" over "3B001.c.1", "7" over "7(16)"; never "3B00" over "3B001". */
static bool is_below(xctl_str code, xctl_str above)
{
	if (code.len < above.len || above.len == 0)
		return false;
	bool wild = has_wildcard(above);
	for (size_t i = 0; i < above.len; i++)
		if (above.at[i] != '?' && above.at[i] != code.at[i])
			return false;
	if (wild || code.len == above.len)
		return true;
	char next = code.at[above.len];
	return next == '.' || next == '(' || next == '-' || next == ' ';
}

static xctl_covers match(xctl_str code, xctl_str with)
{
	if (is_unlisted(code))
		return is_unlisted(with) ? XCTL_COVERS_YES : XCTL_COVERS_NO;
	if (is_below(code, with))
		return XCTL_COVERS_YES;
	return is_below(with, code) ? XCTL_COVERS_UNKNOWN : XCTL_COVERS_NO;
}

static bool is_reference(xctl_str code)
{
	return xctl_str_starts(code, XCTL_STR("§"));
}

static xctl_covers match_any(xctl_str code, const xctl_str *with, uint32_t n)
{
	xctl_covers best = XCTL_COVERS_NO;
	for (uint32_t i = 0; i < n; i++) {
		xctl_covers one = is_reference(with[i]) ? XCTL_COVERS_UNKNOWN : match(code, with[i]);
		if (one == XCTL_COVERS_YES)
			return XCTL_COVERS_YES;
		if (one == XCTL_COVERS_UNKNOWN)
			best = XCTL_COVERS_UNKNOWN;
	}
	return best;
}

static xctl_covers covers_one(const xctl_entry *entry, xctl_str code)
{
	xctl_covers reach = XCTL_COVERS_YES;
	if (entry->scope == XCTL_SCOPE_CODES || (entry->scope == XCTL_SCOPE_LISTED && is_unlisted(code)))
		reach = match_any(code, entry->codes, entry->n_codes);
	if (reach == XCTL_COVERS_NO)
		return XCTL_COVERS_NO;

	xctl_covers excepted = match_any(code, entry->except, entry->n_except);
	if (excepted == XCTL_COVERS_YES)
		return XCTL_COVERS_NO;
	if (excepted == XCTL_COVERS_UNKNOWN)
		return XCTL_COVERS_UNKNOWN;
	if (entry->carve_out
	    && (entry->n_carved == 0 || match_any(code, entry->carved, entry->n_carved) != XCTL_COVERS_NO))
		return XCTL_COVERS_UNKNOWN;
	return reach;
}

xctl_covers xctl_entry_covers(const xctl_entry *entry, const xctl_str *codes, uint32_t n_codes)
{
	if (entry->scope == XCTL_SCOPE_NONE)
		return XCTL_COVERS_NO;
	if (entry->scope == XCTL_SCOPE_UNPARSED)
		return XCTL_COVERS_UNKNOWN;
	if (n_codes == 0) /* not classified */
		return entry->scope == XCTL_SCOPE_ALL && !entry->n_except && !entry->carve_out ? XCTL_COVERS_YES
		                                                                               : XCTL_COVERS_UNKNOWN;
	xctl_covers best = XCTL_COVERS_NO;
	for (uint32_t i = 0; i < n_codes && best != XCTL_COVERS_YES; i++) {
		xctl_covers one = covers_one(entry, codes[i]);
		if (one != XCTL_COVERS_NO)
			best = one;
	}
	return best;
}
