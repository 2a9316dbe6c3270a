import { many, one, text, textOrOne, whole } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';
import { ReferenceSchema } from '#shared/genesys/schemas/reference.ts';

const SkillExpressionSchema = model({
  id: text(),
  name: text(),
});

const ScoredAgentSchema = model({
  agent: one(ReferenceSchema),
  score: whole(),
});

/**
 * How a communication is routed to an agent.
 *
 * `skillExpressionId` is an id in REST and a reference in notifications.
 */
export const ConversationRoutingDataSchema = model({
  queue: one(ReferenceSchema),
  language: one(ReferenceSchema),
  priority: whole(),
  skills: many(ReferenceSchema),
  skillExpression: text(),
  skillExpressionId: textOrOne(SkillExpressionSchema),
  scoredAgents: many(ScoredAgentSchema),
  label: text(),
});
