// SPDX-License-Identifier: Apache-2.0
#include "rules/functions/functions.h"

namespace ecslint::rules {
namespace {

struct Field {
  const char* name;
  expr::TypeId type;
};

void declare(expr::TypeTable& types, const char* name, std::initializer_list<Field> fields) {
  const expr::TypeId object = types.add_object(name);
  for (const Field& field : fields) types.add_field(object, {field.name, field.type, true, nullptr});
}

}  // namespace

void declare_function_types(expr::TypeTable& types) {
  using namespace expr::types;
  declare(types, "ImageReference",
          {{"valid", kBool},
           {"reason", kString},
           {"registry", kString},
           {"host", kString},
           {"port", kInt},
           {"path", kString},
           {"repository", kString},
           {"name", kString},
           {"tag", kString},
           {"digest", kString},
           {"ecr", kBool},
           {"public_ecr", kBool},
           {"account", kString},
           {"region", kString},
           {"docker_hub", kBool}});
  declare(types, "Arn",
          {{"valid", kBool},
           {"reason", kString},
           {"partition", kString},
           {"service", kString},
           {"region", kString},
           {"account", kString},
           {"resource", kString},
           {"resource_type", kString},
           {"resource_id", kString},
           {"name", kString}});
  declare(types, "ValueFrom",
          {{"kind", kString},
           {"reason", kString},
           {"name", kString},
           {"suffix", kString},
           {"json_key", kString},
           {"version_stage", kString},
           {"version_id", kString},
           {"partition", kString},
           {"region", kString},
           {"account", kString}});
  const expr::TypeId strings = types.list(kString);
  declare(types, "IamStatement",
          {{"sid", kString},
           {"effect", kString},
           {"actions", strings},
           {"not_actions", strings},
           {"resources", strings},
           {"not_resources", strings},
           {"services", strings},
           {"accounts", strings},
           {"condition", kDyn},
           {"policy", kString},
           {"aws_managed", kBool},
           {"statement", kDyn},
           {"variables", kBool}});
}

}  // namespace ecslint::rules
