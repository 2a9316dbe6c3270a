/** When an automation may place calls: local times of an IANA zone. */
export interface CallingHours {
  /** IANA name, for instance `Europe/Berlin`. */
  readonly zone: string;
  /** ISO week days on which a window starts: 1 is Monday, 7 Sunday. */
  readonly days: readonly number[];
  /** `HH:MM`; later than `to` means that the window runs over midnight. */
  readonly from: string;
  /** `HH:MM`, exclusive. */
  readonly to: string;
}
