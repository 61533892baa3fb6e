-- CreateTable
CREATE TABLE "Shop" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "domain" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "scopes" TEXT NOT NULL DEFAULT '',
    "dataKey" TEXT NOT NULL,
    "tagPrefix" TEXT NOT NULL DEFAULT 'candor-',
    "showContacts" BOOLEAN NOT NULL DEFAULT false,
    "privacyFloor" INTEGER NOT NULL DEFAULT 5,
    "askQuestions" INTEGER NOT NULL DEFAULT 10,
    "askDays" INTEGER NOT NULL DEFAULT 30,
    "catalogRevision" INTEGER NOT NULL DEFAULT 0,
    "segmentRevision" INTEGER NOT NULL DEFAULT 0,
    "tagsOffAt" DATETIME,
    "installedAt" DATETIME NOT NULL,
    "uninstalledAt" DATETIME,
    "marketingSync" BOOLEAN NOT NULL DEFAULT false,
    "parkedReason" TEXT
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "shop" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL,
    "expires" DATETIME,
    "sealed" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "refreshUntil" DATETIME
);

-- CreateTable
CREATE TABLE "Product" (
    "shopId" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "type" TEXT NOT NULL DEFAULT '',
    "vendor" TEXT NOT NULL DEFAULT '',
    "tags" TEXT NOT NULL DEFAULT '[]',
    "details" TEXT NOT NULL DEFAULT '[]',
    "status" TEXT NOT NULL DEFAULT 'ACTIVE',
    "imageUrl" TEXT,
    "published" BOOLEAN NOT NULL DEFAULT true,
    "updatedAt" DATETIME NOT NULL,
    "deletedAt" DATETIME,

    PRIMARY KEY ("shopId", "id")
);

-- CreateTable
CREATE TABLE "Variant" (
    "shopId" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "priceMicros" BIGINT NOT NULL,
    "available" BOOLEAN NOT NULL,
    "imageUrl" TEXT,
    "position" INTEGER NOT NULL DEFAULT 1,

    PRIMARY KEY ("shopId", "id"),
    CONSTRAINT "Variant_shopId_productId_fkey" FOREIGN KEY ("shopId", "productId") REFERENCES "Product" ("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Quiz" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopId" INTEGER NOT NULL,
    "handle" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'quiz',
    "title" TEXT NOT NULL,
    "draft" TEXT NOT NULL,
    "draftRevision" INTEGER NOT NULL DEFAULT 1,
    "draftSave" TEXT,
    "publishedVersionId" TEXT,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "deletedAt" DATETIME
);

-- CreateTable
CREATE TABLE "QuizVersion" (
    "shopId" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "quizId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "publishedAt" DATETIME NOT NULL,

    PRIMARY KEY ("shopId", "id"),
    CONSTRAINT "QuizVersion_quizId_fkey" FOREIGN KEY ("quizId") REFERENCES "Quiz" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Profile" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopId" INTEGER NOT NULL,
    "customerId" TEXT,
    "kind" TEXT NOT NULL DEFAULT 'shopper',
    "consent" TEXT NOT NULL DEFAULT 'none',
    "orderCount" INTEGER NOT NULL DEFAULT 0,
    "amountSpentMicros" BIGINT NOT NULL DEFAULT 0,
    "firstOrderAt" DATETIME,
    "lastOrderAt" DATETIME,
    "lifetimeOrders" INTEGER,
    "lifetimeSpentMicros" BIGINT,
    "mergedIntoId" INTEGER,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Recheck" (
    "profileId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "Recheck_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Visitor" (
    "shopId" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "profileId" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("shopId", "id")
);

-- CreateTable
CREATE TABLE "Merge" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopId" INTEGER NOT NULL,
    "fromId" INTEGER NOT NULL,
    "intoId" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "undoneAt" DATETIME
);

-- CreateTable
CREATE TABLE "MergedRow" (
    "mergeId" INTEGER NOT NULL,
    "shopId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "rowId" TEXT NOT NULL,

    PRIMARY KEY ("mergeId", "kind", "rowId"),
    CONSTRAINT "MergedRow_mergeId_fkey" FOREIGN KEY ("mergeId") REFERENCES "Merge" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Trait" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopId" INTEGER NOT NULL,
    "profileId" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "party" TEXT NOT NULL DEFAULT 'told',
    "quizId" INTEGER,
    "versionId" TEXT,
    "questionId" TEXT,
    "answerId" TEXT,
    "since" DATETIME NOT NULL,
    "until" DATETIME,
    "forgetAt" DATETIME
);

