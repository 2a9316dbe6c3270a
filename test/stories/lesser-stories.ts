import type { CallbackStory, Story } from '#test/stories/story.ts';

/** Stories with one thing less. */
export function* lesserStories(story: Story): Generator<Story> {
  for (const name of LISTS) {
    if (name === 'callbacks' && story.callbacks.length === 1) continue;
    for (let at = 0; at < story[name].length; at++) yield { ...story, [name]: story[name].toSpliced(at, 1) };
  }
  for (const [at, callback] of story.callbacks.entries()) {
    for (const one of lesserCallbacks(callback)) yield { ...story, callbacks: story.callbacks.with(at, one) };
  }
  for (const [at, fault] of story.faults.entries()) {
    yield { ...story, faults: story.faults.with(at, { ...fault, times: 1 }) };
  }
  for (const [name, value] of Object.entries(CALM)) yield { ...story, [name]: value };
  for (const name of EXTRAS) {
    const { [name]: _, ...rest } = story;
    yield rest;
  }
}

function* lesserCallbacks(callback: CallbackStory): Generator<CallbackStory> {
  for (let at = 0; at < callback.acts.length; at++)
    yield { ...callback, acts: callback.acts.toSpliced(at, 1) };
  yield { ...callback, isImmediate: false };
  yield { ...callback, timeoutSeconds: 0 };
}

const LISTS = [
  'callbacks',
  'faults',
  'outages',
  'pauses',
  'mishaps',
  'slowRequests',
  'lambda',
  'busFailures',
  'switches',
  'tableFailures',
] as const;

const EXTRAS = ['ratePerMinute', 'hours', 'leaveIfReachedWithin', 'operator'] as const;

const CALM: Partial<Story> = {
  wire: { copies: 1, lost: 0, lateMs: 0, jitterMs: 0, isUnstamped: false },
  latencyMs: 0,
  twice: 0,
  answers: true,
  maxLateness: 14_400,
  maxAttempts: 5,
  requestsPerMinute: 270,
  topics: ['callbacks', 'all-media', 'detail-events'],
};
