/* The scanner: one line of a rule block into tokens (scan.re). */
#ifndef XCTL_LAW_SCAN_H
#define XCTL_LAW_SCAN_H

#include "base/base.h"

typedef enum law_mark {
	MARK_END,
	MARK_WORD,
	MARK_STRING, /* without its quotes */
	MARK_COMMA,
	MARK_LE,
	MARK_LT,
	MARK_GE,
	MARK_GT,
	MARK_EQ,
	MARK_BAD,
} law_mark;

/* The next mark of `*rest`, which moves behind it. */
law_mark law_scan(xctl_str *rest, xctl_str *text);

#endif
