/** The files that a prompt's text refers to, as far as the text tells: `#file:name`. Pure. */

/** Returns the names or paths after `#file:`, without repeats. A name with spaces stands in quotes. */
export function fileReferences(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, double, single, plain] of text.matchAll(/#file:(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'`]+))/g)) {
    const name = (double ?? single ?? plain ?? '').replace(/[.,;:!?)]+$/, '').replace(/:\d+(?:-\d+)?$/, '');
    if (name !== '') found.add(name);
  }
  return [...found];
}
