import { instant, type Kind, literal } from '#shared/adapters/dynamodb/codec/kinds.ts';
import { MalformedError } from '#shared/adapters/dynamodb/codec/packing.ts';
import { recordOf } from '#shared/adapters/dynamodb/codec/record.ts';
import type { Register } from '#shared/domain/conversation.ts';
import type { Order } from '#shared/domain/order.ts';

const newOrder = recordOf<Order>({
  stampedAt: { letter: 's', kind: instant },
  recordedAt: { letter: 'r', kind: instant },
  arrivedAt: { letter: 'a', kind: instant },
  fingerprint: { letter: 'f', kind: literal },
});

/** Orders; one snapshot fills several registers, so that an order is often told again. */
const order: Kind<Order> = {
  pack: (value, packing) =>
    packing.knownOrder(`${value.stampedAt} ${value.recordedAt} ${value.arrivedAt} ${value.fingerprint}`) ??
    newOrder.pack(value, packing),
  unpack: (packed, unpacking) => {
    if (typeof packed === 'number') return unpacking.orders[packed];
    const unpacked = newOrder.unpack(packed, unpacking);
    unpacking.orders.push(unpacked);
    return unpacked;
  },
};

/** Registers as pairs of order and value. */
export function registerOf<T>(kind: Kind<T>): Kind<Register<T>> {
  return {
    pack: (register, packing) => [order.pack(register.order, packing), kind.pack(register.value, packing)],
    unpack: (packed, unpacking) => {
      if (!Array.isArray(packed)) throw new MalformedError();
      return { order: order.unpack(packed[0], unpacking), value: kind.unpack(packed[1], unpacking) };
    },
  };
}
