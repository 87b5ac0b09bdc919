/** The tools that can be pointed at the gateway. */

import { aider } from './aider';
import { claude } from './claude';
import { codex } from './codex';
import { continueTool } from './continue';
import { gemini } from './gemini';
import { opencode } from './opencode';
import type { ConnectTool } from './tool';

export const connectTools: readonly ConnectTool[] = [claude, codex, gemini, continueTool, opencode, aider];
