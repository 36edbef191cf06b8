/* base: what every floor stands on. Memory by lifetime, strings, decimals, dates, hashes, errors, files.
 *
 * No clock, locale, environment, global or thread. Nothing here knows what an export is. */
#ifndef XCTL_BASE_H
#define XCTL_BASE_H

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/decimal.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/bits.h"

#endif
