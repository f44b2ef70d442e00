// A npm registry over a folder of tarballs: prints its address, answers 404 for every other package.
//   usage: node registry.js FOLDER
// SPDX-License-Identifier: Apache-2.0
'use strict';

const { execFileSync } = require('child_process');
const crypto = require('crypto');
const fs = require('fs');
const http = require('http');
const path = require('path');

const folder = process.argv[2];
const packages = new Map();
for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.tgz'))) {
  const bytes = fs.readFileSync(path.join(folder, file));
  const manifest = JSON.parse(execFileSync('tar', ['-xzOf', path.join(folder, file), 'package/package.json']));
  const integrity = 'sha512-' + crypto.createHash('sha512').update(bytes).digest('base64');
  packages.set(manifest.name, { manifest, file, bytes, integrity });
}

const server = http.createServer((request, response) => {
  const name = decodeURIComponent(request.url.slice(1).split('?')[0]);
  const tarball = [...packages.values()].find(({ file }) => name === `tarballs/${file}`);
  if (tarball) return response.end(tarball.bytes);
  const found = packages.get(name);
  if (!found) {
    response.statusCode = 404;
    return response.end('{"error":"Not found"}');
  }
  const { manifest, file, integrity } = found;
  const dist = { tarball: `http://127.0.0.1:${server.address().port}/tarballs/${file}`, integrity };
  response.setHeader('content-type', 'application/json');
  return response.end(
    JSON.stringify({
      name,
      'dist-tags': { latest: manifest.version },
      versions: { [manifest.version]: { ...manifest, dist } },
    }),
  );
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
