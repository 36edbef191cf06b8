/* Events come in balance: as many tags end as begin, each with its name and depth, and text stands in a tag. */
#include <stdlib.h>
#include <string.h>

#include "format/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	enum { DEEP = 16 };
	xctl_xml_options options = { .depth_ceiling = DEEP };
	xctl_xml *xml;
	xctl_xml_event e = { .kind = XCTL_XML_BEGIN };
	char names[DEEP + 1][64];
	size_t lengths[DEEP + 1];
	uint32_t depth = 0;
	if (xctl_xml_open(&xml, (xctl_str){ (const char *)bytes, len }, &options, NULL) != XCTL_OK)
		return 0;
	while (xctl_xml_next(xml, &e, NULL) == XCTL_OK && e.kind != XCTL_XML_DONE) {
		size_t kept = e.name.len < sizeof *names ? e.name.len : sizeof *names;
		if (e.kind == XCTL_XML_BEGIN) {
			if (++depth > DEEP || e.depth != depth)
				abort();
			memcpy(names[depth], e.name.at, kept);
			lengths[depth] = e.name.len;
		} else if (!depth || e.depth != depth) {
			abort();
		} else if (e.kind == XCTL_XML_END) {
			if (lengths[depth] != e.name.len || memcmp(names[depth], e.name.at, kept) != 0)
				abort();
			depth--;
		}
	}
	if (e.kind == XCTL_XML_DONE && depth)
		abort();
	xctl_xml_close(xml);
	return 0;
}
