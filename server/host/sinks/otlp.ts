/** The sink to an OpenTelemetry collector: the SDK's own exporter for OTLP over HTTP, in JSON. */

import type { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { toReadableLogRecords } from '../../provenance/sinks/otlp';
import { type CreateSink, onAbort, readSecret, readTrust, sendTimeoutMs } from './setup';

export const createOtlpSink: CreateSink = (spec, identity, timeoutMs = sendTimeoutMs) => {
  let current: OTLPLogExporter | undefined;

  async function exporter(): Promise<OTLPLogExporter> {
    if (current !== undefined) return current;
    const [token, trust, sdk] = await Promise.all([
      readSecret(spec),
      readTrust(spec),
      // Loaded at the first use: most machines have no collector.
      import('@opentelemetry/exporter-logs-otlp-http'),
    ]);
    current = new sdk.OTLPLogExporter({
      url: spec.url,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      timeoutMillis: timeoutMs,
      httpAgentOptions: { keepAlive: false, ...trust },
    });
    return current;
  }

  return {
    async send(items, signal) {
      const records = toReadableLogRecords(items, identity);
      const target = await exporter();
      let forget = (): void => undefined;
      try {
        await new Promise<void>((resolve, reject) => {
          forget = onAbort(signal, () => reject(new Error('stopped')));
          target.export(records, ({ code, error }) => (code === 0 ? resolve() : reject(new Error(describe(error)))));
        });
      } catch (error) {
        // A new one reads secret and authorities again.
        current = undefined;
        void target.shutdown().catch(() => undefined);
        throw error;
      } finally {
        forget();
      }
    },
  };
};

/** Says what happened without what the collector answered: that may repeat what was sent. */
function describe(error: (Error & { readonly code?: string | number }) | undefined): string {
  if (typeof error?.code === 'number') return `the collector answered ${error.code}`;
  if (typeof error?.code === 'string') return `the collector can't be reached (${error.code})`;
  return "the collector can't take entries now";
}
