/** The gateway, where a tool's own settings lead its requests there. */

import { isSent, type Mechanism } from '../mechanism';

export const gateway: Mechanism = ({ traits, channel, stateOf }) => {
  if (traits.connect === undefined || !(isSent(channel) || channel === 'agent-shell')) return undefined;
  const own = `connection/${traits.connect}`;
  const connection = stateOf(own);
  if (connection === undefined || connection.state === 'absent') {
    return {
      by: own,
      holds: 'could',
      note: `Run \`portcullis connect ${traits.connect}\` to send it through the gateway.`,
    };
  }
  // Somebody else may answer where the gateway should: then the settings lead there.
  const by = stateOf('gateway')?.state === 'undone' ? 'gateway' : own;
  const isUp = stateOf('gateway')?.state === 'standing';
  const note = isUp
    ? 'Its settings lead its requests through the gateway, which decides on their bytes.'
    : 'Its settings lead to the gateway, which does not listen: nothing goes out past it that way.';
  return { by, holds: channel === 'agent-shell' ? 'detected' : 'enforced', note, shownBy: ['gateway'] };
};
