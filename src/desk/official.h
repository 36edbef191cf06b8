/* Official texts as their publishers give them out, cut into sections and hashed.
 *
 * Two formats are known by their tags: the eCFR's XML (sections DIV8, appendices DIV9; ecfr.gov and govinfo.gov) and the XML of
 * Japan's e-Gov law search (Article and AppdxTable of a Law). A section is known by what its file calls it: "15 CFR 734.9",
 * "15 CFR Supplement No. 2 to Part 734", "昭和二十四年政令第三百七十八号 art. 4" (the law's number), "… Appended Table 2-3".
 *
 * What is hashed is the text alone: markup, headings, readings (Rt), editorial notes, sources and authorities are left out, and so
 * is all white space. SHA-256 over the UTF-8 of what remains, in the file's order. */
#ifndef XCTL_DESK_OFFICIAL_H
#define XCTL_DESK_OFFICIAL_H

#include "base/base.h"

typedef struct official_section {
	xctl_str name;
	xctl_str cited; /* the words by which the book cites it (citations.h); empty where they are not known */
	xctl_digest hash;
	const char *source;
	uint32_t line;
} official_section;

typedef struct official_texts {
	xctl_arena *arena;
	XCTL_LIST(official_section) at;
	xctl_map by_name;
} official_texts;

/* Adds the sections of one file; one without any adds none. A second section of one name in one file gets the name with " (2)" behind
 * it; one that another file has with another text is XCTL_INPUT. `source` is borrowed and tells files apart by its address.
 * O(bytes). */
xctl_code official_read(official_texts *texts, xctl_str bytes, const char *source, xctl_error *error);

#endif
