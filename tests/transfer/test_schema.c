/* docs/schema/transfer.json and the table of fields say the same. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "format/json.h"
#include "testing.h"
#include "transfer/shape.h"

static json_t *schema;
static unsigned compared;

/* What stands behind "$ref": "#/$defs/NAME", or the schema itself. */
static const json_t *resolved(const json_t *of)
{
	const char *ref = json_string_value(json_object_get(of, "$ref"));
	if (!ref)
		return of;
	assert_case(strncmp(ref, "#/$defs/", 8) == 0, "a reference to %s\n", ref);
	const json_t *found = json_object_get(json_object_get(schema, "$defs"), ref + 8);
	assert_case(found != NULL, "%s is not there\n", ref);
	return found;
}

static void assert_words(const json_t *allowed, const char *const *words, const char *name)
{
	size_t n = 0;
	while (words[n])
		n++;
	for (size_t i = 0; i < n; i++) {
		const char *word = json_string_value(json_array_get(allowed, i));
		assert_case(word && strcmp(word, words[i]) == 0, "%s: %s is not the schema's %s\n", name, words[i], word ? word : "nothing");
	}
	const json_t *next = json_array_get(allowed, n);
	assert_case(next == NULL || json_is_null(next), "%s: the schema has more words\n", name);
	assert_case(json_array_get(allowed, n + 1) == NULL, "%s: the schema has more words\n", name);
}

static void assert_shape(const shape *of, const json_t *in, const char *name, unsigned depth);

static void assert_field(const field *f, const json_t *in, unsigned depth)
{
	static const char *const names[] = { [FIELD_WORD] = "word", [FIELD_WORDS] = "words", [FIELD_COUNTRY] = "country",
		[FIELD_COUNTRIES] = "countries", [FIELD_DATE] = "day", [FIELD_YES] = "yes", [FIELD_NUMBER] = "number",
		[FIELD_CODES] = "codes", [FIELD_AMOUNTS] = "amounts", [FIELD_PARAMETERS] = "parameters" };
	char ref[64];
	compared++;
	if (f->type == FIELD_OBJECT) {
		assert_shape(f->of, resolved(in), f->name, depth + 1);
		return;
	}
	if (f->type == FIELD_OBJECTS) {
		const json_t *items = json_object_get(in, "items");
		assert_case(items != NULL, "%s is no array in the schema\n", f->name);
		assert_shape(f->of, resolved(items), f->name, depth + 1);
		return;
	}
	if (f->allowed) {
		const json_t *allowed = json_object_get(in, "enum");
		if (f->type == FIELD_WORDS)
			allowed = json_object_get(json_array_get(json_object_get(in, "anyOf"), 0), "enum");
		assert_words(allowed, f->allowed, f->name);
		return;
	}
	snprintf(ref, sizeof ref, "#/$defs/%s", names[f->type]);
	const char *is = json_string_value(json_object_get(in, "$ref"));
	assert_case(is && strcmp(is, ref) == 0, "%s is %s in the schema, not %s\n", f->name, is ? is : "no reference", ref);
}

static void assert_shape(const shape *of, const json_t *in, const char *name, unsigned depth)
{
	const json_t *properties = json_object_get(in, "properties");
	size_t more = depth == 0; /* "unstated" is read apart from the table */
	assert_case(depth < 8, "%s stands in itself\n", name);
	assert_case(json_object_size(properties) == of->n_fields + more, "%s has %u fields, %zu in the schema\n", name, of->n_fields,
		json_object_size(properties) - more);
	for (uint32_t i = 0; i < of->n_fields; i++) {
		const json_t *one = json_object_get(properties, of->fields[i].name);
		assert_case(one != NULL, "the schema of %s has no %s\n", name, of->fields[i].name);
		assert_field(&of->fields[i], one, depth);
	}
}

static void says_the_same(void **state)
{
	xctl_file file;
	xctl_error error;
	(void)state;
	assert_int_equal(xctl_file_map(&file, test_path("docs/schema/transfer.json"), &error), XCTL_OK);
	xctl_code code = xctl_json_read(&schema, file.bytes, "transfer.json", &error);
	assert_case(code == XCTL_OK, "%s\n", error.what);
	assert_shape(&shape_transfer, schema, "the transfer", 0);
	assert_in_range(compared, 100, 1000);
	json_decref(schema);
	xctl_file_close(&file);
}

int main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(says_the_same) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
