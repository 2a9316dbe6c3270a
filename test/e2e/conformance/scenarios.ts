import type { Scenario } from '#test/e2e/conformance/scenario.ts';
import { connectionFailure, timeOutThenRetry } from '#test/e2e/conformance/scenarios/broken-calls.ts';
import { harnessCrash, restart } from '#test/e2e/conformance/scenarios/crashes.ts';
import {
  concurrentDuplicate,
  reorder,
  sequentialDuplicate,
  singleDelivery,
} from '#test/e2e/conformance/scenarios/deliveries.ts';
import { malformedBody } from '#test/e2e/conformance/scenarios/malformed-body.ts';
import { partialProcessing } from '#test/e2e/conformance/scenarios/partial-processing.ts';
import { redactionCanary } from '#test/e2e/conformance/scenarios/redaction-canary.ts';
import {
  alteredBody,
  malformedSignature,
  missingSignature,
  staleTimestamp,
  wrongSignature,
} from '#test/e2e/conformance/scenarios/untrusted-senders.ts';

/** The scenarios that receivers of webhooks are commonly held to, to be checked off. */
export const scenarios = {
  'single delivery': singleDelivery,
  'sequential duplicate': sequentialDuplicate,
  'concurrent duplicate': concurrentDuplicate,
  reorder,
  'time-out, then retry': timeOutThenRetry,
  'connection failure': connectionFailure,
  'missing signature': missingSignature,
  'malformed signature': malformedSignature,
  'wrong signature': wrongSignature,
  'stale timestamp': staleTimestamp,
  'altered body': alteredBody,
  'malformed body': malformedBody,
  'restart of the receiver': restart,
  'crash of the harness': harnessCrash,
  'partial processing': partialProcessing,
  'redaction canary': redactionCanary,
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;
