import { type Customer, phoneDigits } from '#shared/domain/customer.ts';

/** What a customer is recognised by, each once: the contact, and the digits of each number. */
export function identitiesOf({ externalContactId, numbers }: Customer): readonly string[] {
  const digits = numbers.map(phoneDigits).filter((one) => one !== undefined);
  return [
    ...(externalContactId ? [`contact:${externalContactId}`] : []),
    ...[...new Set(digits)].map((one) => `number:${one}`),
  ];
}
