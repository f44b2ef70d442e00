#!/usr/bin/env node
// Starts the binary of the platform package that npm chose by os and cpu, with the same arguments, streams and exit code.
// ECSLINT_BINARY names another one.
// SPDX-License-Identifier: Apache-2.0
'use strict';

const { spawnSync } = require('child_process');

function binary() {
  if (process.env.ECSLINT_BINARY) return process.env.ECSLINT_BINARY;
  const name = `@ecslint/${process.platform}-${process.arch}`;
  try {
    return require.resolve(`${name}/${process.platform === 'win32' ? 'ecslint.exe' : 'ecslint'}`);
  } catch {
    const offered = Object.keys(require('../../package.json').optionalDependencies);
    process.stderr.write(
      offered.includes(name)
        ? `ecslint: the package ${name} is not installed; install without --omit=optional, and not with a ` +
            'node_modules made on another platform\n'
        : `ecslint: there is no binary for ${process.platform}-${process.arch} (there are: ${offered.join(', ')}); ` +
            'build it and set ECSLINT_BINARY\n',
    );
    return process.exit(4);
  }
}

const path = binary();
const { status, signal, error } = spawnSync(path, process.argv.slice(2), { stdio: 'inherit' });
if (error) {
  process.stderr.write(`ecslint: cannot run ${path}: ${error.message}\n`);
  process.exit(4);
}
if (signal) process.kill(process.pid, signal);
process.exitCode = status;
