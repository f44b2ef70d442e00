// SPDX-License-Identifier: Apache-2.0
// @bufbuild/cel's side of cel_random.py: an expression a line in, its value, tagged with its type, a line out.
import { createInterface } from "node:readline";
import { isCelError, isCelList, isCelMap, isCelUint, run } from "@bufbuild/cel";

const double = (x) => (Number.isInteger(x) && Math.abs(x) < 1e12 ? `${x === 0 ? 0 : x}` : g12(x));
function g12(x) {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x > 0 ? "inf" : "-inf";
  const [digits, power] = x.toExponential(11).split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 12) {
    const short = digits.replace(/\.?0+$/, "");
    return `${short}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  const fixed = x.toFixed(Math.max(0, 11 - exponent));
  return fixed.includes(".") ? fixed.replace(/\.?0+$/, "") : fixed;
}

function tagged(value) {
  if (isCelError(value)) return "error";
  if (value === null) return "null";
  if (typeof value === "boolean") return `${value}`;
  if (typeof value === "bigint") return `i${value}`;
  if (isCelUint(value)) return `u${value.value}`;
  if (typeof value === "number") return `d${double(value)}`;
  if (typeof value === "string") return JSON.stringify(value);
  if (isCelList(value)) return `[${[...value].map(tagged).join(",")}]`;
  if (isCelMap(value)) return `{${[...value].map(([k, v]) => `${tagged(k)}:${tagged(v)}`).sort().join(",")}}`;
  return "other";
}

for await (const line of createInterface({ input: process.stdin })) {
  let said;
  try {
    said = tagged(run(JSON.parse(line).expr, {}));
  } catch (error) {
    said = `error ${String(error).replaceAll("\n", " ")}`;
  }
  console.log(said);
}
