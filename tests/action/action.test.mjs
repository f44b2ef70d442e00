// The Action, run by tests/action/runner.mjs over a repository whose path has spaces.
//   usage: ECSLINT=BINARY node --test tests/action/
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readCommands, runAction, runJob } from './runner.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const binary = path.resolve(process.env.ECSLINT);
const version = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).version;
const bad = fs.readFileSync(path.join(root, 'examples/bad/task-definition.json'), 'utf8');
const good = fs.readFileSync(path.join(root, 'examples/good/task-definition.json'), 'utf8');

let base;
let workspace;
let temp;
let downloads;
const git = (...args) => execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { cwd: workspace, encoding: 'utf8' });
const write = (name, text) => {
  fs.mkdirSync(path.dirname(path.join(workspace, name)), { recursive: true });
  fs.writeFileSync(path.join(workspace, name), text);
};

/// With the binary on the PATH, as on a runner that has it.
function run(inputs = {}, more = {}) {
  return runAction({ action: root, workspace, temp, inputs, env: { PATH: `${path.join(base, 'bin')}:${process.env.PATH}` }, ...more });
}
const errors = (result) => result.commands.filter(({ command }) => command === 'error');

before(() => {
  base = fs.mkdtempSync(path.join(os.tmpdir(), 'action '));
  fs.mkdirSync(path.join(base, 'bin'));
  fs.symlinkSync(binary, path.join(base, 'bin/ecslint'));
  downloads = path.join(base, 'downloads', `v${version}`);
  execFileSync(path.join(root, 'packaging/archive.sh'), [binary, downloads]);
  const archive = `ecslint-${version}-linux-x64.tar.gz`;
  const sum = crypto.createHash('sha256').update(fs.readFileSync(path.join(downloads, archive))).digest('hex');
  fs.writeFileSync(path.join(downloads, 'SHA256SUMS'), `${sum}  ${archive}\n`);
});
after(() => fs.rmSync(base, { recursive: true }));
beforeEach(() => {
  const each = fs.mkdtempSync(path.join(base, 'run '));
  workspace = path.join(each, 'my repository');
  temp = path.join(each, 'temp folder');
  fs.mkdirSync(workspace);
  fs.mkdirSync(temp);
  git('init', '-q', '-b', 'main');
});

test('a clean repository passes', () => {
  write('deploy/task-definition.json', good);
  const result = run();
  assert.equal(result.failed, false);
  assert.deepEqual(result.outputs, {
    findings: '0', errors: '0', warnings: '0', 'exit-code': '0', version, 'sarif-file': result.outputs['sarif-file'],
  });
  assert.match(result.summary, /nothing found in 1 ECS file/);
  assert.deepEqual(result.commands, []);
});

test('a repository without any ECS file passes', () => {
  write('package.json', '{}');
  const result = run();
  assert.equal(result.failed, false);
  assert.equal(result.outputs.findings, '0');
});

