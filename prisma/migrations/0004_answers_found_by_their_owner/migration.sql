-- Answers that are an e-mail address or a phone number, found by its keyed hash (docs/decisions/0028): an index over those alone, so
-- that no other answer pays for it. Prisma's schema language has no indexes over a part.

CREATE INDEX "Answer_contact" ON "Answer" ("shopId", "contactHash") WHERE "contactHash" IS NOT NULL;
