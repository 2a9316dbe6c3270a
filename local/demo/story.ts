/** A notification of a story, as it is sent. Instants are milliseconds after the demo's start. */
export interface Step {
  readonly at: number;
  readonly sample: string;
  /** When the callback of the sample is to be due. */
  readonly due: number;
  readonly what: string;
  /** How often it is delivered; senders promise "at least once". */
  readonly times: number;
}

/** What has to be announced, and nothing else. */
export interface Expected {
  readonly type: string;
  readonly due: number;
  readonly reason?: string;
}

/** The life of one callback. */
export interface Story {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly expected: readonly Expected[];
  readonly moral: string;
}

const once = (at: number, sample: string, due: number, what: string): Step => ({
  at,
  sample,
  due,
  what,
  times: 1,
});

/** From the start to the last due, all stories run side by side. */
export const STORIES: readonly Story[] = [
  {
    name: 'waiting',
    steps: [{ ...once(0, 'waiting', 6000, 'scheduled, and told three times'), times: 3 }],
    expected: [{ type: 'CallbackDue', due: 6000 }],
    moral: 'fires at its time, once',
  },
  {
    name: 'rescheduled',
    steps: [
      once(300, 'waiting', 5000, 'scheduled'),
      once(2500, 'rescheduled', 9000, 'moved to a later time'),
    ],
    expected: [{ type: 'CallbackDue', due: 9000 }],
    moral: 'fires at the new time only',
  },
  {
    name: 'cancelled',
    steps: [once(600, 'waiting', 7000, 'scheduled'), once(3500, 'cancelled', 7000, 'cancelled')],
    expected: [],
    moral: 'never fires',
  },
  {
    name: 'agent',
    // The sample's agent connected 8 s before the due, and the callback was scheduled 20.5 s before that.
    steps: [once(2100, 'agent-connected', 10_000, 'an agent connected, timeoutSeconds 8')],
    expected: [
      { type: 'CallbackLeft', due: 10_000 - 8000 - 20_500, reason: 'with-agent' },
      { type: 'CallbackDue', due: 10_000 },
    ],
    moral: 'its scheduled time is left to the agent; fires when the time-out is over',
  },
  {
    name: 'no-automation',
    steps: [once(900, 'without-automation', 8000, 'scheduled, no automatedCallbackConfigId')],
    expected: [{ type: 'CallbackLeft', due: 8000, reason: 'left-to-agent' }],
    moral: 'is left to the agents',
  },
];

/** When the last story is over, with time to notice what came twice. */
export const END = 12_000;
