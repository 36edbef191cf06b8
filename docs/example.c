/* Checks one transfer and says what came of it:  example SNAPSHOT TRANSFER.json DAY */
#include <exportctl.h>
#include <stdio.h>

static char json[1 << 20];

int main(int argc, char **argv)
{
	xctl_error error = { 0 };
	xctl_desk *desk = NULL;
	xctl_decision *decision = NULL;
	if (argc != 4)
		return 2;
	FILE *file = fopen(argv[2], "rb");
	size_t length = file ? fread(json, 1, sizeof json, file) : 0;
	if (file)
		fclose(file);
	xctl_desk_options options = { .snapshot = argv[1], .today = argv[3] };
	xctl_code code = xctl_desk_open(&desk, &options, &error);
	if (code == XCTL_OK)
		code = xctl_check(&decision, desk, json, length, &(xctl_check_options){ .accept_excerpts = true }, &error);
	if (code == XCTL_OK)
		printf("%s %s\n", xctl_decision_id(decision), xctl_verdict_word(xctl_decision_verdict(decision)));
	else
		fprintf(stderr, "%s%s: %s (%s)\n", error.source, error.pointer, error.what, error.hint);
	xctl_decision_free(decision);
	xctl_desk_close(desk);
	return code == XCTL_OK ? 0 : 3;
}
