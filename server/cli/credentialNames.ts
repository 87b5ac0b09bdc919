/**
 * Names of files that usually hold credentials: they are read even where an ignore file names them, since that is
 * where they usually are.
 */

const names = new Set([
  ...['.envrc', '.dev.vars', 'local.settings.json', 'kubeconfig', '.dockercfg', '.npmrc', '.yarnrc', '.yarnrc.yml'],
  ...['.pypirc', '.netrc', '_netrc', '.pgpass', '.my.cnf', '.git-credentials', '.htpasswd', '.s3cfg', '.boto'],
  ...['.vault-token', '.databrickscfg', '.terraformrc', 'terraform.rc', 'wp-config.php', 'credentials.json'],
  ...['credentials.yml', 'credentials.yaml', 'credentials.toml', 'application_default_credentials.json'],
  ...['secrets.yml', 'secrets.yaml', 'secrets.json', 'secrets.toml', 'id_rsa', 'id_dsa', 'id_ecdsa', 'id_ed25519'],
]);

const endings = [
  '.pem',
  '.key',
  '.p12',
  '.pfx',
  '.ppk',
  '.jks',
  '.keystore',
  '.kdbx',
  '.kubeconfig',
  '.tfvars',
  '.tfstate',
];

/** File names that mean credentials only in a certain folder. */
const inFolder: Readonly<Record<string, readonly string[]>> = {
  '.aws': ['credentials', 'config'],
  '.kube': ['config'],
  '.docker': ['config.json'],
  '.cargo': ['credentials'],
  '.gem': ['credentials'],
};

/** Folders of dependencies and caches: where these are ignored, what they hold is others' and isn't looked for. */
const foreignFolders = new Set([
  ...['node_modules', 'bower_components', 'jspm_packages', '.pnpm-store', '.yarn', '.venv', 'venv', 'site-packages'],
  ...['__pycache__', '.tox', '.nox', '.gradle', '.m2', '.bundle', '.terraform', '.cache', '.next', '.nuxt', '.turbo'],
]);

/** Reports whether a file of this name in a folder of that name usually holds credentials. */
export function isCredentialName(name: string, parent: string): boolean {
  const lower = name.toLowerCase();
  return (
    lower === '.env' ||
    lower.startsWith('.env.') ||
    lower.startsWith('.env-') ||
    lower.endsWith('.env') ||
    names.has(lower) ||
    endings.some((ending) => lower.endsWith(ending)) ||
    /^service[-_]?account.*\.json$/.test(lower) ||
    (inFolder[parent.toLowerCase()]?.includes(lower) ?? false)
  );
}

/** Reports whether an ignored folder of this name isn't searched for names that usually hold credentials. */
export function isForeignFolder(name: string): boolean {
  return foreignFolders.has(name);
}
