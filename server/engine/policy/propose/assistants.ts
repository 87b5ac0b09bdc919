/**
 * The assistants a repository may be worked on with: what shows it, and the model entries that approve them.
 *
 * An entry is a line of this list; no host is approved that its maker doesn't document.
 */

import type { ModelEntry } from '../types';
import type { Survey } from './survey';

export interface Assistant {
  readonly id: string;
  readonly title: string;
  /** Paths of files that are only there for it. */
  readonly files: RegExp;
  /** What names it in the text of a telling file. */
  readonly text?: RegExp;
  readonly models: readonly (Omit<ModelEntry, 'clearance'> & { readonly description: string })[];
}

const ollamaNames = ['**', '!**/*-cloud', '!**/*:cloud', '!**/*:cloud:*'];

export const assistants: readonly Assistant[] = [
  {
    id: 'copilot',
    title: 'GitHub Copilot',
    files: /^\.github\/(?:copilot-instructions\.md$|instructions\/|prompts\/|chatmodes\/)/,
    text: /github\.copilot/i,
    models: [
      {
        id: 'copilot',
        description: 'GitHub Copilot as an extension of the editor.',
        match: { tools: ['github.copilot', 'github.copilot-chat'] },
        locality: 'cloud',
      },
      {
        id: 'copilot-service',
        description: 'The same service, as the gateway and agents see it.',
        match: { hosts: ['*.githubcopilot.com'] },
        locality: 'cloud',
      },
    ],
  },
  {
    id: 'claude',
    title: 'Claude',
    files: /(?:^|\/)CLAUDE\.md$|^\.claude\//,
    models: [
      {
        id: 'claude',
        description: "Anthropic's models, for Claude Code and others.",
        match: { hosts: ['api.anthropic.com'] },
        locality: 'cloud',
      },
    ],
  },
  {
    id: 'cursor',
    title: 'Cursor',
    files: /^\.cursor\/|^\.cursorrules$|^\.cursorignore$/,
    models: [
      { id: 'cursor', description: "Cursor's own service.", match: { hosts: ['*.cursor.sh'] }, locality: 'cloud' },
    ],
  },
  {
    id: 'openai',
    title: 'OpenAI (Codex)',
    files: /^\.codex\/|^\.aider/,
    models: [
      {
        id: 'openai',
        description: "OpenAI's models, for Codex and others.",
        match: { hosts: ['api.openai.com'] },
        locality: 'cloud',
      },
    ],
  },
  {
    id: 'gemini',
    title: 'Gemini',
    files: /(?:^|\/)GEMINI\.md$|^\.gemini\//,
    models: [
      {
        id: 'gemini',
        description: "Google's models, for Gemini CLI and others.",
        match: { hosts: ['generativelanguage.googleapis.com', 'cloudcode-pa.googleapis.com'] },
        locality: 'cloud',
      },
    ],
  },
  {
    id: 'ollama',
    title: 'Ollama',
    files: /(?:^|\/)[Mm]odelfile$/,
    text: /\bollama\b/i,
    models: [
      {
        id: 'ollama',
        description: 'Models that Ollama serves on this machine, except those it forwards to its cloud.',
        match: { endpoints: ['http://127.0.0.1:11434', 'http://localhost:11434'], names: ollamaNames },
        locality: 'local',
      },
    ],
  },
];

/** Returns the assistants that the repository shows to be in use, each with the file that shows it. */
export function findAssistants({ paths, texts }: Survey): readonly { readonly id: string; readonly path: string }[] {
  return assistants.flatMap(({ id, files, text }) => {
    const path =
      paths.find((candidate) => files.test(candidate)) ??
      [...texts].find(([name, held]) => !/^(?:licen[cs]e|copying)/i.test(name) && text?.test(held))?.[0];
    return path === undefined ? [] : [{ id, path }];
  });
}
