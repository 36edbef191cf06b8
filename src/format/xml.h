/* XML by expat, as events that the caller asks for one at a time: a tag begins, text, a tag ends. Nothing of a document type
 * is read: a file that declares one is refused, so that no entity is ever expanded and nothing outside is ever opened. */
#ifndef XCTL_FORMAT_XML_H
#define XCTL_FORMAT_XML_H

#include "base/base.h"

typedef enum xctl_xml_kind { XCTL_XML_BEGIN, XCTL_XML_TEXT, XCTL_XML_END, XCTL_XML_DONE } xctl_xml_kind;

typedef struct xctl_xml_event {
	xctl_xml_kind kind;
	xctl_str name;              /* of BEGIN and END, without a namespace's prefix */
	xctl_str text;              /* of TEXT: UTF-8; the text between two tags may come in several pieces */
	const xctl_str *attributes; /* of BEGIN: name, value, name, value … */
	uint32_t n_attributes;      /* pairs */
	uint32_t depth;             /* of the tag that begins or ends, or that holds the text; the root's is 1 */
	uint32_t line;
} xctl_xml_event;

typedef struct xctl_xml_options {
	uint32_t depth_ceiling; /* 0: 64 */
	size_t size_ceiling;    /* bytes of the document; 0: 256 MiB */
	const char *source;     /* for errors */
} xctl_xml_options;

typedef struct xctl_xml xctl_xml;

/* Opens a document, which is borrowed: UTF-8, UTF-16 or ISO 8859-1. `*out` is the caller's (xctl_xml_close). */
xctl_code xctl_xml_open(xctl_xml **out, xctl_str bytes, const xctl_xml_options *options, xctl_error *error);
/* The next event; its views hold until the next call. What is not well-formed, a document type, and what passes a ceiling is
 * refused with line and column. */
xctl_code xctl_xml_next(xctl_xml *xml, xctl_xml_event *out, xctl_error *error);
void xctl_xml_close(xctl_xml *xml);

/* The value of an attribute of a BEGIN, or the empty view. */
xctl_str xctl_xml_attribute(const xctl_xml_event *event, const char *name);

#endif
