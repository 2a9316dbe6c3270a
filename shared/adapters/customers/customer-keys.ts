import { createHmac } from 'node:crypto';
import { identitiesOf } from '#shared/adapters/customers/identities.ts';
import type { Customer } from '#shared/domain/customer.ts';

const CUSTOMER = 'customer#';
/** 128 bits tell all customers of the world apart. */
const KEPT_BYTES = 16;

const hashed = (secret: string, identity: string) =>
  createHmac('sha256', secret).update(identity).digest().subarray(0, KEPT_BYTES).toString('base64url');

/** The partition keys of a customer's items: keyed hashes, as a plain one of a number is found by trying all numbers. */
export const customerKeys = (secret: string, customer: Customer): readonly string[] =>
  identitiesOf(customer).map((identity) => CUSTOMER + hashed(secret, identity));
