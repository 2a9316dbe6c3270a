/** Bugs that somebody could write into the program, each a change of its text, to see that the simulation finds them. */

/** A bug: where it is, and what shows it. */
export interface SeededBug {
  readonly what: string;
  /** Under `shared/` or `lambdas/`. */
  readonly file: string;
  /** Each `from` stands in the file exactly once. */
  readonly changes: readonly { readonly from: string; readonly to: string }[];
  /** The violations that it shows itself by, all of them. */
  readonly shows: readonly string[];
}

const bug = (
  what: string,
  file: string,
  from: string,
  to: string,
  ...shows: readonly [string, ...string[]]
): SeededBug => ({ what, file, changes: [{ from, to }], shows });

/** Thinkable bugs. */
export const SEEDED_BUGS: readonly SeededBug[] = [
  bug(
    'a raw timer of the platform, which may fire too early',
    'shared/use-cases/run-timers.ts',
    'for (let rest = between(clock.now(), instant); rest > 0; rest = between(clock.now(), instant)) {',
    'for (const rest of [Math.max(0, between(clock.now(), instant))]) {',
    'late-without-a-reason',
  ),
  bug(
    'a save without a look at the version',
    'shared/adapters/memory/memory-table.ts',
    'if (stored !== conversation.version) return false;',
    '',
    'two-calls',
    'acknowledged-unrecorded',
  ),
  bug(
    'a lost race that nobody minds',
    'shared/use-cases/save-transition.ts',
    'if (await store.saveIfUnchanged(conversation)) return result;',
    'await store.saveIfUnchanged(conversation); return result;',
    'acknowledged-unrecorded',
  ),
  bug(
    'an answer before the save',
    'shared/use-cases/save-transition.ts',
    'if (await store.saveIfUnchanged(conversation)) return result;',
    'store.saveIfUnchanged(conversation).catch(() => undefined); return result;',
    'acknowledged-unrecorded',
  ),
  bug(
    '>= for > in the order of news',
    'shared/domain/order.ts',
    'if (news.stampedAt !== known.stampedAt) return news.stampedAt > known.stampedAt;',
    'return news.stampedAt >= known.stampedAt;',
    'depends-on-order',
  ),
  bug(
    'news that win because they came last',
    'shared/domain/order.ts',
    'export function isNewer(news: Order, known: Order): boolean {',
    'export function isNewer(news: Order, known: Order): boolean { return true;',
    'depends-on-order',
    'claimed-though-ended',
  ),
  {
    what: 'a retry from unknown',
    file: 'shared/use-cases/settle-doubt.ts',
    changes: [
      { from: 'return placement.shows === undefined\n', to: 'return placement.kind === "unknown"\n' },
      { from: 'deps.placers.get(placer)?.repeatable ?? false', to: 'true' },
    ],
    shows: ['two-calls'],
  },
  bug(
    'a lease that is over, and so treated as free',
    'shared/use-cases/settle-doubt.ts',
    'return deps.store.saveIfUnchanged(settleByCalls(doubted, now));',
    `const { placement: _, ...free } = question.record;
     const callbacks = conversation.callbacks.map((one) => (one === question.record ? free : one));
     return deps.store.saveIfUnchanged({ ...conversation, callbacks });`,
    'two-calls',
  ),
  bug(
    "a key that is made of the leg's id",
    'shared/domain/callbacks-of.ts',
    '  facts.scheduledFor ??\n  `now@',
    '  facts.communicationId ??\n  `now@',
    'silent-end',
    'claimed-though-moved',
  ),
  bug(
    'a key that changes with who is there',
    'shared/domain/callbacks-of.ts',
    'const currentKey = keyOf(currentOf);',
    "const currentKey = (legs.length > 1 ? 'now@' : '') + keyOf(currentOf);",
    'two-calls-for-one-time',
  ),
  bug(
    'no look after a refusal',
    'shared/domain/next-look.ts',
    "return [{ kind: 'decide', why: 'retry', at, key: record.key, record, trigger, due }];",
    'return [];',
    'left-over',
  ),
  bug(
    'no look at what was put off',
    'shared/domain/next-look.ts',
    'if (!isWaiting(fate)) return [];\n    const isMoot',
    "if (!isWaiting(fate) || fate.kind === 'paused') return [];\n    const isMoot",
    'left-over',
  ),
  {
    what: 'an outbox that is cleared before the announcement is made',
    file: 'shared/use-cases/announce-entry.ts',
    changes: [
      {
        from: '    await deps.announcer.announce(entry.announcement);\n',
        to: `    const cleared = withEntry(conversation, entry, undefined);
    if (!(await deps.store.saveIfUnchanged(cleared))) return false;
    await deps.announcer.announce(entry.announcement);\n`,
      },
      {
        from: '  return deps.store.saveIfUnchanged(withEntry(conversation, entry, undefined));\n',
        to: '  return true;\n',
      },
    ],
    shows: ['end-not-announced'],
  },
  bug(
    'a cursor that moves before its timers are sent',
    'shared/use-cases/sweep.ts',
    'const unsent = await timers.send(page);',
    'await index.moveCursor(shard, cursor, end); cursor = end;\n    const unsent = await timers.send(page);',
    'passed-unsent',
  ),
  bug(
    'a sweep that does not look for what is overdue',
    'shared/use-cases/sweep.ts',
    'const oldest = await sendOverdue(deps, shard, plus(now, OVERDUE));',
    'const oldest: EpochMs[] = [];',
    'look-left-over',
    'feeds-itself',
  ),
  bug(
    '400 for a failure of our own',
    'lambdas/middleware/http-errors.ts',
    "problemResponse(toProblem('unavailable'), {",
    "problemResponse(toProblem('invalid'), {",
    'refused-for-our-own-trouble',
  ),
  bug(
    'a claim whose race nobody looks at',
    'shared/use-cases/place-callback.ts',
    'if (!(await deps.store.saveIfUnchanged(claimed))) return false;',
    'await deps.store.saveIfUnchanged(claimed);',
    'placed-unclaimed',
    'two-calls',
  ),
  bug(
    'a live check that fails open',
    'shared/use-cases/ask-live.ts',
    'return unanswered(deps, answer.because, answer.retryAfter);',
    'return undefined;',
    'placed-unasked',
  ),
  bug(
    'an unknown outcome that is taken for a refusal',
    'shared/domain/placing.ts',
    "    case 'unknown':\n      return doubt(",
    `    case 'unknown':
      return settleRefused(conversation, record, placement, { ...outcome, final: false }, terms, now);
      return doubt(`,
    'two-calls',
    'called-but-announced-failed',
  ),
  {
    what: 'an absence that is believed at once',
    file: 'shared/domain/evidence.ts',
    changes: [
      { from: '!isShownBy(placement, now)) return', to: 'false) return' },
      { from: 'between(absentSince, now) >= AGREEING ?', to: 'true ?' },
    ],
    shows: ['two-calls', 'called-but-announced-failed'],
  },
  bug(
    'no timer for what comes due soon',
    'shared/use-cases/record-notification.ts',
    'await sendSoon(deps, conversationId, look);',
    '',
    'late-without-a-reason',
  ),
  bug(
    'a replaced callback that nobody leaves',
    'shared/domain/record-observation.ts',
    'settleByCalls(leaveReplaced(replaced, current, marked, now), now)',
    'settleByCalls(marked, now)',
    'silent-end',
  ),
  bug(
    'no limit to lateness',
    'shared/domain/decision.ts',
    'lateness > maxLateness;',
    'lateness > maxLateness * 1e9;',
    'claimed-too-late',
  ),
  bug(
    'an end that stops nobody',
    'shared/domain/rules-of-state.ts',
    "callback?.endedAt === undefined ? undefined : left('ended')",
    'callback?.endedAt === undefined ? undefined : undefined',
    'claimed-though-ended',
  ),
  bug(
    'an agent who goes with a callback that was moved',
    'shared/domain/replacing.ts',
    'since !== undefined && connectedAt < since && connectedAt < (due ?? since)',
    'false',
    "left-for-another's-agent",
  ),
  bug(
    'a time-out of an agent who has moved the callback, and is still there',
    'shared/domain/callbacks-of.ts',
    'isMovers(agent, since, due) ? { ...agent, timeout: undefined } : agent',
    'isMovers(agent, since, due) ? agent : agent',
    'claimed-though-moved',
  ),
  bug(
    'an agent whom nobody minds',
    'shared/domain/rules-of-state.ts',
    "wasThere || agents.length > 0 ? left('with-agent')",
    "false ? left('with-agent')",
    'claimed-though-with-agent',
  ),
  bug(
    'a look that does not ask the clock',
    'shared/use-cases/look-at-conversation.ts',
    'return (task.at <= now || (',
    'return (task.at <= plus(now, durationMs(3000)) || (',
    'claimed-before-its-due',
    'placed-before-its-due',
  ),
  bug(
    'a live check that does not mind an end',
    'shared/domain/rules-of-state.ts',
    '  over,\n  replacedLive,',
    '  replacedLive,',
    'placed-though-ended',
  ),
  bug(
    'a live check that does not mind another time',
    'shared/domain/rules-of-state.ts',
    '  over,\n  replacedLive,',
    '  over,',
    'placed-though-moved',
  ),
  bug(
    'a live check that does not mind an agent',
    'shared/domain/rules-of-state.ts',
    '  withAgentLive,\n',
    '',
    'placed-though-with-agent',
  ),
  bug(
    'a live check that does not mind a call',
    'shared/domain/rules-of-state.ts',
    '  callInProgress,\n  alreadyCalled,\n  withAgentLive,',
    '  alreadyCalled,\n  withAgentLive,',
    'placed-though-called',
  ),
  bug(
    'a live check that does not mind that the agent left',
    'shared/domain/rules-of-state.ts',
    '  agentGoneLive,\n',
    '',
    'placed-though-agent-gone',
  ),
  bug(
    'a claim that is saved although the race was lost',
    'shared/use-cases/place-callback.ts',
    'if (!(await deps.store.saveIfUnchanged(claimed))) return false;',
    `if (!(await deps.store.saveIfUnchanged(claimed))) {
       const fresh = await deps.store.load(conversationId);
       const mine = recordOfToken(claimed, claimer.token);
       const others = fresh?.callbacks.filter(({ key }) => key !== mine.key);
       if (!(await deps.store.saveIfUnchanged({ ...fresh, callbacks: [...others, mine] }))) return false;
     }`,
    'claimed-though-moved',
  ),
  bug(
    'a callback that is left as ended, whatever it is',
    'shared/domain/rules-of-state.ts',
    "callback?.endedAt === undefined ? undefined : left('ended')",
    "left('ended')",
    'untrue-reason',
  ),
  bug(
    'a callback that expires when it is due',
    'shared/domain/decision.ts',
    'lateness > maxLateness;',
    'lateness >= 0;',
    'untrue-reason',
  ),
  bug(
    'a callback that is left to agents, whatever takes it',
    'shared/domain/rules-of-policy.ts',
    "(automation === undefined ? left('left-to-agent') : undefined)",
    "left(automation === undefined ? 'left-to-agent' : 'left-to-agent')",
    'unclaimed-without-a-reason',
  ),
  bug(
    'a customer whom an agent reached meanwhile, and nobody minds',
    'shared/use-cases/decide-now.ts',
    'const second = reachedAt === undefined ? first : decide(conversation, question, aware);',
    'const second = first;',
    'claimed-though-reached',
  ),
  bug(
    'a customer whom an agent reached before they asked to be called back',
    'shared/domain/rules-of-policy.ts',
    'const isSince = askedAt !== undefined && reachedAt > askedAt &&',
    'const isSince = askedAt !== undefined &&',
    'untrue-reason',
  ),
  bug(
    'a time-out that is counted from when the agent was alerted',
    'shared/domain/callbacks-of.ts',
    'return { connectedAt, endedAt,',
    'return { connectedAt: facts.startedAt ?? connectedAt, endedAt,',
    'timeout-of-nobody',
  ),
  bug(
    'an unknown outcome that is taken for a call',
    'shared/domain/placing.ts',
    "    case 'unknown':\n      return doubt(",
    `    case 'unknown':
      return settlePlaced(conversation, record, placement, terms, now);
      return doubt(`,
    'announced-as-placed',
  ),
  bug(
    'news without a stamp that nobody keeps',
    'shared/domain/record-observation.ts',
    'if (isSeen(conversation, order, now))',
    'if (order.stampedAt === undefined || isSeen(conversation, order, now))',
    'acknowledged-unrecorded',
  ),
  bug(
    'news without a stamp of which only the first are kept',
    'shared/domain/record-observation.ts',
    'if (isSeen(conversation, order, now))',
    'if ((order.stampedAt === undefined && conversation.version > 0) || isSeen(conversation, order, now))',
    'acknowledged-unrecorded',
  ),
  bug(
    'what was done for an agent alone, and goes with whatever time is told next',
    'shared/domain/adopt-customer.ts',
    'if (!isImmediate(key) && !isOfAgent(nameless, current, asking)) return conversation;',
    '',
    'silent-end',
  ),
  bug(
    'what was done for an agent alone, and is forgotten once the time is told',
    'shared/domain/adopt-customer.ts',
    'record === nameless ? { ...record, key } : record',
    'record === nameless ? { key, triggers: [] } : record',
    'two-calls-for-one-timeout',
  ),
  bug(
    'an outbox that nobody looks at',
    'shared/domain/next-look.ts',
    '    ...conversation.outbox.map(toAnnounceTask),\n',
    '',
    'never-announced',
  ),
  bug(
    'a notification that ingest cannot stand',
    'shared/domain/record-observation.ts',
    'const order = orderOf(observation, now);',
    `const order = orderOf(observation, now);
     if (conversation.version > 3) throw new TypeError('Cannot read properties of undefined');`,
    'run-failed',
  ),
  bug(
    'a table in which nothing can be saved twice',
    'shared/adapters/memory/memory-table.ts',
    'if (stored !== conversation.version) return false;',
    'if (stored !== conversation.version || conversation.version > 0) return false;',
    'sender-gave-up',
  ),
];
