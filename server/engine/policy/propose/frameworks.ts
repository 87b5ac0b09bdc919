/** Files that hold credentials by a framework's convention, beside those that do everywhere. */

export interface FrameworkSign {
  readonly framework: string;
  /** A file that shows the framework. */
  readonly file: RegExp;
  /** The framework's own files with credentials. */
  readonly globs: readonly string[];
}

/** Files that usually hold credentials, whatever a repository is written in. */
export const credentialGlobs: readonly string[] = [
  '**/.env',
  '**/.env.*',
  '!**/.env.{example,sample,template,dist}',
  '**/*.{pem,key,p12,pfx,jks,keystore,kdbx,ppk}',
  '**/id_{rsa,dsa,ecdsa,ed25519}',
  '**/.{netrc,pgpass,git-credentials,htpasswd}',
  '**/.aws/credentials',
  '**/.docker/config.json',
  '**/{kubeconfig,.kube/config}',
  '**/{credentials,client_secret*,service-account*}.json',
  '**/secrets/**',
];

export const frameworks: readonly FrameworkSign[] = [
  { framework: 'Terraform', file: /\.tf$/, globs: ['**/*.{tfstate,tfstate.backup,tfvars}'] },
  {
    framework: 'Ruby on Rails',
    file: /(?:^|\/)config\/application\.rb$/,
    globs: ['**/config/{master.key,credentials.yml.enc}'],
  },
  { framework: '.NET', file: /\.(?:csproj|fsproj|sln)$/, globs: ['**/appsettings.{Production,Staging}.json'] },
  { framework: 'Android', file: /(?:^|\/)AndroidManifest\.xml$/, globs: ['**/google-services.json'] },
  {
    framework: 'Apple',
    file: /\.xcodeproj\/|(?:^|\/)Podfile$/,
    globs: ['**/*.{p8,mobileprovision}', '**/GoogleService-Info.plist'],
  },
  { framework: 'WordPress', file: /(?:^|\/)wp-config(?:-sample)?\.php$/, globs: ['**/wp-config.php'] },
  { framework: 'Azure Functions', file: /(?:^|\/)host\.json$/, globs: ['**/local.settings.json'] },
  { framework: 'Helm', file: /(?:^|\/)Chart\.yaml$/, globs: ['**/*secret*values*.yaml', '**/values*secret*.yaml'] },
  { framework: 'Ansible', file: /(?:^|\/)ansible\.cfg$/, globs: ['**/{vault,vault_*}.yml'] },
];
