/** The hosts whose hooks are answered. */

import { claudeCode } from './claudeCode';
import { codex } from './codex';
import { copilot } from './copilot';
import { copilotCli } from './copilotCli';
import { cursor } from './cursor';
import { gemini } from './gemini';
import type { HookHost } from './hookHost';
import { windsurf } from './windsurf';

export const hookHosts: readonly HookHost[] = [claudeCode, codex, copilot, copilotCli, cursor, gemini, windsurf];
