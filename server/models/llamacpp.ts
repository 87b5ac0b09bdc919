/**
 * llama.cpp's server: `/props` names the weights' file, whose digest is taken from the disk.
 *
 * Source: the README of llama.cpp's tools/server, "GET /props".
 */

import { isAbsolute } from 'node:path';
import type { FileDigest } from '../host/fileDigest';
import { at, stringAt } from './ask';
import type { ModelServer } from './modelServer';

/** One of several parts: its digest says nothing of the others. */
const part = /-\d{5}-of-\d{5}\.gguf$/;

/** Returns the kind of server; `digestOf` returns the SHA-256 of a file of this machine. */
export function createLlamacpp(digestOf: FileDigest): ModelServer {
  return {
    async attest(ask, model) {
      const props = (await ask(`/props?model=${encodeURIComponent(model)}`))?.json;
      const file = stringAt(props, 'model_path');
      if (file === undefined) return at(props, 'default_generation_settings') === undefined ? undefined : {};
      if (!isAbsolute(file) || part.test(file)) return {};
      const digest = await digestOf(file);
      return digest === undefined ? {} : { weights: `sha256:${digest}` };
    },
  };
}
