// The browser's half of check_html.sh: what a reader does with the report, and what it may not do.
//   usage: node check_html.js FOLDER SCREENSHOTS     FOLDER holds {examples,all}.{html,json}
// SPDX-License-Identifier: Apache-2.0
"use strict";
const assert = require("assert");
const fs = require("fs");
const { chromium } = require("playwright-core");

const [folder, shots] = process.argv.slice(2);
const kSlowest = 1000; // ms until all lines are there

const findings = (name) => JSON.parse(fs.readFileSync(`${folder}/${name}.json`, "utf8")).findings;
const shown = (page) => page.locator("article:not([hidden])").count();
const status = (page) => page.locator("#status").textContent();

async function opened(browser, name, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, ...options });
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.faults.push(message.text()));
  page.on("dialog", (dialog) => (page.faults.push(dialog.message()), dialog.dismiss()));
  page.on("request", (request) => request.url().startsWith("file:") || page.faults.push(request.url()));
  await page.goto(`file://${folder}/${name}.html`);
  return page;
}

// From the start of the navigation to the end of the first frame, as the browser counts it.
async function time(page) {
  return page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const all = performance.now();
    const entry = performance.getEntriesByType("navigation")[0];
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    return { loaded: entry.domContentLoadedEventEnd, painted: paint ? paint.startTime : all, all };
  });
}

// Lines that do not fit the window are made after the first frame; the bound is for them, too.
async function complete(page, count) {
  return page.evaluate(async (n) => {
    while (document.querySelectorAll("article").length < n) await new Promise((done) => setTimeout(done, 10));
    return performance.now();
  }, count);
}

async function search(page, all) {
  await page.keyboard.press("/");
  await page.keyboard.type("latest");
  // What the page searches.
  const wanted = all.filter((f) => [f.code, f.name, f.message, f.path, f.resource && `${f.resource.kind} ${f.resource.name}`, f.file]
    .join("\n").toLowerCase().includes("latest")).length;
  assert.ok(wanted > 0 && wanted < all.length);
  assert.equal(await shown(page), wanted);
  assert.match(await status(page), new RegExp(`^${wanted.toLocaleString("en")} of `));
  await page.keyboard.type(" no such thing");
  assert.equal(await shown(page), 0);
  assert.ok(await page.locator("#none").isVisible());
  await page.keyboard.press("Escape");
  assert.equal(await shown(page), all.length);
  await page.keyboard.press("Escape");
}

async function filter(page, all) {
  for (const level of ["error", "warning", "info"]) {
    const button = page.locator(`button[data-level=${level}]`);
    await button.click();
    assert.equal(await button.getAttribute("aria-pressed"), "false");
    assert.equal(await shown(page), all.filter((f) => f.level !== level).length, level);
    await button.click();
  }
  const topic = all[0].code.replace(/\d+$/, "");
  await page.locator("#topic").selectOption(topic);
  assert.equal(await shown(page), all.filter((f) => f.code.replace(/\d+$/, "") === topic).length);
  await page.locator("#topic").selectOption("");
  await page.locator("#file").selectOption({ index: 2 });
  const files = [...new Set(all.map((f) => f.file))];
  assert.equal(await shown(page), all.filter((f) => f.file === files[1]).length);
  await page.locator("#file").selectOption("");
  assert.equal(await shown(page), all.length);
}

async function keys(page) {
  await page.locator("#fold").click();
  await page.locator("h1").click();
  const focused = () => page.evaluate(() => [...document.querySelectorAll("article:not([hidden])")]
    .indexOf(document.activeElement.closest("article")));
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("j");
  assert.equal(await focused(), 0);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  assert.equal(await focused(), 1);
  await page.keyboard.press("Enter");
  const article = page.locator("article:not([hidden])").nth(1);
  await article.locator(".body").waitFor({ state: "visible" });
  await article.locator("mark").first().waitFor({ state: "visible" });
  assert.equal(await article.locator("h3 button").getAttribute("aria-expanded"), "true");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.ok(await article.locator(".help").isVisible(), "help opens by keyboard");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  assert.ok(!(await article.locator(".body").isVisible()));
}

async function theme(page) {
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await paper();
  await page.locator("#theme").click();
  assert.notEqual(await paper(), before);
  await page.locator("#theme").click();
  assert.equal(await paper(), before);
}

async function pictures(browser) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await opened(browser, "examples", { colorScheme });
    await page.locator("summary").first().click();
    await page.screenshot({ path: `${shots}/${colorScheme}.png` });
    await page.close();
  }
  const narrow = await opened(browser, "examples", { viewport: { width: 420, height: 900 } });
  await narrow.screenshot({ path: `${shots}/narrow.png` });
  assert.ok(await narrow.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no sideways scrolling");
  await narrow.close();
  const paper = await opened(browser, "examples", { viewport: { width: 800, height: 1100 }, colorScheme: "dark" });
  await paper.pdf({ path: `${shots}/print.pdf`, format: "A4", margin: { top: "15mm", bottom: "15mm", left: "12mm", right: "12mm" } });
  await paper.emulateMedia({ media: "print" });
  const bodies = await paper.locator(".body:visible").count();
  assert.equal(bodies, findings("examples").length, "everything is open on paper");
  assert.equal(await paper.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)", "paper is white");
  await paper.screenshot({ path: `${shots}/print.png` });
  await paper.close();
}

async function check(browser, name) {
  const all = findings(name);
  const page = await opened(browser, name);
  const took = await time(page);
  const whole = await complete(page, all.length);
  assert.equal(await shown(page), all.length);
  assert.equal(await page.title(), "ecslint report");
  await search(page, all);
  await filter(page, all);
  await keys(page);
  await theme(page);
  assert.equal(await page.locator("main img, main script").count(), 0, "nothing of a file becomes markup");
  if (name === "all") await page.screenshot({ path: `${shots}/all.png` });
  assert.deepEqual(page.faults, []);
  await page.close();
  console.log(`html: ${all.length} findings, ${(fs.statSync(`${folder}/${name}.html`).size / 1e6).toFixed(1)} MB: loaded in ` +
    `${took.loaded.toFixed(0)} ms, first paint ${took.painted.toFixed(0)} ms, first frame done ${took.all.toFixed(0)} ms, all lines made ${whole.toFixed(0)} ms`);
  assert.ok(Math.max(took.loaded, took.painted, took.all, whole) < kSlowest, "opens too slowly");
}

async function main() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    await check(browser, "examples");
    await check(browser, "all");
    await pictures(browser);
  } finally {
    await browser.close();
  }
}

main().catch((error) => (console.error(error), process.exit(1)));
