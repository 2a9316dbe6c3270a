/** Genesys tells no time of a callback that is to be placed at once. The fake knows one of each, which is kept from the program. */
export interface HiddenTimes {
  hide(conversationId: string, scheduledAt: number): void;
  isHidden(conversationId: string, scheduledAt: number): boolean;
  /** Takes the hidden times out of a body. */
  edit(text: string): string;
}

/** Creates one that hides nothing yet. */
export function createHiddenTimes(): HiddenTimes {
  const hidden = new Map<string, number>();
  return {
    hide: (conversationId, scheduledAt) => void hidden.set(conversationId, scheduledAt),
    isHidden: (conversationId, scheduledAt) => hidden.get(conversationId) === scheduledAt,
    edit(text) {
      const [, secret] = [...hidden].find(([id]) => text.includes(id)) ?? [];
      if (secret === undefined) return text;
      const isSecret = (name: string, value: unknown) =>
        name === 'callbackScheduledTime' && instantOf(value) === secret;
      return JSON.stringify(JSON.parse(text, (name, value) => (isSecret(name, value) ? undefined : value)));
    },
  };
}

/** Detail events tell instants as numbers. */
const instantOf = (value: unknown): number => (typeof value === 'number' ? value : Date.parse(String(value)));
