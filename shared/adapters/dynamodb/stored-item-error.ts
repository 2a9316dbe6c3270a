/** A stored item does not fit its schema. Names the attribute, never what it holds. */
export class StoredItemError extends Error {
  override readonly name = 'StoredItemError';
  readonly attribute: string;

  constructor(attribute: string) {
    super(`A stored item does not fit: attribute ${attribute}.`);
    this.attribute = attribute;
  }
}
