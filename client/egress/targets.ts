/**
 * Whether a request goes to a model: by the hosts the policy names, the providers that are known, and the paths that
 * model servers have.
 *
 * Asked for every request of every extension, so it costs a look into a map and one pattern. In doubt a host that the
 * policy names counts.
 */

import type { EgressRegistry } from '../../server/lsp/protocol/egress';
import providers from './providers.json';

/** What is known of an authority: every request there is one to a model, or those of some paths and endpoints are. */
type Known = 'model' | { readonly path: RegExp; readonly place: string; readonly endpoints: readonly RegExp[] };

interface Endpoint {
  readonly host: RegExp;
  readonly url: RegExp;
}

const mostRemembered = 2000;
const mostKept = 500;
const longestKept = 1000;
const anyPath = toPathPattern(providers.paths);
const nearPath = toPathPattern([...providers.paths, ...providers.localPaths]);
const knownHosts: readonly RegExp[] = providers.hosts.flatMap(toHostPattern);
const loopback = /^(?:localhost|127(?:\.\d+){1,3}|0\.0\.0\.0|\[?::1\]?|\[?::\]?|.*\.localhost)$/i;
/** This machine and private networks, where people run models. */
const near =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[?f[cd][0-9a-f]{2}:|[^.:]+$)|\.(?:local|internal|lan|home\.arpa)$/i;

export class Targets {
  private readonly remembered = new Map<string, Known>();
  /** By the whole URL: most of what extensions send goes to a few. */
  private readonly urls = new Map<string, boolean>();
  private registry: EgressRegistry | undefined;
  private hosts = knownHosts;
  private endpoints: readonly Endpoint[] = [];
  private trusted: readonly string[] = [];

  constructor(registry?: EgressRegistry) {
    this.setRegistry(registry);
  }

  /** Goes by what this registry names from now on, beside the known providers. */
  setRegistry(registry: EgressRegistry | undefined): void {
    if (registry === this.registry) return;
    this.registry = registry;
    this.hosts = [...knownHosts, ...(registry?.hosts ?? []).flatMap(toHostPattern)];
    this.endpoints = (registry?.endpoints ?? []).flatMap(toEndpoint);
    this.trusted = registry?.trusted ?? [];
    this.remembered.clear();
    this.urls.clear();
  }

  /** `authority` as a URL has it, host and port; `path` with its query. */
  isModel(protocol: string, authority: string, path: string): boolean {
    let known = this.remembered.get(authority);
    if (known === undefined) {
      known = this.look(authority);
      if (this.remembered.size >= mostRemembered) this.remembered.clear();
      this.remembered.set(authority, known);
    }
    if (known === 'model') return true;
    const query = path.indexOf('?');
    if (known.path.test(query < 0 ? path : path.slice(0, query))) return true;
    if (known.endpoints.length === 0) return false;
    const url = `${protocol}//${known.place}${path}`;
    return known.endpoints.some((pattern) => pattern.test(url));
  }

  /** Says the same of a whole URL; what is none goes nowhere. */
  isModelUrl(text: string): boolean {
    const told = this.urls.get(text);
    if (told !== undefined) return told;
    const url = parse(text);
    const answer =
      url !== undefined && this.isModel(url.protocol.replace(/^ws/, 'http'), url.host, `${url.pathname}${url.search}`);
    if (text.length <= longestKept) {
      if (this.urls.size >= mostKept) this.urls.clear();
      this.urls.set(text, answer);
    }
    return answer;
  }

  /** Reports whether everything may go there, whatever it is; known from the service's last word. */
  isTrusted(url: string): boolean {
    const { origin, pathname, hostname, host } = new URL(url);
    const address = `${origin.replace(/^ws/, 'http')}${pathname}`;
    return this.trusted.some(
      (each) => each === hostname || each === host || address === each || address.startsWith(`${each}/`),
    );
  }

  private look(authority: string): Known {
    const [, written = authority, port = ''] = /^(.*?)(?::(\d+))?$/.exec(authority) ?? [];
    // A name may end in the root's dot.
    const host = written.replace(/\.$/, '');
    const names = [host, `${host}:${port}`, ...(loopback.test(host) ? [`127.0.0.1:${port}`] : [])];
    if (this.hosts.some((pattern) => names.some((name) => pattern.test(name)))) return 'model';
    const isNear = loopback.test(host) || near.test(host) || Object.hasOwn(providers.localPorts, port);
    const place = plainHost(host) + (port === '' ? '' : `:${port}`);
    const endpoints = this.endpoints.filter((endpoint) => endpoint.host.test(place)).map(({ url }) => url);
    return { path: isNear ? nearPath : anyPath, place, endpoints };
  }
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function toPathPattern(sources: readonly string[]): RegExp {
  return new RegExp(sources.map((source) => `(?:${source})`).join('|'));
}

function toHostPattern(glob: string): RegExp[] {
  const source = toSource(glob);
  return source === undefined ? [] : [new RegExp(`^${source}$`, 'i')];
}

/** Its URL matches the endpoint and everything below it. */
function toEndpoint(glob: string): Endpoint[] {
  const plain = glob.replace(/^(https?:\/\/)([^/:]+)/i, (_, scheme, host) => scheme + plainHost(host));
  const url = toSource(plain);
  if (url === undefined) return [];
  // A glob may reach over the slashes: then any host may be meant.
  const host = /^https?:\/\/([^/*?[{(!]+)(?:\/|$)/i.exec(plain)?.[1];
  return [
    {
      host: host === undefined ? /^/ : new RegExp(`^${toSource(host)}$`, 'i'),
      url: new RegExp(`^${url}(?:[/?#]|$)`, 'i'),
    },
  ];
}

/**
 * Returns a pattern that takes at least what the policy's glob does: whatever is special in it stands for anything.
 * `undefined` for globs that only take away, and for those that would take everything.
 */
function toSource(glob: string): string | undefined {
  const parts = glob.replace(/\/+$/, '').split(/\{[^}]*\}|\[[^\]]*\]|[*?()!+@|]+/);
  const isNamed = parts.some((part) => /[a-z0-9]/i.test(part.replace(/^https?:/i, '')));
  if (glob.startsWith('!') || !isNamed) return undefined;
  return parts.map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('.*');
}

/** The names of this machine are one. */
function plainHost(host: string): string {
  return loopback.test(host) ? '127.0.0.1' : host;
}
