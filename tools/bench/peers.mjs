// SPDX-License-Identifier: Apache-2.0
// Peers of tools/bench/extended.sh in node: every JSON file of a folder, checked with the schema that `ecslint schema` prints.
//   usage: node peers.mjs ajv|vscode SCHEMA FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [what, schemaFile, folder] = process.argv.slice(2);
const require = createRequire(`${process.cwd()}/`);
const schema = JSON.parse(readFileSync(schemaFile, "utf8"));
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
let findings = 0;

if (what === "ajv") {
  const Ajv = require("ajv/dist/2020").default;
  const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema);
  for (const name of files) {
    if (!validate(JSON.parse(readFileSync(`${folder}/${name}`, "utf8")))) findings += validate.errors.length;
  }
} else {
  const { getLanguageService, TextDocument } = require("vscode-json-languageservice");
  const service = getLanguageService({});
  service.configure({ schemas: [{ uri: "ecslint://schema", fileMatch: ["*"], schema }] });
  for (const name of files) {
    const document = TextDocument.create(`file:///${name}`, "json", 1, readFileSync(`${folder}/${name}`, "utf8"));
    findings += (await service.doValidation(document, service.parseJSONDocument(document))).length;
  }
}
console.log(`${files.length} files, ${findings} findings`);
