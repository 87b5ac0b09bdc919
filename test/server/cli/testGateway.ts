/** The access of the commands about the gateway for tests: a real gateway, its state in a folder of the test's. */

import { createGatewayAccess, type GatewayAccess } from '../../../server/cli/gateway/access';
import { findPortHolder } from '../../../server/host/gateway/portHolder';
import { statePaths, thisMachine } from '../../../server/host/paths';
import { startGateway } from '../../../server/service/gateway/startGateway';

/** Returns the access; `home` holds the state and the settings of tools. */
export function createTestGateway(home: string): GatewayAccess {
  const paths = statePaths({ ...thisMachine(), env: { PORTCULLIS_HOME: home } });
  const toolHome = { home, env: {} };
  return { ...createGatewayAccess(paths, __dirname), toolHome, start: startGateway, findHolder: findPortHolder };
}
