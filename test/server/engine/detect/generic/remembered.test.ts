/** What is remembered of names and values keeps no text in memory that it was found in. */

import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { builtinDetectors } from '../../../../../server/engine/detect/builtin';
import { compileDetectors } from '../../../../../server/engine/detect/compile';

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;

const megabyte = 1_000_000;
const { scanner } = compileDetectors(builtinDetectors, { vet: false });

function heapInMegabytes(): number {
  collect();
  return process.memoryUsage().heapUsed / megabyte;
}

/** Returns a text in one piece, as one that was read from a file is. */
function textWith(line: string): string {
  return Buffer.from(line.padEnd(megabyte, 'some code here;\n')).toString('latin1');
}

describe('remembered names and values', () => {
  it('hold none of the texts that they stood in', () => {
    scanner.scan(textWith(''));
    const before = heapInMegabytes();
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
      scanner.scan(textWith(`const ${letter}ServicePassword = "${letter}hangeMePlease";\n`));
    }
    assert.ok(heapInMegabytes() - before < 13);
  });
});
