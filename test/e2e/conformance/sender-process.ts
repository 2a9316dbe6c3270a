/** A sender in a process of its own: delivers its notices in order, each until it is taken, and ends. */
import * as v from 'valibot';
import { createSender } from '#test/e2e/conformance/sender.ts';

const OrderSchema = v.object({
  url: v.string(),
  secret: v.string(),
  notices: v.array(v.object({ id: v.string(), body: v.string() })),
});

process.once('disconnect', () => process.exit());
process.once('message', async (order) => {
  const { url, secret, notices } = v.parse(OrderSchema, order);
  const sender = createSender({ url, secret });
  for (const notice of notices) await sender.deliverUntilTaken(notice);
  process.exit(0);
});
