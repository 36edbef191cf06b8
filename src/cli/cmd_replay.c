/* replay: transfers of the past under two books. */
#include "cli/app.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/request.h"
#include "cli/text.h"

#include <sys/stat.h>

enum { MOST_TOLD = 20 };

typedef struct hearing {
	app *host;
	progress bar;
	const char *source;
	uint64_t told;
} hearing;

/* A book: a snapshot, or the folder of a branch laid over the snapshot in use. Returns 0 or the exit code. */
static int open_book(app *host, const char *book, xctl_desk **out)
{
	struct stat about;
	xctl_error error = { 0 };
	const char *used = host->settings[SETTING_SNAPSHOT].value;
	bool folder = book && stat(book, &about) == 0 && S_ISDIR(about.st_mode);
	xctl_desk_options how = {
		.snapshot = book && !folder ? book : used,
		.branch = folder ? book : NULL,
		.today = host->settings[SETTING_TODAY].value,
		.memory_ceiling = (size_t)setting_number(host, SETTING_MEMORY) << 20,
	};
	if (!how.snapshot)
		return app_desk(host, DESK_LISTS_AND_LAW, out); /* says that there is none, and where it looked */
	if (xctl_desk_open(out, &how, &error) == XCTL_OK)
		return 0;
	return app_fail(host, &error, folder ? NULL : how.snapshot);
}

static void move_bar(void *context, size_t done, size_t total)
{
	hearing *h = context;
	progress_at(&h->bar, done, total);
}

static xctl_code tell_bad(void *context, const xctl_error *error)
{
	hearing *h = context;
	if (h->told++ < MOST_TOLD) {
		progress_hide(&h->bar);
		say_error(error, h->source);
	}
	return XCTL_OK;
}

static int replay(app *host, const request *asked, xctl_desk *before, xctl_desk *after)
{
	const char *path = request_word(asked);
	hearing h = { .host = host, .source = path };
	xctl_replay_options how = {
		.source = path,
		.check = { .as_of = request_value(asked, OPTION_AS_OF), .known = request_value(asked, OPTION_KNOWN),
			.governments = host->settings[SETTING_GOV].value,
			.accept_excerpts = request_has(asked, OPTION_ACCEPT_EXCERPTS) },
		.bad = tell_bad,
		.progress = move_bar,
		.context = &h,
	};
	input in = { .bytes = NULL };
	if (text_same(path, "-")) {
		int failed = input_read(host, &in, path);
		if (failed)
			return failed;
		how.bytes = in.bytes;
		how.length = in.length;
		how.source = h.source = in.source;
	} else {
		how.path = path;
	}
	xctl_view view = output_view(host);
	xctl_replay_result result = { 0 };
	xctl_error error = { 0 };
	progress_start(&h.bar, host->settings[SETTING_PROGRESS].value);
	xctl_code code = xctl_replay(&result, before, after, &how, &view, output_write, host, &error);
	progress_end(&h.bar);
	if (how.bytes)
		input_drop(&in);
	if (code != XCTL_OK)
		return app_fail(host, &error, h.source);
	output_flush(host);
	if (h.told > MOST_TOLD)
		say_plain("and %llu more that could not be read", (unsigned long long)(h.told - MOST_TOLD));
	return result.unreadable ? EXIT_WRONG : EXIT_CLEAR;
}

int cmd_replay(app *host, const request *asked)
{
	xctl_desk *before = NULL, *after = NULL;
	if (!request_has(asked, OPTION_AFTER)) {
		say("\"replay\" needs --after BOOK");
		say_hint("name a snapshot, or a folder with the files that change, such as demo/proposal");
		return EXIT_WRONG;
	}
	int failed = open_book(host, request_value(asked, OPTION_BEFORE), &before);
	if (!failed)
		failed = open_book(host, request_value(asked, OPTION_AFTER), &after);
	if (!failed)
		failed = replay(host, asked, before, after);
	xctl_desk_close(after);
	xctl_desk_close(before);
	return failed;
}
