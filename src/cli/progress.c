#define _GNU_SOURCE /* clock_gettime, isatty */
#include "cli/progress.h"

#include "cli/text.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define BAR_CELLS 24

static int64_t now_ms(void)
{
	struct timespec now;
	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return 0;
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void progress_start(progress *p, const char *when)
{
	bool terminal = isatty(STDERR_FILENO);
	bool always = text_same(when, "always");
	int64_t now = now_ms();
	*p = (progress){
		.wanted = always || (terminal && !text_same(when, "never")),
		.terminal = terminal,
		.start_ms = now,
		.due_ms = now + (always && terminal ? 0 : 1000),
	};
}

static void show(progress *p, int64_t now)
{
	unsigned share = p->total ? (unsigned)(p->done * 100 / p->total) : 0;
	double seconds = (double)(now - p->start_ms) / 1000;
	if (!p->terminal) {
		fprintf(stderr, "%u %%, %zu transfers, %.1f s\n", share, p->transfers, seconds);
		return;
	}
	char bar[BAR_CELLS + 1];
	for (unsigned i = 0; i < BAR_CELLS; i++)
		bar[i] = i * 100 < share * BAR_CELLS ? '#' : '.';
	bar[BAR_CELLS] = '\0';
	fprintf(stderr, "\r[%s] %3u %%  %zu transfers  %.1f s\033[K", bar, share, p->transfers, seconds);
	fflush(stderr);
	p->on_screen = true;
}

void progress_at(progress *p, size_t done, size_t total)
{
	p->transfers++;
	p->done = done;
	p->total = total;
	if (!p->wanted)
		return;
	int64_t now = now_ms();
	if (now < p->due_ms)
		return;
	show(p, now);
	p->due_ms = now + (p->terminal ? 100 : 1000);
}

void progress_hide(progress *p)
{
	if (p->on_screen)
		fputs("\r\033[K", stderr);
	p->on_screen = false;
}

void progress_end(progress *p)
{
	if (p->wanted && !p->terminal)
		show(p, now_ms());
	progress_hide(p);
}
