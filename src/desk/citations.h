/* What a citation names. The book cites in its own words ("15 CFR 734.9(f), (g); 746.2(a)(1)"); an index holds the parts of
 * laws that somebody asks for, each with the words by which citations name it:
 *
 *     15 CFR: 734.9, Supplement No. 2 to Part 734; 90 FR: 47201
 *
 * An instrument ("15 CFR"), and behind ":" the places in it. Without places the whole instrument is meant, as far as no other
 * entry names the place. Places are whole words: "744.2" is not "744.21". */
#ifndef XCTL_DESK_CITATIONS_H
#define XCTL_DESK_CITATIONS_H

#include "base/base.h"

typedef struct desk_cited {
	xctl_str instrument, place; /* place empty: the whole */
	uint32_t target;
} desk_cited;

typedef struct desk_citations {
	xctl_arena *arena;
	XCTL_LIST(desk_cited) at;
} desk_citations;

/* Adds the words of a target; they are borrowed. False at the arena's ceiling. */
bool desk_citations_add(desk_citations *c, xctl_str words, uint32_t target);

/* Sets the bit of every target that the citation names. Returns the first place in it that no target has, or the empty view.
 * Where a piece (between ";") begins with no instrument, the one before it holds, else any that has a place with which the
 * piece begins ("Supplement No. 1 to Part 738"); a number without a word before it ("art. 48(1), 25(1)") takes the word of the place before.
 * O(places * entries). */
xctl_str desk_citations_find(const desk_citations *c, xctl_str citation, uint64_t *targets);

#endif
