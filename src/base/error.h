/* Errors are plain data: a code, a place, a short fact, a hint how to mend it (exportctl.h, xctl_error). */
#ifndef XCTL_BASE_ERROR_H
#define XCTL_BASE_ERROR_H

#include "exportctl.h"

#define XCTL_PRINTF(f, a) __attribute__((format(printf, f, a)))
#define XCTL_CHECK __attribute__((warn_unused_result))

/* Sets code and fact, clears place and hint; returns `code`. `error` may be NULL. */
xctl_code xctl_fail(xctl_error *error, xctl_code code, const char *fmt, ...) XCTL_PRINTF(3, 4);
/* Adds how to mend it. */
void xctl_hint(xctl_error *error, const char *fmt, ...) XCTL_PRINTF(2, 3);
/* Adds a place; zero or NULL leaves a part as it was. */
void xctl_at(xctl_error *error, const char *source, uint32_t line, uint32_t column);
void xctl_at_pointer(xctl_error *error, const char *fmt, ...) XCTL_PRINTF(2, 3);
/* The standard failure of an allocation that met its ceiling. */
xctl_code xctl_fail_limit(xctl_error *error, const char *of_what);

#endif
