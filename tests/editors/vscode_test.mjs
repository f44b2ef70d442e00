// SPDX-License-Identifier: Apache-2.0
// A session in real VS Code (code-server in Chromium) with the packaged extension and nothing else: its binary is the one bundled,
// no setting and no PATH leads to another. Findings, quick fix, completion, rename over two files, suppression, a template.
//   node vscode_test.mjs PLACE SOURCE: PLACE holds node_modules with code-server and playwright-core and the packaged extension, and
//   gets the pictures.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [place, source] = process.argv.slice(2).map((each) => path.resolve(each));
const require = createRequire(path.join(place, "x.js"));
const { chromium } = require("playwright-core");

const work = fs.mkdtempSync(path.join(place, "session-"));
const folder = path.join(work, "shop");
fs.mkdirSync(path.join(folder, ".git"), { recursive: true }); // the root, where ecslint.toml belongs
for (const name of ["task-definition.json", "service.yaml"]) fs.copyFileSync(path.join(source, "examples/bad", name), path.join(folder, name));
fs.copyFileSync(path.join(source, "tests/editors/template.yaml"), path.join(folder, "template.yaml"));
const pictures = path.join(place, "pictures");
fs.mkdirSync(pictures, { recursive: true });

const codeServer = path.join(place, "node_modules/code-server/out/node/entry.js");
const node = path.join(place, "node_modules/.bin/node");
const folders = ["--extensions-dir", path.join(work, "extensions"), "--user-data-dir", path.join(work, "data")];
const settings = path.join(work, "data/User");
fs.mkdirSync(settings, { recursive: true });
fs.writeFileSync(path.join(settings, "settings.json"), JSON.stringify({
  "security.workspace.trust.enabled": false, "workbench.startupEditor": "none", "telemetry.telemetryLevel": "off", "git.enabled": false,
  "editor.minimap.enabled": false, "files.autoSave": "off", "workbench.tips.enabled": false,
  "extensions.ignoreRecommendations": true, "chat.disableAIFeatures": true, "workbench.secondarySideBar.defaultVisibility": "hidden",
}));

function run(args) {
  return new Promise((resolve, reject) => {
    const process_ = spawn(node, [codeServer, ...args], { stdio: ["ignore", "inherit", "inherit"] });
    process_.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`code-server: ${code}`))));
  });
}

const vsix = fs.readdirSync(place).find((name) => name.endsWith(".vsix"));
await run([...folders, "--install-extension", path.join(place, vsix)]);
process.env.PATH = "/usr/bin:/bin";
assert.ok(!["/usr/bin/ecslint", "/bin/ecslint"].some(fs.existsSync), "an installed ecslint would hide that the bundled one is missing");

const port = 20000 + (process.pid % 20000);
const server = spawn(node, [codeServer, "--auth", "none", "--disable-telemetry", "--disable-update-check", "--bind-addr", `127.0.0.1:${port}`, ...folders, folder], { stdio: "ignore" });
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await (await browser.newContext({ viewport: { width: 1400, height: 900 } })).newPage();
page.setDefaultTimeout(60000);
let step = 0;
const failed = []; // requests of which VS Code has said so
async function picture(name) {
  failed.push(...(await page.locator(".notification-toast", { hasText: "failed" }).allInnerTexts()));
  await page.screenshot({ path: path.join(pictures, `${++step}-${name}.png`) });
}

async function palette(text) {
  await page.keyboard.press("F1");
  await page.waitForSelector(".quick-input-widget input");
  await page.keyboard.type(text);
  await page.waitForTimeout(700);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(700);
}

/** The workbench may not listen yet, or be slow: again then. */
async function openFile(name, line) {
  for (let attempt = 0; ; ++attempt) {
    try {
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+p");
      await page.waitForSelector(".quick-input-widget input", { timeout: 10000 });
      await page.keyboard.type(line ? `${name}:${line}` : name);
      await page.waitForSelector(`.quick-input-list .monaco-list-row.focused[aria-label*="${name}"]`, { timeout: 15000 });
      await page.waitForTimeout(1000);
      await page.keyboard.press("Enter");
      await page.waitForSelector(`.tab[data-resource-name="${name}"].active`, { timeout: 20000 });
      await page.waitForTimeout(1000);
      return;
    } catch (error) {
      if (attempt === 8) throw error;
    }
  }
}

