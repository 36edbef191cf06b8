/* Names of any bytes, and a damaged index: scores are sums of their evidence, the index finds what the scan finds, and
 * no damage reads astray.
 *
 * The input: a byte of what to do, then names with a line each. */
#include <stdlib.h>
#include <string.h>

#include "names/names.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { NAMES_MOST = 12 };

static void check(const xctl_name_hit *hit)
{
	int32_t sum = 0;
	for (uint32_t i = 0; i < hit->n_evidence; i++)
		sum += hit->evidence[i].points;
	if (sum != hit->score || hit->strength != xctl_strength_of(hit->score))
		abort();
}

static void ask(const xctl_name_index *index, const xctl_named *query, bool damaged)
{
	xctl_arena arena = { .ceiling = (size_t)16 << 20 };
	xctl_name_hits quick = { 0 }, slow = { 0 };
	xctl_code code = xctl_names_find(&quick, &arena, index, query, NULL, NULL);
	xctl_code again = xctl_names_find(&slow, &arena, index, query, &(xctl_name_options){ .exhaustive = true }, NULL);
	if (!damaged && code != again)
		abort();
	for (uint32_t i = 0; i < quick.count; i++)
		check(&quick.at[i]);
	if (!damaged && code == XCTL_OK && !quick.incomplete) {
		if (quick.count != slow.count)
			abort();
		for (uint32_t i = 0; i < quick.count; i++)
			if (quick.at[i].entity != slow.at[i].entity || quick.at[i].score != slow.at[i].score)
				abort();
	}
	xctl_arena_drop(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	if (len < 2 || len > 4096)
		return 0;
	uint8_t what = bytes[0];
	xctl_name names[NAMES_MOST];
	xctl_named parties[NAMES_MOST];
	uint32_t n = 0;
	xctl_str rest = { (const char *)bytes + 1, len - 1 };
	while (rest.len && n < NAMES_MOST) {
		names[n] = (xctl_name){ xctl_str_cut(&rest, '\n'), (xctl_name_quality)(n % 3) };
		parties[n] = (xctl_named){ .kind = (xctl_party_kind)((what + n) % 4), .names = &names[n], .n_names = 1,
			.countries = what & 16 ? XCTL_STR("CNHK") : XCTL_STR("") };
		if (what & 32) {
			parties[n].addresses = &names[n].text;
			parties[n].ids = &names[n].text;
			parties[n].birth = names[n].text;
			parties[n].n_addresses = parties[n].n_ids = 1;
		}
		n++;
	}
	xctl_buf built = { .ceiling = (size_t)16 << 20 };
	xctl_name_index index;
	xctl_arena arena = { .ceiling = (size_t)16 << 20 };
	xctl_name_hit hit;
	if (n > 1 && xctl_names_compare(&hit, &arena, NULL, &parties[0], &parties[1], NULL) == XCTL_OK)
		check(&hit);
	if (n > 1 && xctl_names_build(&built, parties + 1, n - 1, NULL) == XCTL_OK) {
		if (xctl_names_open(&index, xctl_buf_view(&built), NULL) != XCTL_OK)
			abort();
		ask(&index, &parties[0], false);
		/* The same bytes with one changed, in the place the input names. */
		size_t at = ((size_t)bytes[len - 1] << 8 | bytes[len / 2]) % built.len;
		built.at[at] = (char)(built.at[at] ^ (char)(what | 1));
		if (xctl_names_open(&index, xctl_buf_view(&built), NULL) == XCTL_OK)
			ask(&index, &parties[0], true);
	}
	xctl_buf_drop(&built);
	xctl_arena_drop(&arena);
	return 0;
}
