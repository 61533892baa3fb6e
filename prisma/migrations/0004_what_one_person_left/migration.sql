-- Answers that are an e-mail address or a phone number, found by its keyed hash (docs/decisions/0028): an index over those alone, so
-- that no other answer pays for it. Prisma's schema language has no indexes over a part.

CREATE INDEX "Answer_contact" ON "Answer" ("shopId", "contactHash") WHERE "contactHash" IS NOT NULL;

-- The other traces of one person in a shop of any size. Each holds only the rows that have such a key.
CREATE INDEX "Profile_merged" ON "Profile" ("mergedIntoId") WHERE "mergedIntoId" IS NOT NULL;
CREATE INDEX "OptIn_customer" ON "OptIn" ("customerId") WHERE "customerId" IS NOT NULL;
CREATE INDEX "IncentiveClaim_identity" ON "IncentiveClaim" ("identityHash") WHERE "identityHash" IS NOT NULL;
CREATE INDEX "IncentiveCode_identity" ON "IncentiveCode" ("identityHash") WHERE "identityHash" IS NOT NULL;
