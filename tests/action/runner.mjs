// Runs a composite action as GitHub's runner does: expressions are evaluated by GitHub's own evaluator, each `run` step is a bash
// process with its env and the runner's files, and what it writes to GITHUB_OUTPUT and GITHUB_STEP_SUMMARY and prints as workflow
// commands is read back. `uses` steps are answered by the caller.
// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { parse } from 'yaml';

const dictionary = (value) => JSON.parse(JSON.stringify(value), data.reviver);

function evaluate(expression, contexts, functions) {
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, Object.keys(contexts), [...functions.values()]).parse();
  return new Evaluator(tree, dictionary(contexts), functions).evaluate();
}

/// Text in which every ${{ }} is replaced by its value.
function expand(text, contexts, functions) {
  return String(text).replace(/\$\{\{(.*?)\}\}/gs, (_, expression) => evaluate(expression, contexts, functions).coerceString());
}

const truthy = (value) => {
  const text = value.coerceString();
  return !(text === '' || text === 'false' || text === '0');
};

/// Files of the form name=value, as the runner reads them; the form with a delimiter too.
function readOutputs(file) {
  const outputs = {};
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  for (let i = 0; i < lines.length; ++i) {
    const block = /^([^=]+)<<(.+)$/.exec(lines[i]);
    if (block) {
      const value = [];
      for (++i; lines[i] !== block[2]; ++i) value.push(lines[i]);
      outputs[block[1]] = value.join('\n');
    } else if (lines[i] !== '') {
      const at = lines[i].indexOf('=');
      if (at < 0) throw new Error(`not an output: ${lines[i]}`);
      outputs[lines[i].slice(0, at)] = lines[i].slice(at + 1);
    }
  }
  return outputs;
}

const unescapeData = (text) => text.replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%25/g, '%');
const unescapeProperty = (text) =>
  text.replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%25/g, '%');

/// Workflow commands among what was printed; none while they are stopped.
export function readCommands(text) {
  const commands = [];
  let resume = null;
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*::([^ :]+)(?: (.*?))?::(.*)$/.exec(line);
    if (resume !== null) {
      if (match && match[1] === resume) resume = null;
      continue;
    }
    if (!match) continue;
    if (match[1] === 'stop-commands') {
      resume = match[3];
      continue;
    }
    const properties = {};
    for (const pair of (match[2] ?? '').split(',').filter(Boolean)) {
      const at = pair.indexOf('=');
      properties[pair.slice(0, at)] = unescapeProperty(pair.slice(at + 1));
    }
    commands.push({ command: match[1], properties, message: unescapeData(match[3]) });
  }
  return commands;
}

const statusFunctions = (failed) =>
  new Map(
    Object.entries({ always: () => true, success: () => !failed(), failure: failed }).map(([name, call]) => [
      name,
      { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(call()) },
    ]),
  );

/// Runs steps in order into `result`. uses(name, with) answers { passed, outputs } for steps that use an action.
function runSteps(steps, { contexts, action, workspace, temp, env, uses }, result) {
  const functions = statusFunctions(() => result.failed);
  const values = (map) => Object.fromEntries(Object.entries(map ?? {}).map(([k, v]) => [k, expand(v, contexts, functions)]));
  steps.forEach((step, index) => {
    const condition = String(step.if ?? 'success()').replace(/^\$\{\{(.*)\}\}$/s, '$1');
    const guarded = /\b(always|success|failure|cancelled)\(/.test(condition) ? condition : `success() && (${condition})`;
    let outcome = 'skipped';
    let outputs = {};
    if (truthy(evaluate(guarded, contexts, functions))) {
      let passed;
      if (step.uses) {
        const given = values(step.with);
        result.used.push({ uses: step.uses, with: given });
        ({ passed, outputs = {} } = uses(step.uses, given));
      } else {
        const file = (name) => path.join(temp, `${name}-${index}`);
        fs.writeFileSync(file('output'), '');
        fs.writeFileSync(file('summary'), '');
        const script = file('script.sh');
        fs.writeFileSync(script, expand(step.run, contexts, functions));
        const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
          cwd: workspace,
          encoding: 'utf8',
          maxBuffer: 1 << 28,
          env: {
            PATH: process.env.PATH,
            HOME: temp,
            GITHUB_ACTIONS: 'true',
            GITHUB_ACTION_PATH: action,
            GITHUB_WORKSPACE: workspace,
            GITHUB_OUTPUT: file('output'),
            GITHUB_STEP_SUMMARY: file('summary'),
            RUNNER_OS: 'Linux',
            RUNNER_ARCH: 'X64',
            RUNNER_TEMP: temp,
            RUNNER_TOOL_CACHE: path.join(temp, 'tools'),
            ...env,
            ...values(step.env),
          },
        });
        if (ran.error) throw ran.error;
        result.log += ran.stdout + ran.stderr;
        outputs = readOutputs(file('output'));
        result.summary += fs.readFileSync(file('summary'), 'utf8');
        passed = ran.status === 0;
        result.status = ran.status;
      }
      outcome = passed ? 'success' : 'failure';
      if (!passed && step['continue-on-error'] !== true) result.failed = true;
    }
    if (step.id) contexts.steps[step.id] = { outputs, outcome, conclusion: outcome };
    result.steps.push({ name: step.name ?? step.id ?? step.uses, outcome });
  });
}

const newResult = () => ({ log: '', steps: [], summary: '', used: [], failed: false });

/// options: action (folder), workspace, temp, inputs, event, env, uses as in runSteps
export function runAction({ action, workspace, temp, inputs = {}, event = {}, env = {}, uses = () => ({ passed: true }) }) {
  const manifest = parse(fs.readFileSync(path.join(action, 'action.yml'), 'utf8'));
  for (const name of Object.keys(inputs)) if (!(name in manifest.inputs)) throw new Error(`no such input: ${name}`);
  const given = Object.fromEntries(
    Object.entries(manifest.inputs).map(([name, { default: value }]) => [name, inputs[name] ?? String(value ?? '')]),
  );
  const contexts = {
    inputs: given,
    steps: {},
    github: { event, repository: 'acme/shop', workspace },
    runner: { os: 'Linux', arch: 'X64', temp },
    env: {},
  };
  const result = newResult();
  runSteps(manifest.runs.steps, { contexts, action, workspace, temp, env, uses }, result);
  result.commands = readCommands(result.log);
  const functions = statusFunctions(() => result.failed);
  result.outputs = Object.fromEntries(
    Object.entries(manifest.outputs).map(([name, { value }]) => [name, expand(value, contexts, functions)]),
  );
  return result;
}

/// The only job of a workflow file; options as in runAction.
export function runJob({ workflow, workspace, temp, event = {}, env = {}, uses }) {
  const { jobs } = parse(fs.readFileSync(workflow, 'utf8'));
  const [job] = Object.values(jobs);
  const contexts = { steps: {}, github: { event, repository: 'acme/shop', workspace, sha: 'c0ffee' }, runner: { os: 'Linux', arch: 'X64', temp }, env: {} };
  const result = newResult();
  runSteps(job.steps, { contexts, workspace, temp, env, uses }, result);
  return result;
}
