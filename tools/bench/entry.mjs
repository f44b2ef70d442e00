// How long people wait for what stands in front of the binary: the npm launcher, a hook's entry command on one changed file, the
// Action's steps without a download on a repository of ten files. Runs take turns; medians, and ratios over node's own start.
//   usage: node tools/bench/entry.mjs BINARY [RUNS]      needs npm and tests/node_modules (make test-packages)
// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runAction } from '../../tests/action/runner.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const binary = path.resolve(process.argv[2]);
const runs = Number(process.argv[3] ?? 50);
const base = fs.mkdtempSync(path.join(os.tmpdir(), 'entry-'));

/// As npm lays them out: node_modules/.bin/ecslint is a link to the launcher.
function install() {
  const packed = execFileSync(path.join(root, 'packaging/npm.sh'), [binary, base], { encoding: 'utf8' }).trim().split('\n');
  for (const tarball of packed) {
    const name = tarball.startsWith('ecslint-linux') ? '@ecslint/linux-x64' : 'ecslint';
    const folder = path.join(base, 'node_modules', name);
    fs.mkdirSync(folder, { recursive: true });
    execFileSync('tar', ['-xzf', path.join(base, tarball), '-C', folder, '--strip-components=1']);
  }
  fs.mkdirSync(path.join(base, 'node_modules/.bin'));
  const launcher = path.join(base, 'node_modules/.bin/ecslint');
  fs.symlinkSync('../ecslint/packaging/npm/ecslint.js', launcher);
  return launcher;
}

function repository() {
  const folder = path.join(base, 'repository');
  const good = path.join(root, 'examples/good/task-definition.json');
  for (let i = 0; i < 10; ++i) {
    fs.mkdirSync(path.join(folder, `service-${i}`), { recursive: true });
    fs.copyFileSync(good, path.join(folder, `service-${i}/task-definition.json`));
  }
  execFileSync('git', ['init', '-q', folder]);
  return folder;
}

const cwd = repository();
const launcher = install();
fs.mkdirSync(path.join(base, 'bin'));
fs.symlinkSync(binary, path.join(base, 'bin/ecslint'));
fs.writeFileSync(path.join(base, 'empty.js'), '');
fs.mkdirSync(path.join(base, 'temp'));
const file = 'service-3/task-definition.json';
const entry = /id: ecslint\n(?:.*\n)*? {2}entry: ecslint (.*)/.exec(fs.readFileSync(path.join(root, '.pre-commit-hooks.yaml'), 'utf8'))[1].split(' ');

const command = (...words) => () => {
  const { status, stderr } = spawnSync(words[0], words.slice(1), { cwd });
  if (status !== 0) throw new Error(`${words.join(' ')}: exit ${status}: ${stderr}`);
};
const env = { PATH: `${path.join(base, 'bin')}:${process.env.PATH}` };
const rows = [
  { what: "node's own start (an empty script)", run: command(process.execPath, path.join(base, 'empty.js')) },
  { what: 'npm launcher, `--version`', run: command(launcher, '--version'), more: 40 },
  { what: 'hook entry, one changed file', run: command(launcher, ...entry, file), limit: 150 },
  { what: 'the binary alone, one file', run: command(binary, ...entry, file) },
  {
    what: 'Action without download, 10 files', limit: 1000, turns: Math.ceil(runs / 5),
    run: () => { if (runAction({ action: root, workspace: cwd, temp: path.join(base, 'temp'), env }).failed) throw new Error('the Action failed'); },
  },
];

for (const row of rows) row.times = [];
for (let turn = 0; turn < runs; ++turn) {
  for (const row of rows) {
    if (turn >= (row.turns ?? runs)) continue;
    const begin = process.hrtime.bigint();
    row.run();
    row.times.push(Number(process.hrtime.bigint() - begin) / 1e6);
  }
}
fs.rmSync(base, { recursive: true });

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
const node = median(rows[0].times);
const slowness = Math.max(1, node / 40); // on a machine so busy that node takes more than its usual 40 ms, limits grow with it
let missed = 0;
console.log("| what | runs | median ms | least ms | x node's start | goal |\n|---|---|---|---|---|---|");
for (const { what, times, more, limit } of rows) {
  const middle = median(times);
  const most = more ? node + more * slowness : limit * slowness;
  missed += most && middle > most ? 1 : 0;
  const goal = more ? `node + ${more} ms (it is + ${(middle - node).toFixed(1)})` : limit ? `${limit} ms` : '';
  console.log(`| ${what} | ${times.length} | ${middle.toFixed(1)} | ${times[0].toFixed(1)} | ${(middle / node).toFixed(2)} | ${goal} |`);
}
process.exitCode = missed;
