import type { EpochMs } from '#shared/domain/time.ts';
import { type Checked, check } from '#shared/genesys/check.ts';
import { parsedInstant } from '#shared/genesys/leg-facts.ts';
import { EventBridgeEnvelopeSchema } from '#shared/genesys/schemas/event-bridge-envelope.ts';
import { model } from '#shared/genesys/schemas/model.ts';
import { NotificationMessageSchema } from '#shared/genesys/schemas/notification-message.ts';
import type { Unwrapped } from '#shared/genesys/unwrap.ts';

// A bare body's other fields are its model's business.
const StampSchema = model({ timestamp: NotificationMessageSchema.entries.timestamp });

/** Checks what a body came in, and reads the sender's stamp from it. */
export function readEnvelope(
  { envelope, stamped, stampedPath, body }: Unwrapped,
  thorough: boolean,
): Checked<EpochMs | undefined> {
  if (envelope !== undefined) {
    const checked = check(EventBridgeEnvelopeSchema, envelope, { prefix: '', thorough });
    if (checked.kind === 'invalid') return checked;
  }
  const schema = stamped === body ? StampSchema : NotificationMessageSchema;
  const checked = check(schema, stamped, { prefix: stampedPath, thorough });
  return checked.kind === 'valid'
    ? { kind: 'valid', value: parsedInstant(checked.value.timestamp) }
    : checked;
}
