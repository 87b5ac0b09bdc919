/** A credential is found in each language's own way of giving a value to a name, and a reference to one is not. */

import assert from 'node:assert/strict';
import { readDetector, scanWith } from './scanWith';

const detector = readDetector('secret/generic-credential');
const password = 'k9vLq2x7';
const token = '7rpOk3O9QHGslK35hJlbpxGGEiJ8UA5L';

/** File, text with a credential, text of the same form without one. */
const forms: readonly (readonly [file: string, found: string, left: string])[] = [
  ['a.js', `const password = '${password}';`, 'const password = options.password;'],
  ['a.ts', `const apiKey: string = "${token}";`, 'const apiKey: string = process.env.API_KEY;'],
  ['a.tsx', `<Login password="${password}" />`, '<Login password={password} />'],
  ['a.py', `db_password = b'${password}'`, "db_password = os.environ['DB_PASSWORD']"],
  ['b.py', `connect(user="app", password="${password}")`, 'connect(user="app", password=password)'],
  ['A.java', `private static final String PASSWORD = "${password}";`, 'String PASSWORD = System.getenv("PASSWORD");'],
  ['B.java', `config.setPassword("${password}");`, 'config.setPassword(vault.read("db"));'],
  ['A.kt', `val apiToken: String = "${token}"`, 'val apiToken: String = BuildConfig.API_TOKEN'],
  ['a.go', `password := "${password}"`, 'password := cfg.Password'],
  ['b.go', `var authToken string = "${token}"`, 'var authToken string = os.Getenv("AUTH_TOKEN")'],
  ['a.rs', `let api_key: &str = "${token}";`, 'let api_key: &str = &settings.api_key;'],
  ['a.c', `static const char db_password[] = "${password}";`, 'static const char db_password[PASSWORD_SIZE];'],
  ['b.c', `#define DB_PASSWORD "${password}"`, '#define DB_PASSWORD_SIZE 32'],
  [
    'a.h',
    'const uint8_t secret_key[16] = {0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6, 0xab};',
    'uint8_t secret_key[16];',
  ],
  ['a.cpp', `std::string password{"${password}"};`, 'std::string password{};'],
  ['A.cs', `var password = @"${password}";`, 'var password = configuration["Password"];'],
  ['a.rb', `{ :password => '${password}' }`, "{ :password => ENV['PASSWORD'] }"],
  ['a.php', `$config['password'] = '${password}';`, "$config['password'] = getenv('PASSWORD');"],
  ['b.php', `define('DB_PASSWORD', '${password}');`, "define('DB_PASSWORD', $password);"],
  ['a.pl', `my $password = "${password}";`, 'my $password = $ENV{PASSWORD};'],
  ['a.swift', `let clientSecret = "${token}"`, 'let clientSecret = Secrets.client'],
  ['A.scala', `val password = "${password}"`, 'val password = sys.env("PASSWORD")'],
  ['a.lua', `local password = "${password}"`, 'local password = os.getenv("PASSWORD")'],
  ['a.r', `password <- "${password}"`, 'password <- Sys.getenv("PASSWORD")'],
  ['a.ps1', `$password = ConvertTo-SecureString("${password}")`, '$password = Read-Host'],
  ['a.sh', `export DB_PASSWORD=${password}`, 'export DB_PASSWORD=$(cat /run/secrets/db)'],
  ['a.fish', `set -x DB_PASSWORD "${password}"`, 'set -x DB_PASSWORD $argv'],
  ['a.bat', `set DB_PASSWORD=${password}`, 'set DB_PASSWORD=%1'],
  ['a.sql', `CREATE USER app IDENTIFIED BY '${password}';`, 'ALTER USER app PASSWORD EXPIRE;'],
  ['a.tf', `  password = "${password}"`, '  password = var.db_password'],
  ['a.yaml', `password: ${password}`, 'password: {{ vault_db_password }}'],
  ['b.yaml', `- name: DB_PASSWORD\n  value: ${password}`, '- name: DB_PASSWORD\n  valueFrom:'],
  ['a.toml', `api_key = "${token}"`, 'api_key = ""'],
  ['a.ini', `password=${password}`, 'password='],
  ['a.properties', `spring.datasource.password=${password}`, `spring.datasource.password=\${DB_PASSWORD}`],
  ['.env', `API_TOKEN=${token}`, 'API_TOKEN=changeme'],
  ['a.json', `{ "client_secret": "${token}" }`, '{ "client_secret": "<your secret>" }'],
  ['b.json', `{"key": "password",\n "value": "${password}"}`, '{"key": "password",\n "value": "string"}'],
  ['a.xml', `<password>${password}</password>`, '<password>@db.password@</password>'],
  ['b.xml', `<add key="ApiKey" value="${token}" />`, '<add key="ApiKey" value="" />'],
  ['a.html', `<pre>{&quot;password&quot;: &quot;${password}&quot;}</pre>`, '<input type="password" value="">'],
  ['Dockerfile', `ENV DB_PASSWORD ${token}`, 'ARG DB_PASSWORD'],
  ['Makefile', `DB_PASSWORD ?= ${password}`, 'DB_PASSWORD ?= $(shell pass db)'],
  ['a.groovy', `password '${password}'`, "password System.getenv('PASSWORD')"],
  ['a.clj', `{:password "${password}"}`, '{:password (env :password)}'],
  ['a.ex', `password: "${password}"`, 'password: System.get_env("PASSWORD")'],
  ['a.hs', `password = "${password}"`, 'password = configPassword config'],
  ['a.dart', `final apiKey = '${token}';`, "final apiKey = dotenv.env['API_KEY'];"],
  ['a.m', `NSString *apiToken = @"${token}";`, 'NSString *apiToken = [self token];'],
  ['A.vb', `Dim password As String = "${password}"`, 'Dim password As String = My.Settings.Password'],
  ['a.md', `The password is \`${password}\`.`, 'The password is required.'],
  ['a.rst', `Password: \`\`${password}\`\``, 'Password: see below'],
  ['a.log', `login ok password=${password} host=db1`, 'login ok password=**** host=db1'],
  ['b.sh', `mysql --user app --password=${password}`, 'mysql --user app --password'],
  ['c.sh', `deploy --token ${token}`, 'deploy --token "$TOKEN"'],
  ['c.js', `"{\\"access_token\\":\\"${token}\\"}"`, '"{\\"access_token\\":\\"\\"}"'],
  ['d.js', `if (password === '${password}') {`, "if (typeof password === 'string') {"],
  ['e.js', `if ('${password}' === password) {`, "if ('object' === typeof password) {"],
  ['f.js', `get(\`/data?access_token=${token}&page=2\`)`, `get(\`/data?access_token=\${token}&page=2\`)`],
];

describe('generic credentials in each language', () => {
  for (const [file, found, left] of forms) {
    it(`${file}: ${found.slice(0, 60)}`, () => {
      const values = scanWith(detector, found, file).map(({ value }) => value);
      assert.ok(values.some((value) => value.includes(password) || value.includes(token) || value.startsWith('0x2b')));
      assert.deepEqual(scanWith(detector, left, file), [], left);
    });
  }
});
