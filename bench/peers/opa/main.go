// The small decision in Rego.  opa POLICY PROBLEM VERDICTS ROUNDS
//
// A prepared query; each transfer is an input that was converted to OPA's own values beforehand.
package main

import (
	"bufio"
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
)

func rows(folder, name string) [][]string {
	file, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	var out [][]string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		out = append(out, strings.Split(lines.Text(), "\t"))
	}
	return out
}

func set(list string) map[string]any {
	out := map[string]any{}
	for _, one := range strings.Split(list, ",") {
		if one != "" {
			out[one] = true
		}
	}
	return out
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		log.Fatal(err)
	}
	return n
}

func tables(folder string) map[string]any {
	countries, items, products := map[string]any{}, map[string]any{}, map[string]any{}
	for _, r := range rows(folder, "countries.tsv") {
		countries[r[0]] = map[string]any{"embargoed": r[1] == "1", "group_b": r[2] == "1", "reasons": set(r[3])}
	}
	for _, r := range rows(folder, "items.tsv") {
		items[r[0]] = map[string]any{"limit": number(r[1]), "reasons": set(r[2])}
	}
	for _, r := range rows(folder, "products.tsv") {
		products[r[0]] = true
	}
	return map[string]any{"countries": countries, "items": items, "products": products}
}

func transfers(folder string) []ast.Value {
	var out []ast.Value
	for _, r := range rows(folder, "transfers.tsv") {
		value, err := ast.InterfaceToValue(map[string]any{"to": r[0], "item": r[1], "value": number(r[2]),
			"footnote": r[3] == "1", "product": r[4]})
		if err != nil {
			log.Fatal(err)
		}
		out = append(out, value)
	}
	return out
}

// The version of OPA that this program was built with.
func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/open-policy-agent/opa" {
			return module.Version
		}
	}
	return "unknown"
}

// The processor time of this process, the collector's with it.
func processor() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		log.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func main() {
	policy, problem, verdicts, rounds := os.Args[1], os.Args[2], os.Args[3], number(os.Args[4])
	start := processor()
	source, err := os.ReadFile(policy)
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	query, err := rego.New(rego.Query("data.toy.verdict"), rego.Module("toy.rego", string(source)),
		rego.Store(inmem.NewFromObjectWithOpts(tables(problem), inmem.OptReturnASTValuesOnRead(true)))).PrepareForEval(ctx)
	if err != nil {
		log.Fatal(err)
	}
	inputs := transfers(problem)
	load := processor() - start
	found, best := make([]byte, len(inputs)), time.Duration(1<<62)
	for ; rounds > 0; rounds-- {
		start = processor()
		for n, input := range inputs {
			result, err := query.Eval(ctx, rego.EvalParsedInput(input))
			if err != nil {
				log.Fatal(err)
			}
			found[n] = result[0].Expressions[0].Value.(string)[0]
		}
		best = min(best, processor()-start)
	}
	fmt.Printf("OPA\t%s\t%.4f\t%.2f\tprepared query, parsed input\n", version(), load.Seconds(),
		float64(best.Nanoseconds())/float64(len(inputs)))
	if err := os.WriteFile(filepath.Join(verdicts, "OPA"), found, 0o644); err != nil {
		log.Fatal(err)
	}
}
