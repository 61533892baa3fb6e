import type { PublishedQuiz } from "../contract/quiz.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database, Tx } from "../platform/db.server.ts";
import { Refusal } from "../platform/refusal.ts";
import { findPublishedVersionId, findVersion } from "../quiz/quiz.store.server.ts";
import type { CatalogIndex } from "../recommendation/catalog-index.ts";
import { loadCatalogIndex } from "../recommendation/catalog.store.server.ts";
import { findShop } from "../shop/shop.store.server.ts";
import type { Shop } from "../shop/shop.store.server.ts";

const SHOP_FOR_MS = 2_000;
const MAX_SHOPS = 2_000;
const MAX_VERSIONS = 5_000;
const MAX_CATALOGS = 200;

/** Keeps the most recently used `size` entries. */
function remember<K, V>(map: Map<K, V>, key: K, value: V, size: number): V {
  map.delete(key);
  map.set(key, value);
  if (map.size > size) map.delete(map.keys().next().value as K);
  return value;
}

/**
 * What the hot door reads, kept at hand: shops for seconds, versions for ever (they are immutable), catalogues by revision. `counting`:
 * reads a catalogue, with what a year of orders sold, while the door goes on.
 */
export function createDoorCache({ db, counting, clock }: { db: Database; counting: Tx; clock: Clock }) {
  const shops = new Map<string, { shop: Shop; until: number }>();
  const versions = new Map<string, PublishedQuiz>();
  const published = new Map<string, { versionId: string | undefined; until: number }>();
  const catalogs = new Map<string, { revision: number; index: Promise<CatalogIndex>; isLoading: boolean }>();

  async function shopOf(domain: string): Promise<Shop> {
    const now = clock().getTime();
    const known = shops.get(domain);
    if (known !== undefined && known.until > now) return known.shop;
    const shop = await findShop(db.read, domain);
    if (shop === undefined || shop.uninstalledAt !== null) {
      throw new Refusal(404, "not_installed", "Candor is not installed in this shop.");
    }
    return remember(shops, domain, { shop, until: now + SHOP_FOR_MS }, MAX_SHOPS).shop;
  }

  async function versionOf(domain: string, versionId: string): Promise<PublishedQuiz | undefined> {
    const shop = await shopOf(domain);
    const key = `${shop.id}/${versionId}`;
    const known = versions.get(key);
    if (known !== undefined) return known;
    const found = await findVersion(db.read, shop.id, versionId);
    return found === undefined ? undefined : remember(versions, key, found, MAX_VERSIONS);
  }

  return {
    findVersion: versionOf,
    /** What shoppers see under this handle now, seconds old at most. */
    async findPublished(domain: string, handle: string): Promise<PublishedQuiz | undefined> {
      const shop = await shopOf(domain);
      const key = `${shop.id}/${handle}`;
      const now = clock().getTime();
      let known = published.get(key);
      if (known === undefined || known.until <= now) {
        const versionId = await findPublishedVersionId(db.read, shop.id, handle);
        known = remember(published, key, { versionId, until: now + SHOP_FOR_MS }, MAX_VERSIONS);
      }
      return known.versionId === undefined ? undefined : versionOf(domain, known.versionId);
    },
    async catalogOf(domain: string): Promise<CatalogIndex> {
      const shop = await shopOf(domain);
      const known = catalogs.get(domain);
      // One load at a time: where products change faster than a large shop's sales are counted, the next would only queue behind it.
      if (known !== undefined && (known.isLoading || known.revision === shop.catalogRevision)) return known.index;
      const index = loadCatalogIndex(counting, shop.id, shop.currency, clock());
      const entry = { revision: shop.catalogRevision, index, isLoading: true };
      index.then(
        () => (entry.isLoading = false),
        () => catalogs.delete(domain),
      );
      return remember(catalogs, domain, entry, MAX_CATALOGS).index;
    },
    shopOf,
  };
}
