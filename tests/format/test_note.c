/* Signed notes: the specification's own example, keys that are none, and every byte changed. */
#include <jansson.h>
#include <sodium.h>
#include <string.h>

#include "format/note.h"
#include "testing.h"

/* The example of the C2SP specification. */
#define EXAMPLE_KEY "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
#define EXAMPLE_NOTE                                                                                                   \
	"This is an example message.\n\n"                                                                              \
	"\xe2\x80\x94 example.com/foo "                                                                                \
	"Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"

static const uint8_t seed[32] = { 1, 2, 3 };

static void opens_the_example(void **state)
{
	xctl_note_key key;
	xctl_str text;
	(void)state;
	assert_int_equal(xctl_note_key_read(&key, XCTL_STR(EXAMPLE_KEY), NULL), XCTL_OK);
	assert_int_equal(xctl_note_open(&text, XCTL_STR(EXAMPLE_NOTE), &key, NULL), XCTL_OK);
	assert_str(text, "This is an example message.\n");
}

static void refuses_what_is_no_key(void **state)
{
	static const char *const cases[] = { "", "name", "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
		"a b+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
		"example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
		"example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
		"example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
		"example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2", EXAMPLE_KEY "+" };
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		xctl_note_key key = { .name = "as it was" };
		xctl_error error = { 0 };
		assert_int_equal(xctl_note_key_read(&key, xctl_str_of(cases[i]), &error), XCTL_INPUT);
		assert_string_equal(key.name, "as it was");
		assert_true(error.hint[0]);
	}
}

static void a_key_is_read_as_it_was_printed(void **state)
{
	xctl_note_key made, read;
	xctl_buf secret = { 0 }, open = { 0 };
	(void)state;
	assert_int_equal(xctl_note_key_make(&made, XCTL_STR("aozora.example"), seed, NULL), XCTL_OK);
	xctl_note_key_print_secret(&secret, &made);
	xctl_note_key_print(&open, &made);
	assert_int_equal(xctl_note_key_read(&read, xctl_buf_view(&secret), NULL), XCTL_OK);
	assert_memory_equal(&read, &made, sizeof made);
	assert_int_equal(xctl_note_key_read(&read, xctl_buf_view(&open), NULL), XCTL_OK);
	assert_false(read.secret);
	assert_memory_equal(read.open, made.open, sizeof made.open);
	xctl_buf note = { 0 };
	assert_int_equal(xctl_note_sign(&note, XCTL_STR("text\n"), &read, NULL), XCTL_INPUT);
	assert_int_equal(xctl_note_sign(&note, XCTL_STR("no line end"), &made, NULL), XCTL_INPUT);
	assert_int_equal(xctl_note_sign(&note, XCTL_STR("a\ttab\n"), &made, NULL), XCTL_INPUT);
	assert_int_equal(note.len, 0);
	xctl_buf_drop(&secret);
	xctl_buf_drop(&open);
}

static void every_bit_counts(void **state)
{
	xctl_note_key key;
	xctl_buf note = { 0 };
	xctl_str text;
	(void)state;
	assert_int_equal(xctl_note_key_make(&key, XCTL_STR("aozora.example"), seed, NULL), XCTL_OK);
	assert_int_equal(xctl_note_sign(&note, XCTL_STR("one\n\nthree \xe6\x97\xa5\n"), &key, NULL), XCTL_OK);
	assert_int_equal(xctl_note_open(&text, xctl_buf_view(&note), &key, NULL), XCTL_OK);
	assert_str(text, "one\n\nthree \xe6\x97\xa5\n");
	for (size_t i = 0; i < note.len * 8; i++) {
		note.at[i / 8] ^= (char)(1 << i % 8);
		assert_int_equal(xctl_note_open(&text, xctl_buf_view(&note), &key, NULL), XCTL_DAMAGED);
		note.at[i / 8] ^= (char)(1 << i % 8);
	}
	for (size_t cut = 0; cut < note.len; cut++)
		assert_int_equal(xctl_note_open(&text, (xctl_str){ note.at, cut }, &key, NULL), XCTL_DAMAGED);
	xctl_buf_drop(&note);
}

static void other_signatures_are_passed_over(void **state)
{
	xctl_note_key key, other;
	xctl_buf note = { 0 }, second = { 0 };
	xctl_str text;
	(void)state;
	assert_int_equal(xctl_note_key_make(&key, XCTL_STR("aozora.example"), seed, NULL), XCTL_OK);
	assert_int_equal(xctl_note_key_make(&other, XCTL_STR("witness.example"), (const uint8_t[32]){ 9 }, NULL), XCTL_OK);
	assert_int_equal(xctl_note_sign(&note, XCTL_STR("t\n"), &other, NULL), XCTL_OK);
	assert_int_equal(xctl_note_open(&text, xctl_buf_view(&note), &key, NULL), XCTL_DAMAGED);
	assert_int_equal(xctl_note_sign(&second, XCTL_STR("t\n"), &key, NULL), XCTL_OK);
	xctl_buf_str(&note, (xctl_str){ second.at + 3, second.len - 3 });
	assert_int_equal(xctl_note_open(&text, xctl_buf_view(&note), &key, NULL), XCTL_OK);
	assert_int_equal(xctl_note_open(&text, xctl_buf_view(&note), &other, NULL), XCTL_OK);
	xctl_buf_drop(&note);
	xctl_buf_drop(&second);
}

static bool has_flag(const json_t *vector, const char *flag)
{
	size_t i;
	json_t *one;
	json_array_foreach(json_object_get(vector, "flags"), i, one)
		if (strcmp(json_string_value(one), flag) == 0)
			return true;
	return false;
}

static void bytes_of(unsigned char *out, size_t size, const json_t *vector, const char *key)
{
	const char *hex = json_string_value(json_object_get(vector, key));
	size_t length;
	assert_int_equal(sodium_hex2bin(out, size, hex, strlen(hex), NULL, &length, NULL), 0);
	assert_int_equal(length, size);
}

/* Verifiers of Ed25519 differ at the edges. Ours takes a signature only where no part of it is of low order or encoded in
 * a second way: what it accepts is pinned, so that another build of the library cannot change it unseen. */
static void edge_cases_of_the_signature_are_pinned(void **state)
{
	static const char *const refused[] = { "low_order_R", "low_order_A", "low_order_residue", "non_canonical_A",
		"non_canonical_R" };
	const char *path = test_shared("data/casework/ed25519-cctv/ed25519vectors.json");
	(void)state;
	json_t *all = json_load_file(path, 0, NULL), *vector;
	size_t i;
	assert_int_equal(json_array_size(all), 914);
	json_array_foreach(all, i, vector) {
		unsigned char key[32], signature[64];
		const char *message = json_string_value(json_object_get(vector, "msg"));
		bool accept = true;
		for (size_t f = 0; f < sizeof refused / sizeof *refused; f++)
			accept &= !has_flag(vector, refused[f]);
		bytes_of(key, sizeof key, vector, "key");
		bytes_of(signature, sizeof signature, vector, "sig");
		int got = crypto_sign_verify_detached(signature, (const unsigned char *)message, strlen(message), key);
		assert_case((got == 0) == accept, "vector %zu: %s\n", i, got == 0 ? "accepted" : "refused");
	}
	json_decref(all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens_the_example),
		cmocka_unit_test(refuses_what_is_no_key),
		cmocka_unit_test(a_key_is_read_as_it_was_printed),
		cmocka_unit_test(every_bit_counts),
		cmocka_unit_test(other_signatures_are_passed_over),
		cmocka_unit_test(edge_cases_of_the_signature_are_pinned),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
