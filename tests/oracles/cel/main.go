// SPDX-License-Identifier: Apache-2.0

// cel-go's side of cel_random.py: an expression a line in, its value, tagged with its type, a line out.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
)

func quoted(s string) string {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(s)
	return strings.TrimSpace(out.String())
}

func tagged(value ref.Val) string {
	switch v := value.(type) {
	case *types.Err, *types.Unknown:
		return "error"
	case types.Null:
		return "null"
	case types.Bool:
		return fmt.Sprintf("%t", bool(v))
	case types.Int:
		return fmt.Sprintf("i%d", int64(v))
	case types.Uint:
		return fmt.Sprintf("u%d", uint64(v))
	case types.Double:
		if v == 0 {
			v = 0
		}
		return "d" + strings.ToLower(strings.TrimPrefix(fmt.Sprintf("%.12g", float64(v)), "+"))
	case types.String:
		return quoted(string(v))
	case traits.Lister:
		var parts []string
		for it := v.Iterator(); it.HasNext() == types.True; {
			parts = append(parts, tagged(it.Next()))
		}
		return "[" + strings.Join(parts, ",") + "]"
	case traits.Mapper:
		var parts []string
		for it := v.Iterator(); it.HasNext() == types.True; {
			key := it.Next()
			parts = append(parts, tagged(key)+":"+tagged(v.Get(key)))
		}
		sort.Strings(parts)
		return "{" + strings.Join(parts, ",") + "}"
	}
	return "other"
}

func evaluate(env *cel.Env, expr string) string {
	ast, issues := env.Compile(expr)
	if issues.Err() != nil {
		return "refused " + strings.ReplaceAll(issues.Err().Error(), "\n", " ")
	}
	program, err := env.Program(ast)
	if err != nil {
		return "error " + err.Error()
	}
	value, _, err := program.Eval(map[string]any{})
	if err != nil {
		return "error " + strings.ReplaceAll(err.Error(), "\n", " ")
	}
	return tagged(value)
}

func main() {
	env, err := cel.NewEnv(cel.CrossTypeNumericComparisons(true))
	if err != nil {
		panic(err)
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		var line struct{ Expr string }
		if err := json.Unmarshal(in.Bytes(), &line); err != nil {
			panic(err)
		}
		fmt.Fprintln(out, evaluate(env, line.Expr))
	}
}