-- CreateTable
CREATE TABLE "TraitDefinition" (
    "shopId" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "options" TEXT NOT NULL DEFAULT '[]',
    "purpose" TEXT NOT NULL DEFAULT '',
    "retentionDays" INTEGER NOT NULL DEFAULT 730,
    "freshDays" INTEGER NOT NULL DEFAULT 365,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("shopId", "key")
);

-- CreateTable
CREATE TABLE "Wording" (
    "shopId" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "language" TEXT NOT NULL,

    PRIMARY KEY ("shopId", "hash")
);

-- CreateTable
CREATE TABLE "Consent" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopId" INTEGER NOT NULL,
    "profileId" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "wordingHash" TEXT,
    "language" TEXT,
    "place" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "answerId" TEXT,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "QuizResponse" (
    "shopId" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "quizId" INTEGER NOT NULL,
    "versionId" TEXT NOT NULL,
    "profileId" INTEGER,
    "source" TEXT NOT NULL DEFAULT 'storefront',
    "placement" TEXT NOT NULL DEFAULT 'block',
    "language" TEXT NOT NULL DEFAULT 'en',
    "device" TEXT,
    "utmSource" TEXT,
    "utmMedium" TEXT,
    "utmCampaign" TEXT,
    "flag" TEXT,
    "test" BOOLEAN NOT NULL DEFAULT false,
    "startedAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "finishedAt" DATETIME,
    "stoppedAt" TEXT,
    "outcomeId" TEXT,
    "orderId" TEXT,
    "checkoutToken" TEXT,

    PRIMARY KEY ("shopId", "id")
);

