/* Receipts: made, checked, changed, and held against another snapshot. */
#include "answers.h"
#include "base/file.h"

static const unsigned char seed[32] = { 7 };

typedef struct held {
	char bytes[512];
	size_t length;
} held;

static xctl_code hold(void *context, const char *bytes, size_t length)
{
	held *h = context;
	assert_true(h->length + length < sizeof h->bytes);
	memcpy(h->bytes + h->length, bytes, length);
	h->length += length;
	return XCTL_OK;
}

/* Both halves of a key, and the receipt of one demo transfer. */
static void make(xctl_desk *desk, const char *demo, held *checks, xctl_file *receipt)
{
	char secret[4200], out[4200];
	xctl_file signs;
	xctl_error error = { 0 };
	snprintf(secret, sizeof secret, "%s/%s.key", test_directory(), demo);
	snprintf(out, sizeof out, "%s/%s.receipt", test_directory(), demo);
	remove(secret);
	*checks = (held){ .length = 0 };
	assert_int_equal(xctl_log_key_make("aozora.example", seed, secret, hold, checks, &error), XCTL_OK);
	assert_int_equal(xctl_log_key_make("aozora.example", seed, secret, hold, checks, &error), XCTL_IO);
	assert_int_equal(xctl_file_read(&signs, secret, 4096, &error), XCTL_OK);

	json_t *document = answers_demo(demo);
	xctl_check_options how = { .accept_excerpts = true, .governments = "us,jp", .receipt = true, .no_store = true };
	xctl_decision *decision = answers_decide(desk, document, &how);
	json_decref(document);
	assert_int_equal(xctl_receipt_write(decision, signs.bytes.at, signs.bytes.len, out, &error), XCTL_OK);
	assert_int_equal(xctl_receipt_write(decision, checks->bytes, checks->length, out, &error), XCTL_INPUT);
	xctl_decision_free(decision);
	xctl_file_close(&signs);
	assert_int_equal(xctl_file_read(receipt, out, (size_t)64 << 20, &error), XCTL_OK);
}

static xctl_code verify(xctl_desk *desk, const char *bytes, size_t length, const held *key, xctl_error *error)
{
	xctl_decision *again = NULL;
	xctl_code code = xctl_receipt_verify(&again, desk, bytes, length, key->bytes, key->length, error);
	xctl_decision_free(again);
	return code;
}

static void one_flipped_byte_fails(void **state)
{
	held key;
	xctl_file receipt;
	xctl_error error = { 0 };
	xctl_desk *desk = answers_desk(NULL);
	(void)state;
	make(desk, "clean", &key, &receipt);
	char *bytes = malloc(receipt.bytes.len);
	assert_non_null(bytes);
	memcpy(bytes, receipt.bytes.at, receipt.bytes.len);
	assert_int_equal(verify(desk, bytes, receipt.bytes.len, &key, &error), XCTL_OK);
	for (size_t i = 0; i < receipt.bytes.len; i++) {
		char hash[65];
		for (unsigned bit = 0; bit < 8; bit += 7) {
			bytes[i] = (char)(bytes[i] ^ (1 << bit));
			assert_int_equal(verify(desk, bytes, receipt.bytes.len, &key, &error), XCTL_DAMAGED);
			assert_int_equal(xctl_receipt_snapshot(hash, bytes, receipt.bytes.len, key.bytes, key.length, &error),
				XCTL_DAMAGED);
			bytes[i] = (char)(bytes[i] ^ (1 << bit));
		}
	}
	for (size_t cut = 1; cut < 120; cut++)
		assert_int_equal(verify(desk, bytes, receipt.bytes.len - cut, &key, &error), XCTL_DAMAGED);
	free(bytes);
	xctl_file_close(&receipt);
	xctl_desk_close(desk);
}

/* The same receipt where another snapshot is mapped: which one is wanted is said. */
static void another_snapshot_is_told(void **state)
{
	char other[4300];
	held key;
	xctl_file receipt;
	xctl_error error = { 0 };
	char hash[65];
	(void)state;
	xctl_desk *desk = answers_desk(NULL), *second = NULL;
	make(desk, "spares", &key, &receipt);
	snprintf(other, sizeof other, "%s/other.snapshot", test_directory());
	const char *rulebook = test_path("rulebook");
	assert_int_equal(xctl_snapshot_build(&(xctl_build_options){ .rulebooks = &rulebook, .n_rulebooks = 1, .out = other }, hash, &error), XCTL_OK);
	assert_int_equal(
		xctl_desk_open(&second, &(xctl_desk_options){ .snapshot = other, .today = ANSWERS_TODAY }, &error), XCTL_OK);
	char named[65], name[4400];
	const char *folder = test_directory();
	assert_int_equal(xctl_receipt_snapshot(named, receipt.bytes.at, receipt.bytes.len, key.bytes, key.length, &error), XCTL_OK);
	assert_string_not_equal(named, hash);
	assert_int_equal(xctl_snapshot_keep(desk, folder, &error), XCTL_OK);
	assert_int_equal(xctl_snapshot_keep(desk, folder, &error), XCTL_OK);
	snprintf(name, sizeof name, "%s/%s.snapshot", folder, named);
	assert_int_equal(xctl_snapshot_verify(name, hash, &error), XCTL_OK);
	assert_string_equal(named, hash);
	assert_int_equal(xctl_snapshot_keep(desk, "/nowhere/at-all", &error), XCTL_NOT_FOUND);
	assert_int_equal(verify(second, receipt.bytes.at, receipt.bytes.len, &key, &error), XCTL_NOT_FOUND);
	assert_non_null(strstr(error.hint, "--snapshot"));
	xctl_desk_close(second);
	xctl_file_close(&receipt);
	xctl_desk_close(desk);
}

static void needs_to_be_asked_for(void **state)
{
	xctl_error error = { 0 };
	xctl_desk *desk = answers_desk(NULL);
	(void)state;
	json_t *document = answers_demo("clean");
	xctl_decision *decision = answers_decide(desk, document, &answers_accept);
	assert_int_equal(xctl_receipt_write(decision, "", 0, "nowhere", &error), XCTL_USAGE);
	xctl_decision_free(decision);
	json_decref(document);
	xctl_desk_close(desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_flipped_byte_fails),
		cmocka_unit_test(another_snapshot_is_told),
		cmocka_unit_test(needs_to_be_asked_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
