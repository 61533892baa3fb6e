-- What the clock takes out of rows that stay, in the order of its time (docs/decisions/0027): such an index holds only what has not
-- been taken yet, so that looking for what is due costs nothing where there is none. Prisma's schema language has no indexes over a part.
-- `> ''`, not `IS NOT NULL`: whoever looks for one of these values would be offered the index too, and SQLite would take it.

CREATE INDEX "Order_checkout_in_time" ON "Order" ("shopId", "processedAt") WHERE "checkoutToken" > '';
CREATE INDEX "Order_response_in_time" ON "Order" ("shopId", "processedAt") WHERE "responseId" > '';
CREATE INDEX "IncentiveClaim_client_in_time" ON "IncentiveClaim" ("shopId", "at") WHERE "clientHash" > '';
CREATE INDEX "OptIn_in_time" ON "OptIn" ("shopId", "createdAt")
WHERE "confirmedAt" IS NULL OR "clientHash" > '' OR "tokenHash" > '';
