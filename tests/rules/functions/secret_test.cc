// SPDX-License-Identifier: Apache-2.0
// The credentials here are made up while the test runs, so that no scanner finds one in this file.
#include <catch2/catch.hpp>

#include "expr/lib/call_fixture.h"
#include "rules/functions/functions.h"
#include "rules/functions/secret_arguments.h"
#include "rules/functions/secret_shapes.h"
#include "rules/functions/secret_words.h"

using namespace ecslint;
using namespace ecslint::expr;
using namespace ecslint::rules;

namespace {

// `size` characters of the alphabet, in an order that looks random.
std::string random(std::size_t size, std::string_view alphabet =
                                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") {
  std::string out;
  std::uint32_t state = 12345;
  while (out.size() < size) {
    state = state * 1664525 + 1013904223;
    out += alphabet[(state >> 16) % alphabet.size()];
  }
  return out;
}
std::string upper(std::size_t n) { return random(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"); }
std::string hex(std::size_t n) { return random(n, "0123456789abcdef"); }

}  // namespace

TEST_CASE("credentials are known by their shape") {
  const std::pair<const char*, std::string> rows[] = {
      {"aws-access-key-id", "AKIA" + upper(16)},
      {"aws-access-key-id", "export AWS_ACCESS_KEY_ID=ASIA" + upper(16) + " && run"},
      {"github-token", "ghp_" + random(36)},
      {"github-token", "github_pat_" + random(82)},
      {"gitlab-token", "glpat-" + random(20)},
      {"slack-token", "xoxb-" + random(12, "0123456789") + "-" + random(24)},
      {"slack-webhook",
       "https://hooks.slack.com/services/T" + random(10) + "/B" + random(10) + "/" + random(24)},
      {"stripe-key", "sk_live_" + random(24)},
      {"google-api-key", "AIza" + random(35)},
      {"twilio-api-key", "SK" + hex(32)},
      {"sendgrid-key", "SG." + random(22) + "." + random(43)},
      {"npm-token", "npm_" + random(36)},
      {"pypi-token", "pypi-AgEI" + random(80)},
      {"anthropic-key", "sk-ant-api03-" + random(90)},
      {"openai-key", "sk-proj-" + random(40)},
      {"openai-key", "sk-" + random(48)},
      {"telegram-token", "123456789:AA" + random(33)},
      {"azure-storage-key", "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=" + random(86) + "=="},
      {"telegram-token", "https://api.telegram.org/bot1234567890:AA" + random(33) + "/getMe"},
      {"azure-client-secret", "aB3" + std::string("8Q~") + random(34)},
      {"mailchimp-key", hex(32) + "-us21"},
      {"aws-bedrock-key", "ABSK" + random(128)},
      {"teams-webhook", "https://acme.webhook.office.com/webhookb2/" + hex(8) + "-" + hex(4) + "-" + hex(4) +
                            "-" + hex(4) + "-" + hex(12) + "@" + hex(8)},
      {"heroku-key", "HRKU-AA" + random(58)},
      {"new-relic-key", "NRAK-" + upper(27)},
      {"digitalocean-token", "dop_v1_" + hex(64)},
      {"groq-key", "gsk_" + random(52)},
      {"elevenlabs-key", "sk_" + hex(48)},
      {"airtable-token", "pat" + random(14) + "." + hex(64)},
      {"hubspot-token", "pat-na1-" + hex(8) + "-" + hex(4) + "-" + hex(4) + "-" + hex(4) + "-" + hex(12)},
      {"crates-io-token", "cio" + random(32)},
      {"resend-key", "re_" + random(8) + "_" + random(24)},
      {"connection-string-password", "host=db user=app passwd=" + random(12)},
      {"jwt", "Bearer eyJ" + random(20) + ".eyJ" + random(30) + "." + random(43)},
      {"private-key", "-----BEGIN RSA PRIVATE KEY-----\n" + random(64) + "\n" + random(64)},
      {"url-password", "postgres://app:" + random(12) + "@db.internal:5432/app"},
      {"url-password", "redis://:" + random(12) + "@cache:6379"},
      {"url-password", "jdbc:mysql://root:hunter2@localhost/x"},
      {"connection-string-password", "Server=db;Database=x;User Id=sa;Password=" + random(12) + ";"},
  };
  for (const auto& [kind, text] : rows) {
    INFO(text);
    CHECK(credential_shape(text) == kind);
  }
}

TEST_CASE("what only looks like a credential is none") {
  const std::string texts[] = {
      "",
      "info",
      "AKIAIOSFODNN7EXAMPLE",
      "AKIAXXXXXXXXXXXXXXXX",
      "AKIA" + upper(15),
      "AKIA" + upper(17),
      "XAKIA" + upper(16),
      "ghp_" + std::string(36, 'x'),
      "ghp_your_token_here_your_token_here_your",
      "sk_test_" + random(24),
      "sk-" + random(20),
      "task-definition-with-a-rather-long-name-and-more-of-it",
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf:password::",
      "https://user@example.com/path",
      "https://example.com:8443/a@b",
      "postgres://app:<password>@db/x",
      "postgres://app:PASSWORD@db/x",
      "postgres://app:changeme@db/x",
      "postgres://app:@db/x",
      "Server=db;Password=your_password_here;",
      "Server=db;Integrated Security=true;Trust=yes",
      "-----BEGIN PRIVATE KEY-----",
      "-----BEGIN CERTIFICATE-----\n" + random(64) + "\n" + random(64),
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0." +
          random(43),
      "eyJ" + random(40),
      "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:" + hex(40),
      "java -Xmx512m -Dspring.profiles.active=prod -jar app.jar",
      "12345:AA" + random(33),
      "x1234567890:AA" + random(33),
      hex(40) + "-us21",
      "region-us-east-1-" + hex(8),
      "cio" + random(31),
      "pat-na1-" + random(12),
  };
  for (const std::string& text : texts) {
    INFO(text);
    CHECK(credential_shape(text) == "");
  }
}

TEST_CASE("secrets on command lines are known by what stands before them") {
  const std::pair<const char*, const char*> rows[] = {
      {"--db-password=hunter2", "--db-password"},
      {"app --password hunter2 --port 80", "--password"},
      {"app --password 'hunter 2'", "--password"},
      {"app --api-key \"k-7f31c0\"", "--api-key"},
      {"DB_PASSWORD=hunter2 exec app", "DB_PASSWORD"},
      {"export TOKEN=abc123def && app", "TOKEN"},
      {"sh -c \"export TOKEN='abc123def'\"", "TOKEN"},
      {"-Dspring.datasource.password=hunter2", "-Dspring.datasource.password"},
      {"curl -u admin:hunter2 http://localhost", "-u"},
      {"curl -H 'Authorization: Bearer abcdef123456' http://localhost", "Authorization"},
      {"redis-server --requirepass hunter2", "--requirepass"},
      {"mysql -uroot -phunter2 app", "-p"},
      {"sleep 5; exec /usr/bin/mysqladmin ping -p'hunter 2'", "-p"},
      {"MYSQL_HOST=db mariadb-dump -phunter2", "-p"},
      {"until mysqladmin ping -h db -phunter2; do sleep 1; done", "-p"},
      {"mysql -uroot -p$MYSQL_ROOT_PASSWORD app", ""},
      {"mysql -uroot -p app", ""},
      {"wait-for -host mysql -port 3306", ""},
      {"mysql -uroot app | mkdir -parents", ""},
      {"", ""},
      {"app", ""},
      {"--password", ""},
      {"app --password", ""},
      {"app --password $DB_PASSWORD", ""},
      {"app --password \"$DB_PASSWORD\"", ""},
      {"app --password=$(cat /run/pw)", ""},
      {"app --password=`cat /run/pw`", ""},
      {"app --password {{ password }}", ""},
      {"app --password <password>", ""},
      {"app --password --verbose", ""},
      {"app --password-file /run/pw", ""},
      {"app --secret-id prod/db", ""},
      {"app --max-tokens=4096 --tokenizer bert", ""},
      {"app --use-password true", ""},
      {"DB_PASSWORD= app", ""},
      {"DB_PASSWORD=$PW app", ""},
      {"DB_PASSWORD_FILE=/run/pw app", ""},
      {"curl -u \"$USER:$PASS\" http://localhost", ""},
      {"docker run -u 1000:1000 app", ""},
      {"curl -H \"Authorization: Bearer $TOKEN\" http://localhost", ""},
      {"python -c 'token = get_token()'", ""},
  };
  for (const auto& [text, name] : rows) {
    INFO(text);
    CHECK(secret_argument(text) == name);
  }
}

TEST_CASE("some credentials are known by the name of their variable") {
  const std::string key = random(40, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/+");
  CHECK(credential_shape(key) == "");
  CHECK(credential_shape(key, "AWS_SECRET_ACCESS_KEY") == "aws-secret-access-key");
  CHECK(credential_shape(key, "COMMIT") == "");
  CHECK(credential_shape(hex(32), "DD_API_KEY") == "datadog-key");
  CHECK(credential_shape(hex(32), "CHECKSUM") == "");
  CHECK(credential_shape("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "AWS_SECRET_ACCESS_KEY") == "");
  CHECK(credential_shape("ghp_" + random(36), "X") == "github-token");
}

TEST_CASE("names are split into words") {
  const auto words_of = [](std::string_view name) {
    const NameWords words(name);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < words.size(); ++i) out.emplace_back(words[i]);
    return out;
  };
  using W = std::vector<std::string>;
  CHECK(words_of("DB_PASSWORD") == W{"db", "password"});
  CHECK(words_of("dbPassword") == W{"db", "password"});
  CHECK(words_of("JWTSecretKey") == W{"jwt", "secret", "key"});
  CHECK(words_of("spring.datasource-password") == W{"spring", "datasource", "password"});
  CHECK(words_of("__x__") == W{"x"});
  CHECK(words_of("").empty());
  CHECK(words_of(std::string(256, 'x')).size() == 1);
  CHECK(words_of(std::string(257, 'x')).empty());
}

TEST_CASE("names that hold secrets") {
  for (const char* name : {"PASSWORD",
                           "DB_PASSWORD",
                           "DB_PASS",
                           "MYSQL_PWD",
                           "PGPASSWORD",
                           "dbPassword",
                           "DATABASE_PASSWORD_1",
                           "REDIS_PW",
                           "SECRET",
                           "JWT_SECRET",
                           "SECRET_KEY",
                           "SECRET_KEY_BASE",
                           "CLIENT_SECRET",
                           "GOOGLE_CLIENT_SECRET",
                           "API_KEY",
                           "APIKEY",
                           "OPENAI_API_KEY",
                           "X_API_KEYS",
                           "ACCESS_TOKEN",
                           "SLACK_BOT_TOKEN",
                           "GITHUB_TOKEN",
                           "accessToken",
                           "API_TOKENS",
                           "PRIVATE_KEY",
                           "SSH_PRIVATE_KEY",
                           "AWS_ACCESS_KEY_ID",
                           "AWS_SECRET_ACCESS_KEY",
                           "AWS_ACCESS_KEY",
                           "CREDENTIALS",
                           "GOOGLE_APPLICATION_CREDENTIALS_JSON",
                           "DB_CREDS",
                           "ENCRYPTION_KEY",
                           "SIGNING_KEY",
                           "RAILS_MASTER_KEY",
                           "APP_KEY",
                           "NEW_RELIC_LICENSE_KEY",
                           "DD_API_KEY",
                           "ME_CONFIG_MONGODB_ADMINPASSWORD",
                           "SPRING_DATASOURCE_PASSWORD",
                           "SUPABASE_SERVICE_KEY",
                           "KEYSTORE_PASSWORD",
                           "KEY_PASSPHRASE",
                           "LIVEKIT_API_SECRET",
                           "DB_SENHA",
                           "CONTRASENA_BD",
                           "DB_CLAVE",
                           "DB_PASSWORT",
                           "MOT_DE_PASSE",
                           "MOTDEPASSE",
                           "GITHUB_PAT",
                           "REDIS_AUTH"}) {
    INFO(name);
    CHECK(is_secret_name(name));
  }
}

TEST_CASE("names that only talk about secrets") {
  for (const char* name : {"",
                           "PATH",
                           "PWD",
                           "OLDPWD",
                           "HOME",
                           "KEY",
                           "PRIMARY_KEY",
                           "PUBLIC_KEY",
                           "JWT_PUBLIC_KEY",
                           "STRIPE_PUBLISHABLE_KEY",
                           "ACCESS_TOKEN_EXPIRE_MINUTES",
                           "TOKEN_EXPIRATION",
                           "JWT_EXPIRATION",
                           "REFRESH_TOKEN_TTL",
                           "MAX_TOKENS",
                           "OPENAI_MAX_TOKENS",
                           "NUM_TOKENS",
                           "TOKENS",
                           "TOKEN_URL",
                           "OAUTH_TOKEN_ENDPOINT",
                           "SECRET_ARN",
                           "DB_SECRET_ARN",
                           "SECRET_NAME",
                           "DB_SECRET_ID",
                           "PASSWORD_FILE",
                           "POSTGRES_PASSWORD_FILE",
                           "PRIVATE_KEY_PATH",
                           "TOKEN_TYPE",
                           "PASSWORD_MIN_LENGTH",
                           "PASSWORD_POLICY",
                           "ENABLE_PASSWORD_AUTH",
                           "ALLOW_EMPTY_PASSWORD",
                           "USE_SECRETS_MANAGER",
                           "SECRETS_MANAGER_REGION",
                           "SECRETS_MANAGER_ENDPOINT",
                           "SECRETS_BACKEND",
                           "TOKENIZERS_PARALLELISM",
                           "AUTHOR",
                           "AUTH_TRUST_HOST",
                           "DB_CONNECTION",
                           "COMPASS",
                           "BYPASS",
                           "PASSPORT_STRATEGY",
                           "KEYCLOAK_HOST",
                           "CSRF_TOKEN_HEADER",
                           "PASSWORD_RESET_URL",
                           "MONKEY",
                           "ENABLE_API_KEY",
                           "API_KEY_HEADER",
                           "NEXTAUTH_URL",
                           "PASS_THROUGH",
                           "FEATURE_PASSWORDLESS",
                           "CREDENTIALS_PROFILE",
                           "SECRET_NAMESPACE",
                           "PASSWORD_ENCODER",
                           "SECRETARY",
                           "TOKEN_PERMISSIONS",
                           "CLAVE_PRIMARIA",
                           "PAT",
                           "PATTERN",
                           "REDIS_AUTH_ENABLED",
                           "BASIC_AUTH",
                           "PASSE_PARTOUT"}) {
    INFO(name);
    CHECK_FALSE(is_secret_name(name));
  }
}

TEST_CASE("values that are real") {
  for (const std::string& value :
       {std::string("hunter2"), std::string("password"), std::string("postgres"), std::string("Tr0ub4dor&3"),
        std::string("REDACTED-LOOKS-LIKE-KEY"), random(40), hex(32), std::string("12345678"),
        std::string("redis://app:hunter2@cache:6379"), std::string("550e8400-e29b-41d4-a716-446655440000"),
        std::string("correct horse battery staple"),
        std::string("{\"type\":\"service_account\",\"private_key\":\"x\"}")}) {
    INFO(value);
    CHECK(is_literal_secret(value));
  }
}

TEST_CASE("values that are none") {
  for (const char* value : {"",
                            "  ",
                            "true",
                            "False",
                            "no",
                            "none",
                            "null",
                            "3600",
                            "0",
                            "***",
                            "xxxxxxxx",
                            "changeme",
                            "not provided",
                            "Not-Set",
                            "NOT_CONFIGURED",
                            "sk-no-key-required",
                            "CHANGE_ME",
                            "changeit",
                            "your-secret-key-for-jwt-tokens",
                            "your_smtp_password_here",
                            "sk_your-elevenlabs-key-here",
                            "API_KEY_PLACEHOLDER",
                            "dummy-anon-key-postgresql",
                            "fake",
                            "REPLACE_WITH_KEY",
                            "<password>",
                            "[password]",
                            "{password}",
                            "${DB_PASSWORD}",
                            "$DB_PASSWORD",
                            "{{ ssm `x` }}",
                            "#{PASS}#",
                            "%PASS%",
                            "@@PASS@@",
                            "__PASS__",
                            "DB_PASSWORD",
                            "PASSWORD",
                            "arn:aws:ssm:eu-west-1:123456789012:parameter/x",
                            "/prod/db/password",
                            "prod/db/password",
                            "./key.pem",
                            "C:\\keys\\x",
                            "key.pem",
                            "https://example.com/token",
                            "vault:secret/data/x",
                            "op://vault/item",
                            "s3://bucket/key",
                            "awssecrets+json://prod/db",
                            "{cipher}6a5b4c",
                            "ENC[AES256,data:x]",
                            "kms:AQICAHh",
                            "tu-clave",
                            "seu_token",
                            "sua-senha",
                            "votre-cle",
                            "dein-passwort",
                            "pega_tu_clave_aqui",
                            "EXPIRED-4711-TRIAL",
                            "services/workers/tools/calender_secrets.json",
                            "redacted",
                            "example",
                            "todo"}) {
    INFO(value);
    CHECK_FALSE(is_literal_secret(value));
  }
}

TEST_CASE("entropy is in bits per character") {
  CHECK(entropy("") == 0);
  CHECK(entropy("aaaa") == 0);
  CHECK(entropy("abab") == Approx(1));
  CHECK(entropy("abcd") == Approx(2));
  CHECK(entropy(random(64)) > 4.5);
}

TEST_CASE("secrets as functions of the language") {
  CallFixture fx(function_tables());
  const std::string key = "AKIA" + upper(16);
  CHECK(fx.ask("secret.shape", {S(key)}) == "aws-access-key-id");
  CHECK(fx.ask("secret.shape", {S("x")}) == "");
  CHECK(fx.ask("secret.shape", {S(key), S("NAME")}) == "aws-access-key-id");
  const std::string open = "postgres://app:hunter2@?/x";
  CHECK(fx.ask("secret.shape", {fx.partial(open)}) == "url-password");
  CHECK(fx.ask("secret.shape", {fx.partial("postgres://app:?@db/x")}).starts_with("unknown"));
  CHECK(fx.ask("secret.name", {S("DB_PASSWORD")}) == "true");
  CHECK(fx.ask("secret.literal", {S("hunter2")}) == "true");
  CHECK(fx.ask("secret.argument", {S("--password=hunter2")}) == "--password");
  CHECK(fx.ask("secret.argument", {I(1)}) == "error: no such overload");
  CHECK(fx.ask("entropy", {S("abcd")}) == "2");
  CHECK(fx.ask("secret.name", {I(1)}) == "error: no such overload");
}
