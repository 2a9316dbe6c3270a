import * as v from 'valibot';

/** Where a value does not fit its schema, and what was expected there. Never the value. */
export interface ConfigIssue {
  /** Keys joined by dots; empty for the whole. */
  readonly path: string;
  readonly expected: string;
}

/** Restates a valibot issue without its input and without its stock message, which quotes the input. */
export function describeIssue(issue: v.BaseIssue<unknown>): ConfigIssue {
  return { path: v.getDotPath(issue) ?? '', expected: expectation(issue) };
}

function expectation(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'no such key';
  if (issue.received === 'undefined') return 'a value, but it is missing';
  // Messages of our own say what is expected, better than a regular expression does; valibot's begin with "Invalid".
  if (!issue.message.startsWith('Invalid ')) return issue.message;
  return issue.expected ?? 'another value';
}