-- CreateTable
CREATE TABLE "Answer" (
    "shopId" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "responseId" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "options" TEXT NOT NULL DEFAULT '[]',
    "textSealed" TEXT,
    "contactHash" TEXT,
    "shownOrder" TEXT,
    "sequence" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "onPath" BOOLEAN NOT NULL DEFAULT true,
    "recalled" BOOLEAN NOT NULL DEFAULT false,

    PRIMARY KEY ("shopId", "id"),
    CONSTRAINT "Answer_shopId_responseId_fkey" FOREIGN KEY ("shopId", "responseId") REFERENCES "QuizResponse" ("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PollTally" (
    "shopId" INTEGER NOT NULL,
    "quizId" INTEGER NOT NULL,
    "option" TEXT NOT NULL,
    "votes" INTEGER NOT NULL DEFAULT 0,
    "anonymous" INTEGER NOT NULL DEFAULT 0,

    PRIMARY KEY ("shopId", "quizId", "option")
);

-- CreateTable
CREATE TABLE "PollVote" (
    "shopId" INTEGER NOT NULL,
    "quizId" INTEGER NOT NULL,
    "voter" TEXT NOT NULL,
    "responseId" TEXT NOT NULL,
    "options" TEXT NOT NULL,
    "anonymous" BOOLEAN NOT NULL DEFAULT true,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("shopId", "quizId", "voter")
);

-- CreateTable
CREATE TABLE "AskRecord" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopId" INTEGER NOT NULL,
    "profileId" INTEGER NOT NULL,
    "handle" TEXT NOT NULL,
    "placement" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "questions" INTEGER NOT NULL DEFAULT 0,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "CartAdd" (
    "shopId" INTEGER NOT NULL,
    "responseId" TEXT NOT NULL,
    "variantId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("shopId", "responseId", "variantId")
);

-- CreateTable
CREATE TABLE "Order" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopId" INTEGER NOT NULL,
    "shopifyId" TEXT NOT NULL,
    "customerId" TEXT,
    "profileId" INTEGER,
    "name" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL,
    "totalMicros" BIGINT NOT NULL,
    "refundedMicros" BIGINT NOT NULL DEFAULT 0,
    "responseId" TEXT,
    "checkoutToken" TEXT,
    "processedAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "cancelledAt" DATETIME,
    "deletedAt" DATETIME,
    "loadedBy" INTEGER
);

-- CreateTable
CREATE TABLE "OrderLine" (
    "orderId" INTEGER NOT NULL,
    "shopifyId" BIGINT NOT NULL,
    "shopId" INTEGER NOT NULL,
    "productId" TEXT,
    "variantId" TEXT,
    "quantity" INTEGER NOT NULL,
    "amountMicros" BIGINT NOT NULL,

    PRIMARY KEY ("orderId", "shopifyId"),
    CONSTRAINT "OrderLine_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Purchase" (
    "profileId" INTEGER NOT NULL,
    "productId" TEXT NOT NULL,
    "shopId" INTEGER NOT NULL,
    "lastAt" DATETIME NOT NULL,

    PRIMARY KEY ("profileId", "productId"),
    CONSTRAINT "Purchase_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SyncRun" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "operationId" TEXT,
    "objectCount" INTEGER NOT NULL DEFAULT 0,
    "loadedLines" INTEGER NOT NULL DEFAULT 0,
    "loadedBytes" BIGINT NOT NULL DEFAULT 0,
    "totalBytes" BIGINT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "reachesFrom" DATETIME,
    "reachesAll" BOOLEAN NOT NULL DEFAULT false,
    "startedAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "finishedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Segment" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "builtRevision" INTEGER NOT NULL DEFAULT 0,
    "taggedRevision" INTEGER NOT NULL DEFAULT 0,
    "previousRule" TEXT,
    "buildCursor" INTEGER NOT NULL DEFAULT 0,
    "nativeSegmentId" TEXT,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "deletedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Membership" (
    "segmentId" INTEGER NOT NULL,
    "profileId" INTEGER NOT NULL,
    "shopId" INTEGER NOT NULL,
    "since" DATETIME NOT NULL,
    "until" DATETIME,

    PRIMARY KEY ("segmentId", "profileId", "since")
);

-- CreateTable
CREATE TABLE "PushedTag" (
    "shopId" INTEGER NOT NULL,
    "customerId" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "pushedAt" DATETIME NOT NULL,

    PRIMARY KEY ("shopId", "customerId", "tag")
);

-- CreateTable
CREATE TABLE "OptIn" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopId" INTEGER NOT NULL,
    "quizId" INTEGER NOT NULL,
    "responseId" TEXT NOT NULL,
    "profileId" INTEGER,
    "customerId" TEXT,
    "addressSealed" TEXT NOT NULL,
    "addressHash" TEXT NOT NULL,
    "clientHash" TEXT,
    "language" TEXT NOT NULL,
    "wordingHash" TEXT NOT NULL,
    "tokenHash" TEXT,
    "mailId" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'wanted',
    "createdAt" DATETIME NOT NULL,
    "sentAt" DATETIME,
    "confirmedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Incentive" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopId" INTEGER NOT NULL,
    "quizId" INTEGER NOT NULL,
    "terms" TEXT NOT NULL,
    "discountId" TEXT,
    "creationId" TEXT,
    "problem" TEXT,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "IncentiveCode" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopId" INTEGER NOT NULL,
    "incentiveId" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'wanted',
    "codeSealed" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "redeemCodeId" TEXT,
    "identityHash" TEXT,
    "identityKind" TEXT,
    "profileId" INTEGER,
    "issuedAt" DATETIME,
    "endsAt" DATETIME,
    "redeemedAt" DATETIME
);

-- CreateTable
CREATE TABLE "IncentiveClaim" (
    "shopId" INTEGER NOT NULL,
    "responseId" TEXT NOT NULL,
    "incentiveId" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "identityHash" TEXT,
    "identityKind" TEXT,
    "profileId" INTEGER,
    "codeId" INTEGER,
    "clientHash" TEXT,
    "language" TEXT NOT NULL,
    "validDays" INTEGER NOT NULL DEFAULT 30,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("shopId", "responseId")
);

-- CreateTable
CREATE TABLE "Tombstone" (
    "shopId" INTEGER NOT NULL,
    "customerHash" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("shopId", "customerHash")
);

-- CreateTable
CREATE TABLE "ComplianceRequest" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopDomain" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "webhookId" TEXT NOT NULL,
    "receipt" TEXT NOT NULL DEFAULT '{}',
    "fileSealed" TEXT,
    "receivedAt" DATETIME NOT NULL,
    "doneAt" DATETIME
);

-- CreateTable
CREATE TABLE "AccessLog" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopId" INTEGER NOT NULL,
    "who" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "profileId" INTEGER,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Job" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "payload" TEXT NOT NULL DEFAULT '{}',
    "runAt" DATETIME NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" DATETIME,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "again" BOOLEAN NOT NULL DEFAULT false,
    "deadAt" DATETIME,
    "error" TEXT
);

