/** What somebody has made and not saved yet; it stays in this browser, and belongs to one person and one page. */
export interface Unsaved {
  sound: Blob | null;
  fileName: string;
  fields: Readonly<Record<string, string>>;
  at: number;
}

const store = "unsaved";

export async function keepUnsaved(key: string, made: Unsaved): Promise<void> {
  await inStore("readwrite", (unsaved) => unsaved.put(made, key));
}

export async function findUnsaved(key: string): Promise<Unsaved | null> {
  return ((await inStore("readonly", (unsaved) => unsaved.get(key))) as Unsaved | undefined) ?? null;
}

export async function forgetUnsaved(key: string): Promise<void> {
  await inStore("readwrite", (unsaved) => unsaved.delete(key));
}

/** A browser that keeps nothing, as in a private window, gives undefined. */
async function inStore(
  mode: IDBTransactionMode,
  work: (unsaved: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  const database = await opened().catch(() => null);
  if (!database) return undefined;
  try {
    return await answer(work(database.transaction(store, mode).objectStore(store)));
  } catch {
    return undefined;
  } finally {
    database.close();
  }
}

function opened(): Promise<IDBDatabase> {
  const opening = indexedDB.open("zentrale-voice", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(store);
  return answer(opening);
}

function answer<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
