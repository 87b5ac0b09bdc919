/** Tests of where state is kept, for every system at once. */

import assert from 'node:assert/strict';
import { type Machine, statePaths } from '../../../server/host/paths';

const linux: Machine = { env: {}, platform: 'linux', home: '/home/ann', tmp: '/tmp', user: '1000', cwd: '/work' };
const windows: Machine = {
  env: { LOCALAPPDATA: 'C:\\Users\\Ann\\AppData\\Local', ProgramData: 'C:\\ProgramData' },
  platform: 'win32',
  home: 'C:\\Users\\Ann',
  tmp: 'C:\\Temp',
  user: 'Ann',
  cwd: 'C:\\',
};

describe('statePaths', () => {
  it('uses the usual per-user places', () => {
    assert.equal(statePaths(linux).policyFile, '/home/ann/.config/portcullis/policy.yaml');
    assert.equal(statePaths(linux).socket, '/home/ann/.local/state/portcullis/run/service.sock');
    assert.equal(
      statePaths({ ...linux, platform: 'darwin', home: '/Users/ann' }).policyFile,
      '/Users/ann/Library/Application Support/Portcullis/config/policy.yaml',
    );
    assert.equal(statePaths(windows).policyFile, 'C:\\Users\\Ann\\AppData\\Local\\Portcullis\\config\\policy.yaml');
  });

  it('follows absolute XDG folders and ignores relative ones', () => {
    const state = (value: string): string => statePaths({ ...linux, env: { XDG_STATE_HOME: value } }).stateDirectory;
    assert.equal(state('/var/me'), '/var/me/portcullis');
    assert.equal(state('me'), '/home/ann/.local/state/portcullis');
  });

  it('moves everything but the managed policy with PORTCULLIS_HOME', () => {
    const places = statePaths({ ...linux, env: { PORTCULLIS_HOME: 'state' } });
    const { managedPolicyFile, managedLayerFolder, ...others } = places;
    assert.equal(managedPolicyFile, '/etc/portcullis/policy.yaml');
    assert.equal(managedLayerFolder, '/etc/portcullis/layers');
    assert.equal(places.layerFolder, '/work/state/config/layers');
    for (const path of Object.values(others)) assert.ok(path.startsWith('/work/state'), path);
  });

  it('names the managed policy of each system', () => {
    assert.equal(statePaths(windows).managedPolicyFile, 'C:\\ProgramData\\Portcullis\\policy.yaml');
    assert.equal(
      statePaths({ ...linux, platform: 'darwin' }).managedPolicyFile,
      '/Library/Application Support/Portcullis/policy.yaml',
    );
  });

  it('finds the folders of layers beside the policies of each system', () => {
    assert.equal(statePaths(windows).managedLayerFolder, 'C:\\ProgramData\\Portcullis\\layers');
    assert.equal(statePaths(linux).layerFolder, '/home/ann/.config/portcullis/layers');
    const mac = statePaths({ ...linux, platform: 'darwin' });
    assert.equal(mac.managedLayerFolder, '/Library/Application Support/Portcullis/layers');
  });

  it('finds a short socket path for a long state folder, a different one for each', () => {
    const socketFor = (home: string): string => {
      const { socket, socketDirectory } = statePaths({ ...linux, env: { PORTCULLIS_HOME: home } });
      assert.ok(Buffer.byteLength(socket) <= 100, socket);
      assert.equal(socketDirectory, '/tmp/portcullis-1000');
      return socket;
    };
    const long = `/home/ann/${'deep/'.repeat(30)}`;
    assert.notEqual(socketFor(`${long}a`), socketFor(`${long}b`));
  });

  it('uses a named pipe on Windows', () => {
    const paths = statePaths(windows);
    assert.match(paths.socket, /^\\\\\.\\pipe\\portcullis-[0-9a-f]{16}$/);
    assert.equal(paths.socketDirectory, undefined);
  });
});
