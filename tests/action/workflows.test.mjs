// action.yml, our workflows and the example workflows, read by GitHub's own parser and by @action-validator/cli, and held to what
// makes them safe: pinned actions, permissions said, no value of a user in a script.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { register } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

// GitHub's parser imports its schemas as JSON in a way that only bundlers take.
const loader = `export const load = (url, context, next) =>
  next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' }, importAssertions: { type: 'json' } } : context);`;
register(`data:text/javascript,${encodeURIComponent(loader)}`);
const { NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');
const { parseAction } = await import('@actions/workflow-parser/actions/action-parser');

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const validator = path.join(root, 'tests/node_modules/.bin/action-validator');
const yaml = (folder) =>
  fs.existsSync(path.join(root, folder)) ? fs.readdirSync(path.join(root, folder)).filter((f) => /\.ya?ml$/.test(f)).map((f) => path.join(folder, f)) : [];
const ours = yaml('.github/workflows');
const examples = yaml('examples/ci/github');

const problems = (parser, name, content) =>
  parser({ name, content }, new NoOperationTraceWriter()).context.errors.getErrors().map(({ message }) => message);

/// Its schema is older than the permission `attestations`, which GitHub's parser knows.
function validate(name, content) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workflow-'));
  const file = path.join(folder, path.basename(name));
  fs.writeFileSync(file, content.replace(/^ +attestations: write.*\n/gm, ''));
  const { status, stdout, stderr } = spawnSync(validator, [file], { encoding: 'utf8', cwd: folder });
  fs.rmSync(folder, { recursive: true });
  return status === 0 ? '' : stdout + stderr || `exit ${status}`;
}

for (const name of ['action.yml', ...ours, ...examples]) {
  const content = fs.readFileSync(path.join(root, name), 'utf8');
  const read = parse(content);
  const steps = name === 'action.yml' ? read.runs.steps : Object.values(read.jobs).flatMap((job) => job.steps ?? []);

  test(`${name} is valid`, () => {
    assert.deepEqual(problems(name === 'action.yml' ? parseAction : parseWorkflow, name, content), []);
    assert.equal(validate(name, content), '');
  });

  test(`${name} is safe`, () => {
    for (const step of steps) {
      assert.ok(!/\$\{\{/.test(step.run ?? ''), `an expression in a script: ${step.run}`);
      if (step.uses && !step.uses.startsWith('./') && !examples.includes(name)) assert.match(step.uses, /@[0-9a-f]{40}$/);
    }
    if (name !== 'action.yml') assert.ok('permissions' in read, 'permissions are said at the top');
  });

  test(`${name} gives our action only inputs it has`, () => {
    const inputs = Object.keys(parse(fs.readFileSync(path.join(root, 'action.yml'), 'utf8')).inputs);
    for (const step of steps.filter(({ uses }) => uses === './' || uses?.startsWith('ecslint/ecslint@'))) {
      for (const input of Object.keys(step.with ?? {})) assert.ok(inputs.includes(input), `no input ${input}`);
    }
  });
}

test('the readers notice mistakes', () => {
  const broken = 'on: push\njobs:\n  a:\n    runs_on: ubuntu-24.04\n    steps:\n      - runn: echo\n';
  assert.notDeepEqual(problems(parseWorkflow, 'x.yml', broken), []);
  assert.notEqual(validate('x.yml', broken), '');
  const action = fs.readFileSync(path.join(root, 'action.yml'), 'utf8');
  assert.notDeepEqual(problems(parseAction, 'action.yml', action.replace('using: composite', 'using: composit')), []);
  assert.notDeepEqual(problems(parseAction, 'action.yml', action.replace('inputs.paths }}', 'inputs.paths) }}')), []);
});
