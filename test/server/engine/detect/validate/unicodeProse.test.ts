/**
 * Languages, emoji and tables of characters that look like tricks to a coarse eye: none is found.
 *
 * Characters that are not shown are written as escapes.
 */

import assert from 'node:assert/strict';
import { familyScanner } from './familyScanner';

const find = familyScanner('hidden-unicode');

const harmless: Readonly<Record<string, readonly string[]>> = {
  'Arabic, Hebrew, Persian and Urdu': [
    '// مرحبا بالعالم: تحقق من المستخدم قبل الحذف',
    '"title": "שלום עולם, זו הגדרה של USB\u200f ו-HTTP\u200e."',
    'می\u200cخواهم کتاب\u200cها را بخوانم، برنامه\u200cنویسی با HTML\u200cها و C++\u200f.',
    'یہ اردو میں ایک جملہ ہے۔\u200f (\u061cABC\u200e)',
    '\u202bמשפט בעברית עם English באמצע\u202c',
    'he: "ברוך הבא, \u2068{name}\u2069!", ar: "مرحبًا \u2067{name}\u2069"'.replace(
      '\u2067{name}\u2069',
      '\u2068{name}\u2069',
    ),
    '<p dir="rtl">\u200fצה"ל ומנכ"ל\u200f</p>',
    'label = "\u2066+972-3-555\u2069 טלפון"',
    'می\u200c\u200cشود',
  ],
  emoji: [
    '👨\u200d👩\u200d👧\u200d👦 👩🏽\u200d💻 🏳\ufe0f\u200d🌈 🏴\u200d☠\ufe0f ❤\ufe0f\u200d🔥 🧑\u200d🤝\u200d🧑',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} 🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f} 🇩🇪🇯🇵',
    '1\ufe0f\u20e3 #\ufe0f\u20e3 *\ufe0f\u20e3 ☎\ufe0e ☎\ufe0f ©\ufe0f ™\ufe0f ℹ\ufe0f ➡\ufe0f ❤\ufe0f\ufe0f',
    '## \ufe0f Features',
  ],
  'Chinese, Japanese and Korean': [
    '\ufeff// 检查用户权限（管理员）；然后删除。',
    '　全角スペースと「括弧」、ＡＢＣ１２３も使う：ＯＫ！',
    '葛\u{e0100}城市 辻\u{e0101} ，\ufe00',
    '사용자 권한을 확인한다. ㄱ ㅏ (관리자)',
    '请先安装 Node.js；然后运行 npm install。',
    '**強調**\u200bの後に続く文',
  ],
  'scripts of India and South-East Asia': [
    'क्\u200dष और क्\u200cष, പേര്\u200d, ශ්\u200dරී ලංකා',
    'ภาษา\u200bไทย\u200bไม่\u200bเว้น\u200bวรรค',
    'សួស្តី\u200bពិភពលោក မြန်မာ\u200bစာ',
  ],
  'Latin, Greek and Cyrillic letters in their own words': [
    'Zażółć gęślą jaźń; Tiếng Việt có dấu; naïve café; İstanbul ısı; Ångström 5 µm',
    'const цена = 1; if (скорость > предел) сообщить("быстро")',
    '// Все сорок тестов; сор, рос, оса, НОС, ТЕСТ',
    'Δt = 0.1; μ, σ_x, πr, λmax, ρ0, dα/dt, ∂α, dαdt, αβγ, Ωm, kν = 2ν',
    'η = ν/ρ; xα = αmax - αmin; Σx, νe, ρgh',
    'html-код, SQL-запрос, getПользователь(), C-компилятор, USB-порт, х86',
    'Ωmega, Αθήνα 2024, τι κάνεις\u037e καλά',
    'the \u01c3Kung and \u01c0Xam languages; IPA: /ˈɡɪt/ /pɑːθ/',
  ],
  'mathematics and drawings': [
    '𝑓(𝑥) = 𝑎𝑥² + 𝑏, ℝ → ℝ, 𝔼[X], ∀x ∈ ℕ: x ≥ 0, 1⁄2 cup, km∕h, a∕b',
    '┌──┬──┐ │ a │ ╰─▶ ░▒▓█ ⠋⠙⠹⠸ ⣿⠀⠀⣿ ▁▂▃',
    '𝗕𝗼𝗹𝗱 𝗿𝗲𝗮𝗱𝗺𝗲 titles and 𝓈𝒸𝓇𝒾𝓅𝓉',
    'content: "\ue900"; icon: "\uf126 \ue0b0"',
  ],
  'programs about characters': [
    'const bidi = /[\\u202A-\\u202E\\u2066-\\u2069]/; const zw = "\\u200b";',
    'trim=/^[\\s\ufeff\u00a0]+|[\\s\ufeff\u00a0]+$/g',
    'var ws="\\t\\n\u000b\f\\r \u00a0\u1680\u2000\u2001\u200a\u202f\u205f\u3000\u2028\u2029\ufeff";',
    '/[\u0300-\u036f\ufe20-\ufe2f\u20d0-\u20ff\ufe00-\ufe0f]/',
    ' * matches `**\u200b/*.ts` and `foo/**\u200b/node_modules`',
    'zwnj:"\u200c",zwj:"\u200d",shy:"\u00ad"',
    'console.log("\u001b[31mred\u001b[0m \u001b[1;32mok\u001b[39m")',
    `| name${' '.repeat(120)}| type |\n${' '.repeat(140)}deep();`,
    'text: "first\u2028second", note: "see # 4\u2029more"',
    '\f\nclass A: pass',
  ],
};

describe('text that only looks strange', () => {
  for (const [name, texts] of Object.entries(harmless)) {
    it(`${name} give no finding`, () => {
      for (const text of texts) assert.deepEqual(find(text), [], JSON.stringify(text));
    });
  }

  it('stays quiet in a file of all of it', () => {
    assert.deepEqual(find(Object.values(harmless).flat().join('\n')), []);
  });
});
