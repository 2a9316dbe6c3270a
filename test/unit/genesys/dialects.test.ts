import { describe, expect, it } from 'vitest';
import {
  toAcdOutcome,
  toDirection,
  toDisconnectType,
  toLegState,
  toPurpose,
} from '#shared/genesys/dialects.ts';

const tally = () => ({ unknownValues: 0 });

describe('dialects', () => {
  it.each([
    'alerting',
    'dialing',
    'contacting',
    'offering',
    'connected',
    'disconnected',
    'terminated',
    'scheduled',
    'uploading',
    'converting',
    'transmitting',
    'parked',
    'none',
  ])('read the state %s in lower and in upper case', (state) => {
    const counted = tally();
    expect([toLegState(state, counted), toLegState(state.toUpperCase(), counted)]).toEqual([state, state]);
    expect(counted.unknownValues).toBe(0);
  });

  it.each([
    ['transfer.noanswer', ['TRANSFER_NOANSWER', 'NO_ANSWER_TRANSFER', 'noAnswerTransfer']],
    ['transfer.notavailable', ['TRANSFER_NOTAVAILABLE', 'NOT_AVAILABLE_TRANSFER', 'notAvailableTransfer']],
    ['transfer.conference', ['TRANSFER_CONFERENCE', 'CONFERENCE_TRANSFER', 'conferenceTransfer']],
    ['transfer.consult', ['TRANSFER_CONSULT', 'CONSULT_TRANSFER', 'consultTransfer']],
    ['transfer.forward', ['TRANSFER_FORWARD', 'FORWARD_TRANSFER', 'forwardTransfer']],
    ['transfer.donotdisturb', ['transfer.dnd', 'DND_TRANSFER', 'dndTransfer']],
    ['endpoint.donotdisturb', ['endpoint.dnd', 'DND_ENDPOINT', 'endpointDnd']],
    ['transport.failure', ['TRANSPORT_FAILURE', 'transportFailure']],
    ['session.expired', ['SESSION_EXPIRED', 'sessionExpired']],
    ['uncallable', ['UNCALLABLE']],
    ['timeout', ['TIMEOUT']],
  ])('agree on the disconnect type %s', (word, others) => {
    const counted = tally();
    for (const raw of [word, ...others]) expect(toDisconnectType(raw, counted)).toBe(word);
    expect(counted.unknownValues).toBe(0);
  });

  it('read directions and the outcome of a wait', () => {
    const counted = tally();
    expect(['outbound', 'INBOUND', 'UNKNOWN'].map((raw) => toDirection(raw, counted))).toEqual([
      'outbound',
      'inbound',
      'unknown',
    ]);
    const outcomes = ['ANSWERED', 'FLOW_OUT', 'flowOut', 'UNKNOWN'];
    expect(outcomes.map((raw) => toAcdOutcome(raw, counted))).toEqual([
      'answered',
      'flow.out',
      'flow.out',
      'unknown',
    ]);
    expect(toDisconnectType('UNKNOWN', counted)).toBe('unknown');
    expect(counted.unknownValues).toBe(0);
  });

  it('let a value that nobody knows pass as unknown, and count it', () => {
    const counted = tally();
    expect(toLegState('OutdatedSdkVersion', counted)).toBe('unknown');
    expect(toDisconnectType('teleported', counted)).toBe('unknown');
    expect(toDirection('sideways', counted)).toBe('unknown');
    expect(toLegState('constructor', counted)).toBe('unknown');
    expect(toAcdOutcome('overheard', counted)).toBe('unknown');
    expect(counted.unknownValues).toBe(5);
  });

  it.each([
    ['customer', 'customer'],
    ['external', 'customer'],
    ['acd', 'acd'],
    ['agent', 'agent'],
    ['USER', 'agent'],
    ['ivr', 'other'],
    ['workflow', 'other'],
  ])('make of the purpose %s: %s', (raw, purpose) => {
    expect(toPurpose(raw)).toBe(purpose);
  });
});
