import { fingerprint, instant, type Kind } from '#shared/adapters/dynamodb/codec/kinds.ts';
import { lettered, maybe } from '#shared/adapters/dynamodb/codec/record.ts';
import type { Register } from '#shared/domain/conversation.ts';
import type { Order } from '#shared/domain/order.ts';

const newOrder = lettered<Order>({
  arrivedAt: instant,
  fingerprint,
  stampedAt: maybe(instant),
  recordedAt: maybe(instant),
});

/** Orders; one snapshot fills several registers, so that an order is often told again. */
const order: Kind<Order> = {
  write: (value, to) => {
    if (!to.isKnownOrder(value)) newOrder.write(value, to);
  },
  read: (from) => from.order(() => newOrder.read(from)),
};

/** Registers as pairs of order and value. */
export const registerOf = <T>(kind: Kind<T>): Kind<Register<T>> => ({
  write: (register, to) => {
    order.write(register.order, to);
    kind.write(register.value, to);
  },
  read: (from) => ({ order: order.read(from), value: kind.read(from) }),
});
