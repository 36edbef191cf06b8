#include "format/xml.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

/* How many bytes expat gets at a time. What it makes of them waits in a queue. */
enum { PIECE = 4096 };

struct xctl_xml {
	XML_Parser parser;
	xctl_str rest;
	xctl_xml_options options;
	xctl_error error; /* of a callback */
	uint32_t depth;
	bool finished;
	xctl_arena arena; /* of what waits */
	XCTL_LIST(xctl_xml_event) queue;
	uint32_t next;
};

static void place(xctl_xml *x, xctl_error *error)
{
	xctl_at(error, x->options.source, (uint32_t)XML_GetCurrentLineNumber(x->parser),
		(uint32_t)XML_GetCurrentColumnNumber(x->parser) + 1);
}

static void stop(xctl_xml *x, xctl_code code, const char *what, const char *hint)
{
	if (x->error.code == XCTL_OK) {
		xctl_fail(&x->error, code, "%s", what);
		xctl_hint(&x->error, "%s", hint);
		place(x, &x->error);
	}
	XML_StopParser(x->parser, XML_FALSE);
}

static xctl_xml_event *queue(xctl_xml *x, xctl_xml_kind kind)
{
	xctl_xml_event *e = x->error.code == XCTL_OK ? XCTL_PUSH(&x->arena, &x->queue) : NULL;
	if (e)
		*e = (xctl_xml_event){ .kind = kind, .depth = x->depth, .line = (uint32_t)XML_GetCurrentLineNumber(x->parser) };
	else
		stop(x, XCTL_LIMIT, "a tag or a text is too large", "split the file");
	return e;
}

static xctl_str keep(xctl_xml *x, xctl_str text)
{
	xctl_str copy = xctl_str_copy(&x->arena, text);
	if (!copy.at)
		stop(x, XCTL_LIMIT, "a tag or a text is too large", "split the file");
	return copy;
}

static xctl_str local_name(const char *name)
{
	const char *colon = strrchr(name, ':');
	return xctl_str_of(colon ? colon + 1 : name);
}

static void XMLCALL begins(void *context, const char *name, const char **attributes)
{
	xctl_xml *x = context;
	if (++x->depth > x->options.depth_ceiling) {
		stop(x, XCTL_LIMIT, "tags stand too deep in each other", "no official file is that deep: look at the place");
		return;
	}
	uint32_t n = 0;
	while (attributes[n])
		n += 2;
	xctl_xml_event *e = queue(x, XCTL_XML_BEGIN);
	xctl_str *kept = e ? XCTL_NEW_ARRAY(&x->arena, xctl_str, n) : NULL;
	if (!kept) {
		stop(x, XCTL_LIMIT, "a tag has too many attributes", "split the file");
		return;
	}
	e->name = keep(x, local_name(name));
	e->attributes = kept;
	e->n_attributes = n / 2;
	for (uint32_t i = 0; i < n; i++)
		kept[i] = keep(x, i % 2 ? xctl_str_of(attributes[i]) : local_name(attributes[i]));
}

static void XMLCALL ends(void *context, const char *name)
{
	xctl_xml *x = context;
	xctl_xml_event *e = queue(x, XCTL_XML_END);
	if (e)
		e->name = keep(x, local_name(name));
	x->depth--;
}

static void XMLCALL says(void *context, const char *text, int length)
{
	xctl_xml *x = context;
	xctl_xml_event *e = queue(x, XCTL_XML_TEXT);
	if (e)
		e->text = keep(x, (xctl_str){ text, (size_t)length });
}

static void XMLCALL document_type(void *context, const char *name, const char *system, const char *public, int internal)
{
	(void)name, (void)system, (void)public, (void)internal;
	stop(context, XCTL_INPUT, "the file declares a document type", "official files have none: download it again");
}

xctl_code xctl_xml_open(xctl_xml **out, xctl_str bytes, const xctl_xml_options *options, xctl_error *error)
{
	size_t ceiling = options && options->size_ceiling ? options->size_ceiling : (size_t)256 << 20;
	if (bytes.len > ceiling) {
		xctl_fail(error, XCTL_LIMIT, "%zu bytes of XML: at most %zu are read", bytes.len, ceiling);
		xctl_at(error, options ? options->source : NULL, 0, 0);
		return XCTL_LIMIT;
	}
	xctl_xml *x = calloc(1, sizeof *x);
	if (!x)
		return xctl_fail_limit(error, "the XML");
	x->options = options ? *options : (xctl_xml_options){ 0 };
	if (!x->options.depth_ceiling)
		x->options.depth_ceiling = 64;
	x->rest = bytes;
	x->parser = XML_ParserCreate(NULL);
	if (!x->parser) {
		free(x);
		return xctl_fail_limit(error, "the XML");
	}
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, begins, ends);
	XML_SetCharacterDataHandler(x->parser, says);
	XML_SetStartDoctypeDeclHandler(x->parser, document_type);
	*out = x;
	return XCTL_OK;
}

static xctl_code refused(xctl_xml *x, xctl_error *error)
{
	if (x->error.code != XCTL_OK) {
		if (error)
			*error = x->error;
		return x->error.code;
	}
	enum XML_Error why = XML_GetErrorCode(x->parser);
	xctl_code code = why == XML_ERROR_NO_MEMORY ? XCTL_LIMIT : XCTL_INPUT;
	xctl_fail(error, code, "not XML: %s", XML_ErrorString(why));
	xctl_hint(error, "download the file again");
	place(x, error);
	return code;
}

/* Feeds expat until something waits. */
static xctl_code feed(xctl_xml *x, xctl_error *error)
{
	xctl_arena_reset(&x->arena);
	x->queue.at = NULL;
	x->queue.count = x->queue.room = x->next = 0;
	while (!x->queue.count && !x->finished) {
		size_t n = x->rest.len < PIECE ? x->rest.len : PIECE;
		x->finished = n == x->rest.len;
		if (XML_Parse(x->parser, x->rest.len ? x->rest.at : "", (int)n, x->finished) != XML_STATUS_OK)
			return refused(x, error);
		x->rest = (xctl_str){ x->rest.at + n, x->rest.len - n };
	}
	return XCTL_OK;
}

xctl_code xctl_xml_next(xctl_xml *x, xctl_xml_event *out, xctl_error *error)
{
	if (x->next == x->queue.count) {
		xctl_code code = feed(x, error);
		if (code != XCTL_OK)
			return code;
	}
	if (x->next < x->queue.count)
		*out = x->queue.at[x->next++];
	else
		*out = (xctl_xml_event){ .kind = XCTL_XML_DONE };
	return XCTL_OK;
}

void xctl_xml_close(xctl_xml *x)
{
	if (!x)
		return;
	XML_ParserFree(x->parser);
	xctl_arena_drop(&x->arena);
	free(x);
}

xctl_str xctl_xml_attribute(const xctl_xml_event *event, const char *name)
{
	for (uint32_t i = 0; i < event->n_attributes; i++)
		if (xctl_str_is(event->attributes[(size_t)2 * i], name))
			return event->attributes[(size_t)2 * i + 1];
	return (xctl_str){ 0 };
}
