/** Tells a window what holds where, and keeps the scratch folder of its drill among its folders while it lasts. */

import { pathToFileURL } from 'node:url';
import { type Handlers, invalid } from '../handlers';
import {
  type BeginDrillParams,
  type BeginDrillResult,
  beginDrillRequest,
  type CoverageParams,
  type CoverageReport,
  coverageRequest,
  type DrillMachineParams,
  type DrillMachineResult,
  drillMachineRequest,
  endDrillRequest,
} from '../protocol/coverage';
import type { Coverage } from '../services';
import type { Session } from '../session';

type Scene = Awaited<ReturnType<Coverage['beginDrill']>>;

const mostEndpoints = 8;

/** Returns a function that ends a drill under way. */
export function startCoverage(session: Session, handlers: Handlers): () => void {
  const { services } = session;
  let scene: Scene | undefined;

  async function end(): Promise<void> {
    const ended = scene;
    scene = undefined;
    if (ended === undefined) return;
    const uri = uriOf(ended);
    if (!session.closed) session.setFolders(session.folderUris.filter((each) => each !== uri));
    await ended.remove();
  }

  handlers.onRequest(coverageRequest, ({ window }: Partial<CoverageParams>): Promise<CoverageReport> => {
    const lists = [window?.assistants, window?.mechanisms, window?.outcomes];
    if (window !== undefined && !lists.every(Array.isArray)) throw invalid("'window' must have its lists");
    return coverageOf(services).report(window);
  });
  handlers.onRequest(beginDrillRequest, async ({ endpoints }: BeginDrillParams): Promise<BeginDrillResult> => {
    if (!Array.isArray(endpoints) || endpoints.length > mostEndpoints || !endpoints.every(isLoopback)) {
      throw invalid("'endpoints' must be origins on 127.0.0.1");
    }
    await end();
    const made = await coverageOf(services).beginDrill(endpoints);
    scene = made;
    if (session.closed) {
      await end();
      throw invalid('the window is gone');
    }
    session.setFolders([...session.folderUris, uriOf(made)]);
    // Its layer counts once the folder is known.
    const inForce = await session.inForceInFolders();
    const own = inForce.at(-1);
    if (own?.layers.find(({ path }) => path.startsWith(made.folder))?.state !== 'good') {
      // A layer that is not understood holds everything: that would show nothing.
      await end();
      throw invalid("the drill's own policy layer does not count; see 'portcullis service status'");
    }
    return { folder: made.folder, file: made.file, canary: made.canary, mode: own.compiled.mode };
  });
  handlers.onRequest(endDrillRequest, async () => {
    await end();
    return null;
  });
  handlers.onRequest(drillMachineRequest, ({ shown }: DrillMachineParams): Promise<DrillMachineResult> => {
    if (shown !== undefined && !Array.isArray(shown)) throw invalid("'shown' must be a list");
    return coverageOf(services).drillMachine(shown ?? []);
  });
  return () => {
    end().catch((error) => services.fault('ending a drill', error));
  };
}

function coverageOf({ coverage }: Session['services']): Coverage {
  if (coverage === undefined) throw invalid('nothing is known of this machine here');
  return coverage;
}

function uriOf({ folder }: Scene): string {
  return pathToFileURL(folder).href;
}

function isLoopback(endpoint: unknown): boolean {
  return typeof endpoint === 'string' && /^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(endpoint);
}
