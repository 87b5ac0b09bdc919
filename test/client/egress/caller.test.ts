/** Tests of naming the extension that calls. */

import assert from 'node:assert/strict';
import path from 'node:path';
import { createCaller } from '../../../client/egress/caller';

describe('egress caller', () => {
  const here = { id: 'acme.here', path: __dirname };

  it('is the extension of the innermost file on the stack', () => {
    const outer = { id: 'acme.outer', path: path.dirname(__dirname) };
    assert.equal(createCaller(() => [outer, here])(), 'acme.here');
    assert.equal(createCaller(() => [outer])(), 'acme.outer');
  });

  it('is unknown where no file is in an extension, nor in one whose path only begins like it', () => {
    const others = [
      { id: 'acme.other', path: '/elsewhere/acme.other-1.0.0' },
      { id: 'acme.alike', path: __dirname.slice(0, -1) },
    ];
    assert.equal(createCaller(() => others)(), 'unknown');
  });

  it('is found over an await', async () => {
    const caller = createCaller(() => [here]);
    await Promise.resolve();
    assert.equal(caller(), 'acme.here');
  });

  it("leaves the editor's own way of writing stacks alone", () => {
    const { stackTraceLimit, prepareStackTrace } = Error;
    Error.prepareStackTrace = () => assert.fail('it is not called');
    const own = Error.prepareStackTrace;
    assert.equal(createCaller(() => [here])(), 'acme.here');
    assert.equal(Error.prepareStackTrace, own);
    if (prepareStackTrace === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace');
    else Error.prepareStackTrace = prepareStackTrace;
    assert.equal(Error.stackTraceLimit, stackTraceLimit);
  });
});
