import { NO_RATE, type Rate } from '#shared/domain/pacing.ts';
import type { RateStore } from '#shared/ports/rate-store.ts';

/** Keeps rates in memory. */
export function createMemoryRateStore(): RateStore {
  const rates = new Map<string, Rate>();
  return {
    load: async (placer) => rates.get(placer) ?? NO_RATE,
    async saveIfUnchanged(placer, rate) {
      if ((rates.get(placer) ?? NO_RATE).version !== rate.version) return false;
      rates.set(placer, { ...rate, version: rate.version + 1 });
      return true;
    },
  };
}