-- CreateTable
CREATE TABLE "InboxCursor" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "seq" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "InboxDead" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shopId" INTEGER,
    "kind" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "error" TEXT NOT NULL,
    "at" DATETIME NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Shop_domain_key" ON "Shop"("domain");

-- CreateIndex
CREATE INDEX "Session_shop_idx" ON "Session"("shop");

-- CreateIndex
CREATE INDEX "Variant_shopId_productId_idx" ON "Variant"("shopId", "productId");

-- CreateIndex
CREATE UNIQUE INDEX "Quiz_shopId_handle_key" ON "Quiz"("shopId", "handle");

-- CreateIndex
CREATE UNIQUE INDEX "QuizVersion_quizId_number_key" ON "QuizVersion"("quizId", "number");

-- CreateIndex
CREATE INDEX "Profile_shopId_consent_id_idx" ON "Profile"("shopId", "consent", "id");

-- CreateIndex
CREATE INDEX "Profile_shopId_id_idx" ON "Profile"("shopId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Profile_shopId_customerId_key" ON "Profile"("shopId", "customerId");

-- CreateIndex
CREATE INDEX "Recheck_at_idx" ON "Recheck"("at");

-- CreateIndex
CREATE INDEX "Visitor_profileId_idx" ON "Visitor"("profileId");

-- CreateIndex
CREATE INDEX "Merge_shopId_intoId_idx" ON "Merge"("shopId", "intoId");

-- CreateIndex
CREATE INDEX "Merge_shopId_fromId_idx" ON "Merge"("shopId", "fromId");

-- CreateIndex
CREATE INDEX "Trait_forgetAt_idx" ON "Trait"("forgetAt");

-- CreateIndex
CREATE INDEX "Trait_profileId_shopId_key_value_idx" ON "Trait"("profileId", "shopId", "key", "value");

-- CreateIndex
CREATE INDEX "Trait_shopId_key_value_until_profileId_quizId_idx" ON "Trait"("shopId", "key", "value", "until", "profileId", "quizId");

-- CreateIndex
CREATE INDEX "Consent_profileId_purpose_id_idx" ON "Consent"("profileId", "purpose", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Consent_shopId_answerId_key" ON "Consent"("shopId", "answerId");

-- CreateIndex
CREATE INDEX "QuizResponse_shopId_quizId_startedAt_test_flag_finishedAt_idx" ON "QuizResponse"("shopId", "quizId", "startedAt", "test", "flag", "finishedAt");

-- CreateIndex
CREATE INDEX "QuizResponse_shopId_orderId_idx" ON "QuizResponse"("shopId", "orderId");

-- CreateIndex
CREATE INDEX "QuizResponse_profileId_idx" ON "QuizResponse"("profileId");

-- CreateIndex
CREATE INDEX "Answer_shopId_responseId_onPath_questionId_options_idx" ON "Answer"("shopId", "responseId", "onPath", "questionId", "options");

-- CreateIndex
CREATE INDEX "PollVote_shopId_responseId_idx" ON "PollVote"("shopId", "responseId");

-- CreateIndex
CREATE INDEX "AskRecord_shopId_profileId_at_idx" ON "AskRecord"("shopId", "profileId", "at");

-- CreateIndex
CREATE INDEX "AskRecord_shopId_at_idx" ON "AskRecord"("shopId", "at");

-- CreateIndex
CREATE INDEX "Order_shopId_profileId_processedAt_cancelledAt_deletedAt_idx" ON "Order"("shopId", "profileId", "processedAt", "cancelledAt", "deletedAt");

-- CreateIndex
CREATE INDEX "Order_shopId_checkoutToken_idx" ON "Order"("shopId", "checkoutToken");

-- CreateIndex
CREATE INDEX "Order_shopId_responseId_idx" ON "Order"("shopId", "responseId");

-- CreateIndex
CREATE UNIQUE INDEX "Order_shopId_shopifyId_key" ON "Order"("shopId", "shopifyId");

-- CreateIndex
CREATE UNIQUE INDEX "SyncRun_shopId_kind_key" ON "SyncRun"("shopId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "Segment_shopId_slug_key" ON "Segment"("shopId", "slug");

-- CreateIndex
CREATE INDEX "Membership_profileId_until_idx" ON "Membership"("profileId", "until");

-- CreateIndex
CREATE INDEX "Membership_segmentId_until_profileId_idx" ON "Membership"("segmentId", "until", "profileId");

-- CreateIndex
CREATE INDEX "PushedTag_shopId_tag_idx" ON "PushedTag"("shopId", "tag");

-- CreateIndex
CREATE UNIQUE INDEX "OptIn_tokenHash_key" ON "OptIn"("tokenHash");

-- CreateIndex
CREATE INDEX "OptIn_shopId_addressHash_sentAt_idx" ON "OptIn"("shopId", "addressHash", "sentAt");

-- CreateIndex
CREATE INDEX "OptIn_shopId_clientHash_createdAt_idx" ON "OptIn"("shopId", "clientHash", "createdAt");

-- CreateIndex
CREATE INDEX "OptIn_shopId_sentAt_idx" ON "OptIn"("shopId", "sentAt");

-- CreateIndex
CREATE INDEX "OptIn_profileId_idx" ON "OptIn"("profileId");

-- CreateIndex
CREATE UNIQUE INDEX "OptIn_shopId_responseId_addressHash_key" ON "OptIn"("shopId", "responseId", "addressHash");

-- CreateIndex
CREATE UNIQUE INDEX "Incentive_shopId_quizId_terms_key" ON "Incentive"("shopId", "quizId", "terms");

-- CreateIndex
CREATE INDEX "IncentiveCode_incentiveId_state_issuedAt_idx" ON "IncentiveCode"("incentiveId", "state", "issuedAt");

-- CreateIndex
CREATE INDEX "IncentiveCode_profileId_idx" ON "IncentiveCode"("profileId");

-- CreateIndex
CREATE UNIQUE INDEX "IncentiveCode_shopId_incentiveId_identityHash_key" ON "IncentiveCode"("shopId", "incentiveId", "identityHash");

-- CreateIndex
CREATE UNIQUE INDEX "IncentiveCode_shopId_codeHash_key" ON "IncentiveCode"("shopId", "codeHash");

-- CreateIndex
CREATE INDEX "IncentiveClaim_incentiveId_state_at_idx" ON "IncentiveClaim"("incentiveId", "state", "at");

-- CreateIndex
CREATE INDEX "IncentiveClaim_shopId_clientHash_at_idx" ON "IncentiveClaim"("shopId", "clientHash", "at");

-- CreateIndex
CREATE INDEX "IncentiveClaim_profileId_idx" ON "IncentiveClaim"("profileId");

-- CreateIndex
CREATE UNIQUE INDEX "ComplianceRequest_webhookId_key" ON "ComplianceRequest"("webhookId");

-- CreateIndex
CREATE INDEX "ComplianceRequest_doneAt_idx" ON "ComplianceRequest"("doneAt");

-- CreateIndex
CREATE INDEX "ComplianceRequest_receivedAt_idx" ON "ComplianceRequest"("receivedAt");

-- CreateIndex
CREATE INDEX "AccessLog_shopId_at_idx" ON "AccessLog"("shopId", "at");

-- CreateIndex
CREATE INDEX "Job_shopId_deadAt_runAt_idx" ON "Job"("shopId", "deadAt", "runAt");

-- CreateIndex
CREATE UNIQUE INDEX "Job_name_shopId_key_key" ON "Job"("name", "shopId", "key");

-- CreateIndex
CREATE INDEX "InboxDead_at_idx" ON "InboxDead"("at");

