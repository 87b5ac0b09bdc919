/**
 * Replaces shared functions and puts them back: notices where somebody else has put theirs in their place.
 *
 * Knows nothing of what the functions do.
 */

type Func = (this: never, ...args: never[]) => unknown;

interface Patch {
  readonly name: string;
  readonly target: object;
  readonly key: string;
  readonly wrap: (original: Func) => Func;
  /** How the property stood under our wrapper, `undefined` where it was inherited. */
  before: PropertyDescriptor | undefined;
  current: { wrapper: Func; isActive: boolean };
  renewals: number;
}

/** A function that somebody replaces again and again is left to them after so many times, and told. */
const mostRenewals = 8;

export class Patches {
  private readonly patches: Patch[] = [];

  /** Puts a wrapper in the place of `target[key]`. `name` is what people are told. */
  add<F extends Func>(name: string, target: object, key: string, wrap: (original: F) => F): void {
    const patch: Patch = {
      name,
      target,
      key,
      wrap: wrap as never,
      before: undefined,
      current: { wrapper: () => undefined, isActive: false },
      renewals: 0,
    };
    if (put(patch)) this.patches.push(patch);
  }

  /** Puts back in place what was replaced by others; returns the names of what it found so. */
  renew(): string[] {
    if (!this.patches.some(isUndone)) return [];
    const undone = this.patches.filter(isUndone);
    for (const patch of undone) {
      if (patch.renewals++ >= mostRenewals) continue;
      // Theirs may lead to ours: the older wrapper then only hands on.
      patch.current.isActive = false;
      put(patch);
    }
    return undone.map(({ name }) => name);
  }

  /** Returns the names of what is not watched at this moment, and of what was replaced by others and is watched again. */
  state(): { readonly lost: readonly string[]; readonly renewed: readonly string[] } {
    const names = (patches: readonly Patch[]): string[] => patches.map(({ name }) => name);
    return {
      lost: names(this.patches.filter(isUndone)),
      renewed: names(this.patches.filter((patch) => patch.renewals > 0 && !isUndone(patch))),
    };
  }

  /** Takes our wrappers off. What somebody has put on top stays, and leads through us without our doing anything. */
  restore(): void {
    for (const { target, key, current, before } of this.patches.splice(0).reverse()) {
      current.isActive = false;
      if (Reflect.get(target, key) !== current.wrapper) continue;
      if (before === undefined) Reflect.deleteProperty(target, key);
      else Object.defineProperty(target, key, before);
    }
  }
}

function isUndone({ target, key, current }: Patch): boolean {
  return Reflect.get(target, key) !== current.wrapper;
}

/** Returns false where the property can't be replaced. */
function put(patch: Patch): boolean {
  const { target, key, wrap } = patch;
  const original = Reflect.get(target, key) as Func | undefined;
  if (typeof original !== 'function') return false;
  const inner = wrap(original);
  const current = { wrapper: original, isActive: true };
  current.wrapper = Object.defineProperties(
    function (this: never, ...args: never[]) {
      return (current.isActive ? inner : original).apply(this, args);
    },
    { name: { value: original.name, configurable: true }, length: { value: original.length, configurable: true } },
  ) as Func;
  const own = Object.getOwnPropertyDescriptor(target, key);
  const descriptor = {
    value: current.wrapper,
    writable: true,
    configurable: true,
    enumerable: own?.enumerable ?? false,
  };
  if (!Reflect.defineProperty(target, key, descriptor)) return false;
  patch.current = current;
  patch.before = own;
  return true;
}
