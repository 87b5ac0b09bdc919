/**
 * The demo assistant's model: deterministic, it continues a prompt by a few patterns and is silent otherwise.
 */

// Fake, and in pieces so that no scanner takes this file for a leak.
const awsKey = ['AKIA', 'Q3ZT7WXN', '5RKM2VBD'].join('');

/** What `// demo: <name>` asks for; each is inserted after the comment. */
const demos = {
  word: '\nreturn',
  function: '\nfunction add(a, b) {\n  return a + b;\n}',
  lines: '\nconst first = 1;\nconst second = 2;\nconst third = first + second;',
  key: `\nconst accessKeyId = '${awsKey}';`,
  bidi: '\nconst level = "user"; // \u202e } if (isAdmin) {\u2066 admins only',
  stream: '\nconst step1 = 1;',
};

/** Returns the continuation of a prompt, empty where there is none. */
function complete(prompt) {
  const line = prompt.slice(prompt.lastIndexOf('\n') + 1);
  const demo = /(?:\/\/|#) demo: (\w+)$/.exec(line);
  if (demo) return demos[demo[1]] ?? '';
  const step = /^\s*const step(\d+) = \1;$/.exec(line);
  if (step && Number(step[1]) < 12) return `\nconst step${Number(step[1]) + 1} = ${Number(step[1]) + 1};`;
  if (/\bfunction \w+\($/.test(line)) return 'value) {\n  return value;\n}';
  if (/\b(?:const|let|var) \w+ =$/.test(line)) return ' 42;';
  if (/\b(?:const|let|var) \w+ = $/.test(line)) return '42;';
  return '';
}

module.exports = { complete, demos };
