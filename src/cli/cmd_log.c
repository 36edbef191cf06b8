/* log: receipts that can be checked offline, and the keys that sign them. */
#include "cli/app.h"
#include "cli/input.h"
#include "cli/kept.h"
#include "cli/output.h"
#include "cli/places.h"
#include "cli/request.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

int cmd_log_key(app *host, const request *asked)
{
	const char *out = request_value(asked, OPTION_OUT);
	unsigned char seed[32];
	xctl_error error = { 0 };
	if (!out) {
		say("\"log key\" needs --out FILE");
		say_hint("the half of the key that signs is written there");
		return EXIT_WRONG;
	}
	if (getrandom(seed, sizeof seed, 0) != (ssize_t)sizeof seed) {
		say("the system gives no random bytes: %s", strerror(errno));
		return EXIT_UNDONE;
	}
	if (xctl_log_key_make(request_word(asked), seed, out, output_write, host, &error) != XCTL_OK)
		return app_fail(host, &error, NULL);
	return EXIT_CLEAR;
}

int log_read_key(const app *host, const request *asked, input *key)
{
	const char *path = request_value(asked, OPTION_KEY);
	if (path)
		return input_read(host, key, path);
	say("a receipt needs --key FILE");
	say_hint("\"exportctl log key NAME --out FILE\" makes a key");
	return EXIT_WRONG;
}

static int verify(app *host, xctl_desk *desk, const input *receipt, const input *key)
{
	xctl_decision *again;
	xctl_error error = { 0 };
	if (xctl_receipt_verify(&again, desk, receipt->bytes, receipt->length, key->bytes, key->length, &error) != XCTL_OK)
		return app_fail(host, &error, receipt->source);
	output_print(host, "%s  %s  signed, and the same answer again\n", xctl_decision_id(again),
		xctl_verdict_word(xctl_decision_verdict(again)));
	output_print(host, "by the snapshot %s\n", place_shown(host, host->settings[SETTING_SNAPSHOT].value));
	xctl_decision_free(again);
	return EXIT_CLEAR;
}

/* The desk of the snapshot that the receipt names. */
static int find_desk(app *host, const input *receipt, const input *key, xctl_desk **desk)
{
	char hash[65];
	xctl_error error = { 0 };
	if (xctl_receipt_snapshot(hash, receipt->bytes, receipt->length, key->bytes, key->length, &error) != XCTL_OK)
		return app_fail(host, &error, receipt->source);
	const char *path = kept_find(host, hash);
	if (!path)
		return EXIT_UNDONE;
	if (!text_same(path, host->settings[SETTING_SNAPSHOT].value))
		host->settings[SETTING_SNAPSHOT] = (setting_value){ path, "the receipt" };
	return app_desk(host, DESK_CLEARANCES, desk);
}

int cmd_log_verify(app *host, const request *asked)
{
	input receipt, key;
	xctl_desk *desk;
	int failed = log_read_key(host, asked, &key);
	if (failed)
		return failed;
	failed = input_read(host, &receipt, request_word(asked));
	if (!failed) {
		failed = find_desk(host, &receipt, &key, &desk);
		if (!failed)
			failed = verify(host, desk, &receipt, &key);
		input_drop(&receipt);
	}
	input_drop(&key);
	return failed;
}
