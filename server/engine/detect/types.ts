/**
 * What a detector is and what it yields: the interface between the detectors' data, the scanner and the policy.
 */

export type Confidence = 'low' | 'medium' | 'high';

/** One kind of sensitive text, as data. The fields' meaning and limits stand in policies/detector.schema.json. */
export interface Detector {
  /** Family and name, `secret/aws-access-key`. */
  readonly id: string;
  /** One line a developer reads: what was found. */
  readonly title?: string;
  /** Why it matters and where the format is documented; the source of the detector's doc page. */
  readonly why?: string;
  /** Lower-case words of which one must stand in the text; without any, the pattern runs over the whole text. */
  readonly keywords?: readonly string[];
  /** Like keywords, with `#` for any digit: `###-##-####`; one that begins so is found where a run of digits begins. */
  readonly shapes?: readonly string[];
  /** True where no value's keyword stands behind a letter: those inside of words are passed over. */
  readonly atWordStart?: boolean;
  /** A JavaScript regular expression without delimiters; `(?<value>…)` names the sensitive part, else all of it. */
  readonly pattern?: string;
  /** Instead of a pattern: the name of code that finds the values around a keyword, see extractors.ts. */
  readonly extract?: string;
  /**
   * For detectors without keywords: a short, assertion-free expression that matches in every line worth a closer look.
   *
   * Runs over the whole text before `pattern` does, so it should be cheap and rare.
   */
  readonly trigger?: string;
  /** Code units before and after a keyword that the pattern may reach, 96 and 400 if absent; it sees one line. */
  readonly window?: { readonly before?: number; readonly after?: number };
  /** True where the pattern may reach over line ends within its window; needs keywords. */
  readonly multiline?: boolean;
  /** Of overlapping findings of one family the one with the higher number stays; 50 if absent, generic kinds lower. */
  readonly specificity?: number;
  /** Flags among `i`, `m`, `s`, `u`; `g` and `d` are added where needed. */
  readonly flags?: string;
  /** Names of structural checks the value has to pass, for example `luhn`. */
  readonly validate?: readonly string[];
  /** Least Shannon entropy of the value in bits a character. */
  readonly entropy?: number;
  readonly confidence?: Confidence;
  /** Words near a value that speak for or against it. */
  readonly context?: ContextWords;
  /** Globs of paths where a value is likelier, or less likely, to be real: one step of confidence up or down. */
  readonly paths?: { readonly likely?: readonly string[]; readonly unlikely?: readonly string[] };
  /** The label that a rule would usually give. Advice for policy authors; only rules label. */
  readonly label?: { readonly level?: string; readonly categories?: readonly string[] };
  /** What to do instead, one line. */
  readonly remedy?: string;
  readonly references?: readonly string[];
  readonly examples?: { readonly match: readonly string[]; readonly ignore: readonly string[] };
}

/** Words are lower case and looked for without regard to case, whole or not. */
export interface ContextWords {
  /** One of these within `reach` raises the confidence by a step. */
  readonly for?: readonly string[];
  /** One of these within `reach` lowers it by a step, and a finding of low confidence goes away. */
  readonly against?: readonly string[];
  /** Without one of `for`, a value is no finding. */
  readonly required?: boolean;
  /** Code units before and after the value, 60 if absent, at most 400; on other lines too. */
  readonly reach?: number;
}

/**
 * What a detector saw: offset and length in UTF-16 code units of the scanned text.
 *
 * Never carries the matched text; whoever holds the text can slice it.
 */
export interface Finding {
  readonly detector: string;
  readonly offset: number;
  readonly length: number;
  readonly confidence: Confidence;
}

/** A scan's outcome, findings sorted by offset. */
export interface ScanResult {
  readonly findings: readonly Finding[];
  /**
   * Findings that a more specific one of their family covers; absent where there are none. A rule that names only the
   * covered one still has it.
   */
  readonly covered?: readonly Finding[];
  /** True where the work budget ended before the text did: the text must then be treated as the most sensitive. */
  readonly exhausted: boolean;
}

/** Detectors compiled for scanning. Pure: the same text gives the same result. */
export interface Scanner {
  readonly detectors: readonly Detector[];
  /** `path` is the file's, `/`-separated; it can move confidences, never the label a rule gives by a path. */
  scan(text: string, path?: string): ScanResult;
  /** Returns one finding per value of some that this scanner found. */
  resolve(findings: readonly Finding[]): readonly Finding[];
  /**
   * Returns what `scan(text)` would, given the result for the text before one edit.
   *
   * `edit.offset` is where `edit.removed` code units were replaced by `edit.inserted` ones; `text` is the text after it.
   * The path is that of `previous`.
   */
  rescan(
    previous: ScanResult,
    text: string,
    edit: { readonly offset: number; readonly removed: number; readonly inserted: number },
  ): ScanResult;
}