const text = (name) => fs.readFileSync(path.join(folder, name), "utf8");
const lineOf = (name, words) => text(name).split("\n").findIndex((line) => line.includes(words)) + 1;
const columnOf = (name, words, more = 0) => text(name).split("\n")[lineOf(name, words) - 1].indexOf(words) + 1 + more;

async function until(what, condition, seconds = 40) {
  for (let i = 0; i < seconds * 4; ++i) {
    if (await condition()) return;
    await page.waitForTimeout(250);
  }
  throw new Error(`vscode: no ${what}`);
}

/** The action "Ignore … here, with a reason" at a place, and the reason for it. */
async function suppress(name, words, more, reason) {
  await openFile(name, `${lineOf(name, words)}:${columnOf(name, words, more)}`);
  await page.keyboard.press("Control+.");
  await page.waitForSelector(".action-widget");
  await page.waitForTimeout(500);
  await picture(`suppress-${path.extname(name).slice(1)}`);
  await page.locator(".action-widget .monaco-list-row", { hasText: "with a reason" }).first().click();
  await page.waitForSelector(".quick-input-widget input");
  await page.keyboard.type(reason);
  await page.keyboard.press("Enter");
  const file = name.endsWith(".json") ? "ecslint.toml" : name;
  await page.waitForSelector(`.tab.dirty[data-resource-name="${file}"]`);
  await palette("File: Save All");
  await until(`reason in ${file}`, () => fs.existsSync(path.join(folder, file)) && text(file).includes(reason));
}

