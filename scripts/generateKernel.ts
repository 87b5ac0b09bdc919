/** Compiles the scanner's kernel from AssemblyScript to server/engine/detect/kernel/kernelCode.json. */

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const folder = path.resolve(__dirname, '../server/engine/detect/kernel');
const compiler = require.resolve('assemblyscript/bin/asc.js');

/** Returns the kernel's code in base64. */
export function compileKernel(): string {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'kernel-'));
  try {
    const output = path.join(temporary, 'kernel.wasm');
    const options = ['-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd'];
    execFileSync(process.execPath, [compiler, path.join(folder, 'assembly/kernel.ts'), '-o', output, ...options]);
    return fs.readFileSync(output).toString('base64');
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

if (require.main === module) {
  fs.writeFileSync(path.join(folder, 'kernelCode.json'), `${JSON.stringify(compileKernel())}\n`);
}
