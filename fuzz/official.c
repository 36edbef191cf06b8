/* Whatever the file, every section has a name of its own, and reading the file again finds the same texts. */
#include <stdlib.h>
#include <string.h>

#include "desk/official.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	xctl_arena arena = { .ceiling = 16u << 20 };
	official_texts texts = { .arena = &arena, .by_name.arena = &arena };
	xctl_str text = { (const char *)bytes, len };
	if (official_read(&texts, text, "fuzz.xml", NULL) == XCTL_OK) {
		uint32_t n = texts.at.count;
		for (uint32_t i = 0; i < n; i++)
			if (!texts.at.at[i].name.len || xctl_map_get(&texts.by_name, texts.at.at[i].name) != i)
				abort();
		xctl_arena more = { .ceiling = 32u << 20 };
		official_texts again = { .arena = &more, .by_name.arena = &more };
		if (official_read(&again, text, "again.xml", NULL) != XCTL_OK || again.at.count != n)
			abort();
		for (uint32_t i = 0; i < n; i++)
			if (memcmp(&texts.at.at[i].hash, &again.at.at[i].hash, sizeof again.at.at[i].hash) != 0)
				abort();
		xctl_arena_drop(&more);
	}
	xctl_arena_drop(&arena);
	return 0;
}
