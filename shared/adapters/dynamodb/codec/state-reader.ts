import { MalformedError } from '#shared/adapters/dynamodb/codec/malformed-error.ts';
import { DOUBLE_BYTES, PRINT, PRINT_BYTES, TEXT } from '#shared/adapters/dynamodb/codec/state-writer.ts';
import { readUuid, UUID_BYTES } from '#shared/adapters/dynamodb/codec/uuid-bytes.ts';

/** Reads what a `StateWriter` wrote, and nothing else: every step throws a `MalformedError` where the bytes don't fit. */
export class StateReader<Order extends object> {
  private readonly bytes: Buffer;
  private place = 0;
  private base = 0;
  private readonly texts: string[];
  private readonly prints: string[] = [];
  private readonly orders: Order[] = [];

  constructor(conversationId: string, bytes: Uint8Array) {
    this.texts = [conversationId];
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  count(): number {
    let value = 0;
    for (let weight = 1; weight <= Number.MAX_SAFE_INTEGER; weight *= 128) {
      const byte = this.bytes[this.place++];
      if (byte === undefined) throw new MalformedError();
      value += (byte % 128) * weight;
      if (byte < 128) return safe(value);
    }
    throw new MalformedError();
  }

  whole(): number {
    const code = this.count();
    return code === 0 ? this.double() : distanceOf(code);
  }

  startFrom(): number {
    this.base = this.whole();
    return this.base;
  }

  instant(): number {
    const code = this.count();
    return code === 0 ? this.double() : safe(this.base + distanceOf(code));
  }

  text(): string {
    const code = this.count();
    if (code >= TEXT.KNOWN) return told(this.texts, code - TEXT.KNOWN);
    const text = this.newText(code);
    this.texts.push(text);
    return text;
  }

  fingerprint(): string {
    const code = this.count();
    if (code >= PRINT.KNOWN) return told(this.prints, code - PRINT.KNOWN);
    const fingerprint = code === PRINT.text ? this.text() : this.take(PRINT_BYTES, 'base64url');
    this.prints.push(fingerprint);
    return fingerprint;
  }

  /** An order told before, or a new one, which `read` reads. */
  order(read: () => Order): Order {
    const code = this.count();
    if (code > 0) return told(this.orders, code - 1);
    const order = read();
    this.orders.push(order);
    return order;
  }

  /** A number of things to come, each of which takes a byte at least. */
  size(): number {
    const size = this.count();
    if (size > this.bytes.length - this.place) throw new MalformedError();
    return size;
  }

  /** Nothing may follow. */
  end(): void {
    if (this.place !== this.bytes.length) throw new MalformedError();
  }

  private newText(code: number): string {
    if (code === TEXT.plain) return this.take(this.size(), 'utf8');
    if (code === TEXT.illFormed) return this.take(this.size(), 'utf16le');
    if (code === TEXT.aroundUuid) {
      const before = this.take(this.size(), 'utf8');
      const uuid = this.text();
      return before + uuid + this.take(this.size(), 'utf8');
    }
    const uuid = readUuid(this.bytes, this.place);
    this.place += UUID_BYTES;
    return uuid;
  }

  private take(size: number, encoding: BufferEncoding): string {
    const end = this.place + size;
    if (end > this.bytes.length) throw new MalformedError();
    const text = this.bytes.toString(encoding, this.place, end);
    this.place = end;
    return text;
  }

  private double(): number {
    if (this.place + DOUBLE_BYTES > this.bytes.length) throw new MalformedError();
    const value = this.bytes.readDoubleLE(this.place);
    this.place += DOUBLE_BYTES;
    return safe(value);
  }
}

const distanceOf = (code: number) => (code % 2 === 1 ? (code - 1) / 2 : -code / 2);

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new MalformedError();
  return value;
}

function told<T>(things: readonly T[], number: number): T {
  const thing = things[number];
  if (thing === undefined) throw new MalformedError();
  return thing;
}
