/* One pair, with or without an index. */
#include "names/hit.h"
#include "names/weights.h"

static xctl_code best_pair(xctl_best *best, const xctl_writing **theirs, const xctl_question *you, const xctl_question *they,
	const xctl_named *listed)
{
	bool person = you->party.kind == XCTL_PARTY_PERSON || they->party.kind == XCTL_PARTY_PERSON;
	*theirs = NULL;
	for (uint32_t i = 0; i < you->n_names; i++)
		for (uint32_t a = 0; a < you->names[i].count; a++)
			for (uint32_t k = 0; k < they->n_names; k++)
				for (uint32_t b = 0; b < they->names[k].count; b++) {
					const xctl_writing *mine = you->names[i].at[a], *its = they->names[k].at[b];
					xctl_name_score score;
					if (!xctl_comparable(mine, you->party.kind, its, they->party.kind))
						continue;
					xctl_score_writings(&score, mine, its, person);
					xctl_best one = { .yours = mine, .name = k, .quality = listed->names[k].quality, .equal = score.equal,
						.points = xctl_name_points(&score, listed->names[k].quality) };
					if (!*theirs || xctl_is_better(&one, best)) {
						*best = one;
						*theirs = its;
					}
				}
	return XCTL_OK;
}

xctl_code xctl_names_compare_with(xctl_name_hit *out, xctl_arena *arena, const xctl_name_index *index,
	const xctl_named *yours, const xctl_named *theirs, xctl_folder *folder, xctl_error *error)
{
	xctl_arena scratch = { .memory = arena->memory };
	xctl_folder *own = folder ? NULL : xctl_folder_open(arena->memory);
	xctl_question you, they;
	xctl_best best = { 0 };
	const xctl_writing *writing;
	xctl_name_hit hit = { 0 };
	xctl_code code = folder || own ? XCTL_OK : xctl_fail_limit(error, "a comparison");
	if (code == XCTL_OK)
		code = xctl_question_read(&you, &scratch, index, folder ? folder : own, yours, error);
	if (code == XCTL_OK)
		code = xctl_question_read(&they, &scratch, index, folder ? folder : own, theirs, error);
	if (code == XCTL_OK)
		code = best_pair(&best, &writing, &you, &they, theirs);
	if (code == XCTL_OK
	    && !xctl_hit_make(&hit, arena, &best, writing, &you.party, &they.party,
		    xctl_index_country_points(index, yours->countries, theirs->countries)))
		code = xctl_fail_limit(error, "a comparison");
	if (code == XCTL_OK)
		*out = hit;
	xctl_folder_close(own);
	xctl_arena_drop(&scratch);
	return code;
}

xctl_code xctl_names_compare(xctl_name_hit *out, xctl_arena *arena, const xctl_name_index *index, const xctl_named *yours,
	const xctl_named *theirs, xctl_error *error)
{
	return xctl_names_compare_with(out, arena, index, yours, theirs, NULL, error);
}
