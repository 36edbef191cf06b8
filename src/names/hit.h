/* A scored pair as a hit with its evidence. Internal to names. */
#ifndef XCTL_NAMES_HIT_H
#define XCTL_NAMES_HIT_H

#include "names/index.h"
#include "names/score.h"

/* A query made ready: its names analysed and rated, its addresses read. */
typedef struct xctl_question {
	xctl_party party;
	xctl_analysis *names;
	uint32_t n_names;
} xctl_question;

xctl_code xctl_question_read(xctl_question *out, xctl_arena *arena, const xctl_name_index *index, xctl_folder *folder,
	const xctl_named *named, xctl_error *error);

/* The best of two writings, with the name that carries it. */
typedef struct xctl_best {
	const xctl_writing *yours;
	int32_t points; /* of the name alone, a weak alias counted */
	uint32_t name;
	uint32_t writing; /* in the index; not used without one */
	xctl_name_quality quality;
	bool equal;
} xctl_best;

/* Whether two writings are to be compared: a person's with a person's where a kind is not known. */
bool xctl_comparable(const xctl_writing *yours, xctl_party_kind kind, const xctl_writing *theirs, xctl_party_kind other);
/* Points of the name for ranking. */
int32_t xctl_name_points(const xctl_name_score *score, xctl_name_quality quality);
/* Better by points, then equal before alike, then the better kind of name, then the first. */
bool xctl_is_better(const xctl_best *a, const xctl_best *b);

/* `theirs` may be NULL: an entry that is an address, or a party found by an identifier with no name to compare. */
bool xctl_hit_make(xctl_name_hit *out, xctl_arena *arena, const xctl_best *best, const xctl_writing *theirs,
	const xctl_party *you, const xctl_party *they, int32_t country_points);

#endif
