// SPDX-License-Identifier: Apache-2.0
// What the meta-schemas of 2020-12 and draft-07 require, in a compact form of our own: the suite has tests
// that refer to them. The grouping into vocabularies is left out; the shapes are the specification's.
#pragma once

#include <array>
#include <string>
#include <utility>

namespace ecslint::schema::test {

inline const std::array<std::pair<std::string, std::string>, 2> kMetaSchemas = {{
    {"https://json-schema.org/draft/2020-12/schema", R"json({
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "https://json-schema.org/draft/2020-12/schema",
      "$dynamicAnchor": "meta",
      "type": ["object", "boolean"],
      "properties": {
        "$id": {"type": "string", "pattern": "^[^#]*#?$"},
        "$schema": {"type": "string"}, "$ref": {"type": "string"}, "$dynamicRef": {"type": "string"},
        "$anchor": {"$ref": "#/$defs/anchor"}, "$dynamicAnchor": {"$ref": "#/$defs/anchor"},
        "$vocabulary": {"type": "object", "additionalProperties": {"type": "boolean"}},
        "$comment": {"type": "string"}, "$defs": {"$ref": "#/$defs/map"}, "definitions": {"$ref": "#/$defs/map"},
        "dependencies": {"additionalProperties": {"anyOf": [{"$dynamicRef": "#meta"}, {"$ref": "#/$defs/names"}]}},
        "allOf": {"$ref": "#/$defs/list"}, "anyOf": {"$ref": "#/$defs/list"}, "oneOf": {"$ref": "#/$defs/list"},
        "prefixItems": {"$ref": "#/$defs/list"},
        "items": {"$dynamicRef": "#meta"}, "contains": {"$dynamicRef": "#meta"}, "not": {"$dynamicRef": "#meta"},
        "if": {"$dynamicRef": "#meta"}, "then": {"$dynamicRef": "#meta"}, "else": {"$dynamicRef": "#meta"},
        "additionalProperties": {"$dynamicRef": "#meta"}, "propertyNames": {"$dynamicRef": "#meta"},
        "unevaluatedItems": {"$dynamicRef": "#meta"}, "unevaluatedProperties": {"$dynamicRef": "#meta"},
        "contentSchema": {"$dynamicRef": "#meta"},
        "properties": {"$ref": "#/$defs/map"}, "patternProperties": {"$ref": "#/$defs/map"},
        "dependentSchemas": {"$ref": "#/$defs/map"},
        "type": {"anyOf": [{"$ref": "#/$defs/type"},
                 {"type": "array", "items": {"$ref": "#/$defs/type"}, "minItems": 1, "uniqueItems": true}]},
        "enum": {"type": "array"}, "multipleOf": {"type": "number", "exclusiveMinimum": 0},
        "maximum": {"type": "number"}, "exclusiveMaximum": {"type": "number"},
        "minimum": {"type": "number"}, "exclusiveMinimum": {"type": "number"},
        "maxLength": {"$ref": "#/$defs/count"}, "minLength": {"$ref": "#/$defs/count"},
        "maxItems": {"$ref": "#/$defs/count"}, "minItems": {"$ref": "#/$defs/count"},
        "maxContains": {"$ref": "#/$defs/count"}, "minContains": {"$ref": "#/$defs/count"},
        "maxProperties": {"$ref": "#/$defs/count"}, "minProperties": {"$ref": "#/$defs/count"},
        "uniqueItems": {"type": "boolean"}, "required": {"$ref": "#/$defs/names"},
        "dependentRequired": {"type": "object", "additionalProperties": {"$ref": "#/$defs/names"}},
        "pattern": {"type": "string"}, "format": {"type": "string"},
        "title": {"type": "string"}, "description": {"type": "string"}, "deprecated": {"type": "boolean"},
        "readOnly": {"type": "boolean"}, "writeOnly": {"type": "boolean"}, "examples": {"type": "array"},
        "contentEncoding": {"type": "string"}, "contentMediaType": {"type": "string"}
      },
      "$defs": {
        "anchor": {"type": "string", "pattern": "^[A-Za-z_][-A-Za-z0-9._]*$"},
        "map": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}},
        "list": {"type": "array", "minItems": 1, "items": {"$dynamicRef": "#meta"}},
        "names": {"type": "array", "items": {"type": "string"}, "uniqueItems": true},
        "count": {"type": "integer", "minimum": 0},
        "type": {"enum": ["array", "boolean", "integer", "null", "number", "object", "string"]}
      }
    })json"},
    {"http://json-schema.org/draft-07/schema", R"json({
      "$schema": "http://json-schema.org/draft-07/schema#",
      "$id": "http://json-schema.org/draft-07/schema#",
      "type": ["object", "boolean"],
      "properties": {
        "$id": {"type": "string"}, "$schema": {"type": "string"}, "$ref": {"type": "string"},
        "$comment": {"type": "string"}, "definitions": {"$ref": "#/definitions/map"},
        "allOf": {"$ref": "#/definitions/list"}, "anyOf": {"$ref": "#/definitions/list"},
        "oneOf": {"$ref": "#/definitions/list"},
        "items": {"anyOf": [{"$ref": "#"}, {"$ref": "#/definitions/list"}]},
        "additionalItems": {"$ref": "#"}, "contains": {"$ref": "#"}, "not": {"$ref": "#"},
        "if": {"$ref": "#"}, "then": {"$ref": "#"}, "else": {"$ref": "#"},
        "additionalProperties": {"$ref": "#"}, "propertyNames": {"$ref": "#"},
        "properties": {"$ref": "#/definitions/map"}, "patternProperties": {"$ref": "#/definitions/map"},
        "dependencies": {"type": "object",
          "additionalProperties": {"anyOf": [{"$ref": "#"}, {"$ref": "#/definitions/names"}]}},
        "type": {"anyOf": [{"$ref": "#/definitions/type"},
                 {"type": "array", "items": {"$ref": "#/definitions/type"}, "minItems": 1, "uniqueItems": true}]},
        "enum": {"type": "array"}, "multipleOf": {"type": "number", "exclusiveMinimum": 0},
        "maximum": {"type": "number"}, "exclusiveMaximum": {"type": "number"},
        "minimum": {"type": "number"}, "exclusiveMinimum": {"type": "number"},
        "maxLength": {"$ref": "#/definitions/count"}, "minLength": {"$ref": "#/definitions/count"},
        "maxItems": {"$ref": "#/definitions/count"}, "minItems": {"$ref": "#/definitions/count"},
        "maxProperties": {"$ref": "#/definitions/count"}, "minProperties": {"$ref": "#/definitions/count"},
        "uniqueItems": {"type": "boolean"}, "required": {"$ref": "#/definitions/names"},
        "pattern": {"type": "string"}, "format": {"type": "string"},
        "title": {"type": "string"}, "description": {"type": "string"}, "readOnly": {"type": "boolean"},
        "examples": {"type": "array"}, "contentEncoding": {"type": "string"}, "contentMediaType": {"type": "string"}
      },
      "definitions": {
        "map": {"type": "object", "additionalProperties": {"$ref": "#"}},
        "list": {"type": "array", "minItems": 1, "items": {"$ref": "#"}},
        "names": {"type": "array", "items": {"type": "string"}, "uniqueItems": true},
        "count": {"type": "integer", "minimum": 0},
        "type": {"enum": ["array", "boolean", "integer", "null", "number", "object", "string"]}
      }
    })json"},
}};

}  // namespace ecslint::schema::test
