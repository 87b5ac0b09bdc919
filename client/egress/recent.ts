/** What was said lately: names that are known for a minute. Bounded. */

const knownMs = 60_000;
const most = 256;

export class Recent {
  private readonly names = new Map<string, number>();

  add(name: string): void {
    this.names.delete(name);
    this.names.set(name, performance.now());
    for (const oldest of this.names.keys()) {
      if (this.names.size <= most) break;
      this.names.delete(oldest);
    }
  }

  has(name: string): boolean {
    const at = this.names.get(name);
    return at !== undefined && performance.now() - at < knownMs;
  }
}
