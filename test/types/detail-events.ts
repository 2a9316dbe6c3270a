/** The schema of detail events has exactly the fields that the seven events have between them. */
import type { Models } from 'purecloud-platform-client-v2';
import type { DetailEventSchema } from '#shared/genesys/schemas/detail-event.ts';
import type { Assert, Bare, Merged, Same, Taken } from '#test/types/same-model.ts';

type Start = Merged<
  Bare<Models.CustomerStartDetailEventTopicCustomerStartEvent>,
  Merged<
    Bare<Models.AcdStartDetailEventTopicAcdStartEvent>,
    Bare<Models.UserStartDetailEventTopicUserStartEvent>
  >
>;
type End = Merged<
  Bare<Models.CustomerEndDetailEventTopicCustomerEndEvent>,
  Merged<Bare<Models.AcdEndDetailEventTopicAcdEndEvent>, Bare<Models.UserEndDetailEventTopicUserEndEvent>>
>;
type AfterCallWork = Bare<Models.AcwDetailEventTopicAfterCallWorkEvent>;

export type DetailEvents = [
  Assert<Same<Taken<typeof DetailEventSchema>, Merged<Start, Merged<End, AfterCallWork>>>>,
];
