import type { EpochMs } from '#shared/domain/time.ts';

/** By what a customer can be recognised in another conversation. Personal: goes nowhere but through a keyed hash. */
export interface Customer {
  readonly externalContactId?: string;
  /** Numbers or addresses as Genesys tells them (`tel:+1…`, `+1…`, `317…`). */
  readonly numbers: readonly string[];
}

/** An agent and a customer who are, or were, connected with each other. */
export interface CustomerReached extends Customer {
  readonly conversationId: string;
  /** When they began to talk: the first instant at which both were connected. */
  readonly at: EpochMs;
}

/** Shorter ones are extensions or services. E.164 has at most 15 digits, and a prefix may stand before them. */
const DIGITS = /^\d{6,18}$/;

/** The digits of a phone number, by which two ways to write it compare; undefined where it is none. */
export function phoneDigits(address: string): string | undefined {
  const [number = ''] = address.replace(/^\s*(?:tel|sips?):/i, '').split(/[;?@]/, 1);
  const digits = number.replace(/[\s()./+-]/g, '');
  return DIGITS.test(digits) ? digits : undefined;
}
