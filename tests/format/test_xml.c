/* XML as events. */
#include <stdlib.h>
#include <string.h>

#include "format/xml.h"
#include "testing.h"

/* The document as a line of events: "<a k=v>text</a>", texts put together. */
static xctl_code tell(xctl_str bytes, const xctl_xml_options *options, xctl_buf *to, xctl_error *error)
{
	xctl_xml *xml;
	xctl_xml_event e = { .kind = XCTL_XML_BEGIN };
	*error = (xctl_error){ 0 };
	xctl_buf_clear(to);
	xctl_code code = xctl_xml_open(&xml, bytes, options, error);
	if (code != XCTL_OK)
		return code;
	while (code == XCTL_OK && e.kind != XCTL_XML_DONE) {
		code = xctl_xml_next(xml, &e, error);
		if (code != XCTL_OK)
			break;
		if (e.kind == XCTL_XML_BEGIN) {
			xctl_buf_printf(to, "<%.*s", XCTL_FMT(e.name));
			for (uint32_t i = 0; i < e.n_attributes; i++)
				xctl_buf_printf(to, " %.*s=%.*s", XCTL_FMT(e.attributes[2 * i]), XCTL_FMT(e.attributes[2 * i + 1]));
			xctl_buf_puts(to, ">");
		} else if (e.kind == XCTL_XML_TEXT) {
			xctl_buf_str(to, e.text);
		} else if (e.kind == XCTL_XML_END) {
			xctl_buf_printf(to, "</%.*s>", XCTL_FMT(e.name));
		}
	}
	xctl_xml_close(xml);
	return code;
}

static void reads_events(void **state)
{
	static const struct {
		const char *text, *events;
	} cases[] = {
		{ "<a/>", "<a></a>" },
		{ "<?xml version=\"1.0\"?>\n<a>b</a>\n", "<a>b</a>" },
		{ "<a x='1' y=\"&lt;2\"><b>c &amp; d</b>e<!-- f --></a>", "<a x=1 y=<2><b>c & d</b>e</a>" },
		{ "<a><![CDATA[<b>]]></a>", "<a><b></a>" },
		{ "<n:a xmlns:n='urn:x' n:k='v'/>", "<a n=urn:x k=v></a>" },
		{ "\xEF\xBB\xBF<a>\xE5\x88\xA5&#x8868;</a>", "<a>\xE5\x88\xA5\xE8\xA1\xA8</a>" },
		{ "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xA7</a>", "<a>\xC2\xA7</a>" },
	};
	xctl_buf told = { 0 };
	xctl_error error;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_code code = tell(xctl_str_of(cases[i].text), NULL, &told, &error);
		assert_case(code == XCTL_OK, "%s: %s\n", cases[i].text, error.what);
		assert_string_equal(told.at, cases[i].events);
	}
	xctl_buf_drop(&told);
}

static void tells_depth_and_line(void **state)
{
	xctl_xml *xml;
	xctl_xml_event e;
	(void)state;
	assert_int_equal(xctl_xml_open(&xml, XCTL_STR("<a>\n<b k='v'>t</b></a>"), NULL, NULL), XCTL_OK);
	do
		assert_int_equal(xctl_xml_next(xml, &e, NULL), XCTL_OK);
	while (e.kind != XCTL_XML_BEGIN || !xctl_str_is(e.name, "b"));
	assert_int_equal(e.depth, 2);
	assert_int_equal(e.line, 2);
	assert_true(xctl_str_is(xctl_xml_attribute(&e, "k"), "v"));
	assert_int_equal(xctl_xml_attribute(&e, "l").len, 0);
	assert_int_equal(xctl_xml_next(xml, &e, NULL), XCTL_OK);
	assert_int_equal(e.kind, XCTL_XML_TEXT);
	assert_int_equal(e.depth, 2);
	for (int i = 0; i < 4; i++)
		assert_int_equal(xctl_xml_next(xml, &e, NULL), XCTL_OK);
	assert_int_equal(e.kind, XCTL_XML_DONE); /* and again, as often as one asks */
	xctl_xml_close(xml);
	xctl_xml_close(NULL);
}

static void refuses(void **state)
{
	static const struct {
		const char *text, *what;
		xctl_code code;
		unsigned line;
	} cases[] = {
		{ "", "not XML: no element found", XCTL_INPUT, 1 },
		{ "<a>", "not XML: no element found", XCTL_INPUT, 1 },
		{ "<a>\n</b>", "not XML: mismatched tag", XCTL_INPUT, 2 },
		{ "<a/><b/>", "not XML: junk after document element", XCTL_INPUT, 1 },
		{ "<a>&nbsp;</a>", "not XML: undefined entity", XCTL_INPUT, 1 },
		{ "<!DOCTYPE a>\n<a/>", "the file declares a document type", XCTL_INPUT, 1 },
		{ "<!DOCTYPE a [<!ENTITY b \"cc\">]><a>&b;</a>", "the file declares a document type", XCTL_INPUT, 1 },
		{ "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "the file declares a document type", XCTL_INPUT, 1 },
		{ "<a>\xFF</a>", "not XML: not well-formed (invalid token)", XCTL_INPUT, 1 },
		{ "<a><a><a><a><a/></a></a></a></a>", "tags stand too deep in each other", XCTL_LIMIT, 1 },
	};
	xctl_buf told = { 0 };
	xctl_error error;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_xml_options options = { .depth_ceiling = 4, .source = "law.xml" };
		xctl_code code = tell(xctl_str_of(cases[i].text), &options, &told, &error);
		assert_case(code == cases[i].code, "%s: %d\n", cases[i].text, (int)code);
		assert_string_equal(error.what, cases[i].what);
		assert_string_equal(error.source, "law.xml");
		assert_int_equal(error.line, cases[i].line);
	}
	assert_int_equal(tell(XCTL_STR("<a>more</a>"), &(xctl_xml_options){ .size_ceiling = 10 }, &told, &error), XCTL_LIMIT);
	assert_int_equal(tell(XCTL_STR("<a>more</a>"), &(xctl_xml_options){ .size_ceiling = 11 }, &told, &error), XCTL_OK);
	xctl_buf_drop(&told);
}

/* A document longer than one piece, cut anywhere, tells the same; a name without an end meets a ceiling or the end. */
static void reads_long_documents(void **state)
{
	xctl_buf text = { 0 }, told = { 0 };
	xctl_error error;
	(void)state;
	for (unsigned before = 4080; before < 4100; before++) {
		xctl_buf_clear(&text);
		xctl_buf_puts(&text, "<a>");
		for (unsigned i = 0; i < before; i++)
			xctl_buf_char(&text, 'x');
		xctl_buf_puts(&text, "\xE6\xB3\x95<b k='v'>&amp;</b></a>");
		assert_int_equal(tell(xctl_buf_view(&text), NULL, &told, &error), XCTL_OK);
		assert_int_equal(told.len, 3 + before + 3 + strlen("<b k=v>&</b></a>"));
		assert_string_equal(told.at + told.len - 16, "<b k=v>&</b></a>");
	}
	xctl_buf_drop(&text);
	xctl_buf_drop(&told);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_events),
		cmocka_unit_test(tells_depth_and_line),
		cmocka_unit_test(refuses),
		cmocka_unit_test(reads_long_documents),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
