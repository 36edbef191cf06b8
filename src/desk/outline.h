/* The outline of each government's law, and how much of it is in the book. */
#ifndef XCTL_DESK_OUTLINE_H
#define XCTL_DESK_OUTLINE_H

#include "desk/citations.h"
#include "desk/desk.h"

typedef struct outline_counts {
	uint32_t rules;      /* blocks that cite it */
	uint32_t rows;       /* of tables that are drawn from it */
	uint32_t examples;   /* that expect something of one of those rules */
	uint32_t unverified; /* of those rules, on the desk's day */
} outline_counts;

typedef enum outline_depth { OUTLINE_NONE, OUTLINE_PARTIAL, OUTLINE_FULL } outline_depth;
extern const char *const outline_depth_words[];

/* One row of a table `coverage`. */
typedef struct outline_part {
	xctl_str government, law, part, title, left_out;
	outline_depth depth;
	xctl_date as_of; /* of the text; XCTL_DATE_NONE where nothing was read */
	outline_counts n;
	uint32_t whole;  /* the law it is of: index among laws */
	const char *source;
	uint32_t line;
	xctl_str cited_by; /* the first rule or table that cites it */
} outline_part;

/* Parts of one law stand together. */
typedef struct outline_law {
	xctl_str government, law;
	uint32_t from, count; /* parts */
	outline_counts n;     /* each rule, row and example once, however many parts it cites */
	xctl_date as_of;      /* of the part read longest ago */
} outline_law;

typedef struct outline {
	xctl_arena *arena;
	XCTL_LIST(outline_part) parts;
	XCTL_LIST(outline_law) laws;
	XCTL_LIST(xctl_str) faults; /* where the outline and the book disagree */
} outline;

/* Reads the tables `coverage` of the desk's book and counts. What they say that the book does not bear out, and citations that
 * stand in no part, become faults. */
xctl_code outline_read(outline *out, const xctl_desk *desk, xctl_arena *arena, xctl_error *error);

/* Writes the laws of these governments (NULL: all). */
void outline_show(const outline *o, const char *governments, const xctl_view *view, xctl_buf *out);

#endif