test('findings: annotations, summary, SARIF, outputs, and the job fails last', () => {
  write('deploy here/task definition.json', bad);
  const result = run({ 'upload-sarif': 'true' });
  assert.equal(result.failed, true);
  assert.equal(result.outputs['exit-code'], '1');
  assert.ok(Number(result.outputs.errors) >= 5);
  assert.ok(Number(result.outputs.findings) >= Number(result.outputs.errors) + Number(result.outputs.warnings));
  assert.deepEqual(result.steps.map(({ outcome }) => outcome), ['success', 'success', 'success', 'success', 'failure']);

  const annotations = result.commands.filter(({ properties }) => properties.file);
  assert.equal(annotations[0].command, 'error', 'the worst come first');
  assert.ok(annotations.every(({ properties }) => properties.file === 'deploy here/task definition.json'));
  const port = annotations.find(({ properties }) => properties.title.startsWith('NET003'));
  assert.deepEqual([port.properties.line, port.properties.col, port.properties.endColumn], ['15', '61', '63']);

  assert.match(result.summary, /^### ecslint: \d+ errors/);
  assert.match(result.summary, /\| ❌ error \|/);
  assert.match(result.summary, /<details>[\s\S]*\n {4}error\[NET003\][\s\S]*<\/details>\n$/);
  const sarif = JSON.parse(fs.readFileSync(result.outputs['sarif-file'], 'utf8'));
  assert.equal(sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri, 'deploy%20here/task%20definition.json');
  assert.equal(result.used[0].with.sarif_file, result.outputs['sarif-file']);
});

test('in a working directory all paths are from the root of the repository', () => {
  const folder = 'a, b: 100% & |c"d/Größe 大';
  write(`${folder}/task.json`, bad);
  const result = run({ 'working-directory': folder, 'sarif-file': 'out/here.sarif', category: 'prod 1' });
  const annotations = result.commands.filter(({ properties }) => properties.file);
  assert.ok(annotations.length > 5);
  assert.ok(annotations.every(({ properties }) => properties.file === `${folder}/task.json`), JSON.stringify(annotations[0]));
  assert.equal(result.outputs['sarif-file'], path.join(workspace, 'out/here.sarif'));
  const [sarif] = JSON.parse(fs.readFileSync(result.outputs['sarif-file'], 'utf8')).runs;
  assert.equal(sarif.automationDetails.id, 'ecslint-prod 1/');
  for (const { locations, relatedLocations = [], fixes = [] } of sarif.results) {
    const artifacts = [...locations, ...relatedLocations].map(({ physicalLocation }) => physicalLocation.artifactLocation);
    for (const fix of fixes) artifacts.push(...fix.artifactChanges.map(({ artifactLocation }) => artifactLocation));
    for (const { uri } of artifacts) assert.equal(decodeURIComponent(uri), `${folder}/task.json`);
  }
});

test('switched off: annotations and summary', () => {
  write('task.json', bad);
  const result = run({ annotations: 'false', summary: 'false', 'fail-on': 'never' });
  assert.equal(result.failed, false);
  assert.equal(result.summary, '');
  assert.deepEqual(result.commands, []);
});

test('options reach ecslint', () => {
  write('task.json', bad);
  write('my lint.toml', 'select = ["NET"]\n');
  assert.equal(run({ config: 'my lint.toml' }).outputs.findings, '1');
  assert.equal(run({ args: `--select 'NET003' --statistics` }).outputs.findings, '1');
  execFileSync(binary, ['check', '--write-baseline', 'base line.json', 'task.json'], { cwd: workspace });
  assert.equal(run({ baseline: 'base line.json' }).outputs.findings, '0');
  write('other dir/two.json', bad);
  assert.equal(run({ paths: 'task.json\nother dir\n', args: '--select NET003' }).outputs.findings, '2');
  assert.match(run({ format: 'concise' }).log, /task\.json:15:61: error\[NET003\]/);
});

test('no input is ever run', () => {
  write('task.json', bad);
  const hostile = '$(touch pwned)`touch pwned`"; touch pwned; echo "\'; touch pwned #';
  for (const name of ['paths', 'config', 'version', 'checksum', 'fail-on', 'format', 'sarif-file', 'category', 'baseline', 'working-directory', 'args']) {
    const result = run({ [name]: hostile });
    assert.ok(!fs.existsSync(path.join(workspace, 'pwned')), name);
    assert.ok(result.failed, name);
  }
  for (const name of ['upload-sarif', 'changed-only', 'annotations', 'summary']) {
    run({ [name]: hostile, 'fail-on': 'never' });
    assert.ok(!fs.existsSync(path.join(workspace, 'pwned')), name);
  }
  assert.equal(run({ 'working-directory': '..' }).failed, true);
  for (const name of ['sarif-file', 'working-directory']) {
    const injected = run({ [name]: 'x\nexit-code=0\nerrors=0' });
    assert.ok(injected.failed && injected.outputs['exit-code'] === '', name);
  }
  assert.equal(run({ paths: '-o github=pwned' }).outputs['exit-code'], '3');
  assert.ok(!fs.existsSync(path.join(workspace, 'pwned')));
});

test('nothing in a linted file is a command to the runner or markup in the summary', () => {
  const family = '::error::pwned\\n::add-mask::x</details><script>alert(1)</script>';
  write('task.json', `{ "family": "${family}",\n"containerDefinitions": [{ "name": "a",\n::error::pwned\n` + '```\n</details>\n::set-output name=x::y\n}] }');
  write('::warning::pwned,file=x.json', bad);
  const result = run({ paths: 'task.json\n::warning::pwned,file=x.json' });
  assert.equal(result.outputs['exit-code'], '3');
  for (const { command, message, properties } of result.commands) {
    assert.ok(['error', 'warning', 'notice'].includes(command), command);
    assert.notEqual(message, 'pwned');
    if (properties.file) assert.ok(['task.json', '::warning::pwned,file=x.json'].includes(properties.file), properties.file);
  }
  const outside = result.summary.split('\n').filter((line) => !line.startsWith('    '));
  assert.equal(outside.filter((line) => line.includes('</details>')).length, 1);
  assert.ok(!outside.some((line) => line.includes('<script>')));
});

test('a path that does not exist', () => {
  write('task.json', good);
  const result = run({ paths: 'gone.json\ntask.json' });
  assert.equal(result.failed, true);
  assert.equal(result.outputs['exit-code'], '3');
  assert.ok(errors(result).some(({ properties, message }) => properties.file === 'gone.json' && /No such file/.test(message)));
  assert.ok(errors(result).some(({ message }) => /could not be read/.test(message)));
});

test('a broken configuration', () => {
  write('task.json', good);
  write('ecslint.toml', 'selekt = ["NET"]\n');
  const result = run();
  assert.equal(result.outputs['exit-code'], '2');
  assert.match(result.log, /did you mean "?select/);
  assert.ok(errors(result).some(({ message }) => /configuration/.test(message)));
});

test('a SARIF report that code scanning refuses changes nothing but a warning', () => {
  write('task.json', good);
  const refused = run({ 'upload-sarif': 'true' }, { uses: () => ({ passed: false }) });
  assert.equal(refused.failed, false);
  assert.ok(refused.commands.some(({ command, message }) => command === 'warning' && /security-events: write/.test(message)));
  write('task.json', bad);
  const fork = run({ 'upload-sarif': 'true' }, { uses: () => ({ passed: false }), event: { pull_request: { head: { repo: { fork: true } } } } });
  assert.equal(fork.status, 1);
  assert.ok(fork.commands.some(({ command, message }) => command === 'warning' && /fork/.test(message)));
  assert.match(fork.summary, /NET003/);
});

test('changed-only', () => {
  write('task.json', bad);
  git('add', '.');
  git('commit', '-qm', 'one');
  const sha = git('rev-parse', 'HEAD').trim();
  write('other.json', good.replace('"containerPort": 8080', '"containerPort": 8080, "hostPort": 80').replace('shop-web', 'shop-new'));
  git('add', '.');
  git('commit', '-qm', 'two');
  const event = { pull_request: { base: { sha } } };
  const changed = run({ 'changed-only': 'true', args: '--select NET003' }, { event });
  assert.deepEqual(errors(changed).filter(({ properties }) => properties.file).map(({ properties }) => properties.file), ['other.json']);
  assert.equal(run({ 'changed-only': 'true', args: '--select NET003' }).outputs.findings, '2', 'not a pull request');
  const unknown = run({ 'changed-only': 'true', args: '--select NET003' }, { event: { pull_request: { base: { sha: '1'.repeat(40) } } } });
  assert.equal(unknown.outputs.findings, '2');
  assert.ok(unknown.commands.some(({ command, message }) => command === 'warning' && /fetch-depth/.test(message)));
});

test('downloading: checked, kept, refused', () => {
  write('task.json', good);
  const env = { ECSLINT_DOWNLOADS: `file://${encodeURI(path.dirname(downloads))}` };
  const first = run({}, { env });
  assert.equal(first.failed, false, first.log);
  assert.ok(fs.existsSync(path.join(temp, 'tools/ecslint', version, 'linux-x64/ecslint')));
  assert.equal(run({}, { env: { ECSLINT_DOWNLOADS: 'file:///nowhere' } }).failed, false, 'the second run takes it from the tool cache');
  const archive = fs.readFileSync(path.join(downloads, `ecslint-${version}-linux-x64.tar.gz`));
  const sum = crypto.createHash('sha256').update(archive).digest('hex');
  assert.equal(run({ checksum: sum }, { env }).failed, false);
  const wrong = run({ checksum: '0'.repeat(64) }, { env });
  assert.equal(wrong.failed, true);
  assert.match(errors(wrong)[0].message, /it is not run/);
  assert.equal(wrong.outputs['exit-code'], '');
  const missing = run({ version: '9.9.9' }, { env });
  assert.match(errors(missing)[0].message, /cannot download .*v9\.9\.9/);
  const system = run({}, { env: { ...env, RUNNER_OS: 'Windows' } });
  assert.match(errors(system)[0].message, /no binary for Windows/);
});

test('without a download it takes less than a second', () => {
  for (let i = 0; i < 10; ++i) write(`service-${i}/task-definition.json`, good);
  const node = process.hrtime.bigint();
  execFileSync(process.execPath, ['-e', '0']);
  const slowness = Math.max(1, Number(process.hrtime.bigint() - node) / 1e6 / 40);
  const times = [1, 2, 3].map(() => {
    const begin = process.hrtime.bigint();
    assert.equal(run().failed, false);
    return Number(process.hrtime.bigint() - begin) / 1e6;
  });
  console.log(`# ${Math.min(...times).toFixed(0)} ms for all steps over 10 files (machine ${slowness.toFixed(1)} times slower than usual)`);
  assert.ok(Math.min(...times) < 1000 * slowness);
});

test('the example of a deployment registers nothing that has an error', () => {
  const deploy = (text) => {
    write('deploy/task-definition.json', text);
    write('deploy/service.json', fs.readFileSync(path.join(root, 'examples/good/service.json'), 'utf8'));
    const rendered = path.join(temp, 'rendered task.json');
    return runJob({
      workflow: path.join(root, 'examples/ci/github/deploy.yml'), workspace, temp,
      uses: (name, given) => {
        if (name.includes('render-task-definition')) {
          fs.copyFileSync(path.join(workspace, given['task-definition']), rendered);
          assert.match(given.image, /:c0ffee$/);
          return { passed: true, outputs: { 'task-definition': rendered } };
        }
        if (!name.startsWith('ecslint/ecslint@')) return { passed: true };
        const inner = run(given);
        assert.equal(inner.summary === '', false);
        return { passed: !inner.failed, outputs: inner.outputs };
      },
    });
  };
  const outcome = (result) => result.steps.at(-1).outcome;
  assert.equal(outcome(deploy(good)), 'success');
  const refused = deploy(bad);
  assert.equal(outcome(refused), 'skipped');
  assert.ok(refused.failed);
});

test('the runner reads commands back as GitHub does', () => {
  assert.deepEqual(readCommands('::error file=a%2Cb,line=1::x%0Ay%25\n::stop-commands::t\n::error::no\n::t::\n::notice::z'), [
    { command: 'error', properties: { file: 'a,b', line: '1' }, message: 'x\ny%' },
    { command: 'notice', properties: {}, message: 'z' },
  ]);
});
