/** Who is signed in, and whose account they are in; "" on a page for everybody. */
export function account(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="account"]')?.content ?? "";
}
