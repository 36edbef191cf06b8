#define _GNU_SOURCE /* scandir */
#include "cli/kept.h"

#include "cli/app.h"
#include "cli/places.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static const char *folder(app *host)
{
	return place_data(host, "snapshots");
}

void kept_add(app *host, const xctl_desk *desk)
{
	const char *to = folder(host);
	xctl_error error = { 0 };
	if (!to)
		return;
	place_make_parent(host, text_print(&host->pool, "%s/", to));
	if (xctl_snapshot_keep(desk, to, &error) != XCTL_OK)
		say("warning: the snapshot could not be kept for later checks of the receipt: %s", error.what);
}

/* Whether the file is that snapshot, whole. */
static bool is_it(const char *path, const char *hash)
{
	char found[65] = "";
	xctl_error error = { 0 };
	return path && place_exists(path) && xctl_snapshot_verify(path, found, &error) == XCTL_OK && strcmp(found, hash) == 0;
}

const char *kept_find(app *host, const char *hash)
{
	const char *kept = folder(host);
	const char *places[] = { host->settings[SETTING_SNAPSHOT].value, place_data(host, "current.snapshot"),
		kept ? text_print(&host->pool, "%s/%s.snapshot", kept, hash) : NULL,
		host->folder ? text_print(&host->pool, "%s/exportctl.snapshot", host->folder) : NULL,
		place_shipped(host, "exportctl.snapshot") };
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (is_it(places[i], hash))
			return places[i];
	say("the receipt was made with a snapshot that is not here: sha256:%s", hash);
	if (kept && place_exists(places[2]))
		say_hint("%s is damaged: take a copy that is whole", places[2]);
	else if (kept)
		say_hint("get that file and name it with --snapshot, or put it at %s", places[2]);
	else
		say_hint("get that file and name it with --snapshot");
	say_hint("\"exportctl snapshot list\" shows those that are here");
	return NULL;
}

static int is_snapshot(const struct dirent *entry)
{
	static const char ending[] = ".snapshot";
	size_t length = strlen(entry->d_name);
	return length == 64 + sizeof ending - 1 && strcmp(entry->d_name + 64, ending) == 0;
}

void kept_each(app *host, void (*each)(app *host, const char *path))
{
	struct dirent **entries;
	const char *in = folder(host);
	int n = in ? scandir(in, &entries, is_snapshot, alphasort) : -1;
	for (int i = 0; i < n; i++) {
		each(host, text_print(&host->pool, "%s/%s", in, entries[i]->d_name));
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}
