/* Completion for bash. The script holds the tables' words and asks the program nothing. */
#include "cli/app.h"
#include "cli/help.h"
#include "cli/output.h"

#include <string.h>

static const char script_head[] =
	"# Completion of exportctl for bash, made by \"exportctl completion bash\".\n"
	"_exportctl() {\n"
	"\tlocal current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
	"\tlocal i words=\"\" files=\"\" options=\"\" command=()\n"
	"\t# \"--output=js\" stands here as three words.\n"
	"\tif [[ $current == = ]]; then\n"
	"\t\tcurrent=\"\"\n"
	"\telif [[ $previous == = ]]; then\n"
	"\t\tprevious=${COMP_WORDS[COMP_CWORD - 2]}\n"
	"\tfi\n"
	"\tcase $previous in\n";

static const char script_tail[] =
	"\t\tesac\n"
	"\t\tif [[ $current == -* ]]; then\n"
	"\t\t\twords=$options\n"
	"\t\t\tfiles=\"\"\n"
	"\t\tfi\n"
	"\t\t;;\n"
	"\tesac\n"
	"\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
	"\tif [[ $files ]]; then\n"
	"\t\tcompopt -o filenames 2>/dev/null\n"
	"\t\tmapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen -f -- \"$current\")\n"
	"\tfi\n"
	"}\n"
	"complete -F _exportctl exportctl\n";

/* The options of a kind as a pattern of case: "-o | --output | ...". */
static void pattern(app *host, bool (*wanted)(const option *o))
{
	const char *bar = "";
	for (unsigned i = OPTION_NONE + 1; i < OPTION_COUNT; i++) {
		const option *o = &options[i];
		if (!wanted(o))
			continue;
		if (o->letter)
			output_print(host, "%s-%c | --%s", bar, o->letter, o->name);
		else
			output_print(host, "%s--%s", bar, o->name);
		bar = " | ";
	}
}

static bool takes_value(const option *o)
{
	return o->kind != VALUE_NONE;
}

static bool takes_path(const option *o)
{
	return o->kind == VALUE_PATH;
}

static bool takes_other(const option *o)
{
	return takes_value(o) && !takes_path(o) && o->kind != VALUE_CHOICE;
}

/* What may follow an option that takes a value. */
static void print_values(app *host)
{
	for (unsigned i = OPTION_NONE + 1; i < OPTION_COUNT; i++) {
		const option *o = &options[i];
		if (o->kind != VALUE_CHOICE)
			continue;
		if (o->letter)
			output_print(host, "\t-%c | ", o->letter);
		output_print(host, "%s--%s) words=\"", o->letter ? "" : "\t", o->name);
		for (const char *at = o->choices; *at; at++)
			output_print(host, "%c", *at == '|' ? ' ' : *at);
		output_print(host, "\" ;;\n");
	}
	output_print(host, "\t");
	pattern(host, takes_path);
	output_print(host, ") files=yes ;;\n\t");
	pattern(host, takes_other);
	output_print(host, ") ;;\n");
}

/* The command is what stands before the cursor and is neither an option nor its value. */
static void print_search(app *host)
{
	output_print(host, "\t*)\n\t\tfor ((i = 1; i < COMP_CWORD; i++)); do\n\t\t\tcase ${COMP_WORDS[i]} in\n\t\t\t");
	pattern(host, takes_value);
	output_print(host, ")\n\t\t\t\t[[ ${COMP_WORDS[i + 1]} == = ]] && ((i++))\n\t\t\t\t((i++))\n\t\t\t\t;;\n"
		"\t\t\t-?*) ;;\n\t\t\t*) command+=(\"${COMP_WORDS[i]}\") ;;\n\t\t\tesac\n\t\tdone\n");
}

/* The length of a command's first word when the command before it in the table begins otherwise, or 0. */
static size_t new_first_word(unsigned i)
{
	size_t length = strcspn(commands[i].name, " ");
	bool repeated = i > 0 && strncmp(commands[i - 1].name, commands[i].name, length) == 0 &&
		commands[i - 1].name[length] == ' ';
	return repeated ? 0 : length;
}

static void print_first_words(app *host)
{
	for (unsigned i = 0; i < n_commands; i++)
		if (new_first_word(i))
			output_print(host, "%s%.*s", i ? " " : "", (int)new_first_word(i), commands[i].name);
}

/* "rules) words=..." for the commands of two words. */
static void print_group(app *host, unsigned first)
{
	size_t length = new_first_word(first);
	if (!length || !commands[first].name[length])
		return;
	output_print(host, "\t\t%.*s) words=\"", (int)length, commands[first].name);
	for (unsigned i = first; i < n_commands; i++) {
		if (i > first && new_first_word(i))
			break;
		output_print(host, "%s%s", i > first ? " " : "", commands[i].name + length + 1);
	}
	output_print(host, "\" ;;\n");
}

static void print_command(app *host, const command *c)
{
	output_print(host, "\t\t\"%s\" | \"%s \"*)\n\t\t\toptions=\"", c->name, c->name);
	for (unsigned i = OPTION_NONE + 1; i < OPTION_COUNT; i++)
		if ((c->options | OPTIONS_EVERYWHERE) >> i & 1)
			output_print(host, "--%s ", options[i].name);
	output_print(host, "\"\n");
	if (c->files)
		output_print(host, "\t\t\tfiles=yes\n");
	if (c->run == cmd_completion)
		output_print(host, "\t\t\twords=bash\n");
	if (c->run == cmd_help) {
		output_print(host, "\t\t\twords=\"");
		print_first_words(host);
		output_print(host, "\"\n");
	}
	output_print(host, "\t\t\t;;\n");
}

void help_completion_bash(app *host)
{
	output_print(host, "%s", script_head);
	print_values(host);
	print_search(host);
	output_print(host, "\t\tcase ${command[*]} in\n\t\t\"\")\n\t\t\twords=\"");
	print_first_words(host);
	output_print(host, "\"\n\t\t\toptions=\"--help --version\"\n\t\t\t;;\n");
	for (unsigned i = 0; i < n_commands; i++) {
		print_group(host, i);
		print_command(host, &commands[i]);
	}
	output_print(host, "%s", script_tail);
}