try {
  for (let i = 0; ; ++i) {
    try {
      await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}`);
      break;
    } catch (error) {
      if (i > 60) throw error;
      await page.waitForTimeout(1000);
    }
  }
  await page.waitForSelector(".monaco-workbench", { timeout: 120000 });
  await page.waitForTimeout(3000);
  await openFile("task-definition.json");
  await page.waitForSelector(".squiggly-error");
  await until("status item that says where the program is from", async () => /\/bin\/ecslint \(bundled\)/.test((await page.locator(".statusbar-item[aria-label*='ecslint']").first().getAttribute("aria-label")) ?? ""));
  await picture("squiggles");

  await page.keyboard.press("Control+Shift+m");
  await until("Problems entry", async () => /no port mapping for 8080[^]*no task size of 512/.test(await page.locator(".markers-panel").innerText()));
  await picture("problems");

  // The quick fix of the host port.
  await openFile("task-definition.json", `${lineOf("task-definition.json", '"hostPort"')}:${columnOf("task-definition.json", '"hostPort": ', 13)}`);
  await page.keyboard.press("Control+.");
  await page.waitForSelector(".action-widget");
  await page.waitForTimeout(500);
  await picture("quick-fix-menu");
  await page.locator(".action-widget .monaco-list-row", { hasText: "NET003" }).first().click();
  await page.keyboard.press("Control+s");
  await until("applied fix", () => !text("task-definition.json").includes('"hostPort": 80'));
  await picture("fixed");

  // What goes with 512 CPU units.
  await openFile("task-definition.json", `${lineOf("task-definition.json", '"memory": "512"')}:${columnOf("task-definition.json", '"memory": "512"', 11)}`);
  for (let i = 0; i < 3; ++i) await page.keyboard.press("Delete");
  await page.keyboard.press("Control+Space");
  await page.waitForSelector(".suggest-widget.visible");
  await until("completion of memory", async () => (await page.locator(".suggest-widget").innerText()).includes("2048"));
  await picture("completion");
  await page.locator(".suggest-widget .monaco-list-row", { hasText: "2048" }).first().click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+s");
  await until("completed memory", () => text("task-definition.json").includes('"memory": "2048"'));

  // A container's name, here and in the service.
  await openFile("task-definition.json", `${lineOf("task-definition.json", '"name": "api"')}:${columnOf("task-definition.json", '"name": "api"', 10)}`);
  await page.keyboard.press("F2");
  await page.waitForSelector(".rename-box input, .rename-input");
  await page.waitForTimeout(500);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("backend");
  await picture("rename");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(2000);
  await palette("File: Save All");
  await until("renamed container in both files", () => text("task-definition.json").includes('"name": "backend"') && text("service.yaml").includes("containerName: backend"));
  await openFile("service.yaml");
  await picture("renamed-in-service");

  // Suppressed with a reason: in YAML by a comment, for JSON in ecslint.toml.
  await suppress("service.yaml", "desiredCount: 1", 14, "one task is enough");
  assert.match(text("service.yaml"), /# ecslint: ignore\[HAV001\] one task is enough/);
  await suppress("task-definition.json", `"privileged": true`, 16, "an old agent wants it");
  assert.match(text("ecslint.toml"), /\[\[ignore\]\][^]*an old agent wants it/);
  await openFile("ecslint.toml");
  await picture("suppressed");

  // In a template: all that can be mended, the memory that goes with the Cpu, a logical ID renamed.
  const name = "template.yaml";
  await openFile(name);
  await page.waitForSelector(".squiggly-error");
  await palette("ecslint: Mend all");
  await page.waitForSelector(`.tab.dirty[data-resource-name="${name}"]`);
  await page.keyboard.press("Control+s");
  await until("mended port", () => text(name).includes("HostPort: 3000"));
  await openFile(name, `${lineOf(name, "Memory: ")}:${columnOf(name, "Memory: ", 8)}`);
  await page.waitForSelector(".squiggly-error");
  await page.keyboard.press("Shift+End");
  await page.keyboard.press("Delete");
  await page.keyboard.press("Control+Space");
  await page.waitForSelector(".suggest-widget.visible");
  await until("completion of Memory", async () => (await page.locator(".suggest-widget").innerText()).includes("2048"));
  await picture("template-completion");
  await page.locator(".suggest-widget .monaco-list-row", { hasText: "2048" }).first().click();
  await page.keyboard.press("Control+s");
  await until("completed Memory", () => /Memory: ["']?2048/.test(text(name)));
  await openFile(name, `${lineOf(name, "!Ref Task")}:${columnOf(name, "!Ref Task", 6)}`);
  await page.keyboard.press("F2");
  await page.waitForSelector(".rename-box input, .rename-input");
  await page.waitForTimeout(500);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("ShopTask");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(2000);
  await page.keyboard.press("Control+s");
  await until("renamed logical ID", () => text(name).includes("  ShopTask:\n") && text(name).includes("!Ref ShopTask"));
  await picture("template-renamed");

  // The other commands.
  await palette("ecslint: Open ecslint.toml");
  await page.waitForSelector('.tab[data-resource-name="ecslint.toml"].active');
  await openFile("service.yaml");
  await palette("ecslint: Restart");
  await until("findings after the restart", async () => (await page.locator(".markers-panel").innerText()).includes("no port mapping for 8080"));
  await page.waitForSelector(".squiggly-error");
  await palette("ecslint: Show rule");
  await page.waitForSelector(".quick-input-list .monaco-list-row");
  await page.keyboard.type("NET002");
  await page.waitForTimeout(500);
  await page.keyboard.press("Enter");
  await page.waitForSelector('.tab.active[aria-label*="NET002"]');
  const shown = async (words) => (await Promise.all(page.frames().map((each) => each.evaluate(() => document.body.innerText).catch(() => "")))).some((each) => each.includes(words));
  await until("text of the rule", () => shown("A load balancer is attached to a port that the container does not map"));
  await picture("rule");
  assert.deepEqual(failed, []);
  console.log(`vscode: done, pictures in ${pictures}`);
} catch (error) {
  await picture("failed").catch(() => {});
  throw error;
} finally {
  await browser.close();
  server.kill();
  fs.rmSync(work, { recursive: true, force: true });
}
