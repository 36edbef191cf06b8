#define _GNU_SOURCE /* realpath, readlink, getcwd */
#include "cli/places.h"

#include "cli/app.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *place_of_program(app *host)
{
	char path[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
	if (length <= 0)
		return NULL;
	path[length] = '\0';
	char *slash = strrchr(path, '/');
	if (!slash)
		return NULL;
	*slash = '\0';
	return text_print(&host->pool, "%s", path);
}

/* The specification says to ignore a relative path in the variable. */
static const char *place_xdg(app *host, const char *variable, const char *below_home, const char *name)
{
	const char *base = getenv(variable);
	if (base && base[0] == '/')
		return text_print(&host->pool, "%s/exportctl/%s", base, name);
	const char *home = getenv("HOME");
	if (!home || home[0] != '/')
		return NULL;
	return text_print(&host->pool, "%s/%s/exportctl/%s", home, below_home, name);
}

const char *place_config(app *host, const char *name)
{
	return place_xdg(host, "XDG_CONFIG_HOME", ".config", name);
}

const char *place_data(app *host, const char *name)
{
	return place_xdg(host, "XDG_DATA_HOME", ".local/share", name);
}

const char *place_state(app *host, const char *name)
{
	return place_xdg(host, "XDG_STATE_HOME", ".local/state", name);
}

const char *place_shipped(app *host, const char *name)
{
	static const char *const from_program[] = { "../", "../share/exportctl/" };
	for (unsigned i = 0; host->folder && i < sizeof from_program / sizeof *from_program; i++) {
		char whole[PATH_MAX];
		if (realpath(text_print(&host->pool, "%s/%s%s", host->folder, from_program[i], name), whole))
			return text_print(&host->pool, "%s", whole);
	}
	return NULL;
}

bool place_exists(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0;
}

void place_make_parent(app *host, const char *path)
{
	char *folder = text_print(&host->pool, "%s", path);
	for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(folder, 0700);
		*slash = '/';
	}
}

const char *place_shown(app *host, const char *path)
{
	(void)host;
	char here[PATH_MAX];
	if (!getcwd(here, sizeof here))
		return path;
	size_t length = strlen(here);
	bool below = length > 1 && text_starts(path, here) && path[length] == '/';
	return below ? path + length + 1 : path;
}
