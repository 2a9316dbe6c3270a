import { UUID_BYTES, UUID_LENGTH, writeUuid } from '#shared/adapters/dynamodb/codec/uuid-bytes.ts';

/** How a text follows; from `KNOWN` on, the number of an equal one told before. */
export const TEXT = { plain: 0, uuid: 1, aroundUuid: 2, illFormed: 3, KNOWN: 4 } as const;

/** How a fingerprint follows; from `KNOWN` on, the number of an equal one told before. */
export const PRINT = { bytes: 0, text: 1, KNOWN: 2 } as const;
export const PRINT_BYTES = 8;

/** 8 bytes in base64url: the last character holds four bits, and two of padding. */
const FINGERPRINT = /^[\w-]{10}[AEIMQUYcgkosw048]$/;

/** Beyond it, doubling would not be exact; then the number itself follows, in 8 bytes. */
export const MOST_DOUBLED = 2 ** 51;
export const DOUBLE_BYTES = 8;

/**
 * Writes one conversation's state as bytes. Instants are told relative to the newest one; a text, fingerprint or order
 * that was told before is told by its number. What is written must be read in the same order.
 */
export class StateWriter {
  private bytes = Buffer.allocUnsafe(2048);
  private length = 0;
  private base = 0;
  private readonly texts: Map<string, number>;
  private readonly prints: string[] = [];
  private readonly orders: object[] = [];

  constructor(conversationId: string) {
    this.texts = new Map([[conversationId, 0]]);
  }

  /** The number 0 or one above it; small ones take one byte. */
  count(value: number): void {
    this.reserve(DOUBLE_BYTES);
    let rest = value;
    while (rest >= 128) {
      this.bytes[this.length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.length++] = rest;
  }

  whole(value: number): void {
    if (Math.abs(value) < MOST_DOUBLED) this.count(1 + (value < 0 ? -2 * value - 1 : 2 * value));
    else this.double(value);
  }

  /** What all later instants are relative to. */
  startFrom(instant: number): void {
    this.whole(instant);
    this.base = instant;
  }

  instant(instant: number): void {
    const distance = instant - this.base;
    if (Math.abs(distance) < MOST_DOUBLED) this.whole(distance);
    else this.double(instant);
  }

  text(text: string): void {
    const known = this.texts.get(text);
    if (known === undefined) this.newText(text);
    else this.count(TEXT.KNOWN + known);
  }

  fingerprint(fingerprint: string): void {
    const known = this.prints.indexOf(fingerprint);
    if (known === -1) this.newFingerprint(fingerprint);
    else this.count(PRINT.KNOWN + known);
  }

  /** Tells an order that was told before by its number; false for a new one, which then has to follow. */
  isKnownOrder(order: object): boolean {
    const known = this.orders.indexOf(order);
    this.count(known + 1);
    if (known === -1) this.orders.push(order);
    return known !== -1;
  }

  end(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  private newText(text: string): void {
    if (!this.uuid(text) && !this.aroundUuid(text)) this.plain(text);
    this.texts.set(text, this.texts.size);
  }

  private newFingerprint(fingerprint: string): void {
    this.prints.push(fingerprint);
    const isOfBytes = FINGERPRINT.test(fingerprint);
    this.count(isOfBytes ? PRINT.bytes : PRINT.text);
    if (!isOfBytes) {
      this.text(fingerprint);
      return;
    }
    this.reserve(PRINT_BYTES);
    this.length += this.bytes.write(fingerprint, this.length, PRINT_BYTES, 'base64url');
  }

  private uuid(text: string): boolean {
    if (text.length !== UUID_LENGTH) return false;
    this.reserve(1 + UUID_BYTES);
    if (!writeUuid(text, 0, this.bytes, this.length + 1)) return false;
    this.bytes[this.length] = TEXT.uuid;
    this.length += 1 + UUID_BYTES;
    return true;
  }

  /** A text that begins or ends with a UUID, as keys do: what is before it, the UUID, and what is behind it. */
  private aroundUuid(text: string): boolean {
    const start = startOfUuid(text);
    if (start === undefined || !text.isWellFormed()) return false;
    this.count(TEXT.aroundUuid);
    this.characters(text.slice(0, start), 'utf8');
    this.text(text.slice(start, start + UUID_LENGTH));
    this.characters(text.slice(start + UUID_LENGTH), 'utf8');
    return true;
  }

  private plain(text: string): void {
    const isWellFormed = text.isWellFormed();
    this.count(isWellFormed ? TEXT.plain : TEXT.illFormed);
    // UTF-8 has no form for half of a surrogate pair.
    this.characters(text, isWellFormed ? 'utf8' : 'utf16le');
  }

  private characters(text: string, encoding: 'utf8' | 'utf16le'): void {
    const size = Buffer.byteLength(text, encoding);
    this.count(size);
    this.reserve(size);
    this.length += this.bytes.write(text, this.length, size, encoding);
  }

  private double(value: number): void {
    this.count(0);
    this.reserve(DOUBLE_BYTES);
    this.length = this.bytes.writeDoubleLE(value, this.length);
  }

  /** Makes room for so many bytes. */
  private reserve(size: number): void {
    if (this.length + size <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.length + size));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}

const scratch = new Uint8Array(UUID_BYTES);

function startOfUuid(text: string): number | undefined {
  const last = text.length - UUID_LENGTH;
  if (last <= 0) return undefined;
  if (writeUuid(text, last, scratch, 0)) return last;
  return writeUuid(text, 0, scratch, 0) ? 0 : undefined;
}
